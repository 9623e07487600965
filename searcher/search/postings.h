#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/word_forms.h"
#include "common/lru_cache.h"

namespace dateline::search {

/// The posting list of a term (or of all words that it stands for), read out of the database: the same
/// number of docids (ascending) and counts.
struct Postings {
  std::vector<std::uint32_t> docids;
  std::vector<std::uint16_t> wdfs;  ///< occurrences in the article; more than 65,535 are that many

  void add(std::uint32_t docid, std::uint32_t wdf);
  /// Occurrences in an article, 0 when it has none.
  std::uint16_t wdf(std::uint32_t docid) const;
  /// The same for ascending docids: `from` (0 at first) is where the search goes on.
  std::uint16_t wdf_from(std::uint32_t docid, std::size_t& from) const;
  std::size_t bytes() const { return docids.size() * 6 + sizeof(Postings); }
};

/// The articles of either, with the occurrences of both.
Postings joined(const Postings& a, const Postings& b);

/// Reads posting lists and keeps those used last, up to a number of bytes; what was handed out lives on.
/// Bound to one revision of a database. Not thread-safe. May throw Xapian::Error.
class PostingStore {
 public:
  struct Options {
    std::size_t bytes = std::size_t{48} << 20;
    std::vector<std::uint32_t> left_out = {};  ///< articles that no list has; ascending
  };
  PostingStore(const Xapian::Database& database, index::WordForms forms, Options options)
      : database_(database), forms_(std::move(forms)), options_(std::move(options)) {}
  PostingStore(const Xapian::Database& database, Options options)
      : PostingStore(database, index::WordForms(database), std::move(options)) {}
  explicit PostingStore(const Xapian::Database& database) : PostingStore(database, Options{}) {}

  using Shared = std::shared_ptr<const Postings>;
  Shared get(const std::string& term) { return get(std::vector<std::string>{term}); }
  /// Of several terms together: a word that more than one of them stands for counts once.
  Shared get(const std::vector<std::string>& terms);
  /// Under a name that is no term: what `make` gives where the store does not keep it.
  Shared get(std::string name, const std::function<Postings()>& make);
  /// Articles that are in the database and in no list.
  const std::vector<std::uint32_t>& left_out() const { return options_.left_out; }

 private:
  Postings read(const std::string& term) const;
  Postings read(const std::vector<std::string>& terms) const;

  Xapian::Database database_;
  index::WordForms forms_;
  Options options_;
  LruCache<Postings> kept_{options_.bytes};
};

}  // namespace dateline::search
