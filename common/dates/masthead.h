#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/dates/candidates.h"
#include "common/dates/day.h"

namespace dateline::dates {

/// A line that is nothing but a day with its year, as newspapers print it above or below a headline: beside
/// it stand at most a weekday, a time of day, the name of a paper of North Korea, a word such as
/// "Published:", or who wrote the article.
struct Masthead {
  Day day{};
  bool names_paper = false;
  std::uint32_t begin = 0;  ///< of the line in the text
  std::uint32_t end = 0;
};

/// Reads one line; nullopt when it is no masthead. `finder` is scratch. Linear.
std::optional<Masthead> masthead_of(std::string_view line, CandidateFinder& finder);

/// The masthead among the first lines of a text, before its first paragraph; nullopt when there is none.
std::optional<Masthead> find_masthead(std::string_view text, CandidateFinder& finder);

/// The last filled line of a text that has text before it, where that line is such a one: "Pyongyang, 2 de
/// marzo de 2021". Nullopt when it is not.
std::optional<Masthead> find_foot(std::string_view text, CandidateFinder& finder);

}  // namespace dateline::dates
