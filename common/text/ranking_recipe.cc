#include "common/text/ranking_recipe.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "common/text/characters.h"
#include "common/text/stop_words.h"
#include "common/text/utf8.h"

namespace dateline::text {

namespace {

// Weights of what a word of Hangul, Han or Kana is made of, and the weighting that suits their overlap.
constexpr double kBigramFactor = 1;
constexpr double kCharacterFactor = 0.5;
constexpr double kAcrossSpaceFactor = 0.3;
constexpr double kHangulWordFactor = 1.5;
constexpr Weighting kCjkWeighting = {.k1 = 0.9, .b = 0.75, .delta = 1};

// With a few words what counts is that an article has them all; of a long question it has some, and what
// counts is how often. A query of up to kFewWords is weighted by Weighting's defaults, of kManyWords or more
// by kLongWeighting, and in between by what lies between. Standing in the lead together tells nothing of many
// words.
constexpr double kFewWords = 6;
constexpr double kManyWords = 9;
constexpr Weighting kLongWeighting = {.k1 = 1.8, .b = 0.7, .delta = 0};

// What words of the best articles weigh beside each word of a query of more than kFewWords.
constexpr double kFeedback = 0.5;

std::string with_prefix(std::string_view prefix, std::string_view term) {
  return std::string(prefix).append(term);
}

// Collects the words of one query from its tokens.
class WordCollector {
 public:
  explicit WordCollector(std::vector<QueryWord>& words) : words_(words) {}

  void add(const Token& token, const Token* next) {
    switch (token.kind) {
      case TokenKind::kWord:
      case TokenKind::kNumber:
        add_word(token);
        break;
      case TokenKind::kCharacter:
        add_character(token);
        break;
      case TokenKind::kBigram:
        add_bigram(token, *next);  // a bigram is always followed by its second character
        break;
      case TokenKind::kHangulWord:
        end_hangul_word(token);
        break;
    }
  }

  void finish() {
    for (QueryWord& word : words_) {
      if (word.required.empty()) word.required = {word.scoring.front().group};  // a single character
    }
    for (const Link& link : links_) {
      if (words_[link.word].stop_word || words_[link.word + 1].stop_word) continue;
      words_[link.word].scoring.push_back(link.bigram);
    }
    if (std::all_of(words_.begin(), words_.end(), [](const QueryWord& word) { return word.stop_word; })) {
      for (QueryWord& word : words_) word.stop_word = false;
    }
  }

 private:
  struct Link {  // the bigram between a word and the next
    std::size_t word;
    WeightedGroup bigram;
  };

  QueryWord& begin_word(const Token& token) {
    QueryWord& word = words_.emplace_back();
    word.offset = token.offset;
    word.length = token.length;
    word.first_position = word.last_position = token.position;
    return word;
  }

  void add_word(const Token& token) {
    QueryWord& word = begin_word(token);
    word.term = token.term;
    word.stop_word = is_stop_word(token.term);
    TermGroup group;
    if (token.stem.empty()) {
      group.terms.emplace_back(token.term);
    } else {
      group.terms.push_back(with_prefix(kStemPrefix, token.stem));
      word.stems.emplace_back(token.stem);
    }
    word.required = {group};
    word.scoring = {{std::move(group), 1}};
    character_end_ = 0;
  }

  bool continues(const Token& character) const {
    return !words_.empty() && character_end_ != 0 && character.offset == character_end_ &&
           hangul_ == is_hangul_character(character.term);
  }

  static bool is_hangul_character(std::string_view term) {
    std::size_t i = 0;
    return is_hangul(next_code_point(term, i));
  }

  void add_character(const Token& token) {
    if (!continues(token)) {
      begin_word(token);
    }
    if (words_.back().scoring.empty()) written_.clear();
    written_ += token.term;
    QueryWord& word = words_.back();
    word.length = token.offset + token.length - word.offset;
    word.last_position = token.position;
    word.scoring.push_back({{{std::string(token.term)}}, kCharacterFactor});
    character_end_ = token.offset + token.length;
    hangul_ = is_hangul_character(token.term);
  }

  void add_bigram(const Token& token, const Token& second) {
    WeightedGroup bigram{{{std::string(token.term)}}, kBigramFactor};
    if (continues(second)) {
      words_.back().required.push_back(bigram.group);
      words_.back().scoring.push_back(std::move(bigram));
    } else {
      if (second.offset != character_end_) bigram.factor = kAcrossSpaceFactor;
      links_.push_back({words_.size() - 1, std::move(bigram)});
    }
  }

  void end_hangul_word(const Token& token) {
    QueryWord& word = words_.back();
    word.stop_word = is_stop_word(token.stem);
    word.stems = {std::string(token.stem)};
    TermGroup stem{{with_prefix(kStemPrefix, token.stem)}};
    if (written_.size() > token.stem.size()) {
      // A noun may end like a particle ("전문가"): where articles have it as one, they come first.
      word.written = written_;
      TermGroup noun{{with_prefix(kStemPrefix, written_)}};
      stem.terms.push_back(noun.terms.front());
      word.scoring.push_back({std::move(noun), kHangulWordFactor});
    }
    word.scoring.push_back({std::move(stem), kHangulWordFactor});
    std::size_t stem_characters = 0;
    for (std::size_t i = 0; i < token.stem.size(); ++stem_characters) next_code_point(token.stem, i);
    const std::size_t bigrams = stem_characters > 1 ? stem_characters - 1 : 0;
    if (word.required.size() > bigrams) word.required.resize(bigrams);
  }

