#include "searcher/show/info.h"

#include "common/index/article_json.h"
#include "common/json_writer.h"

namespace dateline::show {

std::string info_json(const index::IndexReader& reader) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("index", reader.name());
    json.member("revision", reader.revision());
    reader.counts().write_members(json);
  });
  return json.line();
}

std::vector<InfoLine> info_lines(const index::IndexCounts& counts) {
  JsonWriter sources;
  sources.object([&] {
    for (const auto& [slug, name] : counts.source_names) sources.member(slug, name);
  });
  return {{"articles", std::to_string(counts.articles)}, {"duplicates", std::to_string(counts.duplicates)},
          {"groups", std::to_string(counts.groups)},     {"input_bytes", std::to_string(counts.input_bytes)},
          {"records", std::to_string(counts.records)},   {"rejected", std::to_string(counts.rejected)},
          {"sources", std::string(sources.text())},      {"undated", std::to_string(counts.undated)}};
}

}  // namespace dateline::show
