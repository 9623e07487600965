#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/json_writer.h"

/// What an index says of its making (IndexReader::build_info), member by member, as it is shown.
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
};

}  // namespace dateline::index
