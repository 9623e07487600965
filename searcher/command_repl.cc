#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>

#include "searcher/commands.h"
#include "searcher/repl/line_reader.h"
#include "searcher/repl/session.h"

namespace dateline::search {
namespace {

struct ReplArguments {
  std::string index;
  std::string colour = "auto";
  bool batch = false;
};

std::uint64_t steady_us() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

ExitCode run_repl(const ReplArguments& arguments, const Streams& streams) {
  Result<Engine> engine = Engine::open(arguments.index);
  if (!engine) return report_error(streams.err, engine.error());
  const bool interactive = streams.in_is_terminal && streams.out_is_terminal;
  Session session(*engine, streams.out, streams.err, style_of(arguments.colour, streams), steady_us);
  std::unique_ptr<LineReader> reader;
  if (interactive) {
    const std::string history = streams.state_folder.empty() ? "" : streams.state_folder + "/history";
    reader = make_terminal_reader(history, [&](const std::string& line, std::size_t word_start) {
      return session.complete(line, word_start);
    });
    streams.out << session.greeting();
  } else {
    reader = make_stream_reader(streams.in);
  }
  ExitCode code = ExitCode::kDone;
  for (;;) {
    streams.out.flush();
    const std::optional<std::string> line = reader->read(session.prompt());
    if (!line) break;
    const Outcome outcome = session.execute(*line);
    if (outcome == Outcome::kQuit) break;
    if (outcome == Outcome::kError) {
      code = interactive ? ExitCode::kDone : ExitCode::kUsage;
      if (arguments.batch) return code;
    }
  }
  if (interactive) streams.out << '\n';
  return code;
}

}  // namespace

void add_repl_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<ReplArguments>();
  CLI::App* command = app.add_subcommand("repl", "a search shell; reads commands from a pipe too");
  add_index_option(*command, arguments->index);
  add_colour_option(*command, arguments->colour);
  command->add_flag("--batch", arguments->batch, "stop at the first error");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_repl(*arguments, s); }; });
}

}  // namespace dateline::search
