#include "searcher/interruption.h"

namespace dateline::search {
namespace {

StopFlag g_interrupted = false;  // signal handlers reach it
static_assert(StopFlag::is_always_lock_free);

void on_signal(int) { g_interrupted.store(true); }

}  // namespace

Interruption::Interruption() {
  g_interrupted = false;
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < 3; ++i) sigaction(kSignals[i], &action, &before_[i]);
}

Interruption::~Interruption() {
  for (std::size_t i = 0; i < 3; ++i) sigaction(kSignals[i], &before_[i], nullptr);
}

const StopFlag& Interruption::flag() { return g_interrupted; }

}  // namespace dateline::search
