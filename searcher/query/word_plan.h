#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/text/analyzer.h"
#include "common/text/token_list.h"
#include "searcher/query/ast.h"
#include "searcher/query/plan.h"

namespace dateline::query {

/// The terms of a text that stand at consecutive positions of the index where the text occurs: words and
/// numbers, and of Hangul, Han and Kana the bigrams. `last_position` leaves out what lies behind it.
std::vector<std::string> positional_terms(const text::TokenList& tokens, std::string_view prefix,
                                          std::uint32_t last_position);

/// Turns the words of a query into terms. One for each query.
class WordPlanner {
 public:
  WordPlanner(std::string_view query, const Xapian::Database& database, text::Analyzer& analyzer,
              const PlanOptions& options, Plan& plan)
      : query_(query), database_(database), analyzer_(analyzer), options_(options), plan_(plan) {}

  /// The parts that a word stands for: none when it holds no word of a language, several in a loose list when
  /// it is written together of several ("nuclear-armed").
  QueryResult<std::vector<PlanNode>> word(const WordNode& node, SourceRange range, bool loose);
  /// kNothing when there is no word in it.
  PlanNode phrase(const PhraseNode& node, SourceRange range);
  QueryResult<PlanNode> near(const NearNode& node, SourceRange range);

 private:
  void analyze(std::string_view text);
  PlanNode exact(std::vector<std::string> terms, SourceRange range) const;
  PlanNode stems(const text::Token& token, std::string_view prefix, SourceRange range);
  QueryResult<std::vector<std::string>> expand(const WordNode& node, std::string_view prefix,
                                               std::string_view term, SourceRange range);

  std::string_view query_;
  const Xapian::Database& database_;
  text::Analyzer& analyzer_;
  const PlanOptions& options_;
  Plan& plan_;
  text::TokenList tokens_;
};

}  // namespace dateline::query
