#include "searcher/search/ngram_counter.h"

#include <algorithm>

namespace dateline::search {

void NgramCounter::begin_text(std::uint32_t part) {
  add_break();
  texts_.push_back({static_cast<std::uint32_t>(words_.size()), part});
  parts_.try_emplace(part, 0);
}

void NgramCounter::add_word(std::string_view word, bool telling, bool marked) {
  auto known = numbers_.find(word);
  if (known == numbers_.end()) {
    known = numbers_.emplace(word, static_cast<std::uint32_t>(spelled_.size())).first;
    spelled_.push_back(&known->first);
    telling_.push_back(telling);
  }
  words_.push_back(known->second);
  marked_.push_back(marked);
  ++parts_[texts_.back().part];
  ++word_count_;
}

void NgramCounter::add_break() {
  if (words_.empty() || words_.back() == kBreak) return;
  words_.push_back(kBreak);
  marked_.push_back(false);
}

void NgramCounter::each(unsigned n, std::uint64_t least, bool only_marked, const StopFlag* stop,
                        const Visit& visit) const {
  // Places of n-grams by their first word: a counting sort, then each of the lists by the words behind.
  std::vector<std::uint32_t> ends(spelled_.size() + 1);
  const auto each_place = [&](auto take) {
    std::uint32_t run = 0;  // words since the last break, this one included
    std::uint32_t telling = 0;
    std::uint32_t marked = 0;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      if (words_[i] == kBreak) {
        run = telling = marked = 0;
        continue;
      }
      ++run;
      telling += telling_[words_[i]] ? 1 : 0;
      marked += marked_[i] ? 1 : 0;
      if (run > n) {  // the word that leaves the window
        telling -= telling_[words_[i - n]] ? 1 : 0;
        marked -= marked_[i - n] ? 1 : 0;
      }
      if (run >= n && telling > 0 && (!only_marked || marked > 0)) take(i + 1 - n);
    }
  };
  each_place([&](std::uint32_t place) { ++ends[words_[place] + 1]; });
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
  std::vector<std::uint32_t> places(ends.back());
  std::vector<std::uint32_t> next(ends.begin(), ends.end() - 1);
  each_place([&](std::uint32_t place) { places[next[words_[place]]++] = place; });
  const auto compare = [&](std::uint32_t a, std::uint32_t b) {
    for (std::uint32_t i = 1; i < n; ++i) {
      if (words_[a + i] != words_[b + i]) return words_[a + i] < words_[b + i] ? -1 : 1;
    }
    return 0;
  };
  for (std::size_t word = 1; word < spelled_.size(); ++word) {
    stop_if_raised(stop);
    const auto begin = places.begin() + ends[word];
    const auto end = places.begin() + ends[word + 1];
    if (static_cast<std::uint64_t>(end - begin) < least) continue;
    std::sort(begin, end, [&](std::uint32_t a, std::uint32_t b) {
      const int order = compare(a, b);
      return order != 0 ? order < 0 : a < b;
    });
    for (auto first = begin; first != end;) {
      auto last = first + 1;
      while (last != end && compare(*first, *last) == 0) ++last;
      if (static_cast<std::uint64_t>(last - first) >= least) visit(Places(first, last));
      first = last;
    }
  }
}

std::string NgramCounter::words_at(std::uint32_t place, unsigned n) const {
  std::string out;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i > 0) out += ' ';
    out += *spelled_[words_[place + i]];
  }
  return out;
}

std::size_t NgramCounter::text_of(std::uint32_t place) const {
  const auto behind = std::partition_point(texts_.begin(), texts_.end(),
                                           [&](const Text& text) { return text.begin <= place; });
  return static_cast<std::size_t>(behind - texts_.begin()) - 1;
}

}  // namespace dateline::search
