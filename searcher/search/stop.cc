#include "searcher/search/stop.h"

#include <string>

namespace dateline::search {
namespace {

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

Xapian::Query stop_query(const StopFlag& stop) { return Xapian::Query((new StopSource(stop))->release()); }

}  // namespace dateline::search
