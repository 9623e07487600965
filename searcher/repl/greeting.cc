#include "searcher/repl/greeting.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/index/xapian_wall.h"
#include "common/text/analyzer.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

/// A word of a title and the year of its article; empty where the first articles have none.
std::string example(const index::IndexReader& reader) {
  constexpr index::Docid kLooked = 50;
  constexpr std::size_t kLetters = 5;
  const std::uint64_t all = reader.terms().articles();
  text::Analyzer analyzer;
  text::TokenList tokens;
  index::Docid looked = 0;
  for (index::Docid docid = 1; docid <= reader.columns().last_docid() && looked < kLooked; ++docid) {
    if (!reader.columns().is_living(docid)) continue;
    ++looked;
    const Result<Article> article = reader.article(docid);
    if (!article) continue;
    text::AnalysisCounts ignored;
    analyzer.analyze(article->title, article->language, tokens, ignored);
    std::string best;
    std::uint64_t most = 1;  // a word that other articles have too makes the better example
    for (const text::Token& token : tokens) {
      if (token.kind != text::TokenKind::kWord || token.length < kLetters) continue;
      const std::uint64_t articles = reader.terms().document_frequency(std::string(token.term));
      if (articles <= most || articles > std::max<std::uint64_t>(all / 10, 20)) continue;
      most = articles;
      best = article->title.substr(token.offset, token.length);
    }
    const index::Columns& columns = reader.columns();
    const std::uint32_t year = columns.ordinal(index::Facet::kYear, docid);
    if (best.empty()) continue;
    best = show::printable(best);
    return year == 0 ? best : fmt::format("{} date:{}", best, columns.value(index::Facet::kYear, year));
  }
  return {};
}

}  // namespace

std::string greeting_text(const index::IndexReader& reader) {
  const std::uint64_t articles = reader.articles();
  const Result<std::string> tried = index::guard([&] { return example(reader); });
  return fmt::format(
      "{} {} in {}. Type words, for example: {}\nA number shows a hit, Tab completes, :help lists the "
      "commands, "
      "Ctrl-D leaves.\n",
      show::grouped(articles), articles == 1 ? "article" : "articles", reader.name(),
      tried && !tried->empty() ? *tried : "river date:2023");
}

}  // namespace dateline::search
