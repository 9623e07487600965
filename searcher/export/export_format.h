#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace dateline::search {

enum class ExportFormat : std::uint8_t { kJsonl, kCsv, kTsv, kBibtex, kCslJson };

inline constexpr std::array<std::string_view, 5> kExportFormats{"jsonl", "csv", "tsv", "bibtex", "csl-json"};

std::optional<ExportFormat> find_export_format(std::string_view name);

/// By the end of the name: .jsonl, .csv, .tsv, .bib, .json (CSL-JSON); nullopt for any other.
std::optional<ExportFormat> export_format_of(const std::filesystem::path& file);

}  // namespace dateline::search
