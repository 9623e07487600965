#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/terms.h"

namespace dateline::index {

/// Where terms are looked up instead of in the databases one by one: where each look-up is a journey to
/// another machine, which brings many at a time.
class TermSource {
 public:
  virtual ~TermSource() = default;
  /// Articles that have the term.
  virtual std::uint64_t frequency(const std::string& term) const = 0;
  /// The words of a stem, without the stem, each once.
  virtual std::vector<std::string> words_of_stem(std::string_view stem) const = 0;
};

/// What lies behind Terms, for those who hand a query to Xapian's own matcher.
///
/// A part is a database whose documents have docids from `first` to `last` here; in the database itself they
/// are lower by `base`. The docids of a part are below those of the next, so posting lists concatenate.
class Terms::Databases {
 public:
  struct Part {
    Xapian::Database database;
    Docid base = 0;
    Docid first = 1;
    Docid last = 0;  ///< `first` - 1 where it has none
  };

  /// There must be one part at least; `left_out` is ascending.
  Databases(std::vector<Part> parts, std::vector<Docid> left_out);

  const std::vector<Part>& parts() const { return parts_; }
  /// The number of the part that a docid up to `last_docid` belongs to.
  std::size_t part_of(Docid docid) const {
    std::size_t part = 0;
    while (part + 1 < parts_.size() && parts_[part].last < docid) ++part;
    return part;
  }
  const std::vector<Docid>& left_out() const { return left_out_; }
  /// From now on it is asked; it outlives the databases.
  void ask(const TermSource* source) { source_ = source; }

  /// The parts as one database, as Xapian joins them: there the documents of the parts take turns.
  const Xapian::Database& all() const { return all_; }
  Docid docid_of(Xapian::docid in_all) const {
    const std::size_t count = parts_.size();
    return parts_[(in_all - 1) % count].base + static_cast<Docid>((in_all - 1) / count + 1);
  }

 private:
  friend class Terms;
  std::vector<Part> parts_;
  Xapian::Database all_;
  std::vector<Docid> left_out_;
  const TermSource* source_ = nullptr;
  std::uint64_t articles_ = 0;
  mutable std::optional<double> mean_length_;
  /// By term, of those that were asked for: a look-up costs some microseconds in each part.
  mutable std::unordered_map<std::string, std::uint64_t> frequencies_;  ///< with articles that are left out
  mutable std::unordered_map<std::string, std::vector<std::string>> forms_;
  mutable std::unordered_map<std::string, std::vector<std::string>> expansions_;  ///< by beginning
  /// Postings and occurrences in articles that are left out.
  mutable std::unordered_map<std::string, std::pair<std::uint64_t, std::uint64_t>> hidden_;
};

/// What was asked is remembered of so many terms: some megabytes.
inline constexpr std::size_t kMaxKnown = 30'000;

/// Makes room for one more in what is remembered.
template <class Map>
Map& with_room(Map& known, std::size_t most = kMaxKnown) {
  if (known.size() >= most) known.clear();
  return known;
}

Terms terms_of(std::vector<Terms::Databases::Part> parts, std::vector<Docid> left_out = {});
/// The terms of several databases, whose docids are to follow one another.
Terms terms_of(const std::vector<Xapian::Database>& databases, std::vector<Docid> left_out = {});
Terms terms_of(const Xapian::Database& database);

}  // namespace dateline::index
