#include <malloc.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <variant>

#include "common/index/xapian_wall.h"
#include "common/text/printable.h"
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

/// What nobody catches, as an exception that a library throws while it cleans up: nothing was published.
[[noreturn]] void on_terminate() {
  using namespace dateline;
  const auto thrown = index::guard([] {
    if (const std::exception_ptr exception = std::current_exception()) std::rethrow_exception(exception);
  });
  const std::string why = thrown ? "the program cannot go on" : thrown.error().what;
  std::fprintf(stderr, "dateline-index: %s\n  the command has ended; run it again\n",
               text::visible(why).c_str());
  std::_Exit(static_cast<int>(ExitCode::kSystem));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dateline;
  std::set_terminate(on_terminate);
  // Large memory goes back to the system when it is given up, so that what inverting held is free for the
  // check; by itself the library would soon keep it.
  ::mallopt(M_MMAP_THRESHOLD, kLargeMemory);
  const auto arguments =
      indexer::parse_arguments({argv + 1, argv + argc}, DATELINE_VERSION, cli::surroundings_of_process());
  stop_on(SIGINT);
  stop_on(SIGTERM);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error like a full disk
  std::ios::sync_with_stdio(false);
  ExitCode code = ExitCode::kDone;
  if (arguments) {
    indexer::StoppableInput input(STDIN_FILENO, g_stop);
    std::istream in(&input);
    const indexer::Streams streams{in, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1, &g_stop};
    const Result<ExitCode> ended = index::guard([&] {
      return std::visit([&](const auto& command) { return indexer::run(command, streams); }, *arguments);
    });
    code = ended ? *ended : indexer::report_error(std::cerr, ended.error());
  } else {
    std::cout << arguments.error().out;
    std::cerr << arguments.error().err;
    code = arguments.error().code;
  }
  std::cout.flush();
  if (!std::cout && code == ExitCode::kDone) {
    return static_cast<int>(
        indexer::report_error(std::cerr, {ErrorKind::kSystem, "cannot write the output", ""}));
  }
  return static_cast<int>(code);
}
