#include <malloc.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <iostream>
#include <variant>

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
  const auto arguments = indexer::parse_arguments({argv + 1, argv + argc}, DATELINE_VERSION);
  if (!arguments) {
    std::cout << arguments.error().out;
    std::cerr << arguments.error().err;
    return static_cast<int>(arguments.error().code);
  }
  stop_on(SIGINT);
  stop_on(SIGTERM);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error like a full disk
  std::ios::sync_with_stdio(false);
  indexer::StoppableInput input(STDIN_FILENO, g_stop);
  std::istream in(&input);
  const indexer::Streams streams{in, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1, &g_stop};
  const ExitCode code =
      std::visit([&](const auto& command) { return indexer::run(command, streams); }, *arguments);
  std::cout.flush();
  if (!std::cout && code == ExitCode::kDone) {
    return static_cast<int>(
        indexer::report_error(std::cerr, {ErrorKind::kSystem, "cannot write the output", ""}));
  }
  return static_cast<int>(code);
}
