#include <fmt/format.h>

#include <chrono>

#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/repl/line_reader.h"
#include "searcher/repl/screen.h"
#include "searcher/repl/session.h"
#include "searcher/search/engine.h"

namespace dateline::search {
namespace {

std::uint64_t steady_us() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

/// Lines of a person at a terminal. Errors are answered on the screen and do not count in the end.
ExitCode run_on_terminal(Engine& engine, const ReplArguments& arguments, const Streams& streams) {
  static StopFlag interrupted = false;  // signal handlers reach it
  engine.stop_at(&interrupted);
  const auto screen = make_terminal_screen(streams.out, streams.err,
                                           {.pager = streams.pager, .ascii_only = streams.ascii_only});
  Session session(
      engine, *screen, steady_us,
      {.colour = style_of(arguments.colour, streams).colour, .batch = arguments.batch, .today = today()});
  const auto reader = make_terminal_reader(
      {.history_file = streams.state_folder.empty() ? "" : streams.state_folder + "/history",
       .complete = [&](std::string_view line) { return session.complete(line); },
       .unfinished = Session::unfinished,
       .interrupted = &interrupted,
       .typed_before = [&] { return screen->take_typed(); },
       .ascii_only = streams.ascii_only});
  session.tell(session.greeting());
  if (streams.ascii_only) {
    session.tell("This locale shows ASCII only; with LC_ALL=C.UTF-8 other letters are shown too.\n");
  }
  while (const std::optional<std::string> line = reader->read(session.prompt())) {
    const Outcome outcome = session.execute(*line);
    if (outcome == Outcome::kQuit) return ExitCode::kDone;
    if (outcome == Outcome::kError && arguments.batch) return ExitCode::kUsage;
  }
  streams.out << '\n';
  return ExitCode::kDone;
}

/// Lines of a script: nothing is written but the answers.
ExitCode run_script(Engine& engine, const ReplArguments& arguments, const Streams& streams) {
  const auto screen = make_stream_screen(streams.out, streams.err);
  Session session(
      engine, *screen, steady_us,
      {.colour = style_of(arguments.colour, streams).colour, .batch = arguments.batch, .today = today()});
  const auto reader = make_stream_reader(streams.in);
  ExitCode code = ExitCode::kDone;
  std::size_t number = 0;
  while (const std::optional<std::string> line = reader->read({})) {
    const Outcome outcome = session.execute(*line, fmt::format("line {}", ++number));
    if (outcome == Outcome::kQuit) break;
    if (outcome != Outcome::kError) continue;
    code = ExitCode::kUsage;
    if (arguments.batch) break;
  }
  return code;
}

}  // namespace

ExitCode run(const ReplArguments& arguments, const Streams& streams) {
  Result<Engine> engine = open_engine(arguments.indexes, arguments.opening);
  if (!engine) return report_error(streams.err, engine.error());
  auto names = read_names(arguments.names);
  if (!names) return report_error(streams.err, names.error());
  if (const Status used = engine->use_names(std::move(*names)); !used)
    return report_error(streams.err, used.error());
  return streams.in_is_terminal && streams.out_is_terminal ? run_on_terminal(*engine, arguments, streams)
                                                           : run_script(*engine, arguments, streams);
}

}  // namespace dateline::search
