#include "searcher/search/xapian_ranking.h"

#include <utility>

#include "common/index/terms_databases.h"
#include "searcher/query/to_xapian.h"
#include "searcher/search/xapian_filters.h"

namespace dateline::search {

std::vector<Scored> page_by_weight(const index::Terms& terms, const index::Columns& columns,
                                   const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   const Xapian::Weight& weight, PageRange range, const StopFlag* stop) {
  if (range.limit == 0 || matches.empty()) return {};
  const Xapian::Database& database = terms.databases().all();
  std::size_t fetch = range.offset + range.limit + 10;
  for (;;) {
    Xapian::Query ranked = query::to_xapian(plan, terms);
    const bool filtered = narrowed || query::needs_match_set(plan.root);
    // A set of docids is a part of a query to one database; of several all hits are looked up in it.
    const bool several = database.size() > 1;
    if (filtered && !several) {
      ranked = Xapian::Query(Xapian::Query::OP_FILTER, ranked, filter_query(matches));
    }
    if (stop != nullptr) ranked = Xapian::Query(Xapian::Query::OP_FILTER, ranked, stop_query(*stop));
    Xapian::Enquire enquire(database);
    enquire.set_query(ranked);
    enquire.set_weighting_scheme(weight);
    if (filtered && several) fetch = database.get_doccount();
    const Xapian::MSet mset = enquire.get_mset(0, static_cast<Xapian::doccount>(fetch));
    PageCutter cutter(columns, range);
    bool full = false;
    for (auto it = mset.begin(); it != mset.end() && !full; ++it) {
      if (filtered && several && !matches.contains(*it)) continue;
      full = !cutter.take({*it, it.get_weight()});
    }
    if (full || mset.size() < fetch || (filtered && several)) return std::move(cutter).page();
    fetch *= 4;  // many copies
  }
}

}  // namespace dateline::search
