#include "searcher/show/issue.h"

#include <fmt/format.h>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::Issue;
using search::IssueOfSource;

std::string articles_text(std::uint64_t n) {
  return fmt::format("{} {}", grouped(n), n == 1 ? "article" : "articles");
}

}  // namespace

std::string issue_text(const Issue& issue, const Style& style) {
  constexpr std::size_t kIndent = 23;  // behind the id and the language
  std::string out;
  for (const std::string& notice : issue.notices) out += printable(notice) + "\n";
  for (const IssueOfSource& source : issue.sources) {
    const std::string name = source.source.name.empty() ? "no known source" : printable(source.source.name);
    out += bold(style, name) + dim(style, ", " + articles_text(source.articles.size())) + "\n";
    for (const Article& article : source.articles) {
      const std::string lines = wrapped(printable(title_text(article)), style, kIndent);
      out += dim(style, fmt::format("  {}  {:<2} ", to_string(article.id), article.language.code())) +
             lines.substr(kIndent);
    }
  }
  return out + dim(style, fmt::format("{} of {}", articles_text(issue.total), dates::to_iso(issue.day))) +
         "\n";
}

std::string issue_json(const Issue& issue) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("day", dates::to_iso(issue.day));
    write_index(json, issue.index_articles, issue.revision);
    json.member("total", issue.total);
    json.array("sources", issue.sources, [&](const IssueOfSource& source) {
      json.object([&] {
        json.member_or_null("source", source.source.slug);
        json.member_or_null("name", source.source.name);
        json.array("articles", source.articles,
                   [&](const Article& article) { json.object([&] { write_article_head(json, article); }); });
      });
    });
    json.array("notices", issue.notices);
  });
  return json.line();
}

Table issue_table(const Issue& issue) {
  Table table;
  table.columns = {{"day"}, {"source"}, {"id"}, {"language"}, {"title"}, {"url"}};
  for (const IssueOfSource& source : issue.sources) {
    for (const Article& article : source.articles) {
      table.rows.push_back({dates::to_iso(issue.day), source.source.slug, to_string(article.id),
                            std::string(article.language.code()), article.title, article.url});
    }
  }
  return table;
}

}  // namespace dateline::show
