#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "common/error.h"
#include "searcher/options.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"
#include "searcher/streams.h"

namespace dateline::search {

/// What a command found, in each of the forms in which it can be given. Only the one that is asked for is
/// made.
struct Answer {
  std::function<std::string(const show::Style&)> text;
  std::function<std::string()> json;
  std::function<show::Table()> table;
  // What a table says about itself in the file beside it.
  std::string command;
  std::string query;
  std::string revision;
  std::uint64_t index_articles = 0;
  std::vector<std::string> notices;
};

/// That the bytes of an .xlsx file have no place on a terminal.
Error no_sheet_on_terminal();

/// Writes the answer as the arguments ask: to the standard output or to a file, which appears whole or not at
/// all; a table with what it is the answer to in a file beside it. `found`: whether there is anything. Errors
/// are told.
ExitCode write_answer(const Answer& answer, bool found, const QueryArguments& arguments,
                      const Streams& streams);

}  // namespace dateline::search
