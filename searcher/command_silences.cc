#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/articles_by_docid.h"
#include "searcher/search/engine.h"
#include "searcher/search/silences.h"
#include "searcher/show/silences.h"

namespace dateline::search {

ExitCode run(const SilencesArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Silences> found = silences(*engine, {.search = *search, .limit = arguments.limit});
  if (!found) return report_error(streams.err, found.error());
  const Result<ArticlesByDocid> articles = read_articles(*engine, named_articles(*found));
  if (!articles) return report_error(streams.err, articles.error());
  const auto article = [&](std::uint32_t docid) -> const Article& { return articles->at(docid); };
  const Answer answer{
      .text = [&](const show::Style& style) { return show::silences_text(*found, article, style); },
      .json = [&] { return show::silences_json(*found, article); },
      .table = [&] { return show::silences_table(*found, article); },
      .command = "silences",
      .query = found->query,
      .revision = found->revision,
      .index_articles = found->index_articles,
      .notices = found->notices};
  return write_answer(answer, !found->longest.empty(), arguments.query, streams);
}

}  // namespace dateline::search
