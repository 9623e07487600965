#include "indexer/sources/format.h"

#include <algorithm>

#include "indexer/readers/field_lines.h"
#include "indexer/sources/kinds.h"
#include "indexer/sources/packing.h"

namespace dateline::indexer {
namespace {

/// By an ending with its dot.
std::optional<Format> look_up(std::string_view ending) {
  for (const Kind& kind : kinds()) {
    for (std::string_view left = kind.endings; !left.empty();) {
      const std::size_t end = std::min(left.find(' '), left.size());
      if (equal_folded(left.substr(0, end), ending)) return kind.format;
      left.remove_prefix(std::min(end + 1, left.size()));
    }
  }
  return std::nullopt;
}

/// By what follows the last dot of a name; numbers there are dropped, as wget adds them to names that it has
/// already, or as versions have them.
std::optional<Format> by_last_ending(std::string_view name) {
  for (;;) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string_view ending = name.substr(dot);
    if (const auto format = look_up(ending)) return format;
    if (ending.find_first_not_of("0123456789", 1) != std::string_view::npos) return std::nullopt;
    name = without_packing_endings(name.substr(0, dot));
  }
}

}  // namespace

std::optional<Format> format_by_name(std::string_view name) {
  if (name == "tsv") return Format::kCsv;
  if (name == "json") return Format::kJsonl;
  const auto found = std::ranges::find(kinds(), name, &Kind::name);
  if (found == kinds().end() || !is_read(found->format)) return std::nullopt;
  return found->format;
}

std::optional<Format> format_by_ending(std::string_view path) {
  const std::string_view name = without_packing_endings(path.substr(path.rfind('/') + 1));
  if (const auto format = by_last_ending(name)) return format;
  // What followed the question mark of an address; wget writes "@" where a disk wants it.
  const std::size_t query = name.find_first_of("?@#");
  return query == std::string_view::npos ? std::nullopt : by_last_ending(name.substr(0, query));
}

}  // namespace dateline::indexer
