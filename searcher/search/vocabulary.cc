#include "searcher/search/vocabulary.h"

#include <algorithm>
#include <utility>

namespace dateline::search {

namespace {

/// Looking a term up costs about as much as stepping over so many.
constexpr int kSteps = 4;

/// So many walks through some of the words cost less than one through all of them.
constexpr unsigned kFewWalks = 20;

/// A list of this size has about a million words.
constexpr std::size_t kMaxBytes = std::size_t{16} << 20;

/// Terms of fields begin with a capital letter, those of words never do.
bool is_of_field(std::string_view term) { return term.front() >= 'A' && term.front() <= 'Z'; }
constexpr const char* kBehindFields = "[";

}  // namespace

void IndexVocabulary::List::add(std::string_view word) {
  text_ += word;
  ends_.push_back(static_cast<std::uint32_t>(text_.size()));
}

std::string_view IndexVocabulary::List::word(std::size_t i) const {
  const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(text_).substr(begin, ends_[i] - begin);
}

template <class Beyond>
std::size_t IndexVocabulary::List::skip(std::size_t from, Beyond beyond) const {
  std::size_t step = 1;
  while (from + step < ends_.size() && !beyond(word(from + step))) {
    from += step;
    step *= 2;
  }
  std::size_t to = std::min(from + step, ends_.size());
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    if (beyond(word(middle))) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return from;
}

void IndexVocabulary::List::each(std::string_view prefix, const Visit& visit, const StopFlag* stop) const {
  std::size_t i = skip(0, [&](std::string_view word) { return word >= prefix; });
  while (i < ends_.size() && word(i).starts_with(prefix)) {
    stop_if_raised(stop);
    const std::string_view here = word(i);
    const std::size_t leave_out = visit(here);
    if (leave_out == 0) {
      ++i;
    } else {
      const std::string_view begin = here.substr(0, leave_out);
      i = skip(i, [&](std::string_view word) { return word.substr(0, leave_out) > begin; });
    }
  }
}

void IndexVocabulary::each(std::string_view prefix, const Visit& visit) const {
  const bool often = prefix.empty() ? std::exchange(walked_, true) : ++walks_ > kFewWalks;
  if (often && !kept_ && !too_many_) keep();
  kept_ ? kept_->each(prefix, visit, stop_) : walk(prefix, visit);
}

void IndexVocabulary::keep() const {
  List list;
  for (auto at = terms_.dictionary(); !at.at_end();) {
    stop_if_raised(stop_);
    if (is_of_field(at.term())) {
      at.skip_to(kBehindFields);
      continue;
    }
    list.add(at.term());
    if (list.bytes() > kMaxBytes) {
      too_many_ = true;
      return;
    }
    at.next();
  }
  kept_ = std::move(list);
}

void IndexVocabulary::walk(std::string_view prefix, const Visit& visit) const {
  const std::string start(prefix);
  auto at = terms_.dictionary(start);
  while (!at.at_end()) {
    stop_if_raised(stop_);
    if (is_of_field(at.term())) {
      at.skip_to(kBehindFields);
      continue;
    }
    const std::size_t leave_out = visit(at.term());
    std::string begin = at.term().substr(0, leave_out);
    at.next();
    if (leave_out == 0) continue;
    for (int steps = 0; steps < kSteps && !at.at_end() && at.term().starts_with(begin); ++steps) at.next();
    if (at.at_end() || !at.term().starts_with(begin)) continue;
    while (static_cast<unsigned char>(begin.back()) == 0xFF)
      begin.pop_back();  // not in UTF-8, but in no loop
    ++begin.back();
    at.skip_to(begin);
  }
}

std::uint64_t IndexVocabulary::frequency(std::string_view word) const {
  return terms_.document_frequency(std::string(word));
}

}  // namespace dateline::search
