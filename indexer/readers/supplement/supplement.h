#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What a list tells of a file: a row of a metadata table, or an entry of a library of references. A plain
/// value; what is not told is empty.
struct Supplement {
  std::string from;                ///< the list and its line or entry: "metadata.csv:3"
  std::vector<std::string> files;  ///< names of the files that it describes, as the list has them
  std::string stem;  ///< a name that its file may bear too, whatever the ending: the key of the entry
  std::string title;
  std::string url;
  std::string source;
  std::string language;
  std::optional<dates::GivenDate> date;
  std::string printed_date;  ///< as the list has it
  std::optional<dates::Day> captured;
  std::vector<std::pair<std::string, std::string>> extra;  ///< all else, by name
};

/// Adds to a page what it lacks: title, address, source, language and day of capture where it has none of its
/// own; the date as evidence of its own kind. Of a file that holds several articles, title and address are
/// not theirs. What the page has itself stays, and another title in the list is kept as `metadata_title`.
/// `described_by` names the list.
void supplement(Page& page, const Supplement& told);

/// A list of what it describes, with what is odd in it.
struct SupplementList {
  std::vector<Supplement> entries;
  std::vector<Reject> rejects;  ///< rows that tell nothing, dates that cannot be read
  bool has_texts = false;       ///< it has a column of texts: then it holds articles itself
};

/// The name of a table that is looked for beside the files.
inline constexpr std::string_view kSidecarName = "metadata.csv";

/// A table as CSV reads it, with a header line: the column `file` (in a table that was named by the user also
/// `filename` or `path`) names the file; date, source, title, language or lang, address or url, captured tell
/// of it; others are kept. nullopt when there is no such column. `path` is that of the table. Pure.
std::optional<SupplementList> parse_metadata_table(std::string_view bytes, const std::string& path,
                                                   bool named);

/// BibTeX and BibLaTeX as Zotero, JabRef and others write it: `file` names attached files. Pure; linear.
SupplementList parse_bibtex(std::string_view bytes, const std::string& path);
/// RIS: L1 to L4 name attached files. Pure; linear.
SupplementList parse_ris(std::string_view bytes, const std::string& path);
/// CSL-JSON, and the JSON of Better BibTeX with `attachments`. Pure; linear.
SupplementList parse_csl_json(std::string_view bytes, const std::string& path);

/// A date as references have it: what `parse_field_date` reads, "2023/09/14", "2023/09", "2023-09-14/..".
std::optional<dates::GivenDate> parse_reference_date(std::string_view text);

}  // namespace dateline::indexer
