#include "searcher/search/xapian_matcher.h"

#include <algorithm>
#include <array>
#include <memory>

#include <xapian.h>

#include "common/index/terms_databases.h"
#include "searcher/search/xapian_query.h"

namespace dateline::search {
namespace {

/// Takes down every match; keeps nothing in the matcher's heap.
class Collector : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override {
    docids_.push_back(document.get_docid());
  }
  std::string get_description() const override { return "Collector"; }
  const std::vector<index::Docid>& docids() const { return docids_; }

 private:
  std::vector<index::Docid> docids_;
};

/// The docids of one of the databases in which a query is met; `within` by these docids, null for all.
std::vector<index::Docid> match(const Xapian::Database& database, Xapian::Query wanted,
                                const MatchSet* within, const StopFlag* stop) {
  if (within && within->empty()) return {};
  if (within) wanted = Xapian::Query(Xapian::Query::OP_FILTER, wanted, filter_query(*within));
  if (stop != nullptr) wanted = Xapian::Query(Xapian::Query::OP_FILTER, wanted, stop_query(*stop));
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(wanted);
  Collector collector;
  enquire.add_matchspy(&collector);
  // Without room for hits nothing is sorted; the spy sees them all.
  enquire.get_mset(0, 0, database.get_doccount());
  return collector.docids();
}

template <class Scheme>
std::unique_ptr<Xapian::Weight> make() {
  return std::make_unique<Scheme>();
}

struct Entry {
  std::string_view name;
  std::unique_ptr<Xapian::Weight> (*make)();
};

// LMWeight and PL2PlusWeight are left out: broken or weak at their defaults in 1.4, and LMWeight is gone
// in 2.
constexpr std::array kSchemes{
    Entry{"bm25", make<Xapian::BM25Weight>},   Entry{"bm25plus", make<Xapian::BM25PlusWeight>},
    Entry{"inl2", make<Xapian::InL2Weight>},   Entry{"ifb2", make<Xapian::IfB2Weight>},
    Entry{"ineb2", make<Xapian::IneB2Weight>}, Entry{"bb2", make<Xapian::BB2Weight>},
    Entry{"pl2", make<Xapian::PL2Weight>},     Entry{"dlh", make<Xapian::DLHWeight>},
    Entry{"dph", make<Xapian::DPHWeight>},     Entry{"tfidf", make<Xapian::TfIdfWeight>},
    Entry{"coord", make<Xapian::CoordWeight>},
};

}  // namespace

std::unique_ptr<Xapian::Weight> make_scheme(std::string_view name) {
  for (const Entry& entry : kSchemes) {
    if (entry.name == name) return entry.make();
  }
  return nullptr;
}

MatchSet match_positions(const index::Terms& terms, const query::PlanNode& node, const MatchSet* within,
                         const StopFlag* stop) {
  const auto& parts = terms.databases().parts();
  const Xapian::Query wanted = to_xapian(node, terms);
  if (parts.size() == 1 && terms.left_out().empty()) {
    return MatchSet::of(match(parts.front().database, wanted, within, stop));
  }
  const std::vector<index::Docid> candidates = within ? within->docids() : std::vector<index::Docid>();
  std::vector<index::Docid> found;
  for (const auto& part : parts) {
    MatchSet own;
    if (within) {
      const auto begin = std::lower_bound(candidates.begin(), candidates.end(), part.first);
      std::vector<index::Docid> docids(begin, std::upper_bound(begin, candidates.end(), part.last));
      for (index::Docid& docid : docids) docid -= part.base;
      own = MatchSet::of(docids);
    }
    for (const index::Docid docid : match(part.database, wanted, within ? &own : nullptr, stop))
      found.push_back(part.base + docid);
  }
  MatchSet out = MatchSet::of(found);
  out -= MatchSet::of(terms.left_out());
  return out;
}

std::string describe_query(const query::Plan& plan, const index::Terms& terms) {
  return to_xapian(plan, terms).get_description();
}

std::vector<std::string> scheme_names() {
  std::vector<std::string> names;
  for (const Entry& entry : kSchemes) names.emplace_back(entry.name);
  return names;
}

bool is_scheme(std::string_view name) { return make_scheme(name) != nullptr; }

std::vector<Scored> page_by_scheme(const index::Terms& terms, const index::Columns& columns,
                                   const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   std::string_view scheme, PageRange range, const StopFlag* stop) {
  const std::unique_ptr<Xapian::Weight> weight = make_scheme(scheme);
  if (!weight) return {};
  return page_by_weight(terms, columns, plan, matches, narrowed, *weight, range, stop);
}

}  // namespace dateline::search
