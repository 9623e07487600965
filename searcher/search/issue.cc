#include "searcher/search/issue.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "searcher/search/guard_reading.h"

namespace dateline::search {

SearchResult<Issue> issue_of(Engine& engine, dates::Day day, SearchRequest search) {
  search.from = dates::to_iso(day);
  search.to = search.from;
  SearchResult<Selection> selection = engine.select(search);
  if (!selection) return tl::unexpected(selection.error());
  return guard_reading([&]() -> SearchResult<Issue> {
    const index::IndexReader& reader = engine.reader();
    Issue out{.day = day};
    out.total = selection->matches.size();
    out.index_articles = reader.articles();
    out.revision = reader.revision();
    out.notices = std::move(selection->notices);
    std::map<std::pair<bool, std::string>, IssueOfSource> sources;  // unknown, slug
    for (const std::uint32_t docid : selection->matches.docids()) {
      stop_if_raised(engine.stop_flag());
      Result<Article> article = reader.article(docid);
      if (!article) return tl::unexpected(wrap(article.error()));
      IssueOfSource& source = sources[{article->source.slug.empty(), article->source.slug}];
      source.source = article->source;
      source.articles.push_back(std::move(*article));
    }
    for (auto& [key, source] : sources) {
      std::sort(source.articles.begin(), source.articles.end(), [](const Article& a, const Article& b) {
        return std::tie(a.origin.path, a.origin.record, a.id) <
               std::tie(b.origin.path, b.origin.record, b.id);
      });
      out.sources.push_back(std::move(source));
    }
    return out;
  });
}

}  // namespace dateline::search
