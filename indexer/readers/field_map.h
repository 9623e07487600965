#pragma once

#include <array>
#include <cstdint>
#include <span>
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

/// A mapping that has a name: members of what one program writes.
struct FieldPreset {
  std::string_view name;
  std::string_view map;  ///< as --map takes it
};
std::span<const FieldPreset> field_presets();

/// A member's name as the usual names are compared: "publishedAt", "published_at" and "Published-At" are one.
std::string folded_name(std::string_view name);

/// Which member of a record is which field. Without a mapping the usual names are tried in order, e.g. title,
/// then headline; their case, "_" and "-" do not count. A name may be a path with dots into nested objects
/// and arrays ("items.0.title").
class FieldMap {
 public:
  FieldMap();
  /// Parses "title=headline,body=story_text", or the name of a preset, alone or before that. A Usage error
  /// names the part that is wrong.
  static Result<FieldMap> parse(std::string_view spec);
  /// With these names for each target; those that are not the usual ones are compared as they stand.
  static FieldMap of(std::array<std::vector<std::string>, kTargetCount> names,
                     std::array<bool, kTargetCount> usual);
  /// Names to try for a target, in order; of the usual ones as `folded_name` has them.
  const std::vector<std::string>& names(Target target) const {
    return names_[static_cast<std::size_t>(target)];
  }
  /// Whether the names of a target are the usual ones.
  bool usual(Target target) const { return usual_[static_cast<std::size_t>(target)]; }

 private:
  std::array<std::vector<std::string>, kTargetCount> names_;
  std::array<bool, kTargetCount> usual_;
};

}  // namespace dateline::indexer
