#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/json_writer.h"
#include "searcher/export/export_writer.h"

/// The makers of the formats, each in a file of its own; docs/search.md describes what they write.
namespace dateline::search {

std::unique_ptr<ExportWriter> make_jsonl_writer(bool bodies);
std::unique_ptr<ExportWriter> make_csv_writer(bool bodies, show::ColumnChoice choice, bool byte_order_mark);
std::unique_ptr<ExportWriter> make_tsv_writer(bool bodies, show::ColumnChoice choice);
std::unique_ptr<ExportWriter> make_xlsx_writer(bool bodies, show::ColumnChoice choice);
std::unique_ptr<ExportWriter> make_bibtex_writer();
std::unique_ptr<ExportWriter> make_csl_writer();
std::unique_ptr<ExportWriter> make_ris_writer();

/// What tables tell of an article, and with `bodies` its text; `article_row` has a value for each.
std::vector<show::Column> article_columns(bool bodies);
std::vector<std::string> article_row(const ExportRecord& record, bool bodies);

/// An article as an entry of a bibliography, its tags as keywords, ended by '\n' but for CSL-JSON. `state` is
/// the token of the index that it is from (IndexReader::state), for the note; empty where not known.
std::string bibtex_entry(const Article& article, std::string_view state,
                         const notes::ArticleNotes& notes = {});
std::string csl_item(const Article& article, std::string_view state, const notes::ArticleNotes& notes = {});
std::string ris_entry(const Article& article, std::string_view state, const notes::ArticleNotes& notes = {});
/// What the note of an entry says of that: "index state 1f8fa7e68d73"; empty where not known.
std::string state_note(std::string_view state);

/// The head as an object: the first line of an export in JSON Lines.
void write_head(JsonWriter& json, const ExportHead& head);

/// The Juche date that the article is stamped with, as printed; the last of several; empty when there is
/// none.
std::string juche_text(const Article& article);

}  // namespace dateline::search
