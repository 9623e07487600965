#include "searcher/export/writers.h"
#include "searcher/show/json.h"

namespace dateline::search {
namespace {

class JsonlWriter final : public ExportWriter {
 public:
  explicit JsonlWriter(bool bodies) : bodies_(bodies) {}

  std::string begin(const ExportHead& head) override {
    JsonWriter json;
    write_head(json, head);
    return json.line();
  }

  std::string record(const ExportRecord& record) override {
    JsonWriter json;
    json.object([&] {
      json.member("rank", record.rank);
      json.member("score", record.score);
      show::write_article_head(json, record.article);
      json.member("copies", record.copies);
      show::write_notes(json, record.notes);
      if (bodies_) json.member("body", record.article.body);
    });
    return json.line();
  }

  Result<std::string> end() override { return std::string(); }

 private:
  bool bodies_;
};

}  // namespace

std::unique_ptr<ExportWriter> make_jsonl_writer(bool bodies) { return std::make_unique<JsonlWriter>(bodies); }

}  // namespace dateline::search
