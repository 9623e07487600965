#include "common/json_writer.h"
#include "searcher/repl/completer.h"
#include "searcher/serve/pages.h"

namespace dateline::serve {

HttpReply suggestions_json(search::Engine& engine, const PageState& state) {
  const std::string& query = state.query;
  // What begins with a colon is a command of the shell, which completes it.
  const bool is_command = query.starts_with(':');
  const search::Completion found =
      is_command ? search::Completion{} : search::Completer(engine).complete(query, {});
  JsonWriter json;
  json.object([&] {
    json.array("suggestions", found.candidates, [&](const search::Candidate& candidate) {
      json.object([&] {
        json.member("query", query.substr(0, found.start) + candidate.text);
        json.member_or_null("note", candidate.note);
      });
    });
    json.member("more", found.more);
  });
  return {.type = "application/json", .body = json.line()};
}

}  // namespace dateline::serve
