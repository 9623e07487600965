#include "searcher/search/xapian_filters.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dateline::search {
namespace {

/// Docids as a posting list. Clones share them.
class DocidSource final : public Xapian::PostingSource {
 public:
  using Docids = std::shared_ptr<const std::vector<std::uint32_t>>;
  explicit DocidSource(Docids docids) : docids_(std::move(docids)) {}

  void init(const Xapian::Database&) override {
    at_ = 0;
    started_ = false;
  }
  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  void next(double) override {
    if (started_) ++at_;
    started_ = true;
  }
  void skip_to(Xapian::docid docid, double) override {
    started_ = true;
    const std::vector<std::uint32_t>& docids = *docids_;
    if (at_ >= docids.size() || docids[at_] >= docid) return;
    std::size_t step = 1;
    while (at_ + step < docids.size() && docids[at_ + step] < docid) {
      at_ += step;
      step *= 2;
    }
    const auto begin = docids.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto end = docids.begin() + static_cast<std::ptrdiff_t>(std::min(at_ + step, docids.size()));
    at_ = static_cast<std::size_t>(std::lower_bound(begin, end, docid) - docids.begin());
  }
  bool check(Xapian::docid docid, double min_weight) override {
    skip_to(docid, min_weight);
    return true;
  }
  bool at_end() const override { return started_ && at_ >= docids_->size(); }
  Xapian::docid get_docid() const override { return (*docids_)[at_]; }
  DocidSource* clone() const override { return new DocidSource(docids_); }
  std::string get_description() const override { return "DocidSource"; }

 private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(docids_->size()); }

  Docids docids_;
  std::size_t at_ = 0;
  bool started_ = false;
};

class StopSource final : public Xapian::PostingSource {
 public:
  explicit StopSource(const StopFlag& stop) : stop_(&stop) {}

  void init(const Xapian::Database& database) override {
    articles_ = database.get_doccount();
    last_ = database.get_lastdocid();
    at_ = 0;
  }
  Xapian::doccount get_termfreq_min() const override { return articles_; }
  Xapian::doccount get_termfreq_est() const override { return articles_; }
  Xapian::doccount get_termfreq_max() const override { return articles_; }
  void next(double) override { move_to(at_ + 1); }
  void skip_to(Xapian::docid docid, double) override {
    if (docid > at_) move_to(docid);
  }
  bool check(Xapian::docid docid, double min_weight) override {
    skip_to(docid, min_weight);
    return true;
  }
  bool at_end() const override { return at_ > last_; }
  Xapian::docid get_docid() const override { return at_; }
  StopSource* clone() const override { return new StopSource(*stop_); }
  std::string get_description() const override { return "StopSource"; }

 private:
  void move_to(Xapian::docid docid) {
    at_ = docid;
    stop_if_raised(stop_);
  }

  const StopFlag* stop_;
  Xapian::doccount articles_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid at_ = 0;
};

}  // namespace

Xapian::Query filter_query(const MatchSet& set) {
  auto docids = std::make_shared<const std::vector<std::uint32_t>>(set.docids());
  return Xapian::Query((new DocidSource(std::move(docids)))->release());
}

Xapian::Query stop_query(const StopFlag& stop) { return Xapian::Query((new StopSource(stop))->release()); }

}  // namespace dateline::search
