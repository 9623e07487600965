#include "searcher/remote/asking.h"

#include <stdexcept>
#include <string>

namespace dateline::remote {

Xapian::Enquire unweighted(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire out(database);
  out.set_weighting_scheme(Xapian::BoolWeight());
  out.set_query(query);
  return out;
}

std::uint64_t count_articles(const Xapian::Database& database, const Xapian::Query& query,
                             const FacetCounter* counter) {
  Xapian::Enquire enquire = unweighted(database, query);
  if (counter != nullptr) counter->add_to(enquire);
  return total_of(enquire.get_mset(0, 0, database.get_doccount()));
}

std::uint64_t total_of(const Xapian::MSet& mset) {
  if (mset.get_matches_lower_bound() != mset.get_matches_upper_bound())
    throw std::runtime_error("the shards do not count exactly");
  return mset.get_matches_estimated();
}

std::vector<Placed> placed_of(const Xapian::MSet& mset, bool oldest) {
  std::vector<Placed> out;
  out.reserve(mset.size());
  for (auto hit = mset.begin(); hit != mset.end(); ++hit) {
    const std::string bytes = hit.get_sort_key();
    const auto key = oldest ? index::SortKey::of_oldest(bytes) : index::SortKey::of_newest(bytes);
    if (!key) throw std::runtime_error("a shard sends hits without their keys");
    out.push_back({*hit, hit.get_weight(), *key});
  }
  return out;
}

}  // namespace dateline::remote
