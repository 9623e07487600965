#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/timeline.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::Timeline;
using search::TimelineCount;
using search::TimelinePeriod;

/// As many empty periods in a row are told in one line.
constexpr std::size_t kLongRun = 4;
constexpr std::size_t kMaxBar = 60;
constexpr std::array<std::string_view, 8> kEighths{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr std::array<std::string_view, 8> kHeights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

double largest(const std::vector<TimelinePeriod>& periods, TimelineMeasure measure) {
  double most = 0;
  for (const TimelinePeriod& period : periods)
    most = std::max(most, value_of(period.count, measure).value_or(0));
  return most;
}

/// A bar in eighths of a column; a value above 0 is never invisible.
std::string bar(double part, std::size_t room) {
  const auto full = static_cast<double>(room) * 8;
  auto eighths = static_cast<std::size_t>(std::lround(part * full));
  if (part > 0 && eighths == 0) eighths = 1;
  std::string out;
  for (; eighths >= 8; eighths -= 8) out += kEighths[7];
  if (eighths > 0) out += kEighths[eighths - 1];
  return out;
}

std::string percent(const TimelineCount& count) {
  const auto share = count.share();
  return share ? fmt::format("{:.2f} %", *share * 100) : "-";
}

std::string rate(std::optional<double> per_million) {
  return per_million ? fmt::format("{:.1f}", *per_million) : "-";
}

/// Several periods as one.
TimelineCount sum(const TimelinePeriod* first, const TimelinePeriod* last) {
  TimelineCount out;
  for (; first != last; ++first) {
    out.found += first->count.found;
    out.articles += first->count.articles;
    out.words += first->count.words;
    out.places += first->count.places;
  }
  return out;
}

std::string sparkline(const Timeline& timeline, TimelineMeasure measure, std::size_t room) {
  const std::vector<TimelinePeriod>& periods = timeline.periods;
  const std::size_t columns = std::min(periods.size(), std::max<std::size_t>(room, 1));
  std::vector<TimelineCount> sums;
  double most = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    const std::size_t first = i * periods.size() / columns;
    const std::size_t last = (i + 1) * periods.size() / columns;
    sums.push_back(sum(periods.data() + first, periods.data() + last));
    most = std::max(most, value_of(sums.back(), measure).value_or(0));
  }
  std::string out;
  for (const TimelineCount& count : sums) {
    const double value = value_of(count, measure).value_or(0);
    if (count.gap()) {
      out += "·";
    } else if (value <= 0) {
      out += " ";
    } else {
      out += kHeights[std::min<std::size_t>(static_cast<std::size_t>(value / most * 8), 7)];
    }
  }
  return out;
}

std::string period_text(const Timeline& timeline, const TimelinePeriod& period) {
  return timeline.by == search::PeriodUnit::kJucheYear && period.label.starts_with("Juche")
             ? fmt::format("{} ({})", period.label, dates::year_of(period.from))
             : period.label;
}

class Lines {
 public:
  Lines(const Timeline& timeline, const TimelineChart& chart, const Style& style)
      : timeline_(timeline),
        measure_(chart.measure),
        style_(style),
        most_(largest(timeline.periods, measure_)) {
    for (const TimelinePeriod& period : timeline.periods)
      label_width_ = std::max(label_width_, display_width(period_text(timeline, period)));
    for (const auto& [text, count] : rough()) {
      if (count->articles > 0) label_width_ = std::max(label_width_, display_width(text));
    }
  }

  std::string text() {
    std::string head = fmt::format("{:<{}} {:>9} {:>9} {:>8} {:>10}", "", label_width_, "found", "of all",
                                   "share", "articles/M");
    if (timeline_.with_places) head += fmt::format(" {:>9} {:>9}", "places", "places/M");
    std::string out = dim(style_, head) + "\n";
    const std::vector<TimelinePeriod>& periods = timeline_.periods;
    for (std::size_t i = 0; i < periods.size();) {
      std::size_t end = i;
      while (end < periods.size() && periods[end].count.found == 0 &&
             periods[end].count.gap() == periods[i].count.gap()) {
        ++end;
      }
      if (end - i >= kLongRun) {
        out += run(i, end);
        i = end;
      } else {
        out += row(period_text(timeline_, periods[i]), periods[i].count, true);
        ++i;
      }
    }
    for (const auto& [text, count] : rough()) {
      if (count->articles > 0) out += row(text, *count, false);
    }
    return out;
  }

