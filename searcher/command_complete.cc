#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>

#include "common/index/schema.h"
#include "searcher/commands.h"
#include "searcher/last_answer.h"
#include "searcher/repl/completer.h"
#include "searcher/search/engine.h"
#include "searcher/search/facet_choice.h"

namespace dateline::search {
namespace {

void write(const std::string& whole, const std::string& note, const Streams& streams) {
  if (note.find_first_of("\n\t") == std::string::npos && whole.find_first_of("\n\t") == std::string::npos)
    fmt::print(streams.out, "{}\t{}\n", whole, note);
}

/// A query with its last word completed.
void complete_query(const std::string& text, Engine& engine, const Streams& streams) {
  if (text.starts_with(':')) return;  // commands of the search shell
  const Completion completion = Completer(engine).complete(text, {});
  for (const Candidate& candidate : completion.candidates)
    write(text.substr(0, completion.start) + candidate.text, candidate.note, streams);
}

/// "source=kc": the values of a facet, as a filter writes them.
void complete_filter(const std::string& text, Engine& engine, const Streams& streams) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    for (const std::string_view facet : index::kFacetNames) {
      if (facet.starts_with(text)) write(fmt::format("{}=", facet), "", streams);
    }
    return;
  }
  const std::string field = text.substr(0, equals);
  const std::string lead = (field == "year" || field == "month" ? "date" : field) + ":";
  const Completion completion = Completer(engine).complete(lead + text.substr(equals + 1), {});
  for (const Candidate& candidate : completion.candidates) {
    if (!candidate.text.starts_with(lead)) continue;
    std::string value = candidate.text.substr(lead.size());
    std::erase(value, '"');
    write(field + "=" + value, candidate.note, streams);
  }
}

void complete_facet(const std::string& text, const Streams& streams) {
  for (const std::string& facet : facet_candidates(text)) {
    if (facet.starts_with(text)) write(facet, "", streams);
  }
}

}  // namespace

ExitCode run(const CompleteArguments& arguments, const Streams& streams) {
  if (arguments.kind == "id") {
    for (const Candidate& one : last_answer(streams.state_folder)) {
      if (one.text.starts_with(arguments.text)) write(one.text, one.note, streams);
    }
    return ExitCode::kDone;
  }
  if (arguments.kind == "facet") {
    complete_facet(arguments.text, streams);
    return ExitCode::kDone;
  }
  // Somebody is typing: without an index there is nothing to offer, and nothing to say.
  Result<Engine> engine = Engine::open(arguments.indexes);
  if (!engine) return exit_code(engine.error().kind);
  if (arguments.kind == "filter") {
    complete_filter(arguments.text, *engine, streams);
  } else {
    complete_query(arguments.text, *engine, streams);
  }
  return ExitCode::kDone;
}

}  // namespace dateline::search
