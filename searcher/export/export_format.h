#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "common/result.h"

namespace dateline::search {

enum class ExportFormat : std::uint8_t { kJsonl, kCsv, kTsv, kBibtex, kCslJson };

inline constexpr std::array<std::string_view, 5> kExportFormats{"jsonl", "csv", "tsv", "bibtex", "csl-json"};

std::optional<ExportFormat> find_export_format(std::string_view name);

/// The format of that name, or where none is given the one that the name of the file ends in (.jsonl, .csv,
/// .tsv, .bib, .json for CSL-JSON), for "-" JSON Lines. A Usage error lists the formats.
Result<ExportFormat> choose_export_format(std::string_view name, const std::filesystem::path& file);

/// Whether a format has a place for whole texts; those for bibliographies have none.
bool takes_bodies(ExportFormat format);

}  // namespace dateline::search
