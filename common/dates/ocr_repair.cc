#include "common/dates/ocr_repair.h"

#include <algorithm>
#include <string>

#include "common/dates/juche.h"
#include "common/dates/lexicon.h"
#include "common/dates/normal_text.h"
#include "common/find_place.h"

namespace dateline::dates {
namespace {

constexpr std::string_view kHost = "www.kcna.kp";
constexpr std::size_t kLongestLine = 200;  // bytes of a stamp line in the original

/// The stamp behind an optional host, end mark and bracket, character by character.
class StampReader {
 public:
  explicit StampReader(std::string_view line) : line_(line) {}

  std::optional<DateMention> read() {
    skip_spaces();
    if (line_.substr(at_, kHost.size()) == kHost) at_ += kHost.size();
    skip_spaces();
    if (line_.substr(at_, 3) == "-0-") at_ += 3;
    skip_spaces();
    take("([");
    const std::size_t start = at_;
    // The right word first: "Juchel12" is Juche and l12, not Juchel and 12.
    for (const std::size_t letters : {5u, 4u, 6u}) {
      at_ = start;
      repaired_ = false;
      if (auto found = word_and_figures(letters)) return found;
    }
    return std::nullopt;
  }

 private:
  void skip_spaces() {
    while (at_ < line_.size() && line_[at_] == ' ') ++at_;
  }

  bool take(std::string_view any) {
    if (at_ >= line_.size() || any.find(line_[at_]) == std::string_view::npos) return false;
    ++at_;
    return true;
  }

  std::optional<DateMention> word_and_figures(std::size_t letters) {
    std::string word(line_.substr(at_, letters));
    if (word.size() != letters) return std::nullopt;
    for (char& c : word) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
      if (c < 'a' || c > 'z') return std::nullopt;
    }
    const int distance = short_edit_distance(word, "juche");
    if (distance > 1) return std::nullopt;
    repaired_ = distance == 1;
    at_ += letters;
    skip_spaces();
    const auto juche = figure(3);
    if (!juche || !separator()) return std::nullopt;
    const auto month = figure(2);
    if (!month || !separator()) return std::nullopt;
    const auto day = figure(2);
    if (!day) return std::nullopt;
    take(".,");
    skip_spaces();
    take(")]");
    skip_spaces();
    if (at_ != line_.size() || !repaired_) return std::nullopt;
    return mention(*juche, *month, *day);
  }

