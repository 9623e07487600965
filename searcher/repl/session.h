#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/search/engine.h"
#include "searcher/show/style.h"

namespace dateline::search {

/// What a line led to.
enum class Outcome { kDone, kError, kQuit };

/// The state of the shell between lines: the last query and its answer, the settings. A line that starts with
/// a colon is a command, a number alone shows that hit, anything else is a query. Not thread-safe.
class Session {
 public:
  /// Microseconds on a clock that never goes back; given so that tests control time.
  using Clock = std::uint64_t (*)();

  Session(Engine& engine, std::ostream& out, std::ostream& err, show::Style style, Clock clock);

  Outcome execute(std::string_view line);

  /// Two lines for a first-time user, with an example from this index.
  std::string greeting() const;
  std::string prompt() const { return "dateline> "; }

  /// Words that complete the one that begins at `word_start`: commands, fields, values of fields.
  std::vector<std::string> complete(const std::string& line, std::size_t word_start) const;

 private:
  struct Command {
    std::string_view name;
    std::string_view usage;
    std::string_view help;
    Outcome (Session::*run)(std::string_view rest);
  };
  static const std::vector<Command>& commands();

  Outcome query(std::string_view text);
  Outcome search_again();
  Outcome show_hit(std::size_t number);
  Outcome error(std::string_view what, std::string_view hint = {});
  Outcome error(const SearchError& error);

  Outcome run_explain(std::string_view rest);
  Outcome run_facets(std::string_view rest);
  Outcome run_help(std::string_view rest);
  Outcome run_info(std::string_view rest);
  Outcome run_next(std::string_view rest);
  Outcome run_prev(std::string_view rest);
  Outcome run_quit(std::string_view rest);
  Outcome run_set(std::string_view rest);
  Outcome run_show(std::string_view rest);

  Engine& engine_;
  std::ostream& out_;
  std::ostream& err_;
  show::Style style_;
  Clock clock_;
  SearchRequest request_;
  SearchResponse response_;
  bool searched_ = false;
  std::string told_revision_;  ///< of a newer index that the user was told of
};

}  // namespace dateline::search
