#include "common/index/additions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "common/index/damaged.h"

namespace dateline::index {
namespace {

/// Takes a number and the blank behind it.
template <class Number>
bool take_number(std::string_view& text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end == text.data() + text.size() || *end != ' ') return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

}  // namespace

void append(std::vector<Addition>& additions, const Addition& added) {
  if (!additions.empty() && additions.back().day == added.day && additions.back().last + 1 == added.first) {
    additions.back().last = added.last;
  } else {
    additions.push_back(added);
  }
}

std::optional<dates::Day> day_added(std::span<const Addition> additions, Docid docid) {
  const auto row = std::lower_bound(additions.begin(), additions.end(), docid,
                                    [](const Addition& one, Docid wanted) { return one.last < wanted; });
  if (row == additions.end() || row->first > docid) return std::nullopt;
  return row->day;
}

std::string to_text(std::span<const Addition> additions) {
  std::string out;
  for (const Addition& row : additions)
    out += fmt::format("{} {} {} {}\n", row.first, row.last, row.generation, dates::to_iso(row.day));
  return out;
}

Result<std::vector<Addition>> parse_additions(std::string_view text, std::string_view name) {
  std::vector<Addition> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return damaged(fmt::format("{} is damaged", name));
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    Addition row;
    const bool numbers =
        take_number(line, row.first) && take_number(line, row.last) && take_number(line, row.generation);
    const auto day = dates::parse_iso_day(line);
    const Docid before = out.empty() ? 0 : out.back().last;
    if (!numbers || !day || row.first <= before || row.last < row.first)
      return damaged(fmt::format("{} is damaged", name));
    row.day = *day;
    out.push_back(row);
  }
  return out;
}

}  // namespace dateline::index
