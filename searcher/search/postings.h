#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/postings.h"
#include "common/index/terms.h"
#include "common/lru_cache.h"

namespace dateline::search {

using index::Postings;

/// Reads posting lists and keeps those used last, up to a number of bytes; what was handed out lives on.
/// Bound to one revision of a database. Not thread-safe. May throw index errors.
class PostingStore {
 public:
  struct Options {
    std::size_t bytes = std::size_t{48} << 20;
  };
  PostingStore(index::Terms terms, Options options) : terms_(std::move(terms)), options_(options) {}
  explicit PostingStore(index::Terms terms) : PostingStore(std::move(terms), Options{}) {}

  using Shared = std::shared_ptr<const Postings>;
  Shared get(const std::string& term) { return get(std::vector<std::string>{term}); }
  /// Of several terms together: a word that more than one of them stands for counts once.
  Shared get(const std::vector<std::string>& terms);
  /// Under a name that is no term: what `make` gives where the store does not keep it.
  Shared get(std::string name, const std::function<Postings()>& make);

 private:
  Postings read(const std::vector<std::string>& terms) const;

  index::Terms terms_;
  Options options_;
  LruCache<Postings> kept_{options_.bytes};
};

}  // namespace dateline::search
