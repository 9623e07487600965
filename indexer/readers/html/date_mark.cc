#include "indexer/readers/html/date_mark.h"

#include <algorithm>

namespace dateline::html {

const DateMark* published_mark(const std::vector<DateMark>& marks) {
  const DateMark* readable = nullptr;
  const DateMark* time = nullptr;
  const DateMark* printed = nullptr;
  bool times_agree = true;
  for (const DateMark& mark : marks) {
    if (mark.standing != DateMark::Standing::kOwn) continue;
    if (mark.date.from == "time") {
      times_agree = times_agree && (time == nullptr || time->date.day == mark.date.day);
      if (time == nullptr) time = &mark;
    } else if (mark.date.day) {
      if (readable == nullptr) readable = &mark;
    } else if (printed == nullptr) {
      printed = &mark;
    }
  }
  if (readable != nullptr) return readable;
  if (time != nullptr && times_agree) return time;
  return printed;
}

std::optional<dates::Day> unexplained_day(const std::vector<DateMark>& marks) {
  std::optional<dates::Day> day;
  for (const DateMark& mark : marks) {
    if (mark.standing != DateMark::Standing::kUnexplained || !mark.date.day) continue;
    if (day && day != mark.date.day) return std::nullopt;
    day = mark.date.day;
  }
  return day;
}

}  // namespace dateline::html
