#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dateline::search {

/// Where the shell gets its lines from.
class LineReader {
 public:
  virtual ~LineReader() = default;
  /// The next line without its end; nullopt at the end of the input. An interrupted line (Ctrl-C) is "".
  virtual std::optional<std::string> read(const std::string& prompt) = 0;
};

/// Whole words that may stand where `line` ends; `word_start` is the byte where that word begins.
using Completer = std::function<std::vector<std::string>(const std::string& line, std::size_t word_start)>;

/// Reads a stream; shows no prompt.
std::unique_ptr<LineReader> make_stream_reader(std::istream& in);

/// GNU readline on the terminal of the process: editing, Ctrl-R, completion with Tab. The history is kept in
/// `history_file` (readable by its owner only); none when empty. One at a time: readline is global.
std::unique_ptr<LineReader> make_terminal_reader(std::string history_file, Completer completer);

}  // namespace dateline::search
