#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/day.h"
#include "common/index/docid.h"
#include "common/result.h"

namespace dateline::index {

/// Docids [first, last] that came into an index on one day. A merge of segments keeps docids, so what is
/// written here once stays true; an article that was written anew has the day of its newest text.
struct Addition {
  Docid first = 0;
  Docid last = 0;
  std::uint64_t generation = 0;  ///< of the index: the first of that day
  dates::Day day;
  bool operator==(const Addition&) const = default;
};

/// Adds what came last: to the row of that day when that is the last one, else as a row of its own.
void append(std::vector<Addition>& additions, const Addition& added);

/// The day of a docid; nullopt where it is not known: the program that added it did not tell. Rows ascend.
std::optional<dates::Day> day_added(std::span<const Addition> additions, Docid docid);

/// As they lie on disk: a line "first last generation YYYY-MM-DD" each. Pure.
std::string to_text(std::span<const Addition> additions);
/// An Index error when the text is damaged; `name` is that of the file in its message. Pure.
Result<std::vector<Addition>> parse_additions(std::string_view text, std::string_view name);

}  // namespace dateline::index
