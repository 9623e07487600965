#pragma once

#include <cstddef>
#include <fstream>
#include <istream>
#include <string>

#include "common/result.h"

namespace dateline {

/// Opens a file that a person named, to be read once from its beginning: an ordinary file or a pipe, as a
/// shell makes for `<(…)`. A Usage error for what cannot be opened, for folders and for devices that have no
/// end, such as /dev/zero; /dev/null is empty.
Result<std::ifstream> open_named_file(const std::string& name);

/// The bytes of such a file. A Usage error when there are more than `most`.
Result<std::string> read_named_file(const std::string& name, std::size_t most);

/// What is left in a stream, which `name` tells in errors. As read_named_file.
Result<std::string> read_rest(std::istream& in, const std::string& name, std::size_t most);

/// How a line ended that was read from a stream.
enum class LineRead {
  kWhole,
  kCut,  ///< it was longer; what was left of it has been read
  kEnd,  ///< of the stream: there was no line
};

/// Reads a line, without its end, into `line`: at most `most` bytes of it.
LineRead read_line(std::istream& in, std::string& line, std::size_t most);

}  // namespace dateline
