#pragma once

#include <atomic>
#include <cstddef>
#include <istream>
#include <ostream>
#include <string>

namespace dateline::search {

/// What a command talks to and where it runs. Made in `main` only.
struct Streams {
  std::istream& in;
  std::ostream& out;  ///< data
  std::ostream& err;  ///< talk
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool colour_allowed = true;     ///< no NO_COLOR, no TERM=dumb
  std::size_t columns = 80;       ///< of the terminal
  bool ascii_only = false;        ///< the output is a terminal whose locale shows nothing else
  std::string pager = {};         ///< command for long texts; empty: none
  std::string state_folder = {};  ///< for the history of the shell; empty: keep none
};

}  // namespace dateline::search
