#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "indexer/commands.h"
#include "indexer/standard_input.h"

namespace {

constexpr int kLargeMemory = 2 << 20;

std::atomic<bool> g_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_interrupt(int) { g_stop.store(true); }

/// The first signal ends the command in order; a second one ends it at once.
void stop_on(int signal) {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESETHAND;
  sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dateline;
  // Large memory goes back to the system when it is given up, so that what inverting held is free for the
  // check; by itself the library would soon keep it.
  ::mallopt(M_MMAP_THRESHOLD, kLargeMemory);
  CLI::App app{"dateline-index: turns captures of North Korean state media into a searchable index"};
  app.set_version_flag("--version", std::string("dateline-index ") + DATELINE_VERSION);
  app.require_subcommand(1);
  app.set_config("--config", "", "read options from this file");
  app.footer(
      "Examples:\n"
      "  dateline-index build captures/ -i archive.idx\n"
      "  dateline-index build articles.jsonl --map title=headline,body=story_text,date=date,url=link\n"
      "  dateline-index add new/ -i archive.idx\n"
      "  dateline-index remove e3919c90e6cf3250 -i archive.idx\n"
      "  dateline-index inspect capture.txt\n"
      "Exit codes: 0 done, 2 wrong usage, 3 input problems, 4 index problems, 5 the system failed.");
  indexer::Run run;
  indexer::add_build_command(app, run);
  indexer::add_add_command(app, run);
  indexer::add_remove_command(app, run);
  indexer::add_inspect_command(app, run);
  indexer::add_dates_command(app, run);
  indexer::add_info_command(app, run);
  indexer::add_check_command(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::kUsage);
  }
  stop_on(SIGINT);
  stop_on(SIGTERM);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error like a full disk
  std::ios::sync_with_stdio(false);
  indexer::StoppableInput input(STDIN_FILENO, g_stop);
  std::istream in(&input);
  const indexer::Streams streams{in, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1, &g_stop};
  const ExitCode code = run(streams);
  std::cout.flush();
  if (!std::cout && code == ExitCode::kDone) {
    return static_cast<int>(
        indexer::report_error(std::cerr, {ErrorKind::kSystem, "cannot write the output", ""}));
  }
  return static_cast<int>(code);
}
