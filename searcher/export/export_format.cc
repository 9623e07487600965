#include "searcher/export/export_format.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <utility>

namespace dateline::search {

std::optional<ExportFormat> find_export_format(std::string_view name) {
  const auto found = std::find(kExportFormats.begin(), kExportFormats.end(), name);
  if (found == kExportFormats.end()) return std::nullopt;
  return static_cast<ExportFormat>(found - kExportFormats.begin());
}

Result<ExportFormat> choose_export_format(std::string_view name, const std::filesystem::path& file) {
  constexpr std::array<std::pair<std::string_view, ExportFormat>, 9> kEndings{
      {{".jsonl", ExportFormat::kJsonl},
       {".ndjson", ExportFormat::kJsonl},
       {".csv", ExportFormat::kCsv},
       {".tsv", ExportFormat::kTsv},
       {".xlsx", ExportFormat::kXlsx},
       {".ris", ExportFormat::kRis},
       {".bib", ExportFormat::kBibtex},
       {".bibtex", ExportFormat::kBibtex},
       {".json", ExportFormat::kCslJson}}};
  const std::string hint = fmt::format("give --format {}", fmt::join(kExportFormats, ", "));
  if (!name.empty()) {
    if (const auto format = find_export_format(name)) return *format;
    return fail(ErrorKind::kUsage, fmt::format("there is no format '{}'", name), hint);
  }
  if (file == "-") return ExportFormat::kJsonl;
  const std::string ending = file.extension().string();
  for (const auto& [known, format] : kEndings) {
    if (ending == known) return format;
  }
  return fail(ErrorKind::kUsage, fmt::format("the name {} does not tell a format", file.string()), hint);
}

bool takes_bodies(ExportFormat format) { return format == ExportFormat::kJsonl || is_table(format); }

bool is_table(ExportFormat format) {
  return format == ExportFormat::kCsv || format == ExportFormat::kTsv || format == ExportFormat::kXlsx;
}

bool needs_about(ExportFormat format) { return is_table(format) || format == ExportFormat::kRis; }

}  // namespace dateline::search
