#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/index_reader.h"
#include "common/result.h"
#include "common/text/lexicon.h"
#include "searcher/notes/notes_file.h"
#include "searcher/query/plan.h"
#include "searcher/search/day_totals.h"
#include "searcher/search/explain.h"
#include "searcher/search/paging.h"
#include "searcher/search/request.h"
#include "searcher/search/search_error.h"
#include "searcher/search/selection.h"
#include "searcher/search/shown_article.h"
#include "searcher/search/stop.h"

namespace dateline::search {

struct Timeline;
struct TimelineRequest;

/// Answers in place of an Engine that has an index open: of shards on other machines (searcher/remote). The
/// methods are those of the Engine.
class Shards {
 public:
  virtual ~Shards() = default;
  virtual SearchResult<SearchResponse> search(const SearchRequest& request) = 0;
  virtual SearchResult<Timeline> timeline(const TimelineRequest& request) = 0;
  virtual SearchResult<std::optional<ShownArticle>> show(std::string_view id,
                                                         const SearchRequest* request) = 0;
  virtual const text::Lexicon& lexicon() = 0;
  virtual Status use_names(std::shared_ptr<const std::vector<text::NameList>> names) = 0;
  /// See IndexReader::of_shards.
  virtual const index::IndexReader& reader() const = 0;
  virtual Status reopen() = 0;
  virtual void stop_at(const StopFlag* stop) = 0;
};

/// What cannot be asked of shards, and what to do instead.
Error not_of_shards(std::string_view what);

/// Answers requests from one index, or from several as if they were one. Not thread-safe; one per thread.
class Engine {
 public:
  static Result<Engine> open(const std::filesystem::path& folder);
  static Result<Engine> open(std::span<const std::filesystem::path> folders);
  /// Over shards. What these have no method for is an error (not_of_shards).
  explicit Engine(std::unique_ptr<Shards> shards);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// Ranked hits, exact totals and facets. When the index is replaced while it is read, the new one is opened
  /// and the request is answered again, three times at most. `elapsed_us` is left to the caller.
  SearchResult<SearchResponse> search(const SearchRequest& request);
  /// The same, and what `select` would give for it; of shards the query alone, by which `timeline` counts.
  SearchResult<SearchResponse> search(const SearchRequest& request, Selection& selection);

  /// All hits of a request in their order, one at a time: `begin` gets the counts before the first, `hit`
  /// each of them; an error of either ends it. `limit` and facets do not count. Memory: one article, and 16
  /// bytes for each that was found. An index that is replaced meanwhile is read to the end as it was.
  using OnBegin = std::function<Status(const SearchResponse&)>;
  using OnHit = std::function<Status(const Hit&)>;
  SearchResult<void> stream(const SearchRequest& request, const OnBegin& begin, const OnHit& hit);

  /// The articles that a request selects, without ranking them.
  SearchResult<Selection> select(const SearchRequest& request);

  /// A page of those of `matches` that the plan finds, best first, as `search` ranks them.
  SearchResult<std::vector<Scored>> rank(const query::Plan& plan, const MatchSet& matches, PageRange range);

  /// The articles that `search` counts for the same request.
  SearchResult<std::shared_ptr<const ArticleSet>> articles(const SearchRequest& request);

  /// From now on a search ends with an error soon after `stop` is raised; it is for the caller to lower it.
  /// `stop` must outlive the engine. Null: nothing stops a search.
  void stop_at(const StopFlag* stop);
  const StopFlag* stop_flag() const { return stop_; }

  /// How the query is read and what each part of it finds; with the id or key of an article also why this
  /// stands where it does.
  SearchResult<Explanation> explain(const SearchRequest& request, std::string_view article = {});

  /// The article with that id (16 hexadecimal digits) or key; nullopt when there is none. `request`, when
  /// given, marks the words of its query.
  using Shown = ShownArticle;
  SearchResult<std::optional<Shown>> show(std::string_view id, const SearchRequest* request = nullptr);

  /// Publishers by their short names.
  const std::map<std::string, std::string>& source_names() const;
  /// The spellings of names that queries are widened by; lives as long as the open index.
  const text::Lexicon& lexicon();
  /// Lists that count beside the lexicon in requests that name none, also after `reopen`.
  Status use_names(std::shared_ptr<const std::vector<text::NameList>> names);
  /// The tags, notes and saved queries of the reader, as their files are now (notes_file.h). Over shards an
  /// error: they stand beside no index here.
  Result<std::shared_ptr<const notes::Notes>> notes();
  const index::IndexReader& reader() const;
  /// Sums over all articles by the days in these two columns, worked out once for each open index. May throw
  /// index errors.
  const std::vector<DayTotal>& day_totals(index::NumberColumn from, index::NumberColumn to);
  /// Null unless it answers from shards.
  Shards* shards() const { return shards_.get(); }
  /// True when the folder holds a newer index than the open one; open it with `reopen`.
  bool outdated() const;
  Status reopen();

 private:
  class Impl;
  Engine(std::shared_ptr<notes::NotesReader> notes, std::unique_ptr<Impl> impl);
  /// Runs `f` on the open index behind the wall of Xapian's exceptions; when the index was replaced
  /// meanwhile, opens the new one and runs `f` again, a few times. Over shards an error that names `what`.
  template <class F>
  auto guarded(std::string_view what, F f) -> decltype(f());

  const StopFlag* stop_ = nullptr;
  std::shared_ptr<const std::vector<text::NameList>> names_;
  std::shared_ptr<notes::NotesReader> notes_;
  std::unique_ptr<Impl> impl_;
  std::unique_ptr<Shards> shards_;  ///< in place of `impl_`
};

}  // namespace dateline::search
