#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dateline::feed {

/// The engines that a feed can be made for.
enum class Target : std::uint8_t { kSolr, kOpensearch, kQuickwit };

inline constexpr std::array<std::string_view, 3> kTargets{"solr", "opensearch", "quickwit"};

constexpr std::string_view name(Target target) { return kTargets[static_cast<std::size_t>(target)]; }
std::optional<Target> find_target(std::string_view name);

/// What an engine is told about a field.
enum class FieldType : std::uint8_t {
  kValue,   ///< one string, found as a whole and counted as a facet
  kText,    ///< words, by the engine's own analysis
  kTokens,  ///< words that are analysed already, apart by blanks
  kDay,     ///< midnight (UTC) of a day in Pyongyang
  kSpan,    ///< first and last day
  kNumber,  ///< whole number
};

struct Field {
  std::string_view name;
  FieldType type;
  bool many = false;  ///< a list
};

/// Every member that a document of a feed may have. Members without a value are left out, but for `id`.
inline constexpr std::array<Field, 36> kFields{{
    {"id", FieldType::kValue},
    {"key", FieldType::kValue},
    {"title", FieldType::kText},
    {"body", FieldType::kText},
    {"url", FieldType::kValue},
    {"other_urls", FieldType::kValue, true},
    {"host", FieldType::kValue},
    {"source", FieldType::kValue},
    {"source_name", FieldType::kValue},
    {"language", FieldType::kValue},
    {"topic", FieldType::kValue},
    {"published", FieldType::kDay},
    {"published_last", FieldType::kDay},
    {"published_text", FieldType::kValue},
    {"published_precision", FieldType::kValue},
    {"published_confidence", FieldType::kValue},
    {"published_by", FieldType::kValue},
    {"published_flags", FieldType::kValue, true},
    {"juche_year", FieldType::kNumber},
    {"juche_stamp", FieldType::kValue},
    {"mentions", FieldType::kSpan, true},
    {"captured", FieldType::kDay},
    {"first_captured", FieldType::kDay},
    {"captures", FieldType::kNumber},
    {"persons", FieldType::kValue, true},
    {"organisations", FieldType::kValue, true},
    {"places", FieldType::kValue, true},
    {"group", FieldType::kValue},
    {"text_hash", FieldType::kValue},
    {"version", FieldType::kValue},
    {"versions", FieldType::kNumber},
    {"tokens", FieldType::kTokens},
    {"stems", FieldType::kTokens},
    {"path", FieldType::kValue},
    {"record", FieldType::kNumber},
    {"left_out", FieldType::kValue, true},
}};

/// Longest value of a kValue in bytes: the limit of Lucene for a term is 32,766.
inline constexpr std::size_t kMaxValueBytes = 32'000;

}  // namespace dateline::feed
