#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>

#include "common/text/printable.h"
#include "indexer/commands.h"

namespace dateline::indexer {

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

BuildOptions rewrite_options(const RewriteArguments& arguments, const Streams& streams) {
  BuildOptions options;
  options.index = arguments.index;
  options.threads = arguments.threads;
  options.memory_bytes = arguments.memory_megabytes << 20;
  options.stop = streams.stop;
  options.now = now();
  return options;
}

Error failure_of(const Streams& streams, const Error& error) {
  return streams.stop != nullptr && streams.stop->load() ? interrupted() : error;
}

ExitCode report_error(std::ostream& err, const Error& error) {
  fmt::print(err, "dateline-index: {}\n", text::visible(error.what));
  if (!error.hint.empty()) fmt::print(err, "  {}\n", text::visible(error.hint));
  return exit_code(error.kind);
}

}  // namespace dateline::indexer
