#include <fmt/format.h>
#include <fmt/ostream.h>

#include "indexer/commands.h"

namespace dateline::indexer {

CLI::Option* add_index_option(CLI::App& command, std::string& index) {
  return command.add_option("-i,--index", index, "folder of the index")
      ->envname("DATELINE_INDEX")
      ->default_val("archive.idx");
}

ExitCode report_error(std::ostream& err, const Error& error) {
  fmt::print(err, "dateline-index: {}\n", error.what);
  if (!error.hint.empty()) fmt::print(err, "  {}\n", error.hint);
  return exit_code(error.kind);
}

}  // namespace dateline::indexer
