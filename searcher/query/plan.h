#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/index/docid.h"
#include "common/text/ranking_recipe.h"
#include "searcher/query/ast.h"
#include "searcher/query/query_error.h"

namespace dateline::query {

/// Articles that are known beside the terms of the index.
struct ListedArticles {
  std::string label;                 ///< which they are, as "fate:removed"
  std::vector<index::Docid> docids;  ///< ascending
  std::vector<ArticleId> ids;        ///< of the same articles
};

/// A set of articles by terms of the index. A plain value, made by `plan`.
struct PlanNode {
  enum class Op : std::uint8_t {
    kNothing,
    kEverything,
    kTerm,    ///< `term`
    kDocids,  ///< `docids`, those of them that may be found
    /// One term of each of `slots`, in this order, at consecutive positions, where an empty slot is one to
    /// kMaxOpenWords words; with a `window` all within so many positions.
    kPhrase,
    kNear,     ///< one term of each of `slots`, at different positions, all within `window` positions
    kAnd,      ///< all `parts`; parts of kNot are taken away from the others
    kOr,       ///< any of `parts`
    kSynonym,  ///< any of `parts`; ranked as if they were one word
    kNot,      ///< everything but the one of `parts`
    kAtLeast,  ///< `minimum` of `parts` or, if `lowered`, where no article has as many, as many as any has
    kListed,   ///< the articles of `listed`
  };
  Op op = Op::kNothing;
  bool filter = false;  ///< weighs nothing in the ranking
  std::string term = {};
  index::DocidRange docids = {};
  std::vector<std::vector<std::string>> slots = {};
  unsigned window = 0;
  unsigned minimum = 0;
  bool lowered = false;
  std::vector<PlanNode> parts = {};
  SourceRange range = {};  ///< the part of the query this comes from
  std::shared_ptr<const ListedArticles> listed = {};
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
  enum class Kind : std::uint8_t { kPrefix, kSpelling, kPattern, kName, kValue };
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
  /// Number of parts of which kAny wants one and kMax enough.
  std::size_t loose_parts = 0;
  /// Whether kMax could find more than kAll.
  bool relaxable = false;
};

/// Unprefixed terms ("visits", "Zvisit") that an article may have because of the query, without those of
/// negated parts and filters, each once: for highlighting.
std::vector<std::string> wanted_terms(const PlanNode& node);

/// Whether a node is a phrase in which some words may be any.
bool has_any_word(const PlanNode& node);

/// The tree as indented text, one node a line, ended by '\n'.
std::string dump(const PlanNode& node);

}  // namespace dateline::query
