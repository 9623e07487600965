#include "common/dates/cue_words.h"

#include <algorithm>
#include <array>

#include "common/ascii.h"
#include "common/dates/future_cues.h"
#include "common/dates/past_cues.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kBackBytes = 72;       // "last year" speaks about a date this near
constexpr std::size_t kSentenceBytes = 160;  // "will be" speaks about the sentence
constexpr std::size_t kForwardBytes = 24;

struct CueWord {
  std::string_view word;
  Cue cue;
};

/// Before the date, in its clause.
constexpr std::array<CueWord, 29> kBefore = {{
    {"same year", Cue::kSameYear},    {"that year", Cue::kSameYear},     {"last year", Cue::kLastYear},
    {"Last year", Cue::kLastYear},    {"this year", Cue::kThisYear},     {"This year", Cue::kThisYear},
    {"next year", Cue::kNextYear},    {"Next year", Cue::kNextYear},     {"지난해", Cue::kLastYear},
    {"작년", Cue::kLastYear},         {"올해", Cue::kThisYear},          {"금년", Cue::kThisYear},
    {"래년", Cue::kNextYear},         {"내년", Cue::kNextYear},          {"다음해", Cue::kNextYear},
    {"그해", Cue::kSameYear},         {"이해", Cue::kSameYear},          {"같은 해", Cue::kSameYear},
    {"昨年", Cue::kLastYear},         {"去年", Cue::kLastYear},          {"今年", Cue::kThisYear},
    {"来年", Cue::kNextYear},         {"明年", Cue::kNextYear},          {"同年", Cue::kSameYear},
    {"año pasado", Cue::kLastYear},   {"mismo año", Cue::kSameYear},     {"este año", Cue::kThisYear},
    {"того же года", Cue::kSameYear}, {"dieses Jahres", Cue::kThisYear},
}};

/// Directly behind the date: "of the same year", ", this year".
constexpr std::array<CueWord, 24> kBehind = {{
    {"of the same year", Cue::kSameYear}, {"the same year", Cue::kSameYear},
    {"of that year", Cue::kSameYear},     {"that year", Cue::kSameYear},
    {"of last year", Cue::kLastYear},     {"last year", Cue::kLastYear},
    {"of this year", Cue::kThisYear},     {"this year", Cue::kThisYear},
    {"of next year", Cue::kNextYear},     {"next year", Cue::kNextYear},
    {"del mismo año", Cue::kSameYear},    {"de ese año", Cue::kSameYear},
    {"del año pasado", Cue::kLastYear},   {"de este año", Cue::kThisYear},
    {"del presente año", Cue::kThisYear}, {"del próximo año", Cue::kNextYear},
    {"de la même année", Cue::kSameYear}, {"de cette année", Cue::kThisYear},
    {"desselben Jahres", Cue::kSameYear}, {"dieses Jahres", Cue::kThisYear},
    {"того же года", Cue::kSameYear},     {"этого года", Cue::kThisYear},
    {"прошлого года", Cue::kLastYear},    {"следующего года", Cue::kNextYear},
}};

/// Directly before the date; elsewhere in the sentence they speak of other things.
constexpr std::array<std::string_view, 7> kFutureBeside = {
    "coming ", "Coming ", "upcoming ", "Upcoming ", "forthcoming ", "próximo ", "prochain "};
/// Directly behind the date, and the end of its clause.
constexpr std::array<std::string_view, 3> kFutureClose = {" next", " próximo", " prochain"};

constexpr std::string_view kFullStop = "。";

/// End of the last sentence end in `text`, 0 if there is none: ". " after a word of three letters or more
/// (not "Sep. 7"), "다.", "。", a line feed.
std::size_t sentence_start(std::string_view text) {
  for (std::size_t i = text.size(); i-- > 0;) {
    const char c = text[i];
    if (c == '\n' || c == ';' || c == '?' || c == '!') return i + 1;
    if (c == '.' && i + 1 < text.size() && text[i + 1] == ' ') {
      const std::size_t word = text.substr(0, i).find_last_of(" .\n");
      const std::size_t length = i - (word == std::string_view::npos ? 0 : word + 1);
      if (length > 4) return i + 1;
    }
    if (c == kFullStop[0] && text.substr(i, 3) == kFullStop) return i + 3;
  }
  return 0;
}

