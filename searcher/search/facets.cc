#include "searcher/search/facets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "searcher/search/facet_range.h"

namespace dateline::search {
namespace {

using index::Columns;
using index::Facet;

/// The filters of one facet.
class Choice {
 public:
  Choice(Facet facet, const Columns& columns) : facet_(facet), columns_(&columns) {
    wanted_.resize(std::size_t{columns.value_count(facet)} + 1);
  }
  void allow(const FacetFilter& filter) {
    for (const std::uint32_t ordinal : chosen_ordinals(filter, *columns_)) wanted_[ordinal] = true;
  }
  Facet facet() const { return facet_; }
  bool holds(std::uint32_t docid) const {
    if (!index::has_lists(facet_)) return wanted_[columns_->ordinal(facet_, docid)];
    const auto flags = columns_->list(facet_, docid);
    if (flags.empty()) return wanted_[0];
    return std::any_of(flags.begin(), flags.end(),
                       [this](std::uint32_t flag) { return flag < wanted_.size() && wanted_[flag]; });
  }
  bool selected(std::uint32_t ordinal) const { return wanted_[ordinal]; }

 private:
  Facet facet_;
  const Columns* columns_;
  std::vector<bool> wanted_;  ///< by ordinal; [0] is none
};

std::vector<Choice> choices_of(const Columns& columns, const std::vector<FacetFilter>& filters) {
  std::vector<Choice> choices;
  for (const FacetFilter& filter : filters) {
    auto choice = std::find_if(choices.begin(), choices.end(),
                               [&](const Choice& other) { return other.facet() == filter.facet; });
    if (choice == choices.end()) choice = choices.emplace(choices.end(), filter.facet, columns);
    choice->allow(filter);
  }
  return choices;
}

/// Articles that fail no filter, or those of exactly one facet.
struct Sieve {
  std::vector<std::uint32_t> passing;
  std::array<std::vector<std::uint32_t>, index::kFacetCount> failing_only;

  void sift(std::span<const std::uint32_t> block, const std::vector<Choice>& choices) {
    passing.clear();
    for (const Choice& choice : choices) failing_only[static_cast<std::size_t>(choice.facet())].clear();
    for (const std::uint32_t docid : block) {
      const Choice* failed = nullptr;
      bool several = false;
      for (const Choice& choice : choices) {
        if (choice.holds(docid)) continue;
        several = failed != nullptr;
        if (several) break;
        failed = &choice;
      }
      if (several) continue;
      (failed ? failing_only[static_cast<std::size_t>(failed->facet())] : passing).push_back(docid);
    }
  }
};

std::optional<std::int64_t> number_of(std::string_view value) {
  std::int64_t number = 0;
  const char* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// Ordinals stand for values in byte order; numbers of different length (Juche 9, 10) need another one.
bool value_before(const Columns& columns, Facet facet, std::uint32_t a, std::uint32_t b) {
  const auto x = number_of(columns.value(facet, a));
  const auto y = number_of(columns.value(facet, b));
  if (x && y && *x != *y) return *x < *y;
  if (x.has_value() != y.has_value()) return x.has_value();
  return a < b;
}

FacetResult result_of(const FacetRequest& request, const Columns& columns,
                      const std::vector<std::uint64_t>& counts, const Choice* choice) {
  FacetResult result;
  result.facet = request.facet;
  result.none = counts[0];
  std::vector<std::uint32_t> order;
  for (std::uint32_t ordinal = 1; ordinal < counts.size(); ++ordinal) {
    if (counts[ordinal] > 0 || (choice && choice->selected(ordinal))) order.push_back(ordinal);
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    switch (request.order) {
      case FacetOrder::kCount:
        if (counts[a] != counts[b]) return counts[a] > counts[b];
        return value_before(columns, request.facet, a, b);
      case FacetOrder::kValue:
        return value_before(columns, request.facet, a, b);
      case FacetOrder::kValueDown:
        return value_before(columns, request.facet, b, a);
    }
    return a < b;
  };
  const std::size_t limit = request.limit == 0 ? order.size() : std::min(request.limit, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(limit), order.end(), before);
  // Selected values stay in sight; they follow in the same order.
  std::sort(order.begin() + static_cast<std::ptrdiff_t>(limit), order.end(), before);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t ordinal = order[i];
    const bool selected = choice && choice->selected(ordinal);
    if (i < limit || selected) {
      result.values.push_back(
          {std::string(columns.value(request.facet, ordinal)), counts[ordinal], selected});
    } else {
      result.others += counts[ordinal];
      ++result.other_values;
    }
  }
  return result;
}

/// Which groups of copies have which values of a facet.
class ValuesOfGroups {
 public:
  void add(Facet facet, std::span<const std::uint32_t> docids, const Columns& columns) {
    for (const std::uint32_t docid : docids) {
      const std::uint32_t known = columns.number(index::NumberColumn::kGroup, docid);
      const std::uint64_t group = known != 0 ? known : docid;
      if (!index::has_lists(facet)) {
        pairs_.push_back(group << 32 | columns.ordinal(facet, docid));
        continue;
      }
      const auto flags = columns.list(facet, docid);
      if (flags.empty()) pairs_.push_back(group << 32);
      for (const std::uint32_t flag : flags) pairs_.push_back(group << 32 | flag);
    }
  }
  /// Adds to `counts` by ordinal.
  void count(std::vector<std::uint64_t>& counts) {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    for (const std::uint64_t pair : pairs_) {
      const std::uint64_t ordinal = pair & 0xFFFFFFFF;
      ++counts[ordinal < counts.size() ? ordinal : 0];
    }
  }

