#include "searcher/search/day_totals.h"

#include <map>
#include <utility>

namespace dateline::search {

std::vector<DayTotal> day_totals(const index::Columns& columns, index::NumberColumn from,
                                 index::NumberColumn to) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, DayTotal> days;
  DayTotal* last = nullptr;  // articles of a day stand side by side
  for (index::Docid docid = 1; docid <= columns.last_docid(); ++docid) {
    if (!columns.is_living(docid)) continue;
    const std::uint32_t first_day = columns.number(from, docid);
    const std::uint32_t last_day = columns.number(to, docid);
    if (last == nullptr || last->from != first_day || last->to != last_day) {
      last = &days[{first_day, last_day}];
      last->from = first_day;
      last->to = last_day;
    }
    ++last->articles;
    last->words += columns.number(index::NumberColumn::kWords, docid);
  }
  std::vector<DayTotal> out;
  out.reserve(days.size());
  for (const auto& [key, total] : days) out.push_back(total);
  return out;
}

}  // namespace dateline::search
