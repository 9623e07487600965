#include "searcher/search/facet_range.h"

#include <fmt/format.h>

#include <charconv>

namespace dateline::search {
namespace {

using index::Facet;

constexpr std::string_view kDots = "..";
constexpr long kMonths = 100;  ///< a month is year * kMonths + month

bool has_ranges(Facet facet) {
  return facet == Facet::kYear || facet == Facet::kMonth || facet == Facet::kJucheYear ||
         facet == Facet::kCopies;
}

std::optional<long> number_of(std::string_view digits) {
  long number = 0;
  const char* end = digits.data() + digits.size();
  if (digits.empty() || digits.front() < '0' || digits.front() > '9') return std::nullopt;
  const auto read = std::from_chars(digits.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// "2019-03" as a number that keeps the order; a year alone with the month that is given.
std::optional<long> month_of(std::string_view written, long month_of_year) {
  constexpr std::size_t kYearDigits = 4;
  constexpr std::size_t kMonthDigits = 2;
  const auto year = number_of(written.substr(0, kYearDigits));
  if (!year || written.size() < kYearDigits) return std::nullopt;
  if (written.size() == kYearDigits) return *year * kMonths + month_of_year;
  const auto month = number_of(written.substr(kYearDigits + 1));
  if (written[kYearDigits] != '-' || written.size() != kYearDigits + 1 + kMonthDigits || !month ||
      *month < 1 || *month > 12) {
    return std::nullopt;
  }
  return *year * kMonths + *month;
}

}  // namespace

Result<std::optional<FacetRange>> FacetRange::parse(Facet facet, std::string_view written) {
  const std::size_t dots = written.find(kDots);
  if (dots == std::string_view::npos || !has_ranges(facet)) return std::optional<FacetRange>();
  const std::string_view first = written.substr(0, dots);
  const std::string_view last = written.substr(dots + kDots.size());
  FacetRange range;
  const bool months = facet == Facet::kMonth;
  if (!first.empty()) range.first_ = months ? month_of(first, 1) : number_of(first);
  if (!last.empty()) range.last_ = months ? month_of(last, 12) : number_of(last);
  const std::string_view example = months ? "2019-03..2020-06" : facet == Facet::kCopies ? "1.." : "86..112";
  const auto wrong = [&](std::string_view why) {
    return fail(
        ErrorKind::kQuery, fmt::format("{}={}: {}", index::name(facet), written, why),
        fmt::format("write {}={}", index::name(facet), facet == Facet::kYear ? "2019..2023" : example));
  };
  if (first.empty() && last.empty()) return wrong("a range needs at least one end");
  if ((!first.empty() && !range.first_) || (!last.empty() && !range.last_)) {
    return wrong(months ? "the ends of this range are months" : "the ends of this range are numbers");
  }
  if (range.first_ && range.last_ && *range.first_ > *range.last_) return wrong("the range is upside down");
  return std::optional(range);
}

bool FacetRange::holds(std::string_view value) const {
  const bool is_month = value.find('-') != std::string_view::npos;
  const std::optional<long> at = is_month ? month_of(value, 1) : number_of(value);
  return at && (!first_ || *at >= *first_) && (!last_ || *at <= *last_);
}

}  // namespace dateline::search
