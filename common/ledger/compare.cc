#include "common/ledger/compare.h"

#include <algorithm>
#include <array>

#include "common/ledger/compared_form.h"
#include "common/ledger/word_diff.h"

namespace dateline::ledger {
namespace {

/// Words that tie names and numbers into a sentence, in English, Spanish and Korean.
bool is_glue(std::string_view form) {
  static constexpr std::array<std::string_view, 41> kWords{
      "a",  "al",  "an",  "and", "as", "by",  "con", "de",  "del", "e",  "el",   "for", "from", "in",
      "la", "las", "los", "of",  "on", "por", "s",   "the", "to",  "u",  "with", "y",   "가",   "게",
      "과", "께",  "는",  "도",  "를", "서",  "와",  "은",  "을",  "의", "이",   "에",  "및"};
  return std::ranges::find(kWords, form) != kWords.end();
}

/// What publishers put beside their stamps.
bool is_stamp_word(std::string_view form) {
  static constexpr std::array<std::string_view, 10> kWords{"www", "kcna", "kp",   "www.kcna.kp", "0", "co",
                                                           "jp",  "com",  "acnc", "조선중앙통신"};
  return std::ranges::find(kWords, form) != kWords.end();
}

bool is_setting(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// The text without white space and soft hyphens.
std::string without_layout(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_setting(text[i])) continue;
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\u00AD") || rest.starts_with("\u00A0")) {
      ++i;
    } else if (rest.starts_with("\u200B") || rest.starts_with("\uFEFF") || rest.starts_with("\u3000")) {
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// How two texts of equal form differ.
EditKinds setting_of(std::string_view a, std::string_view b) {
  if (a == b) return {};
  return without_layout(a) == without_layout(b) ? EditKinds{EditKind::kLayout}
                                                : EditKinds{EditKind::kTypography};
}

std::string joined(const std::vector<Word>& words, std::uint32_t begin, std::uint32_t end) {
  std::string out;
  for (std::uint32_t i = begin; i < end; ++i) out += words[i].form;
  return out;
}

bool is_subsequence(std::string_view part, std::string_view whole) {
  std::size_t i = 0;
  for (const char c : whole) {
    if (i < part.size() && part[i] == c) ++i;
  }
  return i == part.size();
}

Span place_of(const std::vector<Word>& words, std::uint32_t begin, std::uint32_t end, std::uint32_t where) {
  if (begin == end) return {where, where};
  return {words[begin].place.begin, words[end - 1].place.end};
}

std::vector<std::uint64_t> hashes(const std::vector<Word>& words) {
  std::vector<std::uint64_t> out;
  out.reserve(words.size());
  for (const Word& word : words) out.push_back(word.hash);
  return out;
}

/// Where a change of words begins that has no words on this side.
std::uint32_t insertion_place(const std::vector<Word>& words, std::uint32_t at, Span within) {
  return at < words.size() ? words[at].place.begin : within.end;
}

std::vector<WordChange> changes_of(const std::vector<Hunk>& hunks, const std::vector<Word>& a, Span in_a,
                                   const std::vector<Word>& b, Span in_b) {
  std::vector<WordChange> out;
  for (const Hunk& hunk : hunks) {
    out.push_back({place_of(a, hunk.a_begin, hunk.a_end, insertion_place(a, hunk.a_begin, in_a)),
                   place_of(b, hunk.b_begin, hunk.b_end, insertion_place(b, hunk.b_begin, in_b))});
  }
  return out;
}

Span whole_place(std::span<const Sentence> sentences, std::uint32_t begin, std::uint32_t end) {
  if (begin == end) return {};
  return {sentences[begin].place.begin, sentences[end - 1].place.end};
}

std::vector<Word> all_words(std::span<const Sentence> sentences, std::uint32_t begin, std::uint32_t end) {
  std::vector<Word> out;
  for (std::uint32_t i = begin; i < end; ++i)
    out.insert(out.end(), sentences[i].words.begin(), sentences[i].words.end());
  return out;
}

}  // namespace

constexpr EditKinds kSayingOtherwise{
    EditKind::kNumber,        EditKind::kNameRemoved,     EditKind::kNameAdded,      EditKind::kOffice,
    EditKind::kSentenceAdded, EditKind::kSentenceRemoved, EditKind::kSentenceChanged};
constexpr EditKinds kNames{EditKind::kNameRemoved, EditKind::kNameAdded};

/// One side of a pair of sentences.
struct Comparer::Side {
  std::string_view text;  ///< the whole body
  Span place;
  text::Language language;
  std::vector<Word> words;
};

std::vector<bool> Comparer::date_words(std::string_view text, Span place, const std::vector<Word>& words) {
  std::vector<bool> out(words.size());
  const dates::ScanResult scanned = scanner_.scan(cut(text, place));
  const auto mark = [&](std::uint32_t offset, std::uint32_t length) {
    const std::uint32_t begin = place.begin + offset;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].place.begin < begin + length && begin < words[i].place.end) out[i] = true;
    }
  };
  for (const dates::DateMention& mention : scanned.mentions) mark(mention.offset, mention.length);
  for (const dates::ImpossibleDay& day : scanned.impossible) mark(day.offset, day.length);
  return out;
}

