#include "indexer/sources/path_date.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "common/counted.h"
#include "common/dates/juche.h"

namespace dateline::indexer {
namespace {

constexpr std::string_view kPrefix = "path:";
constexpr std::string_view kExample = R"(write it as --date-from 'path:(\d{4})-(\d\d)')";

enum Part : std::uint8_t { kYear, kMonth, kDay, kJuche, kParts };
constexpr std::array<std::string_view, kParts> kNames{"year", "month", "day", "juche"};

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

struct PathDate::Pattern {
  explicit Pattern(const std::string& text) : regex(text, RE2::Quiet) {}
  RE2 regex;
  std::array<int, kParts> groups{};  ///< number of the group of each part; 0: none

  std::optional<dates::GivenDate> date(const std::vector<re2::StringPiece>& found) const;
};

std::optional<dates::GivenDate> PathDate::Pattern::date(const std::vector<re2::StringPiece>& found) const {
  const auto text = [&](Part part) {
    const re2::StringPiece& piece = found[static_cast<std::size_t>(groups[part])];
    return groups[part] == 0 ? std::string_view{} : std::string_view(piece.data(), piece.size());
  };
  std::string_view year = text(kYear);
  std::string_view month = text(kMonth);
  std::string_view day = text(kDay);
  if (month.empty() && (year.size() == 8 || year.size() == 6)) {
    if (year.size() == 8) day = year.substr(6);
    month = year.substr(4, 2);
    year = year.substr(0, 4);
  }
  std::optional<int> y = number(year);
  if (!y && !text(kJuche).empty()) {
    y = number(text(kJuche));
    if (y) *y += dates::kJucheOffset;
  }
  if (!y || *y < 1900 || *y > 2100) return std::nullopt;
  if (month.empty()) return dates::GivenDate{*dates::make_day(*y, 1, 1), dates::Precision::kYear};
  const auto m = number(month);
  if (!m || *m < 1 || *m > 12) return std::nullopt;
  if (day.empty())
    return dates::GivenDate{*dates::make_day(*y, static_cast<unsigned>(*m), 1), dates::Precision::kMonth};
  const auto d = number(day);
  if (!d || *d < 1) return std::nullopt;
  const auto exact = dates::make_day(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d));
  if (!exact) return std::nullopt;
  return dates::GivenDate{*exact, dates::Precision::kDay};
}

Result<PathDate> PathDate::parse(std::string_view spec) {
  const auto wrong = [](std::string what) {
    return fail(ErrorKind::kUsage, std::move(what), std::string(kExample));
  };
  if (!spec.starts_with(kPrefix)) return wrong(fmt::format("--date-from does not understand '{}'", spec));
  const auto pattern = std::make_shared<Pattern>(std::string(spec.substr(kPrefix.size())));
  if (!pattern->regex.ok())
    return wrong(
        fmt::format("the pattern of --date-from is no regular expression: {}", pattern->regex.error()));
  const int count = pattern->regex.NumberOfCapturingGroups();
  const auto& named = pattern->regex.NamedCapturingGroups();
  if (named.empty()) {
    if (count < 1 || count > 3)
      return wrong(fmt::format("the pattern of --date-from has {}; it needs year, month, day",
                               counted(static_cast<std::uint64_t>(count), "group", "groups")));
    for (int i = 0; i < count; ++i) pattern->groups[static_cast<std::size_t>(i)] = i + 1;
    return PathDate(pattern);
  }
  for (const auto& [name, group] : named) {
    const auto part = std::find(kNames.begin(), kNames.end(), name);
    if (part == kNames.end())
      return wrong(fmt::format("--date-from knows no group '{}'; groups are year, month, day, juche", name));
    pattern->groups[static_cast<std::size_t>(part - kNames.begin())] = group;
  }
  if (pattern->groups[kYear] == 0 && pattern->groups[kJuche] == 0)
    return wrong("the pattern of --date-from has no group for the year");
  return PathDate(pattern);
}

std::optional<dates::OutsideDate> PathDate::read(std::string_view path) const {
  std::vector<re2::StringPiece> found(static_cast<std::size_t>(pattern_->regex.NumberOfCapturingGroups()) +
                                      1);
  std::optional<dates::OutsideDate> last;
  std::size_t from = 0;
  while (from <= path.size() &&
         pattern_->regex.Match(re2::StringPiece(path.data(), path.size()), from, path.size(), RE2::UNANCHORED,
                               found.data(), static_cast<int>(found.size()))) {
    if (const auto date = pattern_->date(found))
      last = dates::OutsideDate{*date, std::string(found[0].data(), found[0].size())};
    const auto end = static_cast<std::size_t>(found[0].data() - path.data()) + found[0].size();
    from = std::max(end, from + 1);
  }
  return last;
}

}  // namespace dateline::indexer
