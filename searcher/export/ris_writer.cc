// RIS, as reference managers read it: a tag, two blanks, a dash, a value.

#include <fmt/format.h>

#include <string_view>

#include "searcher/export/publisher.h"
#include "searcher/export/writers.h"
#include "searcher/search/one_line.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

/// "2023/09/14", with nothing where nothing is known: "2023/09/", "2023//".
std::string ris_day(dates::Day day, dates::Precision precision = dates::Precision::kDay) {
  const bool month = precision == dates::Precision::kDay || precision == dates::Precision::kMonth;
  return fmt::format(
      "{:04}/{}/{}", dates::year_of(day), month ? fmt::format("{:02}", dates::month_of(day)) : "",
      precision == dates::Precision::kDay ? fmt::format("{:02}", dates::day_of_month(day)) : "");
}

class RisWriter final : public ExportWriter {
 public:
  std::string begin(const ExportHead& head) override {
    state_ = head.state;
    return {};
  }
  std::string record(const ExportRecord& record) override {
    return ris_entry(record.article, state_, record.notes);
  }
  Result<std::string> end() override { return std::string(); }

 private:
  std::string state_;
};

}  // namespace

std::string ris_entry(const Article& article, std::string_view state, const notes::ArticleNotes& notes) {
  std::string out;
  const auto tag = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}  - {}\r\n", name, show::printable(value));
  };
  tag("TY", "NEWS");
  tag("ID", "dateline:" + to_string(article.id));
  tag("TI", article.title);
  const std::string publisher = publisher_of(article);
  tag("T2", publisher);
  tag("PB", publisher);
  const dates::Publication& published = article.publication;
  if (published.confidence != dates::Confidence::kNone) {
    tag("PY", fmt::format("{:04}", dates::year_of(published.from)));
    tag("DA", ris_day(published.from, published.precision));
    tag("N1", fmt::format("day {}{}confidence {}", published.by.empty() ? "" : "by " + published.by,
                          published.by.empty() ? "of " : ", ", dates::name(published.confidence)));
  }
  tag("N1", juche_text(article));
  tag("N1", state_note(state));
  if (article.captured) tag("Y2", ris_day(*article.captured));
  tag("UR", article.url);
  tag("LA", article.language.code());
  tag("KW", article.topic);
  for (const std::string& word : notes.tags) tag("KW", word);
  tag("N1", one_line(notes.text));
  return out + "ER  - \r\n\r\n";
}

std::unique_ptr<ExportWriter> make_ris_writer() { return std::make_unique<RisWriter>(); }

}  // namespace dateline::search
