#include <algorithm>
#include <array>
#include <optional>

#include "common/text/stop_words.h"
#include "searcher/search/one_line.h"
#include "searcher/search/printed_titles.h"

namespace dateline::search {
namespace {

using text::Capitals;
using text::Token;
using text::TokenKind;

/// Words that a title ends in before a name and begins with behind it.
constexpr auto kOffices = std::to_array<std::string_view>({"academician", "admiral",
                                                           "ambassador",  "captain",
                                                           "chairman",    "chairperson",
                                                           "chairwoman",  "chancellor",
                                                           "chief",       "colonel",
                                                           "commander",   "commissar",
                                                           "comrade",     "consul",
                                                           "dean",        "delegate",
                                                           "deputy",      "designer",
                                                           "director",    "doctor",
                                                           "dr",          "editor",
                                                           "general",     "generalissimo",
                                                           "governor",    "head",
                                                           "king",        "lady",
                                                           "leader",      "madam",
                                                           "major",       "manager",
                                                           "marshal",     "mayor",
                                                           "member",      "minister",
                                                           "miss",        "mr",
                                                           "mrs",         "ms",
                                                           "officer",     "premier",
                                                           "president",   "prince",
                                                           "princess",    "prof",
                                                           "professor",   "queen",
                                                           "rector",      "representative",
                                                           "secretary",   "speaker",
                                                           "spokesman",   "spokesperson",
                                                           "spokeswoman", "superintendent"});

/// Words that stand before an office and belong to it.
constexpr auto kBefore = std::to_array<std::string_view>(
    {"acting",     "alternate",  "army",        "assistant", "beloved",   "candidate", "chief",
     "dear",       "department", "deputy",      "eternal",   "ex",        "executive", "first",
     "foreign",    "former",     "general",     "great",     "honorable", "honorary",  "late",
     "lieutenant", "major",      "military",    "new",       "party",     "peerless",  "permanent",
     "prime",      "respected",  "responsible", "second",    "section",   "senior",    "special",
     "standing",   "state",      "supreme",     "then",      "vice"});

/// Bodies of which offices are, as they are written without capitals too.
constexpr auto kBodies = std::to_array<std::string_view>(
    {"affairs",   "army",    "assembly",   "bureau",  "cabinet",   "central",   "commission",
     "committee", "council", "department", "general", "guidance",  "institute", "ministry",
     "national",  "office",  "party",      "people",  "political", "presidium", "staff",
     "state",     "supreme", "union",      "work",    "workers"});

/// Words that join the parts of a title.
constexpr auto kJoints =
    std::to_array<std::string_view>({"a", "an", "and", "at", "for", "in", "of", "on", "the", "to"});

static_assert(std::is_sorted(kOffices.begin(), kOffices.end()));
static_assert(std::is_sorted(kBefore.begin(), kBefore.end()));
static_assert(std::is_sorted(kBodies.begin(), kBodies.end()));
static_assert(std::is_sorted(kJoints.begin(), kJoints.end()));

constexpr std::size_t kMostBefore = 10;  ///< words of a title
constexpr std::size_t kMostBehind = 25;
constexpr std::size_t kMostToOffice = 4;  ///< words before the office, behind a name

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view term) {
  return std::binary_search(words.begin(), words.end(), term);
}

bool has_capital(const Token& token) { return token.capitals != Capitals::kNone; }

/// A text as words with what stands between them.
class Words {
 public:
  Words(std::string_view text, const text::TokenList& tokens, const std::vector<TextName>& names)
      : text_(text), names_(names) {
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::kWord || token.kind == TokenKind::kNumber) words_.push_back(&token);
    }
  }

  std::size_t size() const { return words_.size(); }
  const Token& operator[](std::size_t i) const { return *words_[i]; }
  std::string_view term(std::size_t i) const { return words_[i]->term; }
  std::uint32_t end_of(std::size_t i) const { return words_[i]->offset + words_[i]->length; }

  /// First word that does not begin before a byte.
  std::size_t at(std::uint32_t byte) const {
    const auto found = std::partition_point(words_.begin(), words_.end(),
                                            [&](const Token* token) { return token->offset < byte; });
    return static_cast<std::size_t>(found - words_.begin());
  }
  /// What stands between word i and the next one.
  std::string_view between(std::size_t i) const {
    return text_.substr(end_of(i), words_[i + 1]->offset - end_of(i));
  }
  /// Whether only blanks or a hyphen stand between word i and the next one, or the end of a possessive:
  /// "People's Army", "Workers' Party".
  bool joined(std::size_t i) const {
    if (i + 1 >= size()) return false;
    std::string_view gap = between(i);
    for (const std::string_view mark : {"'", "\xE2\x80\x99"}) {
      if (!gap.starts_with(mark)) continue;
      gap.remove_prefix(mark.size());
      if (gap.starts_with('s')) gap.remove_prefix(1);
      if (!gap.starts_with(' ') && !gap.starts_with('\n')) return false;
      break;
    }
    return gap.find_first_not_of(" \t\r\n-") == std::string_view::npos;
  }
  bool in_name(std::size_t i) const {
    const std::uint32_t byte = words_[i]->offset;
    // Names of organisations and places are parts of titles.
    return std::any_of(names_.begin(), names_.end(), [&](const TextName& name) {
      return name.person && name.begin <= byte && byte < name.end;
    });
  }
  std::string printed(std::size_t first, std::size_t last) const {
    return one_line(text_.substr(words_[first]->offset, end_of(last) - words_[first]->offset));
  }
  std::string key(std::size_t first, std::size_t last) const {
    std::string out;
    for (std::size_t i = first; i <= last; ++i) {
      if (term(i) == "the" || term(i) == "a" || term(i) == "an") continue;
      if (!out.empty()) out += ' ';
      out += term(i);
    }
    return out;
  }

 private:
  std::string_view text_;
  const std::vector<TextName>& names_;
  std::vector<const Token*> words_;
};

