#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/terms.h"
#include "common/text/speller.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// The words of an index, for spelling help. The first walk through all of them, and the first few through
/// some, read the index; who goes on walking gets a list in memory, where they are not too many. Bound to one
/// revision of a database. Not thread-safe. May throw index errors, and Stopped once `stop` is raised.
class IndexVocabulary final : public text::Vocabulary {
 public:
  explicit IndexVocabulary(index::Terms terms, const StopFlag* stop = nullptr)
      : terms_(std::move(terms)), stop_(stop) {}
  void stop_at(const StopFlag* stop) { stop_ = stop; }
  void each(std::string_view prefix, const Visit& visit) const override;
  std::uint64_t frequency(std::string_view word) const override;

 private:
  /// Words in the order of their bytes, one behind the other.
  class List {
   public:
    void add(std::string_view word);
    std::size_t bytes() const { return text_.size() + ends_.size() * sizeof(std::uint32_t); }
    void each(std::string_view prefix, const Visit& visit, const StopFlag* stop) const;

   private:
    std::string_view word(std::size_t i) const;
    /// The first word from `from` on that is `beyond`, which no word is before one that is not.
    template <class Beyond>
    std::size_t skip(std::size_t from, Beyond beyond) const;

    std::string text_;
    std::vector<std::uint32_t> ends_;  ///< of each word in `text_`
  };
  void walk(std::string_view prefix, const Visit& visit) const;
  void keep() const;

  index::Terms terms_;
  const StopFlag* stop_;
  mutable bool walked_ = false;    ///< through all words
  mutable unsigned walks_ = 0;     ///< through words that begin alike
  mutable bool too_many_ = false;  ///< words to keep
  mutable std::optional<List> kept_;
};

}  // namespace dateline::search
