#include "searcher/remote/remote_facets.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "common/index/serve_values.h"
#include "searcher/remote/shard.h"
#include "searcher/search/facet_range.h"

namespace dateline::remote {
namespace {

using index::Facet;
using search::FacetFilter;
using search::FacetOrder;
using search::FacetValue;
using Xapian::Query;

/// Below every value, and above every month.
const std::string kLeast(1, '\0');
const std::string kBehindMonths(1, static_cast<char>(index::kYearMark - 1));

/// What a value of the slot of a facet says of it; empty for none.
std::string_view value_of(Facet facet, std::string_view in_slot) {
  const bool is_year = in_slot.starts_with(index::kYearMark);
  if (facet == Facet::kYear) return is_year ? in_slot.substr(1) : in_slot.substr(0, 4);
  if (facet == Facet::kMonth) return is_year ? std::string_view() : in_slot;
  if (facet == Facet::kJucheYear) return index::juche_year(in_slot);
  return in_slot;
}

Query range(std::uint32_t slot, const std::string& first, const std::string& last) {
  return {Query::OP_VALUE_RANGE, slot, first, last};
}

/// Articles that have a value of the facet.
Query any_value(Facet facet) {
  const std::uint32_t slot = *index::serve_slot(facet);
  if (facet == Facet::kMonth) return range(slot, kLeast, kBehindMonths);
  return {Query::OP_VALUE_GE, slot, kLeast};
}

std::optional<index::Field> field_of(Facet facet) {
  switch (facet) {
    case Facet::kSource:
      return index::Field::kSource;
    case Facet::kLanguage:
      return index::Field::kLanguage;
    case Facet::kTopic:
      return index::Field::kTopic;
    case Facet::kHost:
      return index::Field::kHost;
    case Facet::kConfidence:
      return index::Field::kConfidence;
    case Facet::kFlag:
      return index::Field::kFlag;
    case Facet::kYear:
    case Facet::kMonth:
    case Facet::kJucheYear:
    case Facet::kCopies:
    case Facet::kFate:
    case Facet::kEdit:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Articles whose value lies between two, both included, in the order of the facet.
Query between(Facet facet, const std::string& first, const std::string& last) {
  const std::uint32_t slot = *index::serve_slot(facet);
  if (facet == Facet::kYear) {
    return Query(Query::OP_OR, range(slot, first, last + "-99"),
                 range(slot, index::kYearMark + first, index::kYearMark + last));
  }
  if (facet == Facet::kJucheYear) return range(slot, index::juche_value(first), index::juche_value(last));
  return range(slot, first, last);
}

std::optional<std::int64_t> number_of(std::string_view value) {
  std::int64_t number = 0;
  const char* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// Numbers by size and before other values, which go by their bytes.
bool value_before(const std::string& a, const std::string& b) {
  const auto x = number_of(a);
  const auto y = number_of(b);
  if (x && y && *x != *y) return *x < *y;
  if (x.has_value() != y.has_value()) return x.has_value();
  return a < b;
}

/// The values that a filter asks for, among those that there are; in their order.
std::vector<std::string> chosen(const FacetFilter& filter, const ValueCounts& values) {
  std::vector<std::string> out;
  const auto wanted = search::FacetRange::parse(filter.facet, filter.value);
  for (const auto& [value, articles] : values) {
    if (wanted && *wanted ? (*wanted)->holds(value) : value == filter.value) out.push_back(value);
  }
  std::sort(out.begin(), out.end(), value_before);
  return out;
}

Query filter_query(const FacetFilter& filter, const ValueCounts& values) {
  if (filter.value.empty()) return {Query::OP_AND_NOT, Query::MatchAll, any_value(filter.facet)};
  const std::vector<std::string> asked = chosen(filter, values);
  if (asked.empty()) return Query::MatchNothing;
  if (const auto field = field_of(filter.facet)) return Query(index::boolean_term(*field, asked.front()));
  return between(filter.facet, asked.front(), asked.back());
}

}  // namespace

void FacetCounter::want(Facet facet) {
  if (const auto slot = index::serve_slot(facet); slot && !spies_.contains(*slot))
    spies_.emplace(*slot, std::make_unique<Xapian::ValueCountMatchSpy>(*slot));
}

void FacetCounter::add_to(Xapian::Enquire& enquire) const {
  for (const auto& [slot, spy] : spies_) enquire.add_matchspy(spy.get());
}

ValueCounts FacetCounter::in_slot(Facet facet) const {
  ValueCounts out;
  const Xapian::ValueCountMatchSpy& spy = *spies_.at(*index::serve_slot(facet));
  for (auto value = spy.values_begin(); value != spy.values_end(); ++value) {
    if (out.size() == SizeLimits::kValues)
      throw std::runtime_error("a shard sends too many values of a facet");
    out[*value] += value.get_termfreq();
  }
  return out;
}

ValueCounts FacetCounter::counts(Facet facet) const {
  ValueCounts out;
  for (const auto& [value, articles] : in_slot(facet)) {
    std::string_view rest = value;
    if (facet != Facet::kFlag) {
      if (const std::string_view told = value_of(facet, rest); !told.empty())
        out[std::string(told)] += articles;
      continue;
    }
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(index::kFlagEnd), rest.size());
      if (end > 0) out[std::string(rest.substr(0, end))] += articles;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return out;
}

std::uint64_t FacetCounter::with_value(Facet facet) const {
  std::uint64_t out = 0;
  for (const auto& [value, articles] : in_slot(facet)) {
    if (!value_of(facet, value).empty()) out += articles;
  }
  return out;
}

Query facet_query(const std::vector<FacetFilter>& filters, const ValueCounts& values) {
  std::vector<Query> either;
  for (const FacetFilter& filter : filters) either.push_back(filter_query(filter, values));
  return Query(Query::OP_OR, either.begin(), either.end());
}

search::FacetResult facet_result(const search::FacetRequest& request, const ValueCounts& counts,
                                 std::uint64_t articles, std::uint64_t with_value,
                                 const std::vector<FacetFilter>& filters, const ValueCounts& values) {
  search::FacetResult out;
  out.facet = request.facet;
  out.articles = articles;
  out.none = articles - std::min(articles, with_value);
  std::map<std::string, FacetValue> all;
  for (const auto& [value, count] : counts) all[value] = {value, count, false};
  for (const FacetFilter& filter : filters) {
    for (const std::string& value : chosen(filter, values)) {
      FacetValue& of = all[value];
      of.value = value;
      of.selected = true;
    }
  }
  std::vector<FacetValue> order;
  for (auto& [value, of] : all) order.push_back(std::move(of));
  std::sort(order.begin(), order.end(), [&](const FacetValue& a, const FacetValue& b) {
    if (request.order == FacetOrder::kValueDown) return value_before(b.value, a.value);
    if (request.order == FacetOrder::kCount && a.count != b.count) return a.count > b.count;
    return value_before(a.value, b.value);
  });
  const std::size_t limit = request.limit == 0 ? order.size() : request.limit;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i < limit || order[i].selected) {
      out.values.push_back(std::move(order[i]));
    } else {
      out.others += order[i].count;
      ++out.other_values;
    }
  }
  return out;
}

}  // namespace dateline::remote
