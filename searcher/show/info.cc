#include "searcher/show/info.h"

#include "common/index/article_json.h"
#include "common/index/build_info.h"
#include "common/json_writer.h"

namespace dateline::show {

std::string info_json(const index::IndexReader& reader) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("index", reader.name());
    json.member("revision", reader.revision());
    index::BuildInfo::parse(reader.build_info()).write_members(json);
  });
  return json.line();
}

}  // namespace dateline::show