std::size_t sentence_end(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == ';' || c == '?' || c == '!') return i;
    if (c == '.' && (i + 1 == text.size() || text[i + 1] == ' ')) return i;
    if (c == kFullStop[0] && text.substr(i, 3) == kFullStop) return i;
  }
  return text.size();
}

bool coming(std::string_view before, std::string_view behind) {
  for (std::string_view word : kFutureBeside) {
    if (!before.ends_with(word)) continue;
    if (before.size() == word.size() || before[before.size() - word.size() - 1] == ' ') return true;
  }
  // "January 5 next, …" is a day to come, "January 5 next to …" is not.
  return std::any_of(kFutureClose.begin(), kFutureClose.end(), [behind](std::string_view word) {
    if (!behind.starts_with(word)) return false;
    const std::string_view rest = behind.substr(word.size());
    return rest.empty() || std::string_view(".,;:)\n").find(rest[0]) != std::string_view::npos;
  });
}

/// English cues hold "year", the others a letter that is not ASCII, save for one.
bool can_speak_of_year(std::string_view text) {
  return !is_ascii(text) || text.find("year") != std::string_view::npos ||
         text.find("Jahres") != std::string_view::npos;
}

/// The first and third bytes of the words of kBefore; hardly anything else has both.
class CueBytes {
 public:
  constexpr CueBytes() {
    for (const CueWord& w : kBefore) third_[byte(w.word[0])] |= std::uint64_t{1} << (byte(w.word[2]) & 63);
  }
  constexpr bool begin(const char* three) const {
    return (third_[byte(three[0])] >> (byte(three[2]) & 63) & 1) != 0;
  }

 private:
  static constexpr std::size_t byte(char c) { return static_cast<unsigned char>(c); }

  std::array<std::uint64_t, 256> third_{};
};
constexpr CueBytes kCueBytes;

/// The cue that stands last in the words before a date.
Cue nearest_cue(std::string_view words) {
  constexpr std::size_t kBytes = 3;
  if (!can_speak_of_year(words)) return Cue::kNone;
  for (std::size_t at = words.size() < kBytes ? 0 : words.size() - kBytes + 1; at-- > 0;) {
    if (!kCueBytes.begin(words.data() + at)) continue;
    for (const CueWord& w : kBefore) {
      if (words.substr(at).starts_with(w.word)) return w.cue;
    }
  }
  return Cue::kNone;
}

}  // namespace

Cue find_cue(std::string_view normal, std::size_t begin, std::size_t end, std::size_t floor,
             unsigned languages) {
  std::string_view behind = normal.substr(end, kForwardBytes);
  while (!behind.empty() && (behind[0] == ' ' || behind[0] == ',')) behind.remove_prefix(1);
  for (const CueWord& w : kBehind) {
    if (!behind.empty() && behind[0] == w.word[0] && behind.starts_with(w.word)) return w.cue;
  }
  const std::size_t sentence_floor = std::max(floor, begin > kSentenceBytes ? begin - kSentenceBytes : 0);
  std::string_view sentence = normal.substr(sentence_floor, begin - sentence_floor);
  const std::size_t start = sentence_start(sentence);
  const bool begins = start > 0 || sentence_floor == 0;
  sentence.remove_prefix(start);
  const std::string_view near =
      sentence.size() > kBackBytes ? sentence.substr(sentence.size() - kBackBytes) : sentence;
  if (const Cue cue = nearest_cue(near); cue != Cue::kNone) return cue;
  if (coming(sentence, normal.substr(end, kForwardBytes))) return Cue::kFuture;
  std::string_view rest = normal.substr(end, kSentenceBytes);
  const std::size_t stop = sentence_end(rest);
  const std::size_t last = rest.substr(0, stop).find_last_not_of(" \t\r");
  const char sign = last == std::string_view::npos ? normal[end - 1] : rest[last];
  const bool ends = sign == '.' || (stop < rest.size() && (rest[stop] == '.' || rest[stop] == kFullStop[0]));
  rest = rest.substr(0, stop);
  switch (find_future(sentence, rest, languages)) {
    case Future::kYes:
      return Cue::kFuture;
    case Future::kElsewhere:
      return Cue::kFutureElsewhere;
    case Future::kPresent:
      return Cue::kPresent;
    case Future::kNo:
      break;
  }
  // A whole sentence without any word of the past: a plan, a habit, or what no word tells.
  return begins && ends && !may_tell_past(sentence, rest, languages) ? Cue::kPresent : Cue::kNone;
}

}  // namespace dateline::dates