bool is_office(std::string_view term) { return is_one_of(kOffices, term); }
bool is_before_office(std::string_view term) { return is_one_of(kBefore, term) || is_office(term); }

/// "President of the Presidium of the Supreme People's Assembly" before a name: the office is not beside it.
std::optional<std::size_t> office_with_of(const Words& words, std::size_t last) {
  std::size_t i = last;
  for (std::size_t n = 0; n < kMostBefore; ++n) {
    const std::string_view term = words.term(i);
    if (is_office(term) && i < last && (words.term(i + 1) == "of" || words.term(i + 1) == "for")) return i;
    if (!has_capital(words[i]) && !is_one_of(kJoints, term)) return std::nullopt;
    if (words.in_name(i) || i == 0 || !words.joined(i - 1)) return std::nullopt;
    --i;
  }
  return std::nullopt;
}

void add_title_before(const Words& words, std::size_t name, std::vector<PrintedTitle>& out) {
  if (name == 0 || !words.joined(name - 1)) return;
  const std::size_t last = name - 1;
  std::size_t first = last;
  if (!is_office(words.term(last))) {
    const auto office = has_capital(words[last]) ? office_with_of(words, last) : std::nullopt;
    if (!office) return;
    first = *office;
  }
  for (std::size_t n = 0; first > 0 && n < kMostBefore; ++n) {
    if (!words.joined(first - 1) || words.in_name(first - 1)) break;
    const std::string_view term = words.term(first - 1);
    const bool part = is_before_office(term) || words[first - 1].capitals == Capitals::kAll ||
                      (has_capital(words[first - 1]) && is_one_of(kBodies, term)) ||
                      // "Vice-Premier and Foreign Minister", "respected and beloved General"
                      (term == "and" && first > 1 && words.joined(first - 2) &&
                       is_before_office(words.term(first - 2)) && !words.in_name(first - 2));
    if (!part) break;
    --first;
  }
  out.push_back({words.printed(first, last), words.key(first, last), false});
}

/// Whether a title begins with word i: its office, with few words before.
std::optional<std::size_t> office_from(const Words& words, std::size_t i) {
  for (std::size_t n = 0; n <= kMostToOffice && i < words.size(); ++n, ++i) {
    if (words.in_name(i)) return std::nullopt;
    const std::string_view term = words.term(i);
    // "general secretary", "first vice-chairman": the last of several words that may be an office is it.
    const bool more = i + 1 < words.size() && words.joined(i) && is_office(words.term(i + 1));
    if (is_office(term) && !more) return i;
    if (!is_before_office(term) && !has_capital(words[i])) return std::nullopt;
    if (text::is_stop_word(term) || !words.joined(i)) return std::nullopt;
  }
  return std::nullopt;
}

