#pragma once

#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace dateline::search {

/// How a text that is higher than the screen is shown.
enum class Paging {
  kNone,     ///< all at once
  kPages,    ///< page by page, with a line that says which key does what; any other key begins the next line
  kProgram,  ///< through the pager of the user
};

/// Where a session writes to. All text given must be printable (show/printable.h) but for our own styles.
class Screen {
 public:
  virtual ~Screen() = default;

  /// Data; `paging` is for texts that do not fit the screen.
  virtual void show(std::string_view text, Paging paging) = 0;
  /// What was typed while pages were shown and belongs to the next line; then it is forgotten.
  virtual std::string take_typed() { return {}; }
  /// Talk: errors, notices.
  virtual void tell(std::string_view text) = 0;
  /// Columns for text at this moment; 0: lines are not to be fitted.
  virtual std::size_t columns() const = 0;
  /// Columns for long texts, which go to other programs as they are.
  virtual std::size_t columns_of_texts() const = 0;
};

/// Two streams that are no terminal.
std::unique_ptr<Screen> make_stream_screen(std::ostream& out, std::ostream& err);

struct TerminalOptions {
  std::string pager;        ///< shell command; empty: none
  bool ascii_only = false;  ///< the terminal or its locale cannot show more
};
/// The terminal of the process; `out` and `err` lead to it. Its size is asked for each time.
std::unique_ptr<Screen> make_terminal_screen(std::ostream& out, std::ostream& err, TerminalOptions options);

}  // namespace dateline::search
