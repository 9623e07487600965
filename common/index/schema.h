#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::index {

/// Version of the table below, of the columns and of the stored data. An index of another version must be
/// rebuilt.
inline constexpr int kSchemaVersion = 4;

/// Every field of an article in the index.
enum class Field : std::uint8_t {
  kId,
  kKey,
  kTitle,
  kBody,
  kSource,
  kLanguage,
  kPublished,
  kJuche,
  kMentions,
  kConfidence,
  kFlag,
  kTopic,
  kHost,
  kUrl,
  kCaptured,
  kGroup,
  kHas,
};
inline constexpr std::size_t kFieldCount = 17;

enum class FieldType : std::uint8_t {
  kText,     ///< words with positions; of whole Hangul words the stems, with Z before the prefix
  kBoolean,  ///< one term a value, compared whole
  kDate,     ///< day, month and year terms; ranges become covering terms
  kJuche,    ///< Juche year, month and day terms of stamps as printed
};

/// One row of the table: the only place where prefixes and slots are named. Prefixes follow Omega's
/// conventions (https://xapian.org/docs/omega/termprefixes.html).
struct FieldInfo {
  Field field;
  std::string_view name;  ///< in queries and output
  FieldType type;
  std::string_view prefix;             ///< of day terms for kDate
  std::string_view month_prefix = {};  ///< kDate only
  std::string_view year_prefix = {};   ///< kDate only
  int slot = -1;                       ///< value slot, -1 for none
  std::string_view help = {};
};

inline constexpr std::array<FieldInfo, kFieldCount> kFields{{
    {Field::kId, "id", FieldType::kBoolean, "Q", {}, {}, -1, "article id, 16 hexadecimal digits"},
    {Field::kKey, "key", FieldType::kBoolean, "XKEY", {}, {}, -1, "id that the collection gave"},
    {Field::kTitle, "title", FieldType::kText, "S", {}, {}, -1, "words of the title"},
    {Field::kBody, "body", FieldType::kText, "", {}, {}, -1, "words of the body"},
    {Field::kSource, "source", FieldType::kBoolean, "XSRC", {}, {}, 1, "publisher, e.g. kcna.kp-en"},
    {Field::kLanguage, "lang", FieldType::kBoolean, "L", {}, {}, 2, "language code, e.g. en, ko"},
    {Field::kPublished, "date", FieldType::kDate, "D", "M", "Y", 0, "day of publication"},
    {Field::kJuche, "juche", FieldType::kJuche, "XJ", {}, {}, 3, "Juche date of the article's own stamp"},
    {Field::kMentions, "mentions", FieldType::kDate, "XMD", "XMM", "XMY", -1, "dates in the text"},
    {Field::kConfidence,
     "confidence",
     FieldType::kBoolean,
     "XDC",
     {},
     {},
     4,
     "how sure the day of publication is: high, medium, low, none"},
    {Field::kFlag,
     "flag",
     FieldType::kBoolean,
     "XDF",
     {},
     {},
     -1,
     "oddities of the dates, e.g. conflict_year"},
    {Field::kTopic,
     "topic",
     FieldType::kBoolean,
     "B",
     {},
     {},
     5,
     "topic or section, when the collection has it"},
    {Field::kHost, "host", FieldType::kBoolean, "H", {}, {}, 6, "host of the address"},
    {Field::kUrl, "url", FieldType::kBoolean, "U", {}, {}, -1, "address"},
    {Field::kCaptured, "captured", FieldType::kDate, "XCD", "XCM", "XCY", 7, "day of the capture"},
    {Field::kGroup, "group", FieldType::kBoolean, "XG", {}, {}, 8, "same text under other addresses"},
    {Field::kHas,
     "has",
     FieldType::kBoolean,
     "XHAS",
     {},
     {},
     -1,
     "has:stamp, has:date, has:captured, has:url"},
}};

namespace detail {
constexpr bool rows_stand_in_order() {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (kFields[i].field != static_cast<Field>(i)) return false;
  }
  return true;
}
/// No prefix may be read as another one with a term behind it. Terms start with a lower-case letter, a digit
/// or a non-ASCII byte, so two different strings of capitals never meet.
constexpr bool prefixes_and_slots_are_unique() {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    const std::array<std::string_view, 3> a{kFields[i].prefix, kFields[i].month_prefix,
                                            kFields[i].year_prefix};
    for (std::size_t j = 0; j < kFieldCount; ++j) {
      const std::array<std::string_view, 3> b{kFields[j].prefix, kFields[j].month_prefix,
                                              kFields[j].year_prefix};
      for (std::size_t x = 0; x < 3; ++x) {
        for (std::size_t y = 0; y < 3; ++y) {
          if ((i != j || x != y) && !a[x].empty() && a[x] == b[y]) return false;
        }
      }
      if (i != j && kFields[i].slot >= 0 && kFields[i].slot == kFields[j].slot) return false;
      if (i != j && kFields[i].name == kFields[j].name) return false;
    }
  }
  return true;
}
}  // namespace detail
static_assert(detail::rows_stand_in_order());
static_assert(detail::prefixes_and_slots_are_unique());

constexpr const FieldInfo& info(Field field) { return kFields[static_cast<std::size_t>(field)]; }

/// The field of that name in queries, nullptr when there is none.
const FieldInfo* find_field(std::string_view name);

/// The boolean term of a value: prefix and value; a value that would make the term longer than 245 bytes (the
/// limit of Xapian) is cut and its hash put at the end. Values that start with a capital get Omega's colon.
std::string boolean_term(Field field, std::string_view value);

/// Names of facets in the columns beside the database, in the order in which they are written.
enum class Facet : std::uint8_t {
  kSource,
  kLanguage,
  kYear,
  kMonth,
  kJucheYear,
  kTopic,
  kHost,
  kConfidence,
  kFlag,
  kCopies,  ///< other articles with the same or nearly the same text; every article has a number
};
inline constexpr std::size_t kFacetCount = 10;
inline constexpr std::array<std::string_view, kFacetCount> kFacetNames{
    "source", "language", "year", "month", "juche", "topic", "host", "confidence", "flag", "copies"};

constexpr std::string_view name(Facet facet) { return kFacetNames[static_cast<std::size_t>(facet)]; }
/// Also takes "lang" for language.
std::optional<Facet> find_facet(std::string_view name);

/// Metadata keys of the database.
inline constexpr std::string_view kMetaSchema = "dateline.schema";
inline constexpr std::string_view kMetaAnalyzer = "dateline.analyzer";
inline constexpr std::string_view kMetaDictionary = "dateline.dictionary";  ///< of stored data; may be absent
inline constexpr std::string_view kMetaBuild = "dateline.build";            ///< JSON: counts of the build
/// The words of a stem stand under its forms_key (word_forms.h).

}  // namespace dateline::index
