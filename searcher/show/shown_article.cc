#include "searcher/show/shown_article.h"

#include <fmt/format.h>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::ArticleCopy;
using search::ShownArticle;

/// A row with its columns as they are where it fits, else in several lines.
std::string row(const std::string& line, const Style& style) {
  constexpr std::size_t kIndent = 2;
  const std::string text = printable(line);
  if (style.width == 0 || kIndent + display_width(text) <= style.width) return "  " + text + "\n";
  return wrapped(text, style, kIndent);
}

std::string evidence_text(const ShownArticle& shown, const Style& style) {
  if (shown.evidence.empty()) return {};
  std::string out = "\n" + wrapped("evidence for the day of publication", style, 0);
  for (const dates::Evidence& evidence : shown.evidence) {
    std::string line = fmt::format("{:<9} {:<11}", evidence.by, evidence.reads);
    if (!evidence.printed.empty()) line += fmt::format(" \"{}\"", evidence.printed);
    if (!evidence.verdict.empty()) line += " " + evidence.verdict;
    out += row(line, style);
  }
  return out;
}

std::string copies_text(const ShownArticle& shown, const Style& style) {
  if (shown.copies_in_all == 0) return {};
  std::string out = fmt::format("\nthe same text in {} more {}\n", grouped(shown.copies_in_all),
                                shown.copies_in_all == 1 ? "article" : "articles");
  for (const ArticleCopy& copy : shown.copies) {
    const Article& head = copy.head;
    const std::string date = dates::publication_text(head.publication);
    std::string line = fmt::format("{} {:<10}", to_string(head.id), date.empty() ? "no date" : date);
    if (!head.source.name.empty()) line += " " + head.source.name;
    if (head.captured) line += fmt::format(", captured {}", dates::to_iso(*head.captured));
    line += " " + (head.url.empty() ? head.origin.path : head.url);
    out += row(line, style);
  }
  if (shown.copies_in_all > shown.copies.size()) out += "  …\n";
  return out;
}

}  // namespace

std::string shown_text(const ShownArticle& shown, const Style& style) {
  return article_head_text(shown.article, shown.notes, style) + evidence_text(shown, style) +
         copies_text(shown, style) + "\n" + wrapped(shown.body, style, 0, true);
}

std::string shown_json(const ShownArticle& shown) {
  const Article& article = shown.article;
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    write_article_head(json, article);
    json.array("mentions", article.mentions,
               [&](const dates::DateMention& mention) { index::write_mention(json, mention, std::nullopt); });
    if (!article.extra.empty()) index::write_extra(json, article.extra);
    write_notes(json, shown.notes);
    json.member("body", article.body);
    json.array("evidence", shown.evidence, [&](const dates::Evidence& evidence) {
      json.object([&] {
        json.member("by", evidence.by);
        json.member_or_null("printed", evidence.printed);
        json.member("reads", evidence.reads);
        json.member("verdict", evidence.verdict);
      });
    });
    json.member("copies", shown.copies_in_all);
    json.array("same_text", shown.copies,
               [&](const ArticleCopy& copy) { json.object([&] { write_article_head(json, copy.head); }); });
  });
  return json.line();
}

}  // namespace dateline::show
