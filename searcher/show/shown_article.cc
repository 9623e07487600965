#include "searcher/show/shown_article.h"

#include <fmt/format.h>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using nlohmann::ordered_json;
using search::ArticleCopy;
using search::ShownArticle;

std::string evidence_text(const ShownArticle& shown) {
  if (shown.evidence.empty()) return {};
  std::string out = "\nevidence for the day of publication\n";
  for (const dates::Evidence& evidence : shown.evidence) {
    std::string line = fmt::format("{:<9} {:<11}", evidence.by, evidence.reads);
    if (!evidence.printed.empty()) line += fmt::format(" \"{}\"", evidence.printed);
    if (!evidence.verdict.empty()) line += " " + evidence.verdict;
    out += "  " + printable(line) + "\n";
  }
  return out;
}

std::string copies_text(const ShownArticle& shown) {
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
    out += "  " + printable(line) + "\n";
  }
  if (shown.copies_in_all > shown.copies.size()) out += "  …\n";
  return out;
}

}  // namespace

std::string shown_text(const ShownArticle& shown, const Style& style) {
  return article_head_text(shown.article, style) + evidence_text(shown) + copies_text(shown) + "\n" +
         wrapped(shown.body, style, 0, true);
}

std::string shown_json(const ShownArticle& shown) {
  ordered_json out = article_json(shown.article);
  ordered_json evidence = ordered_json::array();
  for (const dates::Evidence& one : shown.evidence) {
    evidence.push_back({{"by", one.by},
                        {"printed", one.printed.empty() ? ordered_json(nullptr) : ordered_json(one.printed)},
                        {"reads", one.reads},
                        {"verdict", one.verdict}});
  }
  out["evidence"] = std::move(evidence);
  ordered_json copies = ordered_json::array();
  for (const ArticleCopy& copy : shown.copies) copies.push_back(article_head_json(copy.head));
  out["copies"] = shown.copies_in_all;
  out["same_text"] = std::move(copies);
  return index::dump(out) + "\n";
}

}  // namespace dateline::show
