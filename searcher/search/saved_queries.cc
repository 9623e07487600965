#include "searcher/search/saved_queries.h"

#include <utility>

#include "searcher/search/take_notes.h"

namespace dateline::search {

SearchResult<std::vector<SavedQueryCount>> saved_queries(Engine& engine, dates::Day today) {
  const auto notes = engine.notes();
  if (!notes) return tl::unexpected(wrap(notes.error()));
  std::vector<SavedQueryCount> out;
  for (const auto& [name, query] : (*notes)->saved) {
    SavedQueryCount one{.name = name, .query = query, .error = {}};
    SearchRequest request;
    request.today = today;
    ask_saved(query, request);
    const auto found = engine.articles(request);
    if (!found) {
      if (found.error().stopped()) return tl::unexpected(found.error());
      one.error = found.error().error.what;
    } else {
      MatchSet fresh = new_since(engine, query).set->articles;
      fresh &= (*found)->articles;
      one.articles = (*found)->articles.size();
      one.fresh = fresh.size();
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace dateline::search
