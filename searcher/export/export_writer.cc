#include "searcher/export/export_writer.h"

#include "common/index/article_json.h"
#include "common/index/juche_stamp.h"
#include "searcher/export/writers.h"
#include "searcher/show/printable.h"

namespace dateline::search {

using nlohmann::ordered_json;

std::unique_ptr<ExportWriter> make_export_writer(ExportFormat format, bool bodies) {
  switch (format) {
    case ExportFormat::kJsonl:
      return make_jsonl_writer(bodies);
    case ExportFormat::kCsv:
      return make_csv_writer(bodies);
    case ExportFormat::kTsv:
      return make_tsv_writer(bodies);
    case ExportFormat::kBibtex:
      return make_bibtex_writer();
    case ExportFormat::kCslJson:
      return make_csl_writer();
  }
  return nullptr;
}

ordered_json head_json(const ExportHead& head) {
  const auto or_null = [](const std::string& text) {
    return text.empty() ? ordered_json(nullptr) : ordered_json(text);
  };
  return {{"schema", index::kJsonSchema},
          {"export", "dateline-search"},
          {"query", head.query},
          {"within", or_null(head.within)},
          {"filters", head.filters},
          {"from", or_null(head.from)},
          {"to", or_null(head.to)},
          {"order", head.order},
          {"index", {{"path", head.index}, {"revision", head.revision}, {"articles", head.index_articles}}},
          {"total", head.total},
          {"groups", head.groups},
          {"exported", head.exported},
          {"folded", head.folded},
          {"relaxed", head.relaxed},
          {"notices", head.notices}};
}

std::string juche_stamp(const Article& article) {
  const Stamp* stamp = index::juche_stamp(article);
  return stamp != nullptr ? show::printable(stamp->printed) : std::string();
}

}  // namespace dateline::search
