#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/dates/day.h"

namespace dateline::html {

/// A date in the metadata of a page.
struct PageDate {
  std::string printed;            ///< as it stands in the page
  std::optional<dates::Day> day;  ///< when a machine wrote it; dates for people are read by dateline::dates
  std::string from;  ///< "json-ld datePublished", "meta article:published_time", "time", "comment"
  bool operator==(const PageDate&) const = default;
};

/// A date that the markup of a page gives, and what it has to do with the article.
struct DateMark {
  enum class Standing : std::uint8_t {
    kOwn,          ///< it belongs to the article
    kUnexplained,  ///< nothing ties it to the article, and nothing to anything else
    kForeign,      ///< it belongs to something else
  };
  PageDate date;
  Standing standing = Standing::kForeign;
  bool says_published = false;  ///< it calls itself the day of publication; "time" and "date" do not
  std::string place;            ///< where it stands and why it counts or not, for people
};

/// The mark that tells the day of publication: the first own one that can be read as a day, else the first
/// own one; nullptr when none does. Days of plain <time> elements count only when all own ones agree.
const DateMark* published_mark(const std::vector<DateMark>& marks);

/// The only day of the unexplained marks; nullopt when there is none or more than one.
std::optional<dates::Day> unexplained_day(const std::vector<DateMark>& marks);

}  // namespace dateline::html
