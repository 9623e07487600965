#include "searcher/show/titles.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::Titles;
using search::TitleUse;

/// "President …", "…, president of the Presidium".
std::string with_name(const TitleUse& title) {
  const std::string text = printable(title.title);
  return title.behind ? "…, " + text : text + " …";
}

std::string overlaps_text(const TitleUse& title) {
  constexpr std::size_t kShown = 6;
  std::string out;
  for (std::size_t i = 0; i < std::min(kShown, title.overlaps.size()); ++i)
    out += fmt::format("{}{}", out.empty() ? "" : ", ", title.overlaps[i]);
  if (title.overlaps.size() > kShown) out += fmt::format(" and {} more", title.overlaps.size() - kShown);
  return out;
}

std::string use_text(const TitleUse& title) {
  std::string out =
      fmt::format("{} {}", grouped(title.articles), title.articles == 1 ? "article" : "articles");
  if (title.places != title.articles) out += fmt::format(" ({} times)", grouped(title.places));
  if (title.first.empty()) return out + ", no known day";
  out += fmt::format(", {} {}", title.first, to_string(title.first_id));
  if (title.last_id != title.first_id) out += fmt::format(" … {} {}", title.last, to_string(title.last_id));
  if (!title.overlaps.empty()) out += "; overlaps " + overlaps_text(title);
  return out;
}

}  // namespace

std::string titles_text(const Titles& titles, const Style& style) {
  std::string out;
  for (const std::string& notice : titles.notices) out += wrapped(printable(notice), style, 0);
  std::size_t number = 0;
  for (const TitleUse& title : titles.titles) {
    std::string heading = wrapped(with_name(title), style, 5);
    const std::string mark = fmt::format("{:>3}. ", ++number);
    heading.replace(0, mark.size(), mark);
    out += heading;
    out += dim(style, wrapped(use_text(title), style, 5));
  }
  std::string status =
      fmt::format("{} {} in {} {}", grouped(titles.in_all), titles.in_all == 1 ? "title" : "titles",
                  grouped(titles.articles), titles.articles == 1 ? "article" : "articles");
  if (titles.in_all > titles.titles.size())
    status += fmt::format(", the {} most frequent shown", titles.titles.size());
  out += dim(style, status) + "\n";
  if (!titles.titles.empty()) {
    const std::string& query = titles.titles.front().query;
    constexpr std::size_t kShort = 100;
    out += wrapped(query.size() <= kShort ? "the articles of the first: " + printable(query)
                                          : "--format json and tables have a query for the articles of each",
                   style, 0);
  }
  return out;
}

std::string titles_json(const Titles& titles) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", titles.query);
    write_index(json, titles.index_articles, titles.revision);
    json.member("total", titles.articles);
    json.member("places", titles.places);
    json.member("titles_in_all", titles.in_all);
    json.member("relaxed", titles.relaxed);
    json.array("titles", titles.titles, [&](const TitleUse& title) {
      const bool dated = !title.first.empty();
      json.object([&] {
        json.member("title", title.title);
        json.member("where", title.behind ? "behind" : "before");
        json.member("articles", title.articles);
        json.member("places", title.places);
        json.member_or_null("first", title.first);
        json.member_or_null("first_id", dated ? to_string(title.first_id) : std::string());
        json.member_or_null("last", title.last);
        json.member_or_null("last_id", dated ? to_string(title.last_id) : std::string());
        json.array("overlaps", title.overlaps);
        json.member("articles_query", title.query);
      });
    });
    json.array("notices", titles.notices);
  });
  return json.line();
}

Table titles_table(const Titles& titles) {
  Table table;
  table.columns = {{"title"},    {"where"}, {"articles", true}, {"places", true}, {"first"},
                   {"first_id"}, {"last"},  {"last_id"},        {"overlaps"},     {"articles_query"}};
  for (const TitleUse& title : titles.titles) {
    const bool dated = !title.first.empty();
    table.rows.push_back({title.title, title.behind ? "behind" : "before", std::to_string(title.articles),
                          std::to_string(title.places), title.first, dated ? to_string(title.first_id) : "",
                          title.last, dated ? to_string(title.last_id) : "",
                          fmt::format("{}", fmt::join(title.overlaps, " ")), title.query});
  }
  return table;
}

}  // namespace dateline::show
