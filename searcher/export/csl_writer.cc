// Items of the Citation Style Language, as reference managers read them.

#include <fmt/format.h>

#include "common/index/article_json.h"
#include "searcher/export/writers.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

using nlohmann::ordered_json;

ordered_json day_parts(dates::Day day) {
  return {{"date-parts",
           ordered_json::array({{dates::year_of(day), dates::month_of(day), dates::day_of_month(day)}})}};
}

/// As many parts as are known: a month has no day.
ordered_json issued(const dates::Publication& publication) {
  ordered_json parts = ordered_json::array({dates::year_of(publication.from)});
  const bool month =
      publication.precision == dates::Precision::kDay || publication.precision == dates::Precision::kMonth;
  if (month) parts.push_back(dates::month_of(publication.from));
  if (publication.precision == dates::Precision::kDay) parts.push_back(dates::day_of_month(publication.from));
  return {{"date-parts", ordered_json::array({std::move(parts)})}};
}

class CslWriter final : public ExportWriter {
 public:
  /// The search itself is the first item: a data set that may be cited, which other programs pass over.
  std::string begin(const ExportHead& head) override {
    ordered_json item{
        {"id", "dateline-export"},
        {"type", "dataset"},
        {"title", fmt::format("Dateline search: {}", show::printable(head.query))},
        {"note", fmt::format("{} articles found, {} different texts; {} exported{}; index {}, {}", head.total,
                             head.groups, head.exported, head.folded ? ", equal texts once" : "",
                             show::printable(head.index), head.revision)},
        {"custom", head_json(head)}};
    return "[\n" + index::dump(item);
  }

  std::string record(const ExportRecord& record) override {
    const Article& article = record.article;
    ordered_json item{{"id", "dateline:" + to_string(article.id)}, {"type", "article-newspaper"}};
    const auto add = [&](const char* name, std::string_view value) {
      if (!value.empty()) item[name] = show::printable(value);
    };
    add("title", article.title);
    add("container-title", article.source.name);
    if (article.publication.confidence != dates::Confidence::kNone)
      item["issued"] = issued(article.publication);
    if (article.captured) item["accessed"] = day_parts(*article.captured);
    add("URL", article.url);
    add("language", article.language.code());
    add("section", article.topic);
    add("note", juche_stamp(article));
    return ",\n" + index::dump(item);
  }

  std::string end() override { return "\n]\n"; }
};

}  // namespace

std::unique_ptr<ExportWriter> make_csl_writer() { return std::make_unique<CslWriter>(); }

}  // namespace dateline::search
