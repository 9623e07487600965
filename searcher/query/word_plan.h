#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/terms.h"
#include "common/text/analyzer.h"
#include "common/text/ranking_recipe.h"
#include "common/text/romanisation.h"
#include "common/text/token_list.h"
#include "searcher/query/ast.h"
#include "searcher/query/name_units.h"
#include "searcher/query/planner.h"

namespace dateline::query {

/// A plain word of the query with its place.
struct PlainWord {
  const WordNode* node = nullptr;  ///< of kStem
  SourceRange range;
};

/// Turns the words of a query into terms. One for each query.
class WordPlanner {
 public:
  WordPlanner(std::string_view query, const index::Terms& index_terms, text::Analyzer& analyzer,
              const PlanOptions& options, Plan& plan)
      : query_(query), index_terms_(index_terms), analyzer_(analyzer), options_(options), plan_(plan) {}

  using Parts = std::vector<PlanNode>;

  /// The parts for each of some plain words of one field that stand side by side: none for what holds no word
  /// and for "the" among other words, several in a loose list for what is written together ("nuclear-armed").
  /// Adds to the boosts and, for the `main` words of the query, sets its weighting and rewards words that
  /// stand near each other.
  QueryResult<std::vector<Parts>> plain_words(const std::vector<PlainWord>& words, bool loose, bool main);
  /// A word that is not plain; kNothing when there is no word in it.
  QueryResult<PlanNode> marked_word(const WordNode& node, SourceRange range);
  /// kNothing when there is no word in it.
  QueryResult<PlanNode> phrase(const PhraseNode& node, SourceRange range);
  QueryResult<PlanNode> near(const NearNode& node, SourceRange range);

 private:
  tl::expected<void, QueryError> analyze(std::string_view text, SourceRange range);
  PlanNode exact(std::vector<std::string> terms, SourceRange range) const;
  PlanNode word(const text::QueryWord& word, index::Field field, bool loose, SourceRange range) const;
  void score(const text::QueryWord& word, index::Field field, SourceRange range, bool weighs_already);
  /// The words of the recipe that a node of the query was analysed into.
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  /// Articles that write the words of `span` in another way join those of `part`.
  void add_other_writing(const text::Recipe& recipe, Span span, index::Field field, SourceRange range,
                         PlanNode& part) const;
  QueryResult<PlanNode> own_words(const PlainWord& word, const text::Recipe& recipe, Span span);
  std::vector<QueryPart> parts_of(const std::vector<PlainWord>& words, const std::vector<Span>& spans,
                                  const text::Recipe& recipe) const;
  /// What the parts of a name are called in the index, and otherwise.
  struct Spellings {
    std::vector<std::string> own;                  ///< terms of the body, one after the other
    std::vector<std::vector<std::string>> others;  ///< the same of other spellings that the index may have
    const text::LexiconGroup* group = nullptr;
  };
  Spellings spellings_of(const NameUnit& unit, const std::vector<std::string>& own,
                         text::Readings readings) const;
  void add_regular(const std::vector<std::vector<std::string>>& slots, Spellings& out) const;
  PlanNode other_spellings(const Spellings& spellings, index::Field field, SourceRange range) const;
  /// The words of a name as they stand (the parts `unit` of `words`), or any other spelling of it.
  QueryResult<PlanNode> name(const NameUnit& unit, const std::vector<PlainWord>& words,
                             const std::vector<Span>& spans, const text::Recipe& recipe, bool loose);
  /// The name as one: its words side by side, in each spelling.
  QueryResult<PlanNode> together(const NameUnit& unit, const Spellings& spellings,
                                 const std::vector<PlainWord>& words, const std::vector<Span>& spans,
                                 const text::Recipe& recipe);
  bool is_found(const PlanNode& node) const;
  /// A word in capitals that is not the word in small letters.
  bool is_abbreviation(const text::Token& token, std::string_view text) const;
  /// One slot a position, each with the terms that may stand there; an empty one for any word.
  using Slots = std::vector<std::vector<std::string>>;
  tl::expected<void, QueryError> count_expansion(SourceRange range);
  QueryResult<std::vector<std::string>> matching(const WordNode& node, std::string_view expression,
                                                 SourceRange range);
  QueryResult<Slots> pattern_slots(const WordNode& node, SourceRange range);
  QueryResult<Slots> word_slots(const WordNode& word, SourceRange range);
  QueryResult<std::vector<Slots>> phrase_spellings(const std::string& name, index::Field field,
                                                   SourceRange range);
  QueryResult<std::vector<Slots>> item_choices(const PhraseItem& item, index::Field field, SourceRange range);
  QueryResult<PlanNode> phrase_of_items(const PhraseNode& node, SourceRange range);
  QueryResult<std::vector<std::string>> expand(const WordNode& node, std::string_view prefix,
                                               std::string_view term, SourceRange range);

  class IndexEvidence;
  std::vector<std::string> terms_as_written(std::string_view text, std::string_view prefix,
                                            std::uint32_t last_position) const;

  std::string_view query_;
  const index::Terms& index_terms_;
  text::Analyzer& analyzer_;
  const PlanOptions& options_;
  Plan& plan_;
  text::TokenList tokens_;
  std::size_t words_seen_ = 0;
  std::size_t expanded_ = 0;  ///< words that stand for others
};

}  // namespace dateline::query
