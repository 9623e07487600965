#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/json_writer.h"

/// What an index says of its making: an object of JSON in the metadata of its database, with counts
/// ("articles"), and "sources" (slug: name).
namespace dateline::index {

struct BuildInfo {
  struct Member {
    std::string name;
    std::string json;  ///< the value as JSON
    std::string text;  ///< the value for a person: of a string the string itself, else `json`
  };
  std::vector<Member> members;  ///< in their order

  /// No members where `json` is no object.
  static BuildInfo parse(std::string_view json);

  /// Into an object that is being written.
  void write_members(JsonWriter& json) const;

  /// 0 where there is no such count.
  std::uint64_t count(std::string_view name) const;
  /// The publishers: slug and name as printed.
  std::map<std::string, std::string> sources() const;
};

/// The information about several indexes that are read as one: numbers are added, members of objects joined,
/// of other values the first stays; `articles` and `groups` are those of the whole.
std::string joined_build_info(const std::vector<std::string>& parts, std::uint64_t articles,
                              std::uint64_t groups);

}  // namespace dateline::index
