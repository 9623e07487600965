#include <poll.h>
#include <signal.h>
#include <stdio.h>  // readline needs FILE
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>
#include <readline/history.h>
#include <readline/readline.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

#include "searcher/repl/line_reader.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

constexpr int kHistoryLines = 5000;

class TerminalReader;

// Readline and signal handlers are plain functions, so the one reader that lives is known here.
TerminalReader* g_reader = nullptr;
StopFlag* g_interrupted = nullptr;
volatile sig_atomic_t g_resized = 0;
volatile sig_atomic_t g_continued = 0;

void on_interrupt(int) {
  if (g_interrupted != nullptr) g_interrupted->store(true);
}
void on_resize(int) { g_resized = 1; }
void on_continue(int) { g_continued = 1; }

/// Replaces a signal's action and gives it back in the end.
class Handler {
 public:
  Handler(int signal, void (*handle)(int)) : signal_(signal) {
    struct sigaction action = {};
    action.sa_handler = handle;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, &before_);
  }
  ~Handler() { sigaction(signal_, &before_, nullptr); }
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;

 private:
  int signal_;
  struct sigaction before_ = {};
};

char* copy(const std::string& text) { return ::strdup(text.c_str()); }

class TerminalReader final : public LineReader {
 public:
  explicit TerminalReader(TerminalReaderOptions options)
      : options_(std::move(options)),
        interrupt_(SIGINT, on_interrupt),
        resize_(SIGWINCH, on_resize),
        continue_(SIGCONT, on_continue) {
    g_reader = this;
    g_interrupted = options_.interrupted;
    rl_readline_name = "dateline";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    // The whole line up to the cursor is one word to readline; which part is completed we know better.
    rl_completer_word_break_characters = word_breaks_.data();
    rl_basic_quote_characters = word_breaks_.data();
    rl_completer_quote_characters = nullptr;
    rl_sort_completion_matches = 0;
    rl_attempted_completion_function = [](const char*, int, int) { return g_reader->matches(); };
    rl_completion_display_matches_hook = [](char**, int, int) { g_reader->display(); };
    using_history();
    stifle_history(kHistoryLines);
    open_history();
  }

  ~TerminalReader() override {
    if (!options_.history_file.empty()) history_truncate_file(options_.history_file.c_str(), kHistoryLines);
    rl_attempted_completion_function = nullptr;
    rl_completion_display_matches_hook = nullptr;
    clear_history();
    g_reader = nullptr;
    g_interrupted = nullptr;
  }

  std::optional<std::string> read(const std::string& prompt) override {
    if (options_.interrupted != nullptr) options_.interrupted->store(false);
    std::optional<std::string> text = read_line(prompt);
    while (text && !dropped_ && options_.unfinished && options_.unfinished(*text)) {
      const std::optional<std::string> more = read_line("     …> ");
      if (!more || more->empty()) break;
      *text += "\n" + *more;
    }
    if (!text) return std::nullopt;
    if (dropped_) return std::string();
    remember(*text);
    return text;
  }

 private:
  std::string shown(const std::string& text) const {
    return options_.ascii_only ? show::ascii_only(text) : text;
  }
  bool was_interrupted() const { return options_.interrupted != nullptr && options_.interrupted->load(); }

