#include "indexer/readers/html/page_head.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "common/dates/candidates.h"
#include "common/dates/masthead.h"
#include "common/dates/scanner.h"
#include "indexer/readers/html/hints.h"

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

/// The day of a line that is a stamp with nothing behind it but the name of the paper, or a masthead.
struct StampLine {
  std::optional<dates::Day> day;  ///< nullopt when it does not exist
  bool names_paper = false;
};
std::optional<StampLine> stamp_line(dates::Scanner& scanner, dates::CandidateFinder& finder,
                                    std::string line) {
  if (line.size() > kLongestLine || line.find_first_of("0123456789") == std::string::npos)
    return std::nullopt;
  std::ranges::replace(line, '\n', '|');  // the day below the name of the author
  if (const std::optional<dates::Masthead> masthead = dates::masthead_of(line, finder))
    return StampLine{masthead->day, masthead->names_paper};
  const std::vector<dates::DateMention> mentions = scanner.scan(line).mentions;
  if (mentions.size() != 1 || mentions.front().kind != dates::Kind::kStamp) return std::nullopt;
  constexpr std::size_t kLongestName = 32;
  const dates::DateMention& stamp = mentions.front();
  if (stamp.offset + stamp.length + kLongestName < line.size()) return std::nullopt;
  return StampLine{stamp.precision == dates::Precision::kDay ? std::optional(stamp.from) : std::nullopt,
                   false};
}

/// Whether an element around a line says that it holds the day of the article.
bool says_date(const BlockTree& tree, std::uint32_t element) {
  for (int up = 0; up < 3; ++up) {
    if (read_hints(tree.elements[element].hints).dated) return true;
    element = tree.elements[element].parent;
  }
  return false;
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

PageHead read_page_head(const BlockTree& tree, const std::vector<Verdict>& verdicts,
                        const ArticlePlace& place) {
  PageHead head;
  std::string above;
  std::optional<dates::Day> above_day;
  dates::Scanner scanner;
  dates::CandidateFinder finder;
  for (std::size_t i = 0; i < tree.blocks.size() && verdicts[i] != Verdict::kBody; ++i) {
    const Block& block = tree.blocks[i];
    if (head.capture.empty() && is_capture(scanner, block.text)) head.capture = block.text;
    if (is_calendar_head(block.text)) {
      head.stamp = block.text;
      head.stamp_day.reset();
      continue;
    }
    const bool seen = !head.heading.empty();
    if (const std::optional<StampLine> line = stamp_line(scanner, finder, block.text);
        line && !is_calendar_head(head.stamp)) {
      const auto judged = place.judge(block.element, static_cast<std::uint32_t>(i));
      using Standing = DateMark::Standing;
      if (judged.standing == Standing::kForeign) continue;
      if (seen && head.stamp.empty()) {
        head.stamp = block.text;
        head.stamp_day = line->day;
      } else if (!seen &&
                 (line->names_paper || says_date(tree, block.element) || judged.standing == Standing::kOwn)) {
        above = block.text;
        above_day = line->day;
      }
    } else if (is_heading(block, tree.elements[block.element])) {
      head.heading = block.text;
      if (!is_calendar_head(head.stamp)) {
        head.stamp.clear();
        head.stamp_day.reset();
      }
    }
  }
  if (head.stamp.empty() && !above.empty()) {
    head.stamp = std::move(above);
    head.stamp_day = above_day;
    head.stamp_above = true;
  }
  return head;
}

}  // namespace dateline::html
