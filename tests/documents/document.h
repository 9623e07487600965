#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The commands that stand in a document, in its fenced blocks:
///
///     ```
///     $ dateline-search embankment -i samples.idx
///     9 articles in 4.1 ms
///     ```
///
/// A line that begins with "$ " is a command, what follows up to the next one is its output; a line "…"
/// stands for any number of lines. In a block without "$ ", lines that begin with the name of a program are
/// commands whose output is not shown. A block marked ```console not-run has commands that need what is not
/// here: a server, a larger collection.
namespace dateline::documents {

struct Command {
  std::size_t line = 0;  ///< of the document, from 1
  std::string text;      ///< lines that end in a backslash are joined
  bool run = true;
  bool has_output = false;
  std::vector<std::string> output;  ///< lines
  std::size_t output_begin = 0;     ///< first line of the output, from 1
};

std::vector<Command> commands_of(std::string_view document);

/// A line without what differs from run to run: times, sizes in memory, folders of the test.
std::string masked(std::string line);

/// Whether the lines are the expected ones, masked; "…" stands for any number of lines.
bool matches(const std::vector<std::string>& expected, const std::vector<std::string>& lines);

/// The document with the outputs of its commands in place of what stands there.
std::string with_outputs(std::string_view document, const std::vector<Command>& commands);

std::vector<std::string> lines_of(std::string_view text);

}  // namespace dateline::documents
