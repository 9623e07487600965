#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <functional>
#include <string>

#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/search/take_notes.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

ExitCode change(const std::vector<std::filesystem::path>& indexes, const std::string& id,
                const std::function<Status(notes::ArticleNotes&)>& change, const Streams& streams) {
  Result<Engine> engine = Engine::open(indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const auto taken = change_article_notes(*engine, id, change);
  if (!taken) return report_error(streams.err, taken.error());
  if (!*taken) return report_unknown_article(streams.err, id);
  const notes::ArticleNotes& notes = (*taken)->notes;
  std::string line = to_string((*taken)->article);
  line += " " + (notes.tags.empty() ? "no tags" : show::tags_text(notes));
  if (!notes.text.empty()) line += " with a note";
  fmt::print(streams.out, "{}\n", show::printable(line));
  return ExitCode::kDone;
}

}  // namespace

ExitCode run(const TagArguments& arguments, const Streams& streams) {
  return change(arguments.indexes, arguments.id,
                arguments.remove ? remove_tags(arguments.tags) : add_tags(arguments.tags), streams);
}

ExitCode run(const NoteArguments& arguments, const Streams& streams) {
  if (arguments.remove != arguments.words.empty()) {
    return report_error(streams.err, Error{ErrorKind::kUsage, "a note needs a text, or --remove without one",
                                           "write: dateline-search note ID TEXT"});
  }
  return change(arguments.indexes, arguments.id, set_note(fmt::format("{}", fmt::join(arguments.words, " "))),
                streams);
}

}  // namespace dateline::search
