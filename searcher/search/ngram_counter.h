#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searcher/search/stop.h"

namespace dateline::search {

/// Counts word n-grams of texts exactly. All words are kept as numbers, and the places where an n-gram begins
/// are sorted by it, so that no table of n-grams is needed. Memory: 8 bytes a word of the texts, and the
/// different words. Not thread-safe.
class NgramCounter {
 public:
  /// Where an n-gram stands: places of `words_at`, ascending.
  using Places = std::span<const std::uint32_t>;

  /// What follows belongs to a text of its own, of that part (a year, say): texts of a part need not come
  /// together.
  void begin_text(std::uint32_t part);
  /// `telling`: the word says something by itself. `marked`: it is one of those asked for.
  void add_word(std::string_view word, bool telling, bool marked);
  /// No n-gram reaches over this place.
  void add_break();

  std::uint64_t words() const { return word_count_; }
  /// Words of each part.
  const std::unordered_map<std::uint32_t, std::uint64_t>& parts() const { return parts_; }

  /// Calls `visit` for each n-gram of `n` words that stands in `least` places at least, has a telling word
  /// and, where `only_marked`, a marked one. In the order in which the first words were met. O(words * log
  /// words). Throws Stopped once `stop` is raised.
  using Visit = std::function<void(Places)>;
  void each(unsigned n, std::uint64_t least, bool only_marked, const StopFlag* stop,
            const Visit& visit) const;

  /// The words at a place, with blanks between.
  std::string words_at(std::uint32_t place, unsigned n) const;
  /// The text that a place belongs to, from 0 in the order in which they were added, and its part.
  std::size_t text_of(std::uint32_t place) const;
  std::uint32_t part_of_text(std::size_t text) const { return texts_[text].part; }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Text {
    std::uint32_t begin = 0;  ///< first place
    std::uint32_t part = 0;
  };
  static constexpr std::uint32_t kBreak = 0;  ///< stands for no word

  std::vector<std::uint32_t> words_;  ///< numbers of words, kBreak between texts and sentences
  std::vector<bool> marked_;          ///< by place
  std::vector<Text> texts_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<const std::string*> spelled_{nullptr};  ///< by number
  std::vector<bool> telling_{false};                  ///< by number
  std::unordered_map<std::uint32_t, std::uint64_t> parts_;
  std::uint64_t word_count_ = 0;
};

}  // namespace dateline::search
