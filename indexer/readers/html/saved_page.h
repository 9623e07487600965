#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/html/date_mark.h"

namespace dateline::html {

/// What the program that saved a page left in its comments: "saved from url=…" of browsers, SingleFile,
/// HTTrack and the Wayback Machine.
class SavedPage {
 public:
  /// True for a comment that such a program may have left.
  static bool concerns(std::string_view comment);
  void read_comment(std::string_view comment);
  /// Address from which the page was saved, or empty.
  const std::string& url() const { return url_; }
  std::optional<PageDate> captured() const;

 private:
  std::string url_;
  std::string saved_;  // as printed
};

}  // namespace dateline::html
