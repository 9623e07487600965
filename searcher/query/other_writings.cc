#include "searcher/query/other_writings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/query/field_names.h"

namespace dateline::query {
namespace {

constexpr std::size_t kShortestRest = 4;
constexpr std::uint64_t kFewOf = 200;  ///< a word is frequent that more than one of so many articles have

/// Beginnings of words that are written with a hyphen as well.
constexpr auto kBeginnings = std::to_array<std::string_view>(
    {"anti", "co",   "counter", "ex",  "inter", "micro", "mid",  "mini", "multi", "neo",  "non",
     "over", "post", "pre",     "pro", "re",    "self",  "semi", "sub",  "super", "ultra"});

/// Ends of words that are written so.
constexpr auto kWordEnds = std::to_array<std::string_view>(
    {"based", "born", "free", "like", "made", "proof", "scale", "wide", "wise"});

/// What e stands before: "e-mail".
constexpr auto kElectronic =
    std::to_array<std::string_view>({"mail", "mails", "book", "books", "commerce", "government", "learning"});

/// Ends of numbers that are no words of their own: "1990s", "21st".
constexpr auto kNumberEnds = std::to_array<std::string_view>({"s", "st", "nd", "rd", "th"});

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters of alphabets (Latin, Greek, Cyrillic) and digits: what a hyphen joins. Their characters have at
/// most two bytes.
bool is_alphabetic_word(std::string_view term) {
  return !term.empty() && std::all_of(term.begin(), term.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || is_digit(c) || (byte >= 0x80 && byte < 0xE0);
  });
}

std::string term_of(index::Field field, std::string_view word) {
  return std::string(index::info(field).prefix).append(word);
}

/// Letters and digits of a word apart: "kn23" is "kn", "23".
std::vector<std::string_view> letters_and_digits(std::string_view term) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < term.size();) {
    std::size_t end = i + 1;
    while (end < term.size() && is_digit(term[end]) == is_digit(term[i])) ++end;
    parts.push_back(term.substr(i, end - i));
    i = end;
  }
  if (std::ranges::find(kNumberEnds, parts.back()) != kNumberEnds.end()) return {};
  return parts;
}

/// "reelection" is "re", "election"; "worldwide" is "world", "wide".
std::vector<std::string_view> beginning_and_rest(std::string_view term, const index::Terms& index_terms,
                                                 index::Field field) {
  const auto apart = [&](std::size_t at) -> std::vector<std::string_view> {
    if (!index_terms.has(term_of(field, term.substr(at))) ||
        !index_terms.has(term_of(field, term.substr(0, at))))
      return {};
    const std::uint64_t articles = std::max(index_terms.articles(), kFewOf * 10);
    if (index_terms.document_frequency(term_of(field, term)) * kFewOf > articles) return {};
    return {term.substr(0, at), term.substr(at)};
  };
  if (term.front() == 'e' && std::ranges::find(kElectronic, term.substr(1)) != kElectronic.end())
    return apart(1);
  for (const std::string_view beginning : kBeginnings) {
    if (!term.starts_with(beginning) || term.size() < beginning.size() + kShortestRest) continue;
    if (!index_terms.has(term_of(field, term.substr(beginning.size())))) continue;
    return apart(beginning.size());
  }
  for (const std::string_view end : kWordEnds) {
    if (term.ends_with(end) && term.size() >= end.size() + kShortestRest)
      return apart(term.size() - end.size());
  }
  return {};
}

/// "12.500", which is twelve thousand in articles of some languages: "12500"; empty for other words.
std::string with_dot_that_groups(std::string_view term) {
  constexpr std::size_t kGroup = 3;
  const std::size_t dot = term.find('.');
  if (dot == 0 || dot > kGroup || dot + 1 + kGroup != term.size() || term.front() == '0') return {};
  std::string figures(term.substr(0, dot));
  figures += term.substr(dot + 1);
  return std::ranges::all_of(figures, is_digit) ? figures : std::string();
}

}  // namespace

std::optional<PlanNode> other_writing(std::span<const text::QueryWord> words, index::Field field,
                                      const index::Terms& index_terms, SourceRange range) {
  if (words.size() == 1) {
    if (std::string grouped = with_dot_that_groups(words.front().term); !grouped.empty()) {
      std::string term = term_of(field, grouped);
      if (!index_terms.has(term)) return std::nullopt;
      return PlanNode{.op = PlanNode::Op::kTerm, .term = std::move(term), .range = range};
    }
  }
  const bool plain = !words.empty() &&
                     std::all_of(words.begin(), words.end(),
                                 [](const text::QueryWord& word) { return is_alphabetic_word(word.term); });
  if (!plain) return std::nullopt;
  if (words.size() > 1) {
    std::string joined;
    for (const text::QueryWord& word : words) {
      // "15-20" is not 1520.
      if (!joined.empty() && is_digit(joined.back()) && is_digit(word.term.front())) return std::nullopt;
      joined += word.term;
    }
    joined = term_of(field, joined);
    if (!index_terms.has(joined)) return std::nullopt;
    return PlanNode{.op = PlanNode::Op::kTerm, .term = std::move(joined), .range = range};
  }
  const std::string_view term = words.front().term;
  std::vector<std::string_view> parts = letters_and_digits(term);
  if (parts.size() == 1)
    parts = is_digit(term.front()) ? std::vector<std::string_view>{}
                                   : beginning_and_rest(term, index_terms, field);
  if (parts.size() < 2) return std::nullopt;
  PlanNode phrase{.op = PlanNode::Op::kPhrase, .range = range};
  for (const std::string_view part : parts) {
    phrase.slots.push_back({term_of(field, part)});
    if (!index_terms.has(phrase.slots.back().front())) return std::nullopt;
  }
  return phrase;
}

std::string stem_notice(const text::QueryWord& word, const index::Terms& index_terms) {
  if (word.written.empty() || word.stop_word) return {};
  const std::u32string characters = code_points(word.written);
  const auto exists = [&](std::size_t begin, std::size_t count) {
    std::string term;
    std::size_t at = 0;
    for (std::size_t i = 0; i < begin + count; ++i) {
      const std::size_t start = at;
      do {
        ++at;
      } while (at < word.written.size() && (static_cast<unsigned char>(word.written[at]) & 0xC0) == 0x80);
      if (i >= begin) term += word.written.substr(start, at - start);
    }
    return index_terms.has(term);
  };
  const std::string& stem = word.stems.front();
  const std::size_t stem_size = code_points(stem).size();
  bool stem_found = true;
  bool all_found = true;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
    const bool found = exists(i, 2);
    all_found = all_found && found;
    if (i + 1 < stem_size) stem_found = stem_found && found;
  }
  if (all_found || !stem_found) return {};
  return fmt::format("No article has '{}' as written; '{}' is searched for.", word.written, stem);
}

}  // namespace dateline::query
