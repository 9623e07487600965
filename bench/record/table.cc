#include "bench/record/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace dateline::bench {
namespace {

/// Three digits that count, no exponent.
std::string three_digits(double number) {
  const int decimals = number >= 100 ? 0 : number >= 10 ? 1 : number >= 1 ? 2 : 3;
  return fmt::format("{:.{}f}", number, decimals);
}

}  // namespace

Table::Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }

void Table::add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

std::string Table::text() const {
  std::vector<std::size_t> widths(rows_.front().size(), 3);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out +=
          i == 0 ? fmt::format("| {:<{}} |", row[i], widths[i]) : fmt::format(" {:>{}} |", row[i], widths[i]);
    }
    out += '\n';
    if (&row != &rows_.front()) continue;
    for (std::size_t i = 0; i < row.size(); ++i) {
      out +=
          i == 0 ? fmt::format("| {:-<{}} |", "", widths[i]) : fmt::format(" {:-<{}}: |", "", widths[i] - 1);
    }
    out += '\n';
  }
  return out;
}

std::string time_text(double microseconds) {
  constexpr double kMillisecond = 1e3;
  constexpr double kSecond = 1e6;
  if (microseconds >= kSecond) return three_digits(microseconds / kSecond) + " s";
  return three_digits(microseconds / kMillisecond) + " ms";
}

std::string bytes_text(double bytes) {
  constexpr std::array<std::string_view, 4> kUnits{"B", "kB", "MB", "GB"};
  std::size_t unit = 0;
  for (; bytes >= 1000 && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
  return fmt::format("{} {}", unit == 0 ? fmt::format("{:.0f}", bytes) : three_digits(bytes), kUnits[unit]);
}

std::string count_text(double number) {
  std::string digits = fmt::format("{:.0f}", number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

}  // namespace dateline::bench
