#include "common/cli/shell_words.h"

#include <algorithm>

#include "common/cli/words.h"

namespace dateline::cli {

std::string_view live_kind(const OptionRow& row) {
  if (row.value == value::kQuery) return "query";
  if (row.value == value::kFilter) return "filter";
  if (row.value == value::kFacet) return "facet";
  if (row.value == value::kId) return "id";
  return {};
}

std::string function_name(const ProgramTable& program) {
  std::string out = program.name;
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

std::string single_quoted(std::string_view text) {
  return "'" + replaced(std::string(text), "'", "'\\''") + "'";
}

}  // namespace dateline::cli
