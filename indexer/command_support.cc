#include <fmt/format.h>
#include <fmt/ostream.h>

#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/sources/format.h"

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

CLI::Option* add_read_as_option(CLI::App& command, std::string& format, const std::string& names) {
  std::vector<std::string> formats{"auto", "tsv"};
  formats.insert(formats.end(), kFormatNames.begin(), kFormatNames.end());
  return command
      .add_option(names, format, "auto (by the ending, else the content), text, html, jsonl, csv, tsv, warc")
      ->check(CLI::IsMember(formats));
}

ExitCode report_error(std::ostream& err, const Error& error) {
  fmt::print(err, "dateline-index: {}\n", text::visible(error.what));
  if (!error.hint.empty()) fmt::print(err, "  {}\n", text::visible(error.hint));
  return exit_code(error.kind);
}

}  // namespace dateline::indexer
