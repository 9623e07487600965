#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/index/additions.h"
#include "common/index/columns.h"
#include "common/index/terms.h"
#include "common/text/analyzer.h"
#include "common/text/language.h"
#include "common/text/lexicon.h"
#include "searcher/query/ast.h"
#include "searcher/query/outside_plan.h"
#include "searcher/query/plan.h"
#include "searcher/query/query_error.h"

namespace dateline::query {

/// What an article must have of the parts that stand side by side in a query.
enum class Mode : std::uint8_t {
  kAll,  ///< all of them
  kAny,  ///< one of them
  /// Enough of them ("relaxed"): more than half of up to three, else a quarter and two at least; where no
  /// article has enough, as many as any has.
  kMax,
};

enum class Leads : std::uint8_t {
  kNone,  ///< every article has a title
  kSome,  ///< beside articles with titles
  kAll,   ///< no article has a title
};

struct PlanOptions {
  Mode mode = Mode::kAll;
  /// Languages in which the articles are written: a word is looked for by its stem in each.
  std::vector<text::Language> languages = {text::Language::from_code("en")};
  /// Names and words that are spelt in several ways: plain words find all spellings. Null: none
  /// (--literal).
  const text::Lexicon* lexicon = nullptr;
  bool exact_names = false;  ///< names of several words are names, but in the spelling of the query alone
  bool scattered = false;    ///< the words of names may stand anywhere
  /// The number of articles of a node. Null: nothing is known of how names stand in the index, and none are
  /// taken for scattered.
  std::function<std::uint64_t(const PlanNode&)> count = {};
  /// Which articles have leads in place of titles (leads_of): words in a lead score.
  Leads leads = Leads::kNone;
  /// Of the database, with the groups of copies that `group:` names. Null: every article is alone.
  const index::Columns* columns = nullptr;
  /// The articles with a tag of the reader, or with one that begins so. Null: none has any.
  Tagged tagged = {};
  /// When articles came into the index (IndexReader::additions).
  std::span<const index::Addition> additions = {};
};

/// Resolves a query against an index. Not thread-safe with respect to the Analyzer. Fails where a prefix or a
/// spelling matches more than kMaxExpansion words. May throw index errors: call it within index::guard.
QueryResult<Plan> plan(const Ast& ast, std::string_view query, const index::Terms& index_terms,
                       text::Analyzer& analyzer, const PlanOptions& options = {});

}  // namespace dateline::query
