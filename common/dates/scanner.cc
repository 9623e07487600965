#include "common/dates/scanner.h"

#include <limits>

#include "common/dates/ocr_repair.h"
#include "common/dates/resolve.h"
#include "common/dates/zones.h"

namespace dateline::dates {
ScanResult Scanner::scan(std::string_view text, std::optional<Day> published) {
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  text = text.substr(0, teasers_begin(text));
  ScanResult result;
  const std::vector<Candidate>& candidates = finder_.find(text);
  resolve(candidates, published, result.mentions, result.impossible);
  const NormalText& normal = finder_.normal();
  const auto to_original = [&normal](auto& range) {
    const std::uint32_t begin = normal.original_begin(range.offset);
    range.length = normal.original_end(range.offset + range.length) - begin;
    range.offset = begin;
  };
  for (DateMention& m : result.mentions) to_original(m);
  for (ImpossibleDay& day : result.impossible) to_original(day);
  merge_repaired(repaired_stamps(text), result.mentions);
  return result;
}

ScanResult scan_text(std::string_view text, std::optional<Day> published) {
  return Scanner().scan(text, published);
}

std::vector<std::string> vector_lines(const ScanResult& result) {
  std::vector<std::string> lines;
  auto day = result.impossible.begin();
  const auto add_impossible = [&](std::uint32_t before) {
    for (; day != result.impossible.end() && day->offset < before; ++day)
      lines.push_back("none - !IMPOSSIBLE");
  };
  for (const DateMention& m : result.mentions) {
    add_impossible(m.offset);
    lines.push_back(vector_line(m));
  }
  add_impossible(std::numeric_limits<std::uint32_t>::max());
  if (lines.empty()) lines.push_back("none");
  return lines;
}

}  // namespace dateline::dates
