#include "searcher/search/schemes.h"

#include <array>
#include <memory>

#include <xapian.h>

#include "searcher/search/xapian_ranking.h"

namespace dateline::search {
namespace {

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

std::unique_ptr<Xapian::Weight> make_scheme(std::string_view name) {
  for (const Entry& entry : kSchemes) {
    if (entry.name == name) return entry.make();
  }
  return nullptr;
}

}  // namespace

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
