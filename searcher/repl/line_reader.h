#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "searcher/repl/completion.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// Of a line: a query that long is refused.
inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

/// Where the shell gets its lines from.
class LineReader {
 public:
  virtual ~LineReader() = default;
  /// The next line without its end; nullopt at the end of the input. An interrupted line (Ctrl-C) is "".
  virtual std::optional<std::string> read(const std::string& prompt) = 0;
};

/// Reads a stream; shows no prompt.
std::unique_ptr<LineReader> make_stream_reader(std::istream& in);

struct TerminalReaderOptions {
  std::string history_file;                                   ///< readable by its owner only; none when empty
  std::function<Completion(std::string_view line)> complete;  ///< the line up to the cursor
  std::function<bool(std::string_view text)> unfinished;      ///< whether another line belongs to the text
  /// Raised by Ctrl-C, lowered when the next line is read.
  StopFlag* interrupted = nullptr;
  /// What was typed for the next line before it was asked for; may be empty.
  std::function<std::string()> typed_before;
  bool ascii_only = false;  ///< prompts and completions
};

/// GNU readline on the terminal of the process: editing, Ctrl-R, completion with Tab. Each line is added to
/// the history file at once. One at a time: readline and signal handlers are global.
std::unique_ptr<LineReader> make_terminal_reader(TerminalReaderOptions options);

}  // namespace dateline::search
