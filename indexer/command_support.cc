#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>

#include "common/text/printable.h"
#include "indexer/commands.h"

namespace dateline::indexer {

std::int64_t now_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

ExitCode report_error(std::ostream& err, const Error& error) {
  fmt::print(err, "dateline-index: {}\n", text::visible(error.what));
  if (!error.hint.empty()) fmt::print(err, "  {}\n", text::visible(error.hint));
  return exit_code(error.kind);
}

}  // namespace dateline::indexer
