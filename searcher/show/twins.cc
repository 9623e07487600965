#include "searcher/show/twins.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::Twin;
using search::Twins;

constexpr std::size_t kNarrow = 60;      ///< columns below which texts stand one below the other
constexpr std::size_t kBeginning = 600;  ///< bytes of each text

std::vector<std::string> lines_of(const Article& article, std::size_t width) {
  std::string beginning = printable(article.body);
  const bool cut = beginning.size() > kBeginning;
  if (cut) {
    beginning.resize(beginning.find_last_of(' ', kBeginning) == std::string::npos
                         ? beginning.size()
                         : beginning.find_last_of(' ', kBeginning));
    beginning += " …";
  }
  const std::string title = printable(title_text(article));
  const std::string text = wrapped(title, {.width = width}, 0) + wrapped(beginning, {.width = width}, 0);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string side_by_side(const Article& left, const Article& right, std::size_t width) {
  const std::size_t column = (width - 3) / 2;
  const std::vector<std::string> a = lines_of(left, column);
  const std::vector<std::string> b = lines_of(right, column);
  std::string out;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string l = i < a.size() ? a[i] : std::string();
    const std::string r = i < b.size() ? b[i] : std::string();
    std::string line = l + std::string(column - std::min(column, display_width(l)), ' ') + " │ " + r;
    while (line.ends_with(' ')) line.pop_back();
    out += line + "\n";
  }
  return out;
}

std::string days_text(int days) {
  if (days == 0) return "the same day";
  return fmt::format("{} {} {}", std::abs(days), std::abs(days) == 1 ? "day" : "days",
                     days < 0 ? "before" : "after");
}

std::string head_of(const Article& article) {
  return fmt::format("{} · {} · {} · {}", dates::publication_text(article.publication),
                     article.source.name.empty() ? article.source.slug : article.source.name,
                     article.language.code(), to_string(article.id));
}

}  // namespace

std::string twins_text(const Twins& twins, const Style& style) {
  std::string out;
  for (const std::string& notice : twins.notices) out += printable(notice) + "\n";
  out += wrapped("twins of: " + printable(title_text(twins.article)), style, 0);
  out += dim(style, printable(head_of(twins.article))) + "\n";
  std::size_t number = 0;
  for (const Twin& twin : twins.twins) {
    out += fmt::format("{:>3}. ", ++number) + bold(style, printable(title_text(twin.article))) + "\n";
    out += wrapped(printable(fmt::format("{} · {} · score {:.2f}", head_of(twin.article),
                                         days_text(twin.days_apart), twin.score)),
                   style, 5);
    out += wrapped(printable(fmt::format("both have {}", fmt::join(twin.shared, ", "))), style, 5);
  }
  if (!twins.twins.empty()) {
    out += "\n";
    const std::size_t width = style.width == 0 ? 120 : style.width;
    if (width >= kNarrow) {
      out += side_by_side(twins.article, twins.twins.front().article, width);
    }
  }
  const std::string found =
      twins.twins.empty() ? "no twin" : fmt::format("{} {}", number, number == 1 ? "twin" : "twins");
  const std::string status =
      fmt::format("{} among {} {} of these days in another language or from another source", found,
                  grouped(twins.looked_at), twins.looked_at == 1 ? "article" : "articles");
  return out + dim(style, wrapped(status, style, 0));
}

std::string twins_json(const Twins& twins) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.object("twins_of", [&] { write_article_head(json, twins.article); });
    write_index(json, twins.index_articles, twins.revision);
    json.member("looked_at", twins.looked_at);
    json.array("twins", twins.twins, [&](const Twin& twin) {
      json.object([&] {
        json.member("score", twin.score);
        json.member("days_apart", twin.days_apart);
        json.array("shared", twin.shared);
        write_article_head(json, twin.article);
      });
    });
    json.array("notices", twins.notices);
  });
  return json.line();
}

Table twins_table(const Twins& twins) {
  Table table;
  table.columns = {{"id"},  {"published"},        {"source"},      {"language"}, {"title"},
                   {"url"}, {"days_apart", true}, {"score", true}, {"shared"}};
  for (const Twin& twin : twins.twins) {
    const Article& article = twin.article;
    table.rows.push_back({to_string(article.id), dates::publication_text(article.publication),
                          article.source.slug, std::string(article.language.code()), article.title,
                          article.url, std::to_string(twin.days_apart), fmt::format("{:.3f}", twin.score),
                          fmt::format("{}", fmt::join(twin.shared, ", "))});
  }
  return table;
}

}  // namespace dateline::show
