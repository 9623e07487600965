#include "indexer/readers/html/page_head.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "common/dates/scanner.h"

namespace dateline::html {
namespace {

constexpr std::size_t kLongestLine = 200;     // bytes
constexpr std::size_t kLongestHeading = 300;  // bytes

bool is_heading(const Block& block, const Element& element) {
  if (block.text.size() > kLongestHeading) return false;
  if (block.kind == BlockKind::kHeading) return true;
  constexpr std::array<std::string_view, 3> kNames = {"title", "headline", "subject"};
  std::string hints = element.hints;
  std::ranges::transform(hints, hints.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::ranges::any_of(kNames,
                             [&](std::string_view name) { return hints.find(name) != std::string::npos; });
}

/// Whether the line is a stamp, and nothing stands behind it but the name of the paper.
bool is_stamp(dates::Scanner& scanner, const std::string& line) {
  if (line.size() > kLongestLine || line.find_first_of("0123456789") == std::string::npos) return false;
  const std::vector<dates::DateMention> mentions = scanner.scan(line).mentions;
  if (mentions.size() != 1 || mentions.front().kind != dates::Kind::kStamp) return false;
  constexpr std::size_t kLongestName = 32;
  return mentions.front().offset + mentions.front().length + kLongestName >= line.size();
}

/// "September 05, 2025Sep 05, 2025"
bool is_capture(dates::Scanner& scanner, const std::string& line) {
  if (line.size() > kLongestLine || std::ranges::count(line, ',') != 2) return false;
  const std::vector<dates::DateMention> mentions = scanner.scan(line).mentions;
  return mentions.size() == 1 && mentions.front().kind == dates::Kind::kCapture &&
         mentions.front().length == line.size();
}

bool is_calendar_head(const std::string& line) {
  return line.find(">>") != std::string::npos && line.size() <= kLongestLine &&
         (line.find("calendar") != std::string::npos || line.find("달력") != std::string::npos);
}

}  // namespace

PageHead read_page_head(const BlockTree& tree, const std::vector<Verdict>& verdicts) {
  PageHead head;
  dates::Scanner scanner;
  for (std::size_t i = 0; i < tree.blocks.size() && verdicts[i] != Verdict::kBody; ++i) {
    const Block& block = tree.blocks[i];
    if (head.capture.empty() && is_capture(scanner, block.text)) head.capture = block.text;
    if (is_heading(block, tree.elements[block.element])) {
      head.heading = block.text;
      if (!is_calendar_head(head.stamp)) head.stamp.clear();
    } else if (is_calendar_head(block.text) ||
               (!head.heading.empty() && head.stamp.empty() && is_stamp(scanner, block.text))) {
      head.stamp = block.text;
    }
  }
  return head;
}

}  // namespace dateline::html