  std::vector<QueryWord>& words_;
  std::vector<Link> links_;
  std::size_t character_end_ = 0;  ///< byte after the last character of the run that is going on, else 0
  bool hangul_ = false;
  std::string written_;  ///< the characters of the word that is going on
};

// The stems of `word` in another language of the index join those it has. Tokens differ in their stems alone
// from language to language, and words of letters come in the same order.
void add_stems(const TokenList& tokens, std::vector<QueryWord>& words) {
  std::size_t at = 0;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kWord) continue;
    while (words[at].offset != token.offset) ++at;
    QueryWord& word = words[at];
    if (std::find(word.stems.begin(), word.stems.end(), token.stem) != word.stems.end()) continue;
    word.stems.emplace_back(token.stem);
    word.required.front().terms.push_back(with_prefix(kStemPrefix, token.stem));
    word.scoring.front().group = word.required.front();
  }
}

// `b` where `share` is 1, `a` where it is 0.
Weighting between(const Weighting& a, const Weighting& b, double share) {
  return {.k1 = std::lerp(a.k1, b.k1, share),
          .b = std::lerp(a.b, b.b, share),
          .min_normlen = std::lerp(a.min_normlen, b.min_normlen, share),
          .delta = std::lerp(a.delta, b.delta, share)};
}

}  // namespace

Recipe ranking_recipe(std::string_view text, std::span<const Language> languages, Analyzer& analyzer) {
  TokenList tokens;
  AnalysisCounts counts;
  analyzer.analyze(text, languages.empty() ? Language{} : languages.front(), tokens, counts);
  Recipe recipe;
  WordCollector collector(recipe.words);
  std::size_t characters = 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    collector.add(tokens[i], i + 1 < tokens.size() ? &tokens[i + 1] : nullptr);
    if (tokens[i].kind == TokenKind::kCharacter) ++characters;
    if (tokens[i].kind == TokenKind::kWord) ++words;
  }
  collector.finish();
  for (std::size_t i = 1; i < languages.size(); ++i) {
    analyzer.analyze(text, languages[i], tokens, counts);
    add_stems(tokens, recipe.words);
  }
  const auto scored = std::count_if(recipe.words.begin(), recipe.words.end(),
                                    [](const QueryWord& word) { return !word.stop_word; });
  const double few =
      std::clamp((kManyWords - static_cast<double>(scored)) / (kManyWords - kFewWords), 0.0, 1.0);
  const bool is_cjk = characters > 2 * words;
  recipe.weighting = is_cjk ? kCjkWeighting : between(kLongWeighting, Weighting{}, few);
  recipe.title_bonus = 1;
  recipe.near_bonus = 0.1;
  recipe.lead_pair_bonus = 0.1 * few;
  recipe.lead_bonus = 0.5 * few;
  if (!is_cjk && static_cast<double>(scored) > kFewWords)
    recipe.feedback = kFeedback * static_cast<double>(scored);
  return recipe;
}

std::vector<std::string_view> phrase_terms(const TokenList& tokens, std::uint32_t last_position) {
  std::vector<std::string_view> terms;
  std::uint32_t end = 0;
  for (const Token& token : tokens) end = std::max(end, std::min(token.position, last_position));
  std::uint32_t covered = 0;  // position of the second character of the last bigram
  for (auto token = tokens.begin(); token != tokens.end(); ++token) {
    if (token->position > end) continue;
    switch (token->kind) {
      case TokenKind::kWord:
      case TokenKind::kNumber:
        terms.push_back(token->term);
        break;
      case TokenKind::kCharacter: {
        const auto starts_here = [&](const Token& other) {
          return other.kind == TokenKind::kBigram && other.position == token->position;
        };
        const auto bigram = std::find_if(token, tokens.end(), [&](const Token& other) {
          return starts_here(other) || other.position > token->position;
        });
        if (bigram != tokens.end() && starts_here(*bigram) && token->position < end) {
          terms.push_back(bigram->term);
          covered = token->position + 1;
        } else if (token->position < end || covered != token->position) {
          terms.push_back(token->term);
        }
        break;
      }
      case TokenKind::kBigram:
      case TokenKind::kHangulWord:
        break;
    }
  }
  return terms;
}

std::string capitals_term(std::string_view word) { return with_prefix(kCapitalsPrefix, word); }

bool is_capitals_term(std::string_view term) {
  const std::size_t prefix = kCapitalsPrefix.size();
  return term.size() > prefix && term.starts_with(kCapitalsPrefix) &&
         !(term[prefix] >= 'A' && term[prefix] <= 'Z');
}

std::string title_term(std::string_view term) {
  if (term.starts_with(kStemPrefix)) {
    return std::string(kStemPrefix).append(kTitlePrefix).append(term.substr(kStemPrefix.size()));
  }
  return with_prefix(kTitlePrefix, term);
}

}  // namespace dateline::text
