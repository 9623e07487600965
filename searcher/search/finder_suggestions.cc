// What the finder offers beside an answer: other spellings, phrases, names.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "common/text/initial_sound.h"
#include "common/text/romanisation.h"
#include "common/text/speller.h"
#include "searcher/query/lexer.h"
#include "searcher/search/finder.h"

namespace dateline::search {
namespace {

constexpr std::size_t kWordsToRespell = 3;

/// The query with one of `others` in place of the word `typed`, which stands in that range of it.
void propose(const std::string& query, query::SourceRange range, std::string_view typed,
             const std::vector<std::string>& others, std::vector<std::string>& proposals) {
  const std::size_t at = query.find(typed, range.offset);
  if (at == std::string::npos || at + typed.size() > range.end()) return;  // written with escapes
  for (const std::string& other : others) {
    std::string proposed = query;
    proposals.push_back(proposed.replace(at, typed.size(), other));
  }
}

}  // namespace

/// Offers words of the index for those of the query that no article has, and tells which these are. Looks at
/// a few words only, because each may cost a walk through the vocabulary.
std::vector<query::SourceRange> Finder::suggest_spellings(const SearchRequest& request, Found& found) {
  std::vector<query::SourceRange> told;
  const auto lexed = query::lex(request.query, {.literal = request.literal});
  if (!lexed) return told;
  std::size_t tried = 0;
  for (const query::LexToken& part : lexed->tokens) {
    if (part.kind != query::LexKind::kWord || part.match != query::WordMatch::kStem) continue;
    text::AnalysisCounts ignored;
    analyzer_.analyze(part.text, languages_.front(), tokens_, ignored);
    std::vector<std::string> hangul;
    for (const text::Token& token : tokens_) {
      if (token.kind == text::TokenKind::kHangulWord) hangul.emplace_back(token.stem);
    }
    if (hangul.size() == 1 && ++tried <= kWordsToRespell)
      suggest_initial_sounds(request, part, hangul.front(), found, told);
    for (const text::Token& token : tokens_) {
      if (token.kind != text::TokenKind::kWord || vocabulary_.frequency(token.term) > 0) continue;
      if (++tried > kWordsToRespell) return told;
      std::vector<std::string> words = written_apart(token.term);
      for (const auto& suggestion : text::spelling_suggestions(token.term, vocabulary_, kSuggestions)) {
        words.push_back(suggestion.word);
      }
      if (words.empty()) continue;
      const std::string typed = part.text.substr(token.offset, token.length);
      found.notices.push_back(
          fmt::format("No article has '{}'. Did you mean {}?", typed, fmt::join(words, " or ")));
      propose(request.query, part.range, typed, words, found.proposals);
      told.push_back(part.range);
    }
  }
  return told;
}

/// "longterm" where articles have "long-term": the pair of words that most of them have side by side. At most
/// one.
std::vector<std::string> Finder::written_apart(std::string_view term) {
  constexpr std::size_t kShortest = 2;  // bytes
  std::string best;
  std::uint64_t most = 0;
  for (std::size_t at = kShortest; at + kShortest <= term.size(); ++at) {
    if ((static_cast<unsigned char>(term[at]) & 0xC0) == 0x80) continue;  // within a character
    const std::string_view first = term.substr(0, at);
    const std::string_view rest = term.substr(at);
    if (vocabulary_.frequency(first) == 0 || vocabulary_.frequency(rest) == 0) continue;
    query::PlanNode phrase{.op = query::PlanNode::Op::kPhrase, .filter = true};
    phrase.slots = {{std::string(first)}, {std::string(rest)}};
    const std::uint64_t articles = sets_.find(phrase).set.size();
    if (articles <= most) continue;
    most = articles;
    best = fmt::format("{}-{}", first, rest);
  }
  if (best.empty()) return {};
  return {best};
}

/// `dateline-search "sea of fire"` comes here without its quotation marks, which the shell has taken: tells
/// how many articles have a few plain words, with one like "of" between them, as a phrase.
void Finder::suggest_phrase(const SearchRequest& request, const query::Plan& plan, const MatchSet& matches,
                            std::vector<std::string>& notices) {
  if (request.any || request.literal || plan.left_out.empty() || matches.empty()) return;
  const auto lexed = query::lex(request.query);
  if (!lexed || lexed->tokens.size() < 3 || lexed->tokens.size() > kLongQuery) return;
  const auto words = std::span(lexed->tokens).first(lexed->tokens.size() - 1);
  const bool plain = std::ranges::all_of(words, [](const query::LexToken& token) {
    return token.kind == query::LexKind::kWord && token.match == query::WordMatch::kStem &&
           token.field == index::Field::kBody;
  });
  const auto left_out = [&](const query::LexToken& token) {
    return std::ranges::find(plan.left_out, token.range) != plan.left_out.end();
  };
  if (!plain || std::ranges::none_of(words.subspan(1, words.size() - 2), left_out)) return;
  const std::string_view text = std::string_view(request.query).substr(words.front().range.offset);
  const std::string quoted =
      fmt::format("\"{}\"", text.substr(0, words.back().range.end() - words.front().range.offset));
  SearchRequest phrase = request;
  phrase.query = quoted;
  const SearchResult<query::Plan> planned = this->plan(phrase);
  if (!planned) return;
  const std::uint64_t with_phrase = sets_.find(planned->root, &matches).set.size();
  if (with_phrase == 0 || with_phrase == matches.size()) return;
  notices.push_back(fmt::format("{} of these {} {} as a phrase; in a shell write '{}'.", with_phrase,
                                with_phrase == 1 ? "has" : "have", quoted, quoted));
}

/// Offers a Korean word that no article has as the other side of the border writes it.
void Finder::suggest_initial_sounds(const SearchRequest& request, const query::LexToken& part,
                                    const std::string& word, Found& found,
                                    std::vector<query::SourceRange>& told) {
  const auto articles = [&](const std::string& spelling) {
    text::TokenList tokens;
    text::AnalysisCounts ignored;
    analyzer_.analyze(spelling, {}, tokens, ignored);
    query::PlanNode phrase{.op = query::PlanNode::Op::kPhrase, .filter = true};
    for (const std::string_view term : text::phrase_terms(tokens))
      phrase.slots.push_back({std::string(term)});
    if (phrase.slots.size() == 1) {
      phrase = {.op = query::PlanNode::Op::kTerm, .filter = true, .term = phrase.slots.front().front()};
    }
    return sets_.find(phrase).set.size();
  };
  if (articles(word) > 0) return;
  std::vector<std::string> others;
  for (std::string& other : text::initial_sound_spellings(word)) {
    if (articles(other) > 0) others.push_back(std::move(other));
  }
  if (others.empty()) return;
  found.notices.push_back(
      fmt::format("No article has '{}'. Did you mean {}?", part.text, fmt::join(others, " or ")));
  propose(request.query, part.range, part.text, others, found.proposals);
  told.push_back(part.range);
}

/// A word that one article has is a slip of its writer as easily as one of who asks: offers a neighbour that
/// is a hundred times as frequent.
void Finder::suggest_frequent(const SearchRequest& request, const query::Plan& plan, Found& found) {
  constexpr std::uint64_t kRare = 1;
  constexpr std::uint64_t kTimes = 100;
  if (request.literal || plan.loose_parts >= kLongQuery) return;
  const auto lexed = query::lex(request.query, {});
  if (!lexed) return;
  for (const query::LexToken& part : lexed->tokens) {
    if (part.kind != query::LexKind::kWord || part.match != query::WordMatch::kStem) continue;
    text::AnalysisCounts ignored;
    analyzer_.analyze(part.text, languages_.front(), tokens_, ignored);
    for (const text::Token& token : tokens_) {
      if (token.kind != text::TokenKind::kWord) continue;
      const std::uint64_t own = vocabulary_.frequency(token.term);
      if (own == 0 || own > kRare) continue;
      const auto neighbour = text::frequent_neighbour(token.term, vocabulary_, kTimes);
      if (!neighbour) continue;
      const std::string typed = part.text.substr(token.offset, token.length);
      found.notices.push_back(fmt::format("'{}' is in {} article{} only. Did you mean {}? It is in {}.",
                                          typed, own, own == 1 ? "" : "s", neighbour->word,
                                          neighbour->frequency));
      propose(request.query, part.range, typed, {neighbour->word}, found.proposals);
    }
  }
}

/// The same for Korean names, in other spellings of their syllables.
void Finder::suggest_names(const SearchRequest& request, const query::Plan& plan, Found& found) {
  constexpr std::uint64_t kRare = 3;
  constexpr std::uint64_t kTimes = 100;
  constexpr std::size_t kMaxTried = 16;
  for (const query::NameRead& name : plan.names) {
    if (name.korean.empty()) continue;
    const auto articles = [&](const std::vector<std::string>& words) {
      query::PlanNode phrase{.op = query::PlanNode::Op::kPhrase, .filter = true};
      for (const std::string& word : words) phrase.slots.push_back({word});
      return sets_.find(phrase).set.size();
    };
    const std::uint64_t own = articles(name.korean);
    if (own > kRare) continue;
    const std::uint64_t least = std::max<std::uint64_t>(own * kTimes, 1);
    std::vector<std::vector<std::string>> others{{}};
    for (std::size_t i = 0; i < name.korean.size(); ++i) {
      std::vector<std::vector<std::string>> longer;
      std::vector<std::string> words = text::likely_spellings(name.korean[i]);
      if (i == 0) words = lexicon().surname_spellings(name.korean[i]);
      for (const std::string& word : words) {
        if (vocabulary_.frequency(word) < least) continue;
        for (const auto& begin : others) {
          longer.push_back(begin);
          longer.back().push_back(word);
        }
      }
      others = std::move(longer);
    }
    std::erase(others, name.korean);
    if (others.size() > kMaxTried) others.resize(kMaxTried);
    std::uint64_t most = 0;
    std::string best;
    for (const std::vector<std::string>& other : others) {
      const std::uint64_t count = articles(other);
      if (count <= most || count < least) continue;
      most = count;
      best.clear();
      for (std::string word : other) {
        word.front() = static_cast<char>(word.front() - 'a' + 'A');
        best.append(best.empty() ? "" : " ").append(word);
      }
    }
    if (most == 0) continue;
    const std::string typed = request.query.substr(name.range.offset, name.range.length);
    found.notices.push_back(fmt::format("'{}' is in {} article{}. Did you mean {}? It is in {}.", typed, own,
                                        own == 1 ? "" : "s", best, most));
    propose(request.query, name.range, typed, {best}, found.proposals);
  }
}

}  // namespace dateline::search
