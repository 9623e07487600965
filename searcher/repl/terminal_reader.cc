#include <signal.h>
#include <stdio.h>  // readline needs FILE
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <readline/history.h>
#include <readline/readline.h>

#include <filesystem>

#include "searcher/repl/line_reader.h"

namespace dateline::search {
namespace {

// Readline takes plain functions, so the one reader that lives is known here.
Completer* g_completer = nullptr;
std::vector<std::string>* g_candidates = nullptr;
volatile sig_atomic_t g_interrupted = 0;

char* next_candidate(const char*, int state) {
  static std::size_t at = 0;
  if (state == 0) at = 0;
  return at < g_candidates->size() ? ::strdup((*g_candidates)[at++].c_str()) : nullptr;
}

char** complete(const char* text, int start, int) {
  rl_attempted_completion_over = 1;  // never file names
  *g_candidates = (*g_completer)(std::string(rl_line_buffer, static_cast<std::size_t>(rl_point)),
                                 static_cast<std::size_t>(start));
  if (!g_candidates->empty() && (g_candidates->size() > 1 || g_candidates->front().ends_with(':'))) {
    rl_completion_suppress_append = 1;
  }
  return rl_completion_matches(text, next_candidate);
}

void on_interrupt(int) { g_interrupted = 1; }

int on_event() {
  if (g_interrupted != 0) rl_done = 1;
  return 0;
}

class TerminalReader final : public LineReader {
 public:
  TerminalReader(std::string history_file, Completer completer)
      : history_file_(std::move(history_file)), completer_(std::move(completer)) {
    g_completer = &completer_;
    g_candidates = &candidates_;
    rl_readline_name = "dateline";
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t\"()";
    rl_catch_signals = 0;
    rl_event_hook = on_event;
    using_history();
    stifle_history(5000);
    if (!history_file_.empty()) {
      std::error_code ignored;
      std::filesystem::create_directories(std::filesystem::path(history_file_).parent_path(), ignored);
      read_history(history_file_.c_str());
    }
    struct sigaction action = {};
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, &old_action_);
  }

  ~TerminalReader() override {
    sigaction(SIGINT, &old_action_, nullptr);
    if (!history_file_.empty()) {
      const mode_t old = umask(S_IRWXG | S_IRWXO);
      write_history(history_file_.c_str());
      umask(old);
      chmod(history_file_.c_str(), S_IRUSR | S_IWUSR);
    }
    rl_event_hook = nullptr;
    g_completer = nullptr;
    g_candidates = nullptr;
  }

  std::optional<std::string> read(const std::string& prompt) override {
    g_interrupted = 0;
    char* line = ::readline(prompt.c_str());
    if (line == nullptr) return std::nullopt;
    std::string out(line);
    ::free(line);
    if (g_interrupted != 0) {
      ::fputs("^C\n", stdout);
      return std::string();
    }
    if (out.find_first_not_of(" \t") != std::string::npos) {
      const HIST_ENTRY* last = history_length > 0 ? history_get(history_base + history_length - 1) : nullptr;
      if (last == nullptr || out != last->line) add_history(out.c_str());
    }
    return out;
  }

 private:
  std::string history_file_;
  Completer completer_;
  std::vector<std::string> candidates_;
  struct sigaction old_action_ = {};
};

}  // namespace

std::unique_ptr<LineReader> make_terminal_reader(std::string history_file, Completer completer) {
  return std::make_unique<TerminalReader>(std::move(history_file), std::move(completer));
}

}  // namespace dateline::search
