#include "searcher/show/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "common/index/article_json.h"
#include "common/json_writer.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::Timeline;
using search::TimelinePeriod;

constexpr std::size_t kLabel = 3;  ///< columns of the day with which a line begins
constexpr std::size_t kCell = 5;
constexpr std::size_t kBlock = kLabel + 7 * kCell;
constexpr std::size_t kBetween = 2;

using Lines = std::vector<std::string>;

std::string cell(const TimelinePeriod& day) {
  if (day.count.gap()) return "    -";
  if (day.count.found == 0) return "    ·";
  return fmt::format("{:>5}",
                     day.count.found > 9999 ? std::string("9999+") : std::to_string(day.count.found));
}

/// 0 is Monday.
unsigned weekday(dates::Day day) { return (std::chrono::weekday(day).iso_encoding() + 6) % 7; }

/// The days [begin, end) of the periods, all of one month.
Lines month_lines(const Timeline& days, std::size_t begin, std::size_t end) {
  const dates::Day first = days.periods[begin].from;
  Lines out{fmt::format("{} {}", dates::english_month(dates::month_of(first)), dates::year_of(first)),
            "      Mon  Tue  Wed  Thu  Fri  Sat  Sun"};
  for (std::size_t i = begin; i < end; ++i) {
    const dates::Day day = days.periods[i].from;
    if (i == begin || weekday(day) == 0) {
      out.push_back(fmt::format("{:>3}", dates::day_of_month(day)) + std::string(kCell * weekday(day), ' '));
    }
    out.back() += cell(days.periods[i]);
  }
  return out;
}

/// Months side by side, as many as fit.
std::string rows_of(const std::vector<Lines>& months, const Style& style) {
  const std::size_t width = style.width == 0 ? 80 : style.width;
  const std::size_t beside = std::max<std::size_t>((width + kBetween) / (kBlock + kBetween), 1);
  std::string out;
  for (std::size_t first = 0; first < months.size(); first += beside) {
    const std::size_t last = std::min(first + beside, months.size());
    std::size_t height = 0;
    for (std::size_t i = first; i < last; ++i) height = std::max(height, months[i].size());
    for (std::size_t line = 0; line < height; ++line) {
      std::string row;
      for (std::size_t i = first; i < last; ++i) {
        const std::size_t start = (i - first) * (kBlock + kBetween);
        const std::size_t used = display_width(row);
        if (line >= months[i].size()) continue;
        row += std::string(start > used ? start - used : 0, ' ') + months[i][line];
      }
      out += (line == 0 ? bold(style, row) : row) + "\n";
    }
    out += "\n";
  }
  return out;
}

std::string days_text(std::uint64_t count) {
  return fmt::format("{} {}", grouped(count), count == 1 ? "day" : "days");
}

}  // namespace

std::string calendar_text(const Timeline& days, const Style& style) {
  std::string out;
  for (const std::string& notice : days.notices) out += wrapped(notice, style, 0);
  std::vector<Lines> months;
  std::uint64_t gaps = 0;
  std::uint64_t hits = 0;
  for (std::size_t i = 0; i < days.periods.size();) {
    std::size_t end = i;
    const auto is_same = [&](const TimelinePeriod& day) {
      return dates::month_of(day.from) == dates::month_of(days.periods[i].from) &&
             dates::year_of(day.from) == dates::year_of(days.periods[i].from);
    };
    for (; end < days.periods.size() && is_same(days.periods[end]); ++end) {
      gaps += days.periods[end].count.gap();
      hits += days.periods[end].count.found > 0;
    }
    months.push_back(month_lines(days, i, end));
    i = end;
  }
  out += rows_of(months, style);
  out += fmt::format("{}: {} with articles found, {} with others (·), {} of which nothing was captured (-)\n",
                     days_text(days.periods.size()), grouped(hits),
                     grouped(days.periods.size() - hits - gaps), grouped(gaps));
  const auto rough = [&](std::string_view what, const search::TimelineCount& count) {
    if (count.found == 0) return;
    out += fmt::format("{} {}, of which {} is known: without a place here\n", grouped(count.found),
                       count.found == 1 ? "article" : "articles", what);
  };
  rough("only the month", days.month_only);
  rough("only the year", days.year_only);
  return out;
}

Table calendar_table(const Timeline& days) {
  Table table{{{"day"}, {"found", true}, {"articles", true}, {"gap", true}}, {}};
  for (const TimelinePeriod& day : days.periods) {
    table.rows.push_back({day.label, std::to_string(day.count.found), std::to_string(day.count.articles),
                          day.count.gap() ? "1" : ""});
  }
  return table;
}

std::string calendar_json(const Timeline& days) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", days.query);
    write_index(json, days.index_articles, days.revision);
    json.array("days", days.periods, [&](const TimelinePeriod& day) {
      json.object([&] {
        json.member("day", day.label);
        json.member("found", day.count.found);
        json.member("articles", day.count.articles);
        json.member("gap", day.count.gap());
      });
    });
    json.member("month_known_only", days.month_only.found);
    json.member("year_known_only", days.year_only.found);
    json.array("notices", days.notices);
  });
  return json.line();
}

}  // namespace dateline::show
