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
inline constexpr int kSchemaVersion = 7;
/// The oldest version whose stored articles, columns and tables of captures can be read, so that
/// `dateline-index upgrade` makes an index of the present one of it.
inline constexpr int kOldestUpgradable = 7;

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
  kFate,
  kEdit,
  kChanged,
  kRemoved,
  kTag,
  kAdded,
};
inline constexpr std::size_t kFieldCount = 23;

enum class FieldType : std::uint8_t {
  kText,        ///< words with positions; of whole Hangul words the stems, with Z before the prefix
  kBoolean,     ///< one term a value, compared whole
  kDate,        ///< day, month and year terms; ranges become covering terms
  kJuche,       ///< Juche year, month and day terms of stamps as printed
  kGroup,       ///< no terms: the column of groups, named by the id of an article
  kHistory,     ///< no terms: a facet that is made of the ledger
  kHistoryDay,  ///< no terms: days that the ledger tells
  kTag,         ///< no terms: what the reader noted beside the index
  kAdded,       ///< no terms: days on which docids were added (additions.h)
};

/// One row of the table: the only place where prefixes are named. Prefixes follow Omega's
/// conventions (https://xapian.org/docs/omega/termprefixes.html).
struct FieldInfo {
  Field field;
  std::string_view name;  ///< in queries and output
  FieldType type;
  std::string_view prefix;             ///< of day terms for kDate
  std::string_view month_prefix = {};  ///< kDate only
  std::string_view year_prefix = {};   ///< kDate only
  std::string_view help = {};
};

inline constexpr std::array<FieldInfo, kFieldCount> kFields{{
    {Field::kId, "id", FieldType::kBoolean, "Q", {}, {}, "article id, 16 hexadecimal digits"},
    {Field::kKey, "key", FieldType::kBoolean, "XKEY", {}, {}, "id that the collection gave"},
    {Field::kTitle, "title", FieldType::kText, "S", {}, {}, "words of the title"},
    {Field::kBody, "body", FieldType::kText, "", {}, {}, "words of the body"},
    {Field::kSource, "source", FieldType::kBoolean, "XSRC", {}, {}, "publisher, e.g. kcna.kp-en"},
    {Field::kLanguage, "lang", FieldType::kBoolean, "L", {}, {}, "language code, e.g. en, ko"},
    {Field::kPublished, "date", FieldType::kDate, "D", "M", "Y", "day of publication"},
    {Field::kJuche, "juche", FieldType::kJuche, "XJ", {}, {}, "Juche date of the article's own stamp"},
    {Field::kMentions, "mentions", FieldType::kDate, "XMD", "XMM", "XMY", "dates in the text"},
    {Field::kConfidence,
     "confidence",
     FieldType::kBoolean,
     "XDC",
     {},
     {},
     "how sure the day of publication is: high, medium, low, none"},
    {Field::kFlag, "flag", FieldType::kBoolean, "XDF", {}, {}, "oddities of the dates, e.g. conflict_year"},
    {Field::kTopic,
     "topic",
     FieldType::kBoolean,
     "B",
     {},
     {},
     "topic or section, when the collection has it"},
    {Field::kHost, "host", FieldType::kBoolean, "H", {}, {}, "host of the address"},
    {Field::kUrl, "url", FieldType::kBoolean, "U", {}, {}, "address"},
    {Field::kCaptured, "captured", FieldType::kDate, "XCD", "XCM", "XCY", "day of the capture"},
    {Field::kGroup, "group", FieldType::kGroup, {}, {}, {}, "id of an article: it and its copies"},
    {Field::kHas, "has", FieldType::kBoolean, "XHAS", {}, {}, "has:stamp, has:date, has:captured, has:url"},
    {Field::kFate,
     "fate",
     FieldType::kHistory,
     {},
     {},
     {},
     "what became of the article: kept, edited, removed, restored, unknown"},
    {Field::kEdit, "edit", FieldType::kHistory, {}, {}, {}, "kinds of its edits, e.g. name-removed, number"},
    {Field::kChanged,
     "changed",
     FieldType::kHistoryDay,
     {},
     {},
     {},
     "day on which an edit of it was first seen"},
    {Field::kRemoved, "removed", FieldType::kHistoryDay, {}, {}, {}, "day on which it was first missing"},
    {Field::kTag, "tag", FieldType::kTag, {}, {}, {}, "a tag of your own (docs/notes.md)"},
    {Field::kAdded, "added", FieldType::kAdded, {}, {}, {}, "day on which the article came into the index"},
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
constexpr bool prefixes_are_unique() {
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
      if (i != j && kFields[i].name == kFields[j].name) return false;
    }
  }
  return true;
}
}  // namespace detail
static_assert(detail::rows_stand_in_order());
static_assert(detail::prefixes_are_unique());

/// The only value slot: day of publication as YYYYMMDD, by which other programs of Xapian can sort. Dateline
/// reads the columns.
inline constexpr std::uint32_t kPublishedSlot = 0;

constexpr const FieldInfo& info(Field field) { return kFields[static_cast<std::size_t>(field)]; }

/// The field of that name in queries, nullptr when there is none.
const FieldInfo* find_field(std::string_view name);

/// The term of a value of a kBoolean field: prefix and value; a value that would make the term longer than
/// 245 bytes (the limit of Xapian) is cut and its hash put at the end. Values that start with a capital get
/// Omega's colon.
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
  kFate,    ///< what became of it, by the ledger; every article has one
  kEdit,    ///< kinds of its edits, by the ledger
};
inline constexpr std::size_t kFacetCount = 12;
inline constexpr std::array<std::string_view, kFacetCount> kFacetNames{
    "source", "language",   "year", "month",  "juche", "topic",
    "host",   "confidence", "flag", "copies", "fate",  "edit"};

constexpr std::string_view name(Facet facet) { return kFacetNames[static_cast<std::size_t>(facet)]; }
/// Whether an article may have several values of it.
constexpr bool has_lists(Facet facet) { return facet == Facet::kFlag || facet == Facet::kEdit; }
/// Also takes "lang" for language.
std::optional<Facet> find_facet(std::string_view name);

/// Metadata keys of the database.
inline constexpr std::string_view kMetaSchema = "dateline.schema";
inline constexpr std::string_view kMetaAnalyzer = "dateline.analyzer";
inline constexpr std::string_view kMetaDictionary = "dateline.dictionary";  ///< of stored data; may be absent
inline constexpr std::string_view kMetaBuild = "dateline.build";            ///< JSON: counts of the build
inline constexpr std::string_view kMetaNames = "dateline.names";  ///< text::encode of lists; may be absent
/// The words of a stem stand under its forms_key (word_forms.h).

}  // namespace dateline::index
