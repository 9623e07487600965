#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/ast.h"
#include "searcher/query/lexer.h"
#include "searcher/query/plan.h"
#include "searcher/query/query_error.h"
#include "searcher/search/contribution.h"
#include "searcher/search/missing_parts.h"

namespace dateline::index {
class Terms;
}
namespace dateline::query {
struct ParseOptions;
struct PlanOptions;
}  // namespace dateline::query
namespace dateline::text {
class Analyzer;
}

namespace dateline::search {

class MatchSets;

struct TermCount {
  std::string term;  ///< as in the index, with its prefix
  std::uint64_t articles = 0;
  std::uint64_t occurrences = 0;  ///< 0 for terms that are not counted within an article
  bool operator==(const TermCount&) const = default;
};

/// Why an article stands where it does among the articles that a request finds.
struct RankReason {
  std::uint64_t found = 0;  ///< articles, copies counted each
  std::uint64_t place =
      0;             ///< from 1, best first, whatever the order asked for; 0: the article is not among them
  double score = 0;  ///< the sum of the parts
  std::vector<Contribution> parts;
};

/// Everything that is known about how a query was read and what it finds. A plain value.
struct Explanation {
  std::vector<query::LexToken> tokens;
  query::Ast ast;
  query::Plan plan;
  std::string xapian;                  ///< the query as Xapian describes it
  std::vector<query::Boost> feedback;  ///< words of the best articles that the order of hits adds
  std::vector<TermCount> terms;
  std::vector<PartCount> parts;
  std::uint64_t articles = 0;
  unsigned parts_met = 0;  ///< see MatchResult

  /// The parts that no article has; where there is none of them and still no hit, the part at which nothing
  /// was left.
  std::vector<query::SourceRange> killers;

  /// Of the article that was asked about; nullopt when none was, or when there is no such article.
  std::optional<RankReason> hit;
};

/// Runs a query only to explain it. May throw index errors.
query::QueryResult<Explanation> explain(std::string_view query, const query::ParseOptions& parsing,
                                        const query::PlanOptions& planning, const index::Terms& terms,
                                        text::Analyzer& analyzer, MatchSets& sets);

}  // namespace dateline::search
