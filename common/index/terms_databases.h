#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/terms.h"

namespace dateline::index {

/// What lies behind Terms, for those who hand a query to Xapian's own matcher.
class Terms::Databases {
 public:
  /// There must be one part at least; `left_out` is ascending.
  Databases(std::vector<Xapian::Database> parts, std::vector<Docid> left_out);

  /// The parts as one, with the docids of shard_docids.h.
  const Xapian::Database& all() const { return all_; }
  const std::vector<Xapian::Database>& parts() const { return parts_; }
  const std::vector<Docid>& left_out() const { return left_out_; }

 private:
  friend class Terms;
  std::vector<Xapian::Database> parts_;
  Xapian::Database all_;
  std::vector<Docid> left_out_;
  mutable std::optional<double> mean_length_;
  /// By term: postings and occurrences in articles that are left out.
  mutable std::unordered_map<std::string, std::pair<std::uint64_t, std::uint64_t>> hidden_;
};

/// The terms of a database, or of several that are read as one.
Terms terms_of(std::vector<Xapian::Database> parts, std::vector<Docid> left_out = {});
Terms terms_of(const Xapian::Database& database);

}  // namespace dateline::index