 private:
  std::vector<std::uint64_t> pairs_;  ///< group and ordinal
};

}  // namespace

std::vector<std::uint32_t> chosen_ordinals(const FacetFilter& filter, const Columns& columns) {
  if (filter.value.empty()) return {0};
  const auto range = FacetRange::parse(filter.facet, filter.value);
  if (!range) return {};
  std::vector<std::uint32_t> out;
  if (*range) {
    for (std::uint32_t ordinal = 1; ordinal <= columns.value_count(filter.facet); ++ordinal) {
      if ((*range)->holds(columns.value(filter.facet, ordinal))) out.push_back(ordinal);
    }
  } else if (const std::uint32_t ordinal = columns.find(filter.facet, filter.value); ordinal != 0) {
    out.push_back(ordinal);
  }
  return out;
}

FacetAnswer count_facets(const MatchSet& base, const Columns& columns,
                         const std::vector<FacetFilter>& filters, const std::vector<FacetRequest>& requests,
                         FacetUnit unit) {
  if (filters.empty() && requests.empty()) return {.matches = base, .facets = {}};
  const std::vector<Choice> choices = choices_of(columns, filters);
  const auto choice_of = [&](Facet facet) -> const Choice* {
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const Choice& choice) { return choice.facet() == facet; });
    return found == choices.end() ? nullptr : &*found;
  };
  // A facet asked for twice, in another order say, is counted once.
  std::array<std::vector<std::uint64_t>, index::kFacetCount> counts;
  std::array<std::uint64_t, index::kFacetCount> articles{};
  std::vector<Facet> facets;
  for (const FacetRequest& request : requests) {
    if (std::find(facets.begin(), facets.end(), request.facet) == facets.end())
      facets.push_back(request.facet);
    counts[static_cast<std::size_t>(request.facet)].resize(std::size_t{columns.value_count(request.facet)} +
                                                           1);
  }

  FacetAnswer answer;
  std::vector<std::uint32_t> matches;
  std::array<ValuesOfGroups, index::kFacetCount> groups;
  const auto tally = [&](Facet facet, std::span<const std::uint32_t> docids) {
    const auto i = static_cast<std::size_t>(facet);
    articles[i] += docids.size();
    if (unit == FacetUnit::kArticles) {
      columns.count(facet, docids, counts[i]);
    } else {
      groups[i].add(facet, docids, columns);
    }
  };
  Sieve sieve;
  base.for_each_block([&](std::span<const std::uint32_t> block) {
    std::span<const std::uint32_t> passing = block;
    if (!choices.empty()) {
      sieve.sift(block, choices);
      passing = sieve.passing;
      matches.insert(matches.end(), passing.begin(), passing.end());
    }
    for (const Facet facet : facets) {
      tally(facet, passing);
      if (choice_of(facet) != nullptr) tally(facet, sieve.failing_only[static_cast<std::size_t>(facet)]);
    }
  });
  if (unit == FacetUnit::kGroups) {
    for (const Facet facet : facets) {
      const auto i = static_cast<std::size_t>(facet);
      groups[i].count(counts[i]);
    }
  }
  answer.matches = choices.empty() ? base : MatchSet::of(matches);
  for (const FacetRequest& request : requests) {
    const auto i = static_cast<std::size_t>(request.facet);
    answer.facets.push_back(result_of(request, columns, counts[i], choice_of(request.facet)));
    answer.facets.back().articles = articles[i];
  }
  return answer;
}

}  // namespace dateline::search
