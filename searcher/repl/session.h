#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/repl/command.h"
#include "searcher/repl/completer.h"
#include "searcher/repl/completion.h"
#include "searcher/repl/place.h"
#include "searcher/repl/saved_sets.h"
#include "searcher/repl/screen.h"
#include "searcher/repl/settings.h"
#include "searcher/search/engine.h"
#include "searcher/search/kwic.h"
#include "searcher/show/facet_text.h"

namespace dateline::search {

/// The state of the shell between lines and what its commands do with it. A line that starts with a colon is
/// a command, and so are help, quit, exit and ? alone; a number alone shows that hit, +f1 and -f1 choose
/// facet values, anything else is a query. Of several lines at once (a paste) each is run when one of them is
/// a command; else they are one query. Not thread-safe.
class Session {
 public:
  /// Microseconds on a clock that never goes back; given so that tests control time.
  using Clock = std::uint64_t (*)();

  struct Options {
    bool colour = false;
    bool batch = false;                    ///< `:source` ends at the first error
    std::optional<dates::Day> today = {};  ///< as in SearchRequest
  };

  Session(Engine& engine, Screen& screen, Clock clock, Options options);

  /// `where` stands before error messages: "line 3".
  Outcome execute(std::string_view line, std::string_view where = {});

  /// Two lines for a first-time user, with an example that finds something in this very index.
  std::string greeting() const;
  /// With the trail of refinements.
  std::string prompt() const;
  /// Whether quotation marks are open at the end of a query.
  static bool unfinished(std::string_view text);
  /// What may stand at the end of a line.
  Completion complete(std::string_view line);

  // What follows is for the commands.

  Engine& engine() { return engine_; }
  Settings& settings() { return settings_; }
  const Options& options() const { return options_; }
  Trail& trail() { return trail_; }
  SavedSets& sets() { return sets_; }
  SetFinder& finder() { return finder_; }
  /// The last answer; null before the first query.
  const SearchResponse* answer() const { return answered_ ? &response_ : nullptr; }
  /// The request that was answered last, for what is to be asked about the same articles.
  const SearchRequest& request() const { return request_; }
  /// Filters that stand behind f1, f2 … of the last answer.
  const std::vector<std::string>& numbered_filters() const { return numbered_; }

  /// What gave the lines that `:kwic` showed last.
  std::optional<KwicRequest>& lines() { return lines_; }

  /// What asks for the articles where the session stands, in the index as it is now. A Usage error before the
  /// first query.
  SearchResult<SearchRequest> request_here();
  /// Asks at a new place, and stands there unless the question is wrong.
  Outcome go(Place place);
  /// What asks for the articles that some words find among all, without going there; without words as
  /// request_here.
  SearchResult<SearchRequest> asked(std::string_view words);
  /// Asks again where the session stands; hits from `offset` on.
  Outcome ask_again(std::size_t offset = 0);
  /// The facets where the session stands, without hits.
  Outcome show_facets();
  /// The id of the hit with that number, on another page too, or the id itself. A Usage error says what is
  /// wrong with what stands behind `command`.
  Result<std::string> id_of(std::string_view number_or_id, std::string_view command);
  /// With the words of the last query marked.
  SearchResult<std::optional<Engine::Shown>> article(std::string_view id);

  show::Style style() const;           ///< that fits the screen now
  show::Style style_of_texts() const;  ///< for whole articles
  void show(std::string_view text) { screen_.show(text, settings_.pager ? Paging::kPages : Paging::kNone); }
  void show_in_pager(std::string_view text) { screen_.show(text, Paging::kProgram); }
  void tell(std::string_view text) { screen_.tell(text); }
  Outcome error(std::string_view what, std::string_view hint = {});
  Outcome error(const Error& error) { return this->error(error.what, error.hint); }
  Outcome error(const SearchError& error);

  /// Runs the lines of a file, each as if it were typed.
  Outcome source(const std::string& file);

 private:
  enum class Part { kHits, kFacets };

  Outcome dispatch(std::string_view line);
  Outcome run_lines(std::string_view lines);
  Outcome run_command(std::string_view line);
  Outcome toggle(std::string_view line);
  /// Finds what the place asks for and shows it; the response of this session changes on success only.
  Outcome ask(const Place& place, std::size_t offset, Part part);
  SearchResult<SearchRequest> request_at(const Place& place);
  void print(Part part);
  Place place_of(std::string_view words) const;
  /// The id of the hit in sight that begins so, in four digits or more; empty when none or several do.
  std::string whole_id(std::string_view beginning) const;
  void renew_index();
  std::string status() const;
  std::string advice() const;

  static constexpr unsigned kMaxSources = 8;  ///< of `:source` within `:source`

  Engine& engine_;
  Screen& screen_;
  Clock clock_;
  Options options_;
  Settings settings_;
  Trail trail_;
  SavedSets sets_;
  SetFinder finder_;
  Completer completer_;
  SearchRequest request_;
  SearchResponse response_;
  bool answered_ = false;
  std::optional<KwicRequest> lines_;
  std::vector<show::FacetRow> rows_;   ///< counts of the last answer
  std::vector<std::string> numbered_;  ///< the filters of those that have one
  std::string where_;                  ///< before error messages
  unsigned sources_ = 0;               ///< files being read
  std::string told_revision_;          ///< why a newer index could not be opened, as the user was told
};

}  // namespace dateline::search
