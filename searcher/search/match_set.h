#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>
#include <roaring/roaring.hh>

namespace dateline::search {

/// An exact set of articles of one database, by docid. A value; copies cost as much as the set.
class MatchSet {
 public:
  MatchSet() = default;
  explicit MatchSet(Roaring bits) : bits_(std::move(bits)) {}
  /// In any order.
  static MatchSet of(std::span<const std::uint32_t> docids);

  std::uint64_t size() const { return bits_.cardinality(); }
  bool empty() const { return bits_.isEmpty(); }
  bool contains(std::uint32_t docid) const { return bits_.contains(docid); }
  bool operator==(const MatchSet& other) const { return bits_ == other.bits_; }

  MatchSet& operator&=(const MatchSet& other);
  MatchSet& operator|=(const MatchSet& other);
  MatchSet& operator-=(const MatchSet& other);

  std::vector<std::uint32_t> docids() const;  ///< ascending

  /// Calls `visit` with ascending docids in blocks of at most kBlock; the span is valid during the call.
  static constexpr std::size_t kBlock = 4096;
  template <class Visit>
  void for_each_block(Visit&& visit) const {
    const std::vector<std::uint32_t> all = docids();  // several times faster than an iterator
    for (std::size_t at = 0; at < all.size(); at += kBlock)
      visit(std::span(all).subspan(at, std::min(kBlock, all.size() - at)));
  }

  const Roaring& bits() const { return bits_; }
  std::size_t bytes() const { return bits_.getSizeInBytes(false); }

 private:
  Roaring bits_;
};

/// A match set as a part of a Xapian query; see `filter_query`. Not thread-safe; clones share the set.
class MatchSetSource : public Xapian::PostingSource {
 public:
  explicit MatchSetSource(std::shared_ptr<const MatchSet> set);

  void init(const Xapian::Database& database) override;
  Xapian::doccount get_termfreq_min() const override { return size_; }
  Xapian::doccount get_termfreq_est() const override { return size_; }
  Xapian::doccount get_termfreq_max() const override { return size_; }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool check(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return started_ && !it_.has_value; }
  Xapian::docid get_docid() const override { return it_.current_value; }
  MatchSetSource* clone() const override { return new MatchSetSource(set_); }
  std::string get_description() const override { return "MatchSetSource"; }

 private:
  std::shared_ptr<const MatchSet> set_;
  Xapian::doccount size_ = 0;
  roaring_uint32_iterator_t it_{};
  bool started_ = false;
};

/// The articles of a set, without weight, as a part of a query to a database of one shard:
/// `Xapian::Query(Xapian::Query::OP_FILTER, query, filter_query(set))`. Every search with it needs a query of
/// its own.
Xapian::Query filter_query(std::shared_ptr<const MatchSet> set);

}  // namespace dateline::search
