#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/index/index_reader.h"
#include "common/result.h"
#include "common/text/analyzer.h"
#include "common/text/language.h"
#include "common/text/lexicon.h"
#include "common/text/token_list.h"
#include "searcher/notes/notes_file.h"
#include "searcher/query/lexer.h"
#include "searcher/query/plan.h"
#include "searcher/query/planner.h"
#include "searcher/search/facets.h"
#include "searcher/search/filters.h"
#include "searcher/search/match_set.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/postings.h"
#include "searcher/search/request.h"
#include "searcher/search/search_error.h"
#include "searcher/search/selection.h"
#include "searcher/search/stop.h"
#include "searcher/search/vocabulary.h"

namespace dateline::search {

/// The exact set of articles that a request asks for, before anything is ranked or printed.
struct Found {
  MatchSet matches;  ///< that the query finds and all filters let through
  query::Plan plan;  ///< by which they were found
  Filters filters;
  bool narrowed = false;  ///< filters took articles away, or could have
  bool relaxed = false;   ///< articles have most of the words, not all
  std::vector<FacetResult> facets;
  std::vector<std::string> notices;    ///< sentences about how the query was read and what else to try
  std::vector<std::string> proposals;  ///< the whole query with another spelling that notices offer in it
};

/// Reads requests and finds their articles in one open index; what counts, ranks, draws or exports them
/// starts from here. Keeps posting lists between requests. Bound to the reader. Not thread-safe. May throw
/// index errors: call it within index::guard.
class Finder {
 public:
  static constexpr std::size_t kSuggestions = 3;  ///< other spellings of one word, or values of one filter
  /// A question or a pasted headline of so many words is not expected to stand in an article whole.
  static constexpr std::size_t kLongQuery = 5;

  /// `stop`, raised, makes the methods throw Stopped; null: nothing does. `notes` has the tags of the reader,
  /// and may be null.
  explicit Finder(const index::IndexReader& reader, const StopFlag* stop = nullptr,
                  notes::NotesReader* notes = nullptr);
  void stop_at(const StopFlag* stop);

  /// Query, filters, days and facets of the request; its paging, order and folding are left to the caller.
  SearchResult<Found> find(const SearchRequest& request);
  /// The same when the plan of the request is known.
  SearchResult<Found> find(const SearchRequest& request, query::Plan plan);

  /// The same without facets, with the articles that its filters let through whatever the query.
  SearchResult<Selection> select(const SearchRequest& request);
  /// What `select` would give, from what was found for the request.
  Selection selection(const SearchRequest& request, const Found& found);

  /// How the query of a request is read.
  SearchResult<query::Plan> plan(const SearchRequest& request);
  query::PlanOptions plan_options(const SearchRequest& request);
  /// What the queries in the context of a request ask for, each by any of its words.
  std::vector<query::PlanNode> context(const SearchRequest& request);

  MatchSets& sets() { return sets_; }
  /// The posting lists of the words that were asked for last.
  PostingStore& postings() { return postings_; }
  text::Analyzer& analyzer() { return analyzer_; }
  /// The spellings of names; read when they are asked for first.
  const text::Lexicon& lexicon();
  /// From now on these lists count beside the lexicon, in place of those before; null changes nothing. An
  /// error tells what is wrong with them.
  Status use_names(const std::shared_ptr<const std::vector<text::NameList>>& names);

 private:
  void choose_languages();
  text::Lexicon lexicon_of_index();
  SearchResult<query::Plan> plan(const SearchRequest& request, query::Mode mode);
  query::PlanOptions plan_options(const SearchRequest& request, query::Mode mode);
  std::vector<query::SourceRange> suggest_spellings(const SearchRequest& request, Found& found);
  std::vector<std::string> written_apart(std::string_view term);
  void suggest_phrase(const SearchRequest& request, const query::Plan& plan, const MatchSet& matches,
                      std::vector<std::string>& notices);
  void suggest_initial_sounds(const SearchRequest& request, const query::LexToken& part,
                              const std::string& word, Found& found, std::vector<query::SourceRange>& told);
  void suggest_frequent(const SearchRequest& request, const query::Plan& plan, Found& found);
  void suggest_names(const SearchRequest& request, const query::Plan& plan, Found& found);
  void say_why_nothing(const SearchRequest& request, const std::vector<query::SourceRange>& told,
                       Found& found);

  query::Tagged tagged();

  const index::IndexReader& reader_;
  notes::NotesReader* reader_notes_;
  std::optional<Error> notes_error_;
  PostingStore postings_;
  MatchSets sets_;
  IndexVocabulary vocabulary_;
  const StopFlag* stop_;
  text::Analyzer analyzer_;
  text::TokenList tokens_;
  std::optional<text::Lexicon> lexicon_;
  std::shared_ptr<const std::vector<text::NameList>> names_;  ///< that are part of it
  std::vector<text::Language> languages_;
  query::Leads leads_ = query::Leads::kNone;
};

/// Says which words of a query were read as names. `text`: the query.
void notice_names(const query::Plan& plan, std::string_view text, std::vector<std::string>& notices);

/// The filters of a request, or what is wrong with them.
SearchResult<Filters> filters_of(const SearchRequest& request);

}  // namespace dateline::search
