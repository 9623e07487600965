#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "common/dates/document.h"
#include "common/result.h"

namespace dateline::indexer {

/// Reads dates in the paths of files, as --date-from says. Immutable; shared by threads.
class PathDate {
 public:
  /// "path:REGEX" of RE2, with groups: year; year and month; year, month and day; or one of eight or six
  /// figures (YYYYMMDD, YYYYMM). Groups may have names, in any order: year, month, day, juche. A Usage error
  /// says what is wrong with it.
  static Result<PathDate> parse(std::string_view spec);

  /// The date at the last place of a path that fits and is a date, because folders far from the file tell
  /// least of it. nullopt where there is none. Of a member of an archive the path is "a.zip!b/c.txt".
  std::optional<dates::OutsideDate> read(std::string_view path) const;

 private:
  struct Pattern;
  explicit PathDate(std::shared_ptr<const Pattern> pattern) : pattern_(std::move(pattern)) {}
  std::shared_ptr<const Pattern> pattern_;
};

}  // namespace dateline::indexer
