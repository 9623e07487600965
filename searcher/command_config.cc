#include "searcher/commands.h"

namespace dateline::search {

ExitCode run(const ConfigArguments& arguments, const Streams& streams) {
  streams.out << (arguments.format == "json"
                      ? cli::configuration_json(arguments.configuration, arguments.all)
                      : cli::configuration_text(arguments.configuration, arguments.all));
  return ExitCode::kDone;
}

}  // namespace dateline::search