 private:
  std::array<std::pair<std::string_view, const TimelineCount*>, 3> rough() const {
    return {{{"month known only", &timeline_.month_only},
             {"year known only", &timeline_.year_only},
             {"no date", &timeline_.undated}}};
  }

  std::string padded(std::string_view label) const {
    return std::string(label) + std::string(label_width_ - std::min(label_width_, display_width(label)), ' ');
  }

  std::string row(std::string_view label, const TimelineCount& count, bool drawn) const {
    if (count.gap()) return dim(style_, fmt::format("{} {:>9}   nothing captured", padded(label), "")) + "\n";
    std::string line = fmt::format("{} {:>9} {:>9} {:>8} {:>10}", padded(label), grouped(count.found),
                                   grouped(count.articles), percent(count), rate(count.per_million_words()));
    if (timeline_.with_places) {
      line += fmt::format(" {:>9} {:>9}", grouped(count.places), rate(count.places_per_million_words()));
    }
    const std::size_t used = label_width_ + (timeline_.with_places ? 61 : 41);
    const std::size_t room = style_.width == 0 ? kMaxBar : style_.width > used ? style_.width - used : 0;
    if (drawn && most_ > 0 && room >= 4)
      line += "  " + bar(value_of(count, measure_).value_or(0) / most_, std::min(room, kMaxBar));
    while (line.ends_with(' ')) line.pop_back();
    return line + "\n";
  }

  /// Empty periods [begin, end).
  std::string run(std::size_t begin, std::size_t end) const {
    const TimelineCount count = sum(timeline_.periods.data() + begin, timeline_.periods.data() + end);
    const std::string what = count.gap() ? "nothing captured"
                                         : fmt::format("none in {} {}", grouped(count.articles),
                                                       count.articles == 1 ? "article" : "articles");
    return dim(style_, fmt::format("{} … {}: {}", period_text(timeline_, timeline_.periods[begin]),
                                   period_text(timeline_, timeline_.periods[end - 1]), what)) +
           "\n";
  }

  const Timeline& timeline_;
  TimelineMeasure measure_;
  const Style& style_;
  double most_;
  std::size_t label_width_ = 10;
};

}  // namespace

std::string timeline_text(const Timeline& timeline, const TimelineChart& chart, const Style& style) {
  std::string out;
  for (const std::string& notice : timeline.notices) out += wrapped(printable(notice), style, 0);
  out += bold(style, timeline_title(timeline, chart.measure)) + "\n";
  if (!timeline.periods.empty()) {
    if (chart.sparkline) {
      const std::string first = period_text(timeline, timeline.periods.front());
      const std::string last = period_text(timeline, timeline.periods.back());
      const std::size_t used = display_width(first) + display_width(last) + 2;
      const std::size_t width = style.width == 0 ? 80 : style.width;
      out += fmt::format("{} {} {}\n", first,
                         sparkline(timeline, chart.measure, width > used + 8 ? width - used : 8), last);
    } else {
      out += Lines(timeline, chart, style).text();
    }
  }
  const TimelineCount& all = timeline.all;
  std::string line =
      bounded_text(fmt::format("{} of {} ({})", grouped(all.found),
                               timeline.folded ? counted(all.articles, "different text", "different texts")
                                               : counted(all.articles, "article", "articles"),
                               percent(all)),
                   timeline.shards);
  if (chart.sparkline && timeline.undated.found > 0)
    line += fmt::format(", {} of them without a date", grouped(timeline.undated.found));
  if (timeline.with_places) line += ", " + counted(timeline.all.places, "place", "places");
  out += dim(style, line) + "\n";
  if (!chart.sparkline && !timeline.periods.empty())
    out += dim(style, "/M: for a million words printed") + "\n";
  const auto name_end = [&](std::string_view word, const std::optional<search::Mention>& mention) {
    if (!mention) return;
    out += wrapped(
        printable(fmt::format("{}  {}  {}  {}", word, mention->date, to_string(mention->id), mention->title)),
        style, 2);
  };
  name_end("first", timeline.first);
  if (timeline.first && timeline.last && timeline.first->id != timeline.last->id)
    name_end("last ", timeline.last);
  return out;
}

}  // namespace dateline::show
