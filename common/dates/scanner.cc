#include "common/dates/scanner.h"

#include <algorithm>
#include <limits>

#include "common/dates/ocr_repair.h"
#include "common/dates/resolve.h"
#include "common/dates/zones.h"

namespace dateline::dates {
namespace {

bool is_impossible(const Candidate& c) {
  return c.kind == Kind::kWatch && !make_day(c.last.year.gregorian, c.last.month, c.last.day);
}

}  // namespace

ScanResult Scanner::scan(std::string_view text, std::optional<Day> published) {
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  text = text.substr(0, teasers_begin(text));
  ScanResult result;
  const std::vector<Candidate>& candidates = finder_.find(text);
  result.impossible_header = std::any_of(candidates.begin(), candidates.end(), is_impossible);
  resolve(candidates, published, result.mentions);
  const NormalText& normal = finder_.normal();
  for (DateMention& m : result.mentions) {
    const std::uint32_t begin = normal.original_begin(m.offset);
    m.length = normal.original_end(m.offset + m.length) - begin;
    m.offset = begin;
  }
  merge_repaired(repaired_stamps(text), result.mentions);
  return result;
}

ScanResult scan_text(std::string_view text, std::optional<Day> published) {
  return Scanner().scan(text, published);
}

std::vector<std::string> vector_lines(const ScanResult& result) {
  std::vector<std::string> lines;
  for (const DateMention& m : result.mentions) lines.push_back(vector_line(m));
  if (lines.empty()) lines.push_back(result.impossible_header ? "none - !IMPOSSIBLE" : "none");
  return lines;
}

}  // namespace dateline::dates
