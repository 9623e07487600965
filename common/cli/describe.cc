#include "common/cli/describe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>

namespace dateline::cli {

void add_format_option(CLI::App& command, std::string& format, const std::vector<std::string>& formats) {
  const std::span<const std::string> first(formats.data(), formats.size() - 1);
  command.add_option("--format", format, fmt::format("{} or {}", fmt::join(first, ", "), formats.back()))
      ->check(CLI::IsMember(formats));
}

}  // namespace dateline::cli
