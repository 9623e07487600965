#include "searcher/search/snippet.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "common/text/ranking_recipe.h"
#include "searcher/search/one_line.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMaxBytes = 1024 * 1024;

/// The nearest beginning of a word at or after `i`, not further than 24 bytes; else of a character.
std::size_t ceil_word(std::string_view text, std::size_t i) {
  if (i == 0) return 0;
  for (std::size_t j = i; j < std::min(text.size(), i + 24); ++j) {
    if (static_cast<unsigned char>(text[j - 1]) <= ' ') return j;
  }
  while (i < text.size() && floor_character(text, i) != i) ++i;
  return i;
}

/// The nearest end of a word at or before `i`.
std::size_t floor_word(std::string_view text, std::size_t i) {
  if (i >= text.size()) return text.size();
  for (std::size_t j = i; j > 0 && i - j < 24; --j) {
    if (static_cast<unsigned char>(text[j]) <= ' ') return j;
  }
  return floor_character(text, i);
}

/// Tells most words of a text from the few that are wanted without looking them up.
class FirstBytes {
 public:
  explicit FirstBytes(const std::unordered_map<std::string, double>& wanted) {
    for (const auto& [word, weight] : wanted) {
      if (!word.empty()) first_[static_cast<unsigned char>(word.front())] = true;
    }
  }
  bool has(std::string_view word) const {
    return !word.empty() && first_[static_cast<unsigned char>(word.front())];
  }

 private:
  std::array<bool, 256> first_{};
};

}  // namespace

std::vector<Snippeter::Hit> Snippeter::find_hits(std::string_view text, text::Language language,
                                                 const HighlightTerms& terms, TextPart part) {
  std::vector<Hit> hits;
  if (terms.empty()) return hits;
  text::AnalysisCounts ignored;
  analyzer_.analyze(text.substr(0, floor_character(text, kMaxBytes)), language, tokens_, ignored);
  const FirstBytes words(terms.words);
  const FirstBytes stems(terms.stems);
  for (const text::Token& token : tokens_) {
    const std::string* name = nullptr;
    double weight = 0;
    if (words.has(token.term)) {
      if (const auto it = terms.words.find(std::string(token.term)); it != terms.words.end()) {
        name = &it->first;
        weight = it->second;
      }
    }
    if (name == nullptr && stems.has(token.stem)) {
      if (const auto it = terms.stems.find(std::string(token.stem)); it != terms.stems.end()) {
        name = &it->first;
        weight = it->second;
      }
    }
    if (name == nullptr && token.capitals == text::Capitals::kAll && words.has(text::kCapitalsPrefix)) {
      if (const auto it = terms.words.find(text::capitals_term(token.term)); it != terms.words.end()) {
        name = &it->first;
        weight = it->second;
      }
    }
    if (name != nullptr) hits.push_back({token.offset, token.offset + token.length, weight, *name});
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
  keep_asked_for(terms, part, hits);
  return hits;
}

/// Drops words of the query that stand where it does not ask for them.
void Snippeter::keep_asked_for(const HighlightTerms& terms, TextPart part, std::vector<Hit>& hits) const {
  const auto selects = [](const auto& place) { return place->selective(); };
  if (hits.empty() || std::none_of(terms.places.begin(), terms.places.end(), selects)) return;
  std::vector<Occurrence::Bytes> places;
  for (const auto& place : terms.places) {
    for (const Occurrence& found : place->find(tokens_, part))
      places.insert(places.end(), found.words.begin(), found.words.end());
  }
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  std::erase_if(hits, [&](const Hit& hit) {
    auto place = std::upper_bound(places.begin(), places.end(), hit.begin,
                                  [](std::size_t at, const auto& one) { return at < one.begin; });
    for (; place != places.begin(); --place) {
      if (std::prev(place)->end >= hit.end) return false;
      if (std::prev(place)->end <= hit.begin) break;
    }
    return true;
  });
}

namespace {

/// Cuts text[begin, end) into parts at the hits, overlapping hits joined.
template <class Hits, class Fold>
std::vector<SnippetPart> cut(std::string_view text, std::size_t begin, std::size_t end, const Hits& hits,
                             Fold fold) {
  std::vector<SnippetPart> parts;
  const auto add = [&](std::size_t from, std::size_t to, bool hit) {
    if (from < to) parts.push_back({fold(text.substr(from, to - from)), hit});
  };
  std::size_t at = begin;
  for (std::size_t i = 0; i < hits.size();) {
    std::size_t hit_begin = hits[i].begin;
    std::size_t hit_end = hits[i].end;
    for (++i; i < hits.size() && hits[i].begin <= hit_end; ++i) hit_end = std::max(hit_end, hits[i].end);
    if (hit_end <= begin || hit_begin >= end) continue;
    hit_begin = std::max(hit_begin, begin);
    hit_end = std::min(hit_end, end);
    add(at, hit_begin, false);
    add(hit_begin, hit_end, true);
    at = hit_end;
  }
  add(at, end, false);
  return parts;
}

}  // namespace

Snippet Snippeter::best_passage(std::string_view text, text::Language language, const HighlightTerms& terms,
                                std::size_t bytes) {
  const std::vector<Hit> hits = find_hits(text, language, terms, TextPart::kBody);
  // Slide a window over the hits: different terms count whole, repeats a tenth.
  std::size_t best_first = 0;
  std::size_t best_last = 0;
  double best = 0;
  std::unordered_map<std::string_view, int> inside;
  double score = 0;
  std::size_t first = 0;
  for (std::size_t last = 0; last < hits.size(); ++last) {
    score += inside[hits[last].term]++ == 0 ? hits[last].weight : hits[last].weight / 10;
    while (hits[last].end - hits[first].begin > bytes && first < last) {
      score -= --inside[hits[first].term] == 0 ? hits[first].weight : hits[first].weight / 10;
      ++first;
    }
    if (score > best * 1.0001) {
      best = score;
      best_first = first;
      best_last = last;
    }
  }
  Snippet snippet;
  std::size_t begin = 0;
  if (!hits.empty()) {
    // A third of the room stands before the first hit, or less where the last one would fall off.
    const std::size_t anchor = hits[best_first].begin;
    const std::size_t span = std::min(bytes, hits[best_last].end - anchor);
    const std::size_t lead = std::min(bytes / 3, (bytes - span) / 2);
    begin = anchor > lead ? floor_character(text, anchor - lead) : 0;
    if (text.size() > bytes) begin = std::min(begin, floor_character(text, text.size() - bytes));
    if (begin > 0) begin = std::min(ceil_word(text, begin), anchor);
  }
  const std::size_t end = std::max(floor_word(text, std::min(text.size(), begin + bytes)), begin);
  snippet.parts = cut(text, begin, end, hits, one_line);
  snippet.cut_before = begin > 0;
  snippet.cut_after = end < text.size();
  return snippet;
}

Snippet Snippeter::whole(std::string_view text, text::Language language, const HighlightTerms& terms,
                         TextPart part) {
  Snippet snippet;
  snippet.parts = cut(text, 0, text.size(), find_hits(text, language, terms, part),
                      [](std::string_view run) { return std::string(run); });
  return snippet;
}

}  // namespace dateline::search
