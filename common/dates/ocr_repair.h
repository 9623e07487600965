#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/dates/mention.h"

namespace dateline::dates {

/// Reads a line that is a Juche stamp with slips of a scanner or typist: the word one letter off, l and I for
/// 1, O for 0, commas for full stops. nullopt when it is not, when nothing needs repair, and when the day
/// does not exist. Only for lines in stamp position. The byte range is that of the line's content.
std::optional<DateMention> repair_stamp_line(std::string_view line);

/// The repaired stamps of `text` (last three non-empty lines, lines with "www.kcna.kp"), in its order.
std::vector<DateMention> repaired_stamps(std::string_view text);

/// Adds repaired stamps to `mentions`, which stay in the order of the text. Mentions inside a repaired line
/// give way to it.
void merge_repaired(const std::vector<DateMention>& repaired, std::vector<DateMention>& mentions);

}  // namespace dateline::dates
