#include "searcher/show/timeline_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/markup.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::TimelineCount;
using search::TimelineSeries;

using SeriesList = std::vector<TimelineSeries>;

constexpr std::size_t kLabelWidth = 14;

std::string padded_left(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, display_width(text)), ' ') + std::string(text);
}

std::string cell(const TimelineCount& count, TimelineMeasure measure) {
  const auto value = value_of(count, measure);
  if (!value) return "·";
  switch (measure) {
    case TimelineMeasure::kFound:
      return grouped(count.found);
    case TimelineMeasure::kShare:
      return fmt::format("{:.2f} %", *value * 100);
    case TimelineMeasure::kPlaces:
      return grouped(count.places);
    case TimelineMeasure::kPerWords:
    case TimelineMeasure::kPlacesPerWords:
      return fmt::format("{:.1f}", *value);
  }
  return {};
}

std::string row(std::string_view label, std::size_t label_width, const std::vector<std::string>& cells,
                std::size_t width) {
  std::string out =
      std::string(label) + std::string(label_width - std::min(label_width, display_width(label)), ' ');
  for (const std::string& text : cells) out += " " + padded_left(text, width);
  return out + "\n";
}

template <class Count>
std::vector<std::string> cells_of(const SeriesList& series, TimelineMeasure measure, Count count) {
  std::vector<std::string> out;
  for (const TimelineSeries& one : series) out.push_back(cell(count(one.timeline), measure));
  return out;
}

}  // namespace

std::string series_text(const SeriesList& series, TimelineMeasure measure, const Style& style) {
  if (series.empty()) return dim(style, "nothing found") + "\n";
  std::string out;
  std::vector<std::string> said;
  for (const TimelineSeries& one : series) {
    for (const std::string& notice : one.timeline.notices) {
      if (std::find(said.begin(), said.end(), notice) != said.end()) continue;
      said.push_back(notice);
      out += wrapped(printable(notice), style, 0);
    }
  }
  const search::Timeline& all = series.front().timeline;
  out += bold(style, measure_text(measure, all)) + "\n";
  std::size_t label_width = 4;
  for (const auto& period : all.periods) label_width = std::max(label_width, display_width(period.label));
  std::vector<std::string> heads;
  std::size_t width = 8;
  for (const TimelineSeries& one : series) {
    heads.push_back(fit(printable(one.label), kLabelWidth));
    width = std::max(width, display_width(heads.back()));
  }
  out += dim(style, row("", label_width, heads, width));
  for (std::size_t i = 0; i < all.periods.size(); ++i) {
    out +=
        row(all.periods[i].label, label_width,
            cells_of(series, measure, [&](const search::Timeline& t) { return t.periods[i].count; }), width);
  }
  const std::array<std::pair<std::string_view, TimelineCount search::Timeline::*>, 3> rough{
      {{"month known only", &search::Timeline::month_only},
       {"year known only", &search::Timeline::year_only},
       {"no date", &search::Timeline::undated}}};
  for (const auto& [label, member] : rough) {
    const bool any = std::any_of(series.begin(), series.end(), [&, of = member](const TimelineSeries& one) {
      return (one.timeline.*of).found > 0;
    });
    if (!any) continue;
    out += row(label, label_width,
               cells_of(series, measure, [of = member](const search::Timeline& t) { return t.*of; }), width);
  }
  for (const TimelineSeries& one : series) {
    out += bold(style, printable(one.label)) + ", " +
           bounded_text(fmt::format("{} of {}", grouped(one.timeline.all.found),
                                    counted(one.timeline.all.articles, "article", "articles")),
                        one.timeline.shards) +
           "\n";
    for (const auto& [word, mention] :
         {std::pair{"first", &one.timeline.first}, std::pair{"last ", &one.timeline.last}}) {
      if (!*mention) continue;
      out += wrapped(printable(fmt::format("{}  {}  {}  {}", word, (*mention)->date,
                                           to_string((*mention)->id), (*mention)->title)),
                     style, 2);
    }
  }
  return out + dim(style, "·: nothing captured") + "\n";
}

std::string series_json(const SeriesList& series) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.array("series", series, [&](const TimelineSeries& one) {
      json.object([&] {
        json.member("label", one.label);
        write_mention(json, "first", one.timeline.first);
        write_mention(json, "last", one.timeline.last);
        json.key("timeline");
        std::string text = timeline_json(one.timeline);
        while (text.ends_with('\n')) text.pop_back();
        json.json(text);
      });
    });
  });
  return json.line();
}

Table series_table(const SeriesList& series) {
  Table table;
  for (const TimelineSeries& one : series) {
    Table rows = timeline_table(one.timeline);
    if (table.columns.empty()) {
      table.columns = std::move(rows.columns);
      table.columns.insert(table.columns.begin(), {"series"});
    }
    for (std::vector<std::string>& values : rows.rows) {
      values.insert(values.begin(), one.label);
      table.rows.push_back(std::move(values));
    }
  }
  if (table.columns.empty()) table.columns = {{"series"}};
  return table;
}

}  // namespace dateline::show