  /// Waits for keys without keeping the processor busy; signals are let in while it waits, and only then.
  std::optional<std::string> read_line(const std::string& prompt) {
    sigset_t signals;
    sigset_t before;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGWINCH, SIGCONT}) sigaddset(&signals, signal);
    sigprocmask(SIG_BLOCK, &signals, &before);
    line_.reset();
    done_ = false;
    rl_callback_handler_install(shown(prompt).c_str(), [](char* line) { g_reader->take(line); });
    rl_resize_terminal();  // it may have changed while we were not looking
    if (options_.typed_before) {
      if (const std::string typed = options_.typed_before(); !typed.empty()) {
        rl_insert_text(typed.c_str());
        rl_redisplay();
      }
    }
    while (!done_) {
      pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
      const int ready = ::ppoll(&input, 1, nullptr, &before);
      // Where keys wait, ppoll lets no signal in. Ctrl-C has thrown away the keys before it, so those that
      // wait were typed behind it and belong to the next line.
      sigprocmask(SIG_SETMASK, &before, nullptr);
      sigprocmask(SIG_BLOCK, &signals, nullptr);
      if (was_interrupted()) break;
      if (g_continued != 0) {
        g_continued = 0;
        rl_deprep_terminal();
        rl_prep_terminal(1);
        rl_forced_update_display();
      }
      if (g_resized != 0) {
        g_resized = 0;
        rl_resize_terminal();
      }
      if (ready > 0) rl_callback_read_char();
      if (ready < 0 && errno != EINTR) break;
    }
    // Ctrl-C behind a line that was sent is for what the line does.
    dropped_ = !done_;
    if (dropped_) {
      rl_callback_sigcleanup();
      rl_point = rl_end;
      rl_redisplay();
      ::fputs("^C\n",
              rl_outstream);  // at the end of the line: to leave it, readline returns to its beginning
      ::fflush(rl_outstream);
      rl_free_line_state();
      rl_callback_handler_remove();
      line_ = std::string();
    }
    sigprocmask(SIG_SETMASK, &before, nullptr);
    return line_;
  }

  void take(char* line) {
    done_ = true;
    rl_callback_handler_remove();
    if (line == nullptr) return;
    line_ = std::string(line);
    ::free(line);
  }

  void open_history() {
    if (options_.history_file.empty()) return;
    const std::filesystem::path file(options_.history_file);
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path().parent_path(), ignored);
    ::mkdir(file.parent_path().c_str(), S_IRWXU);
    const int made = ::open(file.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0) {
      options_.history_file.clear();  // nowhere to keep one
      return;
    }
    ::fchmod(made, S_IRUSR | S_IWUSR);
    ::close(made);
    read_history(file.c_str());
  }

  void remember(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');  // a line of the file is an entry
    if (text.find_first_not_of(" \t") == std::string::npos) return;
    const HIST_ENTRY* last = history_length > 0 ? history_get(history_base + history_length - 1) : nullptr;
    if (last != nullptr && text == last->line) return;
    add_history(text.c_str());
    if (!options_.history_file.empty()) append_history(1, options_.history_file.c_str());
  }

  char** matches() {
    rl_attempted_completion_over = 1;  // never readline's own file names
    const std::string line(rl_line_buffer, static_cast<std::size_t>(rl_point));
    completion_ = options_.complete(line);
    const auto& found = completion_.candidates;
    if (found.empty()) return nullptr;
    const std::string before = line.substr(0, completion_.start);
    auto** out = static_cast<char**>(::calloc(found.size() + 2, sizeof(char*)));
    if (out == nullptr) return nullptr;
    if (found.size() == 1) {
      out[0] = copy(before + found.front().text);
      rl_completion_suppress_append = completion_.goes_on ? 1 : 0;
      return out;
    }
    out[0] = copy(before + completion_.common);
    for (std::size_t i = 0; i < found.size(); ++i) out[i + 1] = copy(before + found[i].text);
    return out;
  }

  void display() {
    const auto& found = completion_.candidates;
    int rows = 0;
    int columns = 0;
    rl_get_screen_size(&rows, &columns);
    const std::size_t width = static_cast<std::size_t>(std::max(columns, 20)) - 1;
    const std::size_t most = std::max<std::size_t>(static_cast<std::size_t>(std::max(rows, 8)) - 3, 5);
    std::size_t widest = 0;
    for (std::size_t i = 0; i < std::min(found.size(), most); ++i) {
      widest = std::max(widest, show::display_width(found[i].text));
    }
    std::string out = "\n";
    for (std::size_t i = 0; i < std::min(found.size(), most); ++i) {
      std::string row = "  " + found[i].text;
      if (!found[i].note.empty()) {
        row.append(widest - show::display_width(found[i].text) + 2, ' ');
        row += found[i].note;
      }
      out += show::fit(row, width) + "\n";
    }
    const std::size_t left_out = completion_.more + (found.size() > most ? found.size() - most : 0);
    if (left_out > 0) out += "  … and " + std::to_string(left_out) + " more\n";
    ::fputs(shown(out).c_str(), rl_outstream);
    ::fflush(rl_outstream);
    rl_on_new_line();
    rl_forced_update_display();
  }

  TerminalReaderOptions options_;
  Handler interrupt_;
  Handler resize_;
  Handler continue_;
  std::array<char, 1> word_breaks_{'\0'};
  std::optional<std::string> line_;
  bool done_ = false;     ///< the line was sent, or the input has ended
  bool dropped_ = false;  ///< Ctrl-C came first
  Completion completion_;
};

}  // namespace

std::unique_ptr<LineReader> make_terminal_reader(TerminalReaderOptions options) {
  return std::make_unique<TerminalReader>(std::move(options));
}

}  // namespace dateline::search
