#include "indexer/readers/html/saved_page.h"

#include <algorithm>

#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/html/metadata.h"
#include "indexer/readers/html/shown_address.h"

namespace dateline::html {
namespace {

constexpr std::size_t kMaxLine = 2048;
/// In its words of several years: "Page saved with SingleFile", "Archive processed by SingleFile".
constexpr std::string_view kSingleFile = " SingleFile";
constexpr std::string_view kHtTrack = "by HTTrack Website Copier";
constexpr std::string_view kWayback = "FILE ARCHIVED ON";
constexpr std::string_view kBrowser = "saved from url=(";

/// The rest of the line after `label`, up to `end`; empty when the label is missing.
std::string_view after(std::string_view text, std::string_view label, std::string_view end = "\n") {
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + label.size());
  text = text.substr(0, std::min(text.find(end), kMaxLine));
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

bool SavedPage::concerns(std::string_view comment) {
  static constexpr std::string_view kSigns[] = {kSingleFile, kHtTrack, kWayback, kBrowser};
  return std::ranges::any_of(
      kSigns, [&](std::string_view sign) { return comment.find(sign) != std::string_view::npos; });
}

void SavedPage::read_comment(std::string_view comment) {
  std::string_view url;
  std::string_view saved;
  if (comment.find(kSingleFile) != std::string_view::npos) {
    url = after(comment, "url:");
    saved = after(comment, "saved date:");
  } else if (comment.find(kHtTrack) != std::string_view::npos) {
    saved = after(comment, "],");
    const std::string_view from = after(comment, "Mirrored from ", " by HTTrack");
    if (url_.empty() && !from.empty()) url_ = "http://" + std::string(from);
  } else if (comment.find(kWayback) != std::string_view::npos) {
    saved_ = after(comment, kWayback, " AND RETRIEVED");  // whoever saved the copy later
  } else if (const std::string_view from = after(comment, kBrowser); !from.empty()) {
    url = after(from, ")");
  }
  if (url_.empty()) url_ = shown_address(url);
  if (saved_.empty()) saved_ = saved;
}

std::optional<PageDate> SavedPage::captured() const {
  if (saved_.empty()) return std::nullopt;
  return PageDate{saved_, parse_machine_day(saved_), "comment"};
}

}  // namespace dateline::html
