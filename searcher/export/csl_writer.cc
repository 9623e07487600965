// Items of the Citation Style Language, as reference managers read them.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>
#include <vector>

#include "common/counted.h"
#include "searcher/export/publisher.h"
#include "searcher/export/writers.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

/// The member `name`: {"date-parts": [[year, month, day]]}, as many parts as are given.
void write_date(JsonWriter& json, std::string_view name, const std::vector<int>& parts) {
  json.object(name, [&] {
    json.array("date-parts", std::array{parts}, [&](const auto& date) { json.array(date); });
  });
}

std::vector<int> day_parts(dates::Day day) {
  return {dates::year_of(day), static_cast<int>(dates::month_of(day)),
          static_cast<int>(dates::day_of_month(day))};
}

/// As many parts as are known: a month has no day.
std::vector<int> issued_parts(const dates::Publication& publication) {
  std::vector<int> parts = day_parts(publication.from);
  if (publication.precision == dates::Precision::kDay) return parts;
  parts.resize(publication.precision == dates::Precision::kMonth ? 2 : 1);
  return parts;
}

class CslWriter final : public ExportWriter {
 public:
  /// The search itself is the first item: a data set that may be cited, which other programs pass over.
  std::string begin(const ExportHead& head) override {
    state_ = head.state;
    JsonWriter json;
    json.object([&] {
      json.member("id", "dateline-export");
      json.member("type", "dataset");
      json.member("title", fmt::format("Dateline search: {}", show::printable(head.query)));
      json.member(
          "note",
          fmt::format("{} found, {}; {} exported{}; index {}, {}", counted(head.total, "article", "articles"),
                      counted(head.groups, "different text", "different texts"), head.exported,
                      head.folded ? ", equal texts once" : "", show::printable(head.index), head.revision));
      json.key("custom");
      write_head(json, head);
    });
    return fmt::format("[\n{}", json.text());
  }

  std::string record(const ExportRecord& record) override {
    return ",\n" + csl_item(record.article, state_, record.notes);
  }
  Result<std::string> end() override { return std::string("\n]\n"); }

 private:
  std::string state_;
};

}  // namespace

std::string csl_item(const Article& article, std::string_view state, const notes::ArticleNotes& notes) {
  JsonWriter json;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) json.member(name, show::printable(value));
  };
  json.object([&] {
    json.member("id", "dateline:" + to_string(article.id));
    json.member("type", "article-newspaper");
    add("title", article.title);
    const std::string publisher = publisher_of(article);
    add("container-title", publisher);
    add("publisher", publisher);
    if (article.publication.confidence != dates::Confidence::kNone)
      write_date(json, "issued", issued_parts(article.publication));
    if (article.captured) write_date(json, "accessed", day_parts(*article.captured));
    add("URL", article.url);
    add("language", article.language.code());
    add("section", article.topic);
    std::string note = juche_text(article);
    if (!note.empty() && !state.empty()) note += "; ";
    add("note", note + state_note(state));
    add("keyword", fmt::format("{}", fmt::join(notes.tags, ", ")));
    add("annote", notes.text);
  });
  return std::string(json.text());
}

std::unique_ptr<ExportWriter> make_csl_writer() { return std::make_unique<CslWriter>(); }

}  // namespace dateline::search
