#include "common/index/article_json.h"
#include "searcher/export/writers.h"
#include "searcher/show/json.h"

namespace dateline::search {
namespace {

class JsonlWriter final : public ExportWriter {
 public:
  explicit JsonlWriter(bool bodies) : bodies_(bodies) {}

  std::string begin(const ExportHead& head) override { return index::dump(head_json(head)) + "\n"; }

  std::string record(const ExportRecord& record) override {
    nlohmann::ordered_json out{{"rank", record.rank}, {"score", record.score}};
    out.update(show::article_head_json(record.article));
    out["copies"] = record.copies;
    if (bodies_) out["body"] = record.article.body;
    return index::dump(out) + "\n";
  }

  std::string end() override { return {}; }

 private:
  bool bodies_;
};

}  // namespace

std::unique_ptr<ExportWriter> make_jsonl_writer(bool bodies) { return std::make_unique<JsonlWriter>(bodies); }

}  // namespace dateline::search
