#include "searcher/search/match_set.h"

#include <roaring/roaring.hh>

namespace dateline::search {

struct MatchSet::Bits {
  Roaring roaring;
};

MatchSet::MatchSet() noexcept = default;
MatchSet::MatchSet(const MatchSet& other)
    : bits_(other.bits_ ? std::make_unique<Bits>(*other.bits_) : nullptr) {}
MatchSet::MatchSet(MatchSet&& other) noexcept = default;
MatchSet& MatchSet::operator=(const MatchSet& other) { return *this = MatchSet(other); }
MatchSet& MatchSet::operator=(MatchSet&& other) noexcept = default;
MatchSet::~MatchSet() = default;

MatchSet::Bits& MatchSet::bits() {
  if (!bits_) bits_ = std::make_unique<Bits>();
  return *bits_;
}

MatchSet MatchSet::of(std::span<const std::uint32_t> docids) {
  MatchSet set;
  if (!docids.empty()) set.bits().roaring.addMany(docids.size(), docids.data());
  return set;
}

MatchSet MatchSet::range(std::uint32_t first, std::uint32_t last) {
  MatchSet set;
  if (first <= last) set.bits().roaring.addRange(first, std::uint64_t{last} + 1);
  return set;
}

std::uint64_t MatchSet::size() const { return bits_ ? bits_->roaring.cardinality() : 0; }
bool MatchSet::empty() const { return !bits_ || bits_->roaring.isEmpty(); }
bool MatchSet::contains(std::uint32_t docid) const { return bits_ && bits_->roaring.contains(docid); }

bool MatchSet::operator==(const MatchSet& other) const {
  if (bits_ && other.bits_) return bits_->roaring == other.bits_->roaring;
  return empty() && other.empty();
}

MatchSet& MatchSet::operator&=(const MatchSet& other) {
  if (!bits_) return *this;
  if (other.bits_) {
    bits_->roaring &= other.bits_->roaring;
  } else {
    bits_.reset();
  }
  return *this;
}

MatchSet& MatchSet::operator|=(const MatchSet& other) {
  if (!bits_) return *this = other;
  if (other.bits_) bits_->roaring |= other.bits_->roaring;
  return *this;
}

MatchSet& MatchSet::operator-=(const MatchSet& other) {
  if (bits_ && other.bits_) bits_->roaring -= other.bits_->roaring;
  return *this;
}

std::vector<std::uint32_t> MatchSet::docids() const {
  std::vector<std::uint32_t> out(size());
  if (bits_) bits_->roaring.toUint32Array(out.data());
  return out;
}

std::size_t MatchSet::bytes() const { return bits_ ? bits_->roaring.getSizeInBytes(false) : 0; }

}  // namespace dateline::search
