#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace dateline::indexer {

/// What a member of a record can become.
enum class Target : std::uint8_t { kTitle, kBody, kDate, kUrl, kId, kSource, kLanguage, kTopic, kCaptured };
inline constexpr std::size_t kTargetCount = 9;
inline constexpr std::array<std::string_view, kTargetCount> kTargetNames{
    "title", "body", "date", "url", "id", "source", "lang", "topic", "captured"};

/// Which member of a record is which field. Without a mapping the usual names are tried in order, e.g. title,
/// then headline. A name may be a path with dots into nested objects.
class FieldMap {
 public:
  FieldMap();
  /// Parses "title=headline,body=story_text". A Usage error names the part that is wrong.
  static Result<FieldMap> parse(std::string_view spec);
  /// Names to try for a target, in order.
  const std::vector<std::string>& names(Target target) const {
    return names_[static_cast<std::size_t>(target)];
  }

 private:
  std::array<std::vector<std::string>, kTargetCount> names_;
};

}  // namespace dateline::indexer
