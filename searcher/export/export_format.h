#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "common/result.h"

namespace dateline::search {

enum class ExportFormat : std::uint8_t { kJsonl, kCsv, kTsv, kXlsx, kBibtex, kCslJson, kRis };

inline constexpr std::array<std::string_view, 7> kExportFormats{"jsonl",  "csv",      "tsv", "xlsx",
                                                                "bibtex", "csl-json", "ris"};

std::optional<ExportFormat> find_export_format(std::string_view name);

/// The format of that name, or where none is given the one that the name of the file ends in (.jsonl, .csv,
/// .tsv, .xlsx, .bib, .json for CSL-JSON, .ris), for "-" JSON Lines. A Usage error lists the formats.
Result<ExportFormat> choose_export_format(std::string_view name, const std::filesystem::path& file);

/// Whether a format has a place for whole texts; those for bibliographies have none.
bool takes_bodies(ExportFormat format);

/// Whether the articles are rows of a table, whose columns may be chosen.
bool is_table(ExportFormat format);

/// Whether a file of the format has no place for what the export says about itself, which goes into a file
/// beside it.
bool needs_about(ExportFormat format);

}  // namespace dateline::search
