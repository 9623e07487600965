#pragma once

#include <memory>
#include <string>

#include "common/json_writer.h"
#include "searcher/export/export_writer.h"

/// The makers of the formats, each in a file of its own; docs/search.md describes what they write.
namespace dateline::search {

std::unique_ptr<ExportWriter> make_jsonl_writer(bool bodies);
std::unique_ptr<ExportWriter> make_csv_writer(bool bodies);
std::unique_ptr<ExportWriter> make_tsv_writer(bool bodies);
std::unique_ptr<ExportWriter> make_bibtex_writer();
std::unique_ptr<ExportWriter> make_csl_writer();

/// The head as an object: the first line of an export in JSON Lines.
void write_head(JsonWriter& json, const ExportHead& head);

/// The Juche date that the article is stamped with, as printed; the last of several; empty when there is
/// none.
std::string juche_text(const Article& article);

}  // namespace dateline::search
