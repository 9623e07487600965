#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/dates/day.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

/// What a source published on one day, in the order of the files and records that it was read from.
struct IssueOfSource {
  Source source;  ///< without slug and name where it is unknown
  std::vector<Article> articles;
};

/// Everything that was published on one day.
struct Issue {
  dates::Day day{};
  std::vector<IssueOfSource> sources = {};  ///< by slug, the unknown one last
  std::uint64_t total = 0;
  std::uint64_t index_articles = 0;
  std::string revision = {};
  std::vector<std::string> notices = {};
};

/// The articles of a day, every copy of them; `search` narrows them (filters, words), its period does not
/// count. An article of which only the month or year is known is no part of a day.
SearchResult<Issue> issue_of(Engine& engine, dates::Day day, SearchRequest search);

}  // namespace dateline::search
