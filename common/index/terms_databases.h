#pragma once

#include <cstddef>
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
///
/// The docids of several parts follow one another: those of a part are its own plus `base`, and all of them
/// are below those of the next. So their posting lists concatenate.
class Terms::Databases {
 public:
  struct Part {
    Xapian::Database database;
    Docid base = 0;
    Docid last = 0;  ///< the highest docid, `base` added; `base` where it has none
  };

  /// There must be one part at least; `left_out` is ascending.
  Databases(const std::vector<Xapian::Database>& parts, std::vector<Docid> left_out);

  const std::vector<Part>& parts() const { return parts_; }
  /// The number of the part that a docid up to `last_docid` belongs to.
  std::size_t part_of(Docid docid) const {
    std::size_t part = 0;
    while (part + 1 < parts_.size() && parts_[part].last < docid) ++part;
    return part;
  }
  const std::vector<Docid>& left_out() const { return left_out_; }

  /// The parts as one database, as Xapian joins them: there the documents of the parts take turns.
  const Xapian::Database& all() const { return all_; }
  Docid docid_of(Xapian::docid in_all) const {
    const std::size_t count = parts_.size();
    return parts_[(in_all - 1) % count].base + static_cast<Docid>((in_all - 1) / count + 1);
  }
  Xapian::docid docid_in_all(Docid docid) const {
    const std::size_t part = part_of(docid);
    return static_cast<Xapian::docid>((docid - parts_[part].base - 1) * parts_.size() + part + 1);
  }

 private:
  friend class Terms;
  std::vector<Part> parts_;
  Xapian::Database all_;
  std::vector<Docid> left_out_;
  mutable std::optional<double> mean_length_;
  /// By term: postings and occurrences in articles that are left out.
  mutable std::unordered_map<std::string, std::pair<std::uint64_t, std::uint64_t>> hidden_;
};

/// The terms of a database, or of several that are read as one.
Terms terms_of(const std::vector<Xapian::Database>& parts, std::vector<Docid> left_out = {});
Terms terms_of(const Xapian::Database& database);

}  // namespace dateline::index