  std::optional<unsigned> figure(std::size_t digits) {
    unsigned value = 0;
    std::size_t n = 0;
    for (; n < digits && at_ < line_.size(); ++n, ++at_) {
      char c = line_[at_];
      if (c == 'l' || c == 'I') c = '1', repaired_ = true;
      if (c == 'O') c = '0', repaired_ = true;
      if (c < '0' || c > '9') break;
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    if (n == 0) return std::nullopt;
    return value;
  }

  bool separator() {
    skip_spaces();
    if (take(",")) {
      repaired_ = true;
    } else if (!take(".")) {
      return false;
    }
    skip_spaces();
    return true;
  }

  static std::optional<DateMention> mention(unsigned juche, unsigned month, unsigned day) {
    const auto year = gregorian_year(static_cast<int>(juche));
    if (!year) return std::nullopt;
    const auto date = make_day(*year, month, day);
    if (!date) return std::nullopt;
    DateMention m;
    m.from = m.to = *date;
    m.kind = Kind::kStamp;
    m.juche = static_cast<std::uint16_t>(juche);
    m.flags.set(Flag::kOcrRepaired);
    if (!stamped_in_era(*date, *date)) m.flags.set(Flag::kOutOfEra);
    return m;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  bool repaired_ = false;
};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

void try_line(std::string_view text, std::size_t begin, std::size_t end, std::vector<DateMention>& repaired) {
  auto found = repair_stamp_line(text.substr(begin, end - begin));
  if (!found) return;
  found->offset += static_cast<std::uint32_t>(begin);
  repaired.push_back(*found);
}

std::size_t find_host(std::string_view text, std::size_t at) {
  for (;; ++at) {
    at = find_place<2>(text, at, [](const char* c) { return (c[0] == 'w') & (c[1] == 'w'); });
    if (at == std::string_view::npos || text.substr(at, kHost.size()) == kHost) return at;
  }
}

/// Repaired stamps of lines with the host's name before `end`, in their order.
void lines_with_host(std::string_view text, std::size_t end, std::vector<DateMention>& repaired) {
  std::size_t done = 0;
  for (std::size_t at = find_host(text, 0); at < end;
       at = find_host(text, std::max(done, at + kHost.size()))) {
    // No stamp line is longer, so that nothing farther away needs to be looked at.
    const std::size_t floor = std::max(done, at > kLongestLine ? at - kLongestLine : 0);
    const std::size_t line_feed = text.substr(floor, at - floor).rfind('\n');
    const std::size_t begin = line_feed == std::string_view::npos ? floor : floor + line_feed + 1;
    const std::size_t limit = std::min(text.size(), begin + kLongestLine + 1);
    const std::size_t stop = text.substr(0, limit).find('\n', at);
    done = stop == std::string_view::npos ? limit : stop;
    if (begin == 0 || text[begin - 1] == '\n') try_line(text, begin, done, repaired);
  }
}

/// Repaired stamps of the last three lines that are not empty. Returns where these begin.
std::size_t last_lines(std::string_view text, std::vector<DateMention>& repaired) {
  std::size_t end = text.size();
  for (int lines = 0; lines < 3 && end > 0; ++lines) {
    while (end > 0 && is_blank(text[end - 1])) --end;
    if (end == 0) break;
    const std::size_t line_feed = text.rfind('\n', end - 1);
    const std::size_t begin = line_feed == std::string_view::npos ? 0 : line_feed + 1;
    try_line(text, begin, end, repaired);
    end = begin;
  }
  std::reverse(repaired.begin(), repaired.end());
  return end;
}

bool overlap(const DateMention& a, const DateMention& b) {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

/// Both lists in the order of the text. A stamp that was read as printed stands; anything else gives way.
std::vector<DateMention> merged(const std::vector<DateMention>& mentions,
                                const std::vector<DateMention>& repaired) {
  std::vector<DateMention> all;
  all.reserve(mentions.size() + repaired.size());
  auto m = mentions.begin();
  for (const DateMention& r : repaired) {
    while (m != mentions.end() && m->offset + m->length <= r.offset) all.push_back(*m++);
    auto last = m;
    bool stands = false;
    for (; last != mentions.end() && overlap(*last, r); ++last) stands = stands || last->kind == Kind::kStamp;
    if (stands) continue;
    all.push_back(r);
    m = last;
  }
  all.insert(all.end(), m, mentions.end());
  return all;
}

}  // namespace

std::optional<DateMention> repair_stamp_line(std::string_view line) {
  if (line.size() > kLongestLine) return std::nullopt;
  std::size_t begin = 0;
  while (begin < line.size() && is_blank(line[begin])) ++begin;
  std::size_t end = line.size();
  while (end > begin && is_blank(line[end - 1])) --end;
  if (end == begin) return std::nullopt;
  NormalText normal;
  normal.assign(line.substr(begin, end - begin));
  auto found = StampReader(normal.text()).read();
  if (!found) return std::nullopt;
  found->offset = static_cast<std::uint32_t>(begin);
  found->length = static_cast<std::uint32_t>(end - begin);
  return found;
}

std::vector<DateMention> repaired_stamps(std::string_view text) {
  std::vector<DateMention> at_end;
  const std::size_t end = last_lines(text, at_end);
  std::vector<DateMention> repaired;
  lines_with_host(text, end, repaired);
  repaired.insert(repaired.end(), at_end.begin(), at_end.end());
  return repaired;
}

void merge_repaired(const std::vector<DateMention>& repaired, std::vector<DateMention>& mentions) {
  if (!repaired.empty()) mentions = merged(mentions, repaired);
}

}  // namespace dateline::dates
