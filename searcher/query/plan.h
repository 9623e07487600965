#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/index/columns.h"
#include "common/index/word_forms.h"
#include "common/text/analyzer.h"
#include "common/text/language.h"
#include "common/text/lexicon.h"
#include "common/text/ranking_recipe.h"
#include "searcher/query/ast.h"
#include "searcher/query/query_error.h"

namespace dateline::query {

/// What an article must have of the parts that stand side by side in a query.
enum class Mode : std::uint8_t {
  kAll,  ///< all of them
  kAny,  ///< one of them
  /// Enough of them ("relaxed"): more than half of up to three, else a quarter and two at least; where no
  /// article has enough, as many as any has.
  kMost,
};

/// A set of articles by terms of the index. A plain value, made by `plan`.
struct PlanNode {
  enum class Op : std::uint8_t {
    kNothing,
    kEverything,
    kTerm,     ///< `term`
    kPhrase,   ///< one term of each of `slots`, in this order, at consecutive positions
    kNear,     ///< one term of each of `slots`, at different positions, all within `window` positions
    kAnd,      ///< all `parts`; parts of kNot are taken away from the others
    kOr,       ///< any of `parts`
    kSynonym,  ///< any of `parts`; ranked as if they were one word
    kNot,      ///< everything but the one of `parts`
    kAtLeast,  ///< `minimum` of `parts` or, if `lowered`, where no article has as many, as many as any has
  };
  Op op = Op::kNothing;
  bool filter = false;  ///< weighs nothing in the ranking
  std::string term = {};
  std::vector<std::vector<std::string>> slots = {};
  unsigned window = 0;
  unsigned minimum = 0;
  bool lowered = false;
  std::vector<PlanNode> parts = {};
  SourceRange range = {};  ///< the part of the query this comes from
};

/// Adds to the weight of an article and never to the set of articles.
struct Boost {
  PlanNode node;
  double factor = 1.0;
  bool guessed = false;  ///< a word of the best articles, not of the query
};

/// Words of the query that are read as one name of several words.
struct NameRead {
  SourceRange range;
  bool scattered = false;  ///< no article has them side by side, so they may stand anywhere
  /// Of a Korean name that is in no list: its words. They may be another spelling of a known one.
  std::vector<std::string> korean = {};
  bool operator==(const NameRead&) const = default;
};

/// A part of the query that stands for other words than those written.
struct Expansion {
  enum class Kind : std::uint8_t { kPrefix, kSpelling, kName, kValue };
  Kind kind = Kind::kPrefix;
  SourceRange range;
  std::vector<std::string> values;  ///< words, names or field values, as they stand in the index
  /// kName: the list of a person's own that each value is from; "" for the built-in one.
  std::vector<std::string> lists = {};
};

struct Plan {
  PlanNode root;
  std::vector<Boost> boosts;
  std::vector<Expansion> expansions;
  std::vector<NameRead> names;
  std::vector<Notice> notices;        ///< those of the Ast, and what the index added to them
  std::vector<SourceRange> left_out;  ///< words like "the" that were not asked for, being among others
  text::Weighting weighting;          ///< for Xapian::BM25PlusWeight
  double feedback = 0;                ///< text::Recipe::feedback of the words
  /// Number of parts of which kAny wants one and kMost enough.
  std::size_t loose_parts = 0;
  /// Whether kMost could find more than kAll.
  bool relaxable = false;
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
};

/// Resolves a query against an index. Not thread-safe with respect to the Analyzer. Fails where a prefix or a
/// spelling stands for more than kMaxExpansion words. May throw Xapian::Error: call it within index::guard.
QueryResult<Plan> plan(const Ast& ast, std::string_view query, const Xapian::Database& database,
                       text::Analyzer& analyzer, const PlanOptions& options = {});

/// The set of articles as a query for Xapian's matcher, weights as described above. kAtLeast has no
/// counterpart and becomes OP_OR: where `needs_match_set`, the result must be filtered by the match set.
/// A stem becomes the words that it stands for (OP_SYNONYM). May throw Xapian::Error.
Xapian::Query to_xapian(const PlanNode& node, const index::WordForms& forms);
/// The same with the boosts of the plan.
Xapian::Query to_xapian(const Plan& plan, const index::WordForms& forms);
bool needs_match_set(const PlanNode& node);

/// Unprefixed terms ("visits", "Zvisit") that an article may have because of the query, without those of
/// negated parts and filters, each once: for highlighting.
std::vector<std::string> wanted_terms(const PlanNode& node);

/// The tree as indented text, one node a line, ended by '\n'.
std::string dump(const PlanNode& node);

}  // namespace dateline::query
