#include "searcher/search/match_set.h"

namespace dateline::search {

MatchSet MatchSet::of(std::span<const std::uint32_t> docids) {
  MatchSet set;
  set.bits_.addMany(docids.size(), docids.data());
  return set;
}

MatchSet& MatchSet::operator&=(const MatchSet& other) {
  bits_ &= other.bits_;
  return *this;
}
MatchSet& MatchSet::operator|=(const MatchSet& other) {
  bits_ |= other.bits_;
  return *this;
}
MatchSet& MatchSet::operator-=(const MatchSet& other) {
  bits_ -= other.bits_;
  return *this;
}

std::vector<std::uint32_t> MatchSet::docids() const {
  std::vector<std::uint32_t> out(size());
  bits_.toUint32Array(out.data());
  return out;
}

MatchSetSource::MatchSetSource(std::shared_ptr<const MatchSet> set)
    : set_(std::move(set)), size_(static_cast<Xapian::doccount>(set_->size())) {}

void MatchSetSource::init(const Xapian::Database&) {
  roaring_init_iterator(&set_->bits().roaring, &it_);
  started_ = false;
}

void MatchSetSource::next(double) {
  if (started_) roaring_advance_uint32_iterator(&it_);
  started_ = true;
}

void MatchSetSource::skip_to(Xapian::docid docid, double) {
  started_ = true;
  if (it_.has_value && it_.current_value < docid) roaring_move_uint32_iterator_equalorlarger(&it_, docid);
}

bool MatchSetSource::check(Xapian::docid docid, double min_weight) {
  skip_to(docid, min_weight);
  return true;
}

Xapian::Query filter_query(std::shared_ptr<const MatchSet> set) {
  return Xapian::Query((new MatchSetSource(std::move(set)))->release());
}

}  // namespace dateline::search