/// The name that each word is part of, or nothing.
std::vector<std::string> Comparer::name_words(std::string_view text, Span place, text::Language language,
                                              const std::vector<Word>& words) {
  std::vector<std::string> out(words.size());
  for (const NameMention& mention : names_.read(cut(text, place), language)) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].place.begin < place.begin + mention.place.end &&
          place.begin + mention.place.begin < words[i].place.end)
        out[i] = mention.name;
    }
  }
  return out;
}

/// Whether a sentence is nothing but a date, or a stamp.
bool Comparer::is_stamp(std::string_view text, const std::vector<Word>& words) {
  constexpr std::size_t kMostWords = 24;
  if (words.empty() || words.size() > kMostWords) return false;
  const Span whole{words.front().place.begin, words.back().place.end};
  // The brackets around a stamp belong to it.
  Span wide = whole;
  while (wide.begin > 0 && !is_setting(text[wide.begin - 1])) --wide.begin;
  while (wide.end < text.size() && !is_setting(text[wide.end])) ++wide.end;
  const std::vector<bool> dated = date_words(text, wide, words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!dated[i] && !is_stamp_word(words[i].form)) return false;
  }
  return true;
}

void Comparer::type_pair(const Side& older, const Side& newer, ComparedSentences& out) {
  const std::vector<Word>& a = older.words;
  const std::vector<Word>& b = newer.words;
  const std::vector<Hunk> hunks = diff(hashes(a), hashes(b));
  out.words = changes_of(hunks, a, older.place, b, newer.place);
  if (hunks.empty()) {
    out.kinds |= setting_of(cut(older.text, older.place), cut(newer.text, newer.place));
    return;
  }
  const std::vector<bool> dates_a = date_words(older.text, older.place, a);
  const std::vector<bool> dates_b = date_words(newer.text, newer.place, b);
  const std::vector<std::string> names_a = name_words(older.text, older.place, older.language, a);
  const std::vector<std::string> names_b = name_words(newer.text, newer.place, newer.language, b);
  const std::vector<bool> offices_a = office_words(a);
  const std::vector<bool> offices_b = office_words(b);
  bool names_differ = false;
  for (const Hunk& hunk : hunks) {
    const std::string form_a = joined(a, hunk.a_begin, hunk.a_end);
    const std::string form_b = joined(b, hunk.b_begin, hunk.b_end);
    if (form_a == form_b) {
      out.kinds.add(EditKind::kLayout);
      continue;
    }
    struct Words {
      bool damaged = false, date = true, number = false, name = false, office = false, rest = false;
      bool plain_number = false;  // outside of dates
      std::string only_name;      // when all are of one name
      bool one_name = true;
    };
    const auto look = [](std::uint32_t begin, std::uint32_t end, const std::vector<Word>& words,
                         const std::vector<bool>& dated, const std::vector<std::string>& named,
                         const std::vector<bool>& offices) {
      Words seen;
      for (std::uint32_t i = begin; i < end; ++i) {
        seen.damaged = seen.damaged || words[i].damaged;
        const bool of_date = dated[i] || is_stamp_word(words[i].form);
        seen.date = seen.date && of_date;
        if (named[i].empty()) {
          seen.one_name = false;
        } else if (seen.only_name.empty()) {
          seen.only_name = named[i];
        } else {
          seen.one_name = seen.one_name && seen.only_name == named[i];
        }
        if (!named[i].empty()) {
          seen.name = true;
        } else if (words[i].number && !of_date) {
          seen.number = true;
        } else if (offices[i]) {
          seen.office = true;
        } else if (!of_date && !is_glue(words[i].form)) {
          seen.rest = true;
        }
      }
      return seen;
    };
    const Words in_a = look(hunk.a_begin, hunk.a_end, a, dates_a, names_a, offices_a);
    const Words in_b = look(hunk.b_begin, hunk.b_end, b, dates_b, names_b, offices_b);
    constexpr std::size_t kMostLost = 8;  // bytes of characters that U+FFFD stands for
    if ((in_a.damaged && form_b.size() < form_a.size() + kMostLost && is_subsequence(form_a, form_b)) ||
        (in_b.damaged && form_a.size() < form_b.size() + kMostLost && is_subsequence(form_b, form_a))) {
      out.kinds.add(EditKind::kTypography);
      continue;
    }
    if (in_a.one_name && in_b.one_name && in_a.only_name == in_b.only_name && !in_a.only_name.empty()) {
      out.kinds.add(EditKind::kTypography);  // another spelling of the same name
      continue;
    }
    if (in_a.date && in_b.date) {
      out.kinds.add(EditKind::kDate);
      continue;
    }
    const bool rest = in_a.rest || in_b.rest;
    const bool number = rest ? in_a.number && in_b.number : in_a.number || in_b.number;
    const bool office = in_a.office || in_b.office;
    const bool name = in_a.name || in_b.name;
    if (number) out.kinds.add(EditKind::kNumber);
    if (office) out.kinds.add(EditKind::kOffice);
    if (rest || (!number && !office && !name)) out.kinds.add(EditKind::kSentenceChanged);
    names_differ = names_differ || name;
  }
  if (!names_differ) return;
  NameCounts before;
  NameCounts after;
  names_.count(cut(older.text, older.place), older.language, before);
  names_.count(cut(newer.text, newer.place), newer.language, after);
  const auto has_more = [](const NameCounts& counts, const NameCounts& others) {
    return std::ranges::any_of(counts, [&](const auto& entry) {
      const auto other = others.find(entry.first);
      return other == others.end() || other->second < entry.second;
    });
  };
  if (has_more(before, after)) out.kinds.add(EditKind::kNameRemoved);
  if (has_more(after, before)) out.kinds.add(EditKind::kNameAdded);
  if (!out.kinds.has_any(kNames)) out.kinds.add(EditKind::kSentenceChanged);  // said elsewhere
}

