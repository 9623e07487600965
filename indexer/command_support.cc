#include <fmt/format.h>
#include <fmt/ostream.h>

#include "indexer/commands.h"

namespace dateline::indexer {

CLI::Option* add_index_option(CLI::App& command, std::string& index) {
  return command.add_option("-i,--index", index, "folder of the index")
      ->envname("DATELINE_INDEX")
      ->default_val("archive.idx");
}

CLI::Option* add_way_option(CLI::App& command, std::string& way) {
  return command
      .add_option(
          "--way", way,
          "update (a copy of the index is changed), rebuild (all is built anew from what is stored), or "
          "auto (by how much changes)")
      ->check(CLI::IsMember({"auto", "update", "rebuild"}));
}

UpdateWay update_way(const std::string& way) {
  return way == "update" ? UpdateWay::kUpdate : way == "rebuild" ? UpdateWay::kRebuild : UpdateWay::kAuto;
}

ExitCode report_error(std::ostream& err, const Error& error) {
  fmt::print(err, "dateline-index: {}\n", error.what);
  if (!error.hint.empty()) fmt::print(err, "  {}\n", error.hint);
  return exit_code(error.kind);
}

}  // namespace dateline::indexer
