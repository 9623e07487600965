#include "searcher/repl/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "searcher/repl/words.h"
#include "searcher/search/facet_choice.h"
#include "searcher/search/xapian_matcher.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

Status read_switch(std::string_view value, bool& out, std::string_view on = "on",
                   std::string_view off = "off") {
  if (value != on && value != off) {
    return fail(ErrorKind::kUsage, fmt::format("'{}' is neither {} nor {}", show::printable(value), on, off));
  }
  out = value == on;
  return {};
}

Status read_number(std::string_view value, std::size_t least, std::size_t most, std::size_t& out) {
  const auto number = number_of(value);
  if (!number || *number < least || *number > most) {
    return fail(ErrorKind::kUsage,
                fmt::format("'{}' is no number from {} to {}", show::printable(value), least, most));
  }
  out = *number;
  return {};
}

std::string on_off(bool value) { return value ? "on" : "off"; }

std::string facet_list(const Settings& s) {
  std::vector<std::string> names;
  for (const index::Facet facet : s.request.facets) {
    const auto order = s.request.facet_orders.find(facet);
    names.push_back(order == s.request.facet_orders.end()
                        ? std::string(index::name(facet))
                        : fmt::format("{}:{}", index::name(facet), name(order->second)));
  }
  for (const auto& [facet, order] : s.request.extra_facets) {
    names.push_back(order ? fmt::format("{}:{}", name(facet), name(*order)) : std::string(name(facet)));
  }
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, " "));
}

Status set_sort(Settings& s, std::string_view value) {
  if (value == "relevance") {
    s.request.sort = Sort::kRelevance;
  } else if (value == "date") {
    s.request.sort = Sort::kOldest;
  } else if (value == "-date") {
    s.request.sort = Sort::kNewest;
  } else {
    return fail(ErrorKind::kUsage, fmt::format("'{}' is no order", show::printable(value)),
                "it is relevance, date (oldest first) or -date (newest first)");
  }
  return {};
}

std::string sort_name(const Settings& s) {
  switch (s.request.sort) {
    case Sort::kRelevance:
      return "relevance";
    case Sort::kNewest:
      return "-date";
    case Sort::kOldest:
      return "date";
  }
  return {};
}

Status set_rank(Settings& s, std::string_view value) {
  if (value == "dateline") {
    s.request.scheme.clear();
    return {};
  }
  const std::vector<std::string> names = scheme_names();
  if (std::find(names.begin(), names.end(), value) == names.end()) {
    return fail(ErrorKind::kUsage, fmt::format("'{}' ranks nothing", show::printable(value)),
                fmt::format("it is dateline, {}", fmt::join(names, ", ")));
  }
  if (s.request.recency_years > 0) {
    return fail(ErrorKind::kUsage, "schemes of Xapian do not know of age", ":set recency off comes first");
  }
  s.request.scheme = value;
  return {};
}

Status set_recency(Settings& s, std::string_view value) {
  if (value == "off") {
    s.request.recency_years = 0;
    return {};
  }
  double years = 0;
  const auto read =
      std::from_chars(value.data(), value.data() + value.size(), years, std::chars_format::fixed);
  if (read.ec != std::errc{} || read.ptr != value.data() + value.size() ||
      !(years >= 0.01 && years <= 1000)) {
    return fail(ErrorKind::kUsage,
                fmt::format("'{}' is neither off nor a number of years", show::printable(value)));
  }
  if (!s.request.scheme.empty()) {
    return fail(ErrorKind::kUsage, "schemes of Xapian do not know of age", ":set rank dateline comes first");
  }
  s.request.recency_years = years;
  return {};
}

constexpr std::array<Setting, 15> kSettings{{
    {"colour", "on, off", "colours and bold letters",
     [](const Settings& s) { return on_off(s.style.colour); },
     [](Settings& s, std::string_view v) { return read_switch(v, s.style.colour); }, false},
    {"copies", "on, off", "show every article of a group of equal texts",
     [](const Settings& s) { return on_off(s.request.copies); },
     [](Settings& s, std::string_view v) { return read_switch(v, s.request.copies); }},
    {"facets", "names, name:value, none", "what is counted with every answer", facet_list,
     [](Settings& s, std::string_view v) { return set_facets(v, s.request); }},
    {"format", "text, json", "how answers are written",
     [](const Settings& s) { return std::string(s.json ? "json" : "text"); },
     [](Settings& s, std::string_view v) { return read_switch(v, s.json, "json", "text"); }},
    {"limit", "1..1000", "hits on a page", [](const Settings& s) { return std::to_string(s.request.limit); },
     [](Settings& s, std::string_view v) { return read_number(v, 1, 1000, s.request.limit); }},
    {"match", "all, any", "whether hits have all the words of a query or any of them",
     [](const Settings& s) { return std::string(s.request.any ? "any" : "all"); },
     [](Settings& s, std::string_view v) { return read_switch(v, s.request.any, "any", "all"); }},
    {"names", "spellings, exact", "whether names are found in their other spellings too",
     [](const Settings& s) { return std::string(s.request.exact_names ? "exact" : "spellings"); },
     [](Settings& s, std::string_view v) {
       return read_switch(v, s.request.exact_names, "exact", "spellings");
     }},
    {"pager", "on, off", "long answers are shown page by page",
     [](const Settings& s) { return on_off(s.pager); },
     [](Settings& s, std::string_view v) { return read_switch(v, s.pager); }, false},
    {"rank", "dateline, bm25, tfidf …", "what ranks: our own order or a scheme of Xapian",
     [](const Settings& s) { return s.request.scheme.empty() ? "dateline" : s.request.scheme; }, set_rank},
    {"recency", "off, 0.01..1000", "years after which what speaks for new articles has halved",
     [](const Settings& s) {
       return s.request.recency_years > 0 ? fmt::format("{}", s.request.recency_years) : "off";
     },
     set_recency},
    {"scattered", "on, off", "whether the words of a name may stand anywhere in an article",
     [](const Settings& s) { return on_off(s.request.scattered); },
     [](Settings& s, std::string_view v) { return read_switch(v, s.request.scattered); }},
    {"snippet", "40..2000", "length of the passages shown, in bytes",
     [](const Settings& s) { return std::to_string(s.request.snippet_bytes); },
     [](Settings& s, std::string_view v) { return read_number(v, 40, 2000, s.request.snippet_bytes); }},
    {"sort", "relevance, date, -date", "order of the hits: best, oldest or newest first", sort_name,
     set_sort},
    {"time", "on, off", "how long each command took", [](const Settings& s) { return on_off(s.time); },
     [](Settings& s, std::string_view v) { return read_switch(v, s.time); }, false},
    {"values", "1..1000", "values of each facet",
     [](const Settings& s) { return std::to_string(s.request.facet_limit); },
     [](Settings& s, std::string_view v) { return read_number(v, 1, 1000, s.request.facet_limit); }},
}};

}  // namespace

std::span<const Setting> all_settings() { return kSettings; }

Status set_facets(std::string_view names, SearchRequest& request) {
  std::string text(names);
  std::replace(text.begin(), text.end(), ',', ' ');
  std::string_view rest = text;
  SearchRequest chosen;
  for (std::string_view name = take_word(rest); !name.empty(); name = take_word(rest)) {
    if (name == "none") continue;
    if (const Status added = add_facet(show::printable(name), chosen); !added) return added;
  }
  request.facets = std::move(chosen.facets);
  request.facet_orders = std::move(chosen.facet_orders);
  request.extra_facets = std::move(chosen.extra_facets);
  return {};
}

}  // namespace dateline::search
