#include <gtest/gtest.h>

#include <iostream>

#include "common/dates/scanner.h"
#include "tests/common/dates/vector_file.h"
#include "tests/support/shared.h"

namespace dateline {
namespace {

using dates::DateMention;

struct StampRow {
  std::string id;
  std::string stamp;
  std::string context;
  int juche = 0;
  int first_year = 0;
  int last_year = 0;
  bool conflict = false;
};

std::vector<StampRow> read_rows(const std::filesystem::path& file) {
  std::vector<StampRow> rows;
  for (const std::vector<std::string>& cells : testing::read_table(file)) {
    if (cells.size() < 9) continue;
    StampRow row{cells[3], cells[4], cells[8]};
    if (!cells[5].empty()) row.juche = std::stoi(cells[5]);
    if (!cells[6].empty()) {
      row.first_year = std::stoi(cells[6]);
      row.last_year = std::stoi(cells[6].substr(cells[6].find(',') + 1));
    }
    row.conflict = cells[7] == "0";
    rows.push_back(row);
  }
  return rows;
}

/// Labels of an era, the bulletin "Juche 2000", and a misprint of the June 15 declaration: rightly no dates.
bool is_trap(const StampRow& row) {
  const auto holds = [&row](const char* text) { return row.context.find(text) != std::string::npos; };
  return (row.stamp.find("년") != std::string::npos && row.first_year == 0) || holds("Juche 2000") ||
         holds("Juche 15 Joint");
}

bool overlaps(const DateMention& m, const StampRow& row) {
  for (std::size_t at = row.context.find(row.stamp); at != std::string::npos;
       at = row.context.find(row.stamp, at + 1)) {
    if (m.offset < at + row.stamp.size() && m.offset + m.length > at) return true;
  }
  return false;
}

bool says(const DateMention& m, const StampRow& row) {
  if (row.juche != 0 && m.juche != row.juche && m.last_juche != row.juche) return false;
  if (row.conflict && !m.flags.has(dates::Flag::kConflictYear)) return false;
  const int meant = row.juche + 1911;
  const int from = dates::year_of(m.from);
  const int to = dates::year_of(m.to);
  if (row.first_year == 0) return from <= meant && meant <= to;
  return from <= row.first_year && row.last_year <= to;
}

TEST(SharedKcnaStamps, AtLeast998OfAThousandAreReadWithBothYears) {
  const auto file = testing::shared_file("dates/kcna_stamps.tsv");
  DATELINE_NEED_SHARED(file);
  dates::Scanner scanner;
  std::size_t found = 0;
  std::size_t traps = 0;
  std::size_t total = 0;
  for (const StampRow& row : read_rows(file)) {
    const auto result = scanner.scan(row.context);
    bool hit = false;
    bool touched = false;
    for (const DateMention& m : result.mentions) {
      if (!overlaps(m, row)) continue;
      touched = touched || m.juche != 0;
      hit = hit || says(m, row);
    }
    ++total;
    if (is_trap(row)) {
      ++traps;
      hit = !touched;
    }
    if (hit) ++found;
    if (!hit) {
      std::cout << "missed " << row.id << "\t" << row.stamp << "\t" << row.context << "\n";
      for (const DateMention& m : result.mentions) std::cout << "    " << dates::vector_line(m) << "\n";
    }
  }
  std::cout << "stamps " << total << ", read rightly " << found << " (of these " << traps
            << " that are no dates and were read as none), missed " << total - found << "\n";
  RecordProperty("found", static_cast<int>(found));
  RecordProperty("total", static_cast<int>(total));
  EXPECT_GE(static_cast<double>(found), 0.998 * static_cast<double>(total));
}

}  // namespace
}  // namespace dateline