void Comparer::compare_title(const VersionText& older, const VersionText& newer, Comparison& out) {
  if (older.title == newer.title) return;
  if (compared_form(older.title) == compared_form(newer.title)) {
    out.kinds |= setting_of(older.title, newer.title);
    return;
  }
  const std::vector<Word> a = words_of(older.title);
  const std::vector<Word> b = words_of(newer.title);
  const Span in_a{0, static_cast<std::uint32_t>(older.title.size())};
  const Span in_b{0, static_cast<std::uint32_t>(newer.title.size())};
  out.title = changes_of(diff(hashes(a), hashes(b)), a, in_a, b, in_b);
  out.kinds.add(EditKind::kTitle);
}

Comparison Comparer::compare(const VersionText& older, const VersionText& newer) {
  Comparison out;
  compare_title(older, newer, out);
  std::vector<Sentence> a = read_sentences(older.body);
  std::vector<Sentence> b = read_sentences(newer.body);
  read_words(older.body, a, b);
  read_words(newer.body, b, a);
  NameCounts names_before;
  NameCounts names_after;
  if (out.kinds.has(EditKind::kTitle)) {
    names_.count(older.title, older.language, names_before);
    names_.count(newer.title, newer.language, names_after);
  }
  bool all_as_before = true;
  bool names_changed = false;
  for (const AlignedSentences& pair : align(a, b)) {
    ComparedSentences compared;
    compared.older = whole_place(a, pair.a_begin, pair.a_end);
    compared.newer = whole_place(b, pair.b_begin, pair.b_end);
    const std::string_view text_a = cut(older.body, compared.older);
    const std::string_view text_b = cut(newer.body, compared.newer);
    if (pair.moved) compared.kinds.add(EditKind::kSentenceMoved);
    if (pair.equal) {
      compared.kinds |= setting_of(text_a, text_b);
    } else if (compared.older.empty() || compared.newer.empty()) {
      const bool removed = compared.newer.empty();
      const bool stamp = removed ? is_stamp(older.body, all_words(a, pair.a_begin, pair.a_end))
                                 : is_stamp(newer.body, all_words(b, pair.b_begin, pair.b_end));
      compared.kinds.add(stamp     ? EditKind::kDate
                         : removed ? EditKind::kSentenceRemoved
                                   : EditKind::kSentenceAdded);
    } else {
      const Side side_a{older.body, compared.older, older.language, all_words(a, pair.a_begin, pair.a_end)};
      const Side side_b{newer.body, compared.newer, newer.language, all_words(b, pair.b_begin, pair.b_end)};
      type_pair(side_a, side_b, compared);
    }
    // A day in a dateline may read like a name ("April 25").
    if (compared.kinds.has_any(kSayingOtherwise)) {
      names_.count(text_a, older.language, names_before);
      names_.count(text_b, newer.language, names_after);
    }
    all_as_before = all_as_before && compared.kinds.empty();
    // Of names the whole text tells: one may have gone from this sentence into another.
    names_changed = names_changed || compared.kinds.has_any(kNames);
    out.kinds |= compared.kinds.without(kNames);
    out.sentences.push_back(std::move(compared));
  }
  // What lies between the sentences is blanks.
  if (all_as_before && older.body != newer.body) out.kinds |= setting_of(older.body, newer.body);

  if (names_before != names_after) add_names(older, newer, names_before, names_after, out);
  if (names_changed && out.names.empty()) out.kinds.add(EditKind::kSentenceChanged);
  return out;
}

/// The names that parts of the two texts say more or less often, as often as the whole texts do.
void Comparer::add_names(const VersionText& older, const VersionText& newer, const NameCounts& parts_before,
                         const NameCounts& parts_after, Comparison& out) {
  NameCounts before;
  NameCounts after;
  names_.count(older.title, older.language, before);
  names_.count(older.body, older.language, before);
  names_.count(newer.title, newer.language, after);
  names_.count(newer.body, newer.language, after);
  const auto count = [](const NameCounts& counts, const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0U : found->second;
  };
  NameCounts all = parts_before;
  all.insert(parts_after.begin(), parts_after.end());
  for (const auto& [name, ignored] : all) {
    if (count(parts_before, name) == count(parts_after, name)) continue;
    const NameChange change{name, count(before, name), count(after, name)};
    if (change.before == change.after) continue;
    out.kinds.add(change.after < change.before ? EditKind::kNameRemoved : EditKind::kNameAdded);
    out.names.push_back(change);
  }
}

}  // namespace dateline::ledger