/// Whether "C.C., the WPK" goes on behind the comma after word i.
bool goes_on_with_party(const Words& words, std::size_t i) {
  if (i + 1 >= words.size()) return false;
  const bool committee = words.term(i) == "c.c" || words.term(i) == "cc" ||
                         (i > 0 && words.term(i) == "committee" && words.term(i - 1) == "central");
  if (!committee || words.between(i).find(',') == std::string_view::npos) return false;
  const std::size_t party = words.term(i + 1) == "the" ? i + 2 : i + 1;
  return party < words.size() && (words.term(party) == "wpk" || words.term(party).starts_with("worker"));
}

/// The last word of a title whose office is word `office`.
std::size_t title_end(const Words& words, std::size_t office) {
  std::size_t i = office;
  for (std::size_t n = 0; n < kMostBehind && i + 1 < words.size(); ++n) {
    if (!words.joined(i) && !goes_on_with_party(words, i)) break;
    const std::string_view next = words.term(i + 1);
    if (words.in_name(i + 1)) break;
    if (next == "and" && (i + 2 >= words.size() || !words.joined(i + 1) || words.in_name(i + 2) ||
                          office_from(words, i + 2) || !has_capital(words[i + 2]))) {
      break;
    }
    const bool after_joint = is_one_of(kJoints, words.term(i)) && words.term(i) != "and";
    const bool part = has_capital(words[i + 1]) || is_one_of(kJoints, next) || after_joint ||
                      is_one_of(kBodies, next) || words[i + 1].kind == TokenKind::kNumber;
    if (!part || next == "in" || next == "to" || next == "at" || next == "on") break;
    ++i;
  }
  while (i > office && is_one_of(kJoints, words.term(i))) --i;
  return i;
}

void add_titles_behind(const Words& words, std::uint32_t name_end, std::string_view text,
                       std::vector<PrintedTitle>& out) {
  const std::size_t first = words.at(name_end);
  if (first >= words.size()) return;
  std::string_view gap = text.substr(name_end, words[first].offset - name_end);
  gap.remove_prefix(std::min(gap.find_first_not_of("\"' "), gap.size()));
  if (!gap.starts_with(',') || gap.find_first_not_of(", \n\"") != std::string_view::npos) return;
  for (std::size_t i = first; i < words.size();) {
    if (words.term(i) == "the" || words.term(i) == "a" || words.term(i) == "an") ++i;
    const auto office = i < words.size() ? office_from(words, i) : std::nullopt;
    if (!office) return;
    // ", Premier Choe Yong Rim" is the title of the next person.
    const bool before_name = *office + 1 < words.size() && words.joined(*office) &&
                             (words.in_name(*office + 1) || has_capital(words[*office + 1]));
    if (before_name) return;
    const std::size_t last = title_end(words, *office);
    if (last + 1 < words.size() && words.joined(last) && words.in_name(last + 1)) return;
    out.push_back({words.printed(i, last), words.key(i, last), true});
    if (last + 1 >= words.size()) return;
    const bool comma = words.between(last).find_first_not_of(", \n") == std::string_view::npos;
    if (words.joined(last) && words.term(last + 1) == "and") {
      i = last + 2;
    } else if (comma && words.between(last).find(',') != std::string_view::npos) {
      i = last + 1 + (words.term(last + 1) == "and" ? 1 : 0);
    } else {
      return;
    }
  }
}

}  // namespace

std::vector<PrintedTitle> english_titles(std::string_view text, const text::TokenList& tokens,
                                         std::span<const NamePlace> places,
                                         const std::vector<TextName>& names) {
  const Words words(text, tokens, names);
  std::vector<PrintedTitle> out;
  for (const NamePlace& place : places) {
    add_title_before(words, words.at(place.begin), out);
    add_titles_behind(words, place.end, text, out);
  }
  return out;
}

}  // namespace dateline::search
