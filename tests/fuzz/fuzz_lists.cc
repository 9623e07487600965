/// libFuzzer target: any bytes, read as a metadata table, BibTeX, RIS and CSL-JSON, and as a pattern with a
/// path behind its first line.
#include "indexer/readers/supplement/supplement.h"
#include "indexer/sources/path_date.h"
#include "tests/fuzz/ingest_input.h"

namespace {

using dateline::fuzz::require;
using dateline::indexer::Supplement;
using dateline::indexer::SupplementList;

void require_sound(const std::string& text) {
  require(simdjson::validate_utf8(text.data(), text.size()));
  require(text.find('\n') == std::string::npos && text.find('\0') == std::string::npos);
}

void check(const SupplementList& list) {
  for (const Supplement& entry : list.entries) {
    require(!entry.from.empty());
    for (const std::string* field :
         {&entry.stem, &entry.title, &entry.url, &entry.source, &entry.language, &entry.printed_date})
      require_sound(*field);
    for (const std::string& file : entry.files) require_sound(file);
    for (const auto& [name, value] : entry.extra) require_sound(value);
    dateline::indexer::Page page;
    dateline::indexer::supplement(page, entry);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  for (const bool named : {false, true}) {
    if (const auto table = dateline::indexer::parse_metadata_table(bytes, "metadata.csv", named))
      check(*table);
  }
  check(dateline::indexer::parse_bibtex(bytes, "a.bib"));
  check(dateline::indexer::parse_ris(bytes, "a.ris"));
  check(dateline::indexer::parse_csl_json(bytes, "a.json"));
  const std::size_t line = bytes.find('\n');
  if (line == std::string::npos || line > 200) return 0;
  if (const auto pattern = dateline::indexer::PathDate::parse("path:" + bytes.substr(0, line)))
    pattern->read(std::string_view(bytes).substr(line + 1).substr(0, 1000));
  return 0;
}
