#include "searcher/export/export_writer.h"

#include "common/index/article_json.h"
#include "common/index/juche_stamp.h"
#include "searcher/export/writers.h"
#include "searcher/show/printable.h"

namespace dateline::search {

Result<std::unique_ptr<ExportWriter>> make_export_writer(ExportFormat format, const ExportLayout& layout) {
  const auto choice = show::choose_columns(article_columns(layout.bodies), layout.columns);
  if (!choice) return fail(choice.error());
  switch (format) {
    case ExportFormat::kJsonl:
      return make_jsonl_writer(layout.bodies);
    case ExportFormat::kCsv:
      return make_csv_writer(layout.bodies, *choice, layout.byte_order_mark);
    case ExportFormat::kTsv:
      return make_tsv_writer(layout.bodies, *choice);
    case ExportFormat::kXlsx:
      return make_xlsx_writer(layout.bodies, *choice);
    case ExportFormat::kBibtex:
      return make_bibtex_writer();
    case ExportFormat::kCslJson:
      return make_csl_writer();
    case ExportFormat::kRis:
      return make_ris_writer();
  }
  return nullptr;
}

std::string head_json(const ExportHead& head) {
  JsonWriter json;
  write_head(json, head);
  return json.line();
}

std::string state_note(std::string_view state) {
  return state.empty() ? std::string() : fmt::format("index state {}", state);
}

void write_head(JsonWriter& json, const ExportHead& head) {
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("export", "dateline-search");
    json.member("query", head.query);
    json.member_or_null("within", head.within);
    json.array("filters", head.filters);
    json.member_or_null("from", head.from);
    json.member_or_null("to", head.to);
    json.member("order", head.order);
    json.object("index", [&] {
      json.member("path", head.index);
      json.member("revision", head.revision);
      json.member("articles", head.index_articles);
    });
    json.member("total", head.total);
    json.member("groups", head.groups);
    json.member("exported", head.exported);
    json.member("folded", head.folded);
    json.member("relaxed", head.relaxed);
    json.array("notices", head.notices);
  });
}

std::string juche_text(const Article& article) {
  const Stamp* stamp = index::juche_stamp(article);
  return stamp != nullptr ? show::printable(stamp->printed) : std::string();
}

}  // namespace dateline::search
