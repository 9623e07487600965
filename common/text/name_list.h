#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// Bytes of one list: the built-in one has a hundredth.
inline constexpr std::size_t kMaxNameListBytes = std::size_t{16} << 20;

/// A list of spellings that a person gave beside the lexicon, in its format (docs/text.md).
struct NameList {
  std::string name;  ///< the file, for messages
  std::string text;
  bool operator==(const NameList&) const = default;
};

/// Several as one string, and back; damaged bytes end the list.
std::string encode(const std::vector<NameList>& lists);
std::vector<NameList> decode_name_lists(std::string_view bytes);

}  // namespace dateline::text
