#include "searcher/export/export_format.h"

#include <algorithm>
#include <utility>

namespace dateline::search {

std::optional<ExportFormat> find_export_format(std::string_view name) {
  const auto found = std::find(kExportFormats.begin(), kExportFormats.end(), name);
  if (found == kExportFormats.end()) return std::nullopt;
  return static_cast<ExportFormat>(found - kExportFormats.begin());
}

std::optional<ExportFormat> export_format_of(const std::filesystem::path& file) {
  constexpr std::array<std::pair<std::string_view, ExportFormat>, 7> kEndings{
      {{".jsonl", ExportFormat::kJsonl},
       {".ndjson", ExportFormat::kJsonl},
       {".csv", ExportFormat::kCsv},
       {".tsv", ExportFormat::kTsv},
       {".bib", ExportFormat::kBibtex},
       {".bibtex", ExportFormat::kBibtex},
       {".json", ExportFormat::kCslJson}}};
  const std::string ending = file.extension().string();
  for (const auto& [name, format] : kEndings) {
    if (ending == name) return format;
  }
  return std::nullopt;
}

}  // namespace dateline::search
