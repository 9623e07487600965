#include "indexer/readers/field_map.h"

#include <fmt/format.h>

#include <algorithm>

namespace dateline::indexer {

FieldMap::FieldMap()
    : names_{{{"title", "headline"},
              {"body", "text", "story_text", "content"},
              {"date", "published", "pub_date"},
              {"url", "link"},
              {"id"},
              {"source", "publisher"},
              {"lang", "language"},
              {"topic", "section"},
              {"captured", "capture_date"}}} {}

Result<FieldMap> FieldMap::parse(std::string_view spec) {
  FieldMap map;
  while (!spec.empty()) {
    const std::size_t end = std::min(spec.find(','), spec.size());
    const std::string_view part = spec.substr(0, end);
    spec.remove_prefix(std::min(end + 1, spec.size()));
    const std::size_t equals = part.find('=');
    const std::string_view field = part.substr(0, equals);
    const auto target = std::find(kTargetNames.begin(), kTargetNames.end(), field);
    if (equals == std::string_view::npos || equals + 1 == part.size() || target == kTargetNames.end()) {
      return fail(ErrorKind::kUsage, fmt::format("--map does not understand '{}'", part),
                  fmt::format("write FIELD=MEMBER with a field of: {}", fmt::join(kTargetNames, ", ")));
    }
    map.names_[static_cast<std::size_t>(target - kTargetNames.begin())] = {
        std::string(part.substr(equals + 1))};
  }
  return map;
}

}  // namespace dateline::indexer
