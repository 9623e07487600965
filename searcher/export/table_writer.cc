// Comma- and tab-separated values, and sheets of a spreadsheet.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "searcher/export/writers.h"
#include "searcher/export/xlsx_book.h"
#include "searcher/show/delimited.h"

namespace dateline::search {
namespace {

class TableWriter final : public ExportWriter {
 public:
  TableWriter(show::Delimiter delimiter, bool bodies, show::ColumnChoice choice, bool byte_order_mark)
      : delimiter_(delimiter),
        bodies_(bodies),
        choice_(std::move(choice)),
        byte_order_mark_(byte_order_mark) {}

  std::string begin(const ExportHead&) override {
    return std::string(byte_order_mark_ ? show::kByteOrderMark : "") +
           show::delimited_line(show::chosen(show::names_of(article_columns(bodies_)), choice_), delimiter_);
  }
  std::string record(const ExportRecord& record) override {
    return show::delimited_line(show::chosen(article_row(record, bodies_), choice_), delimiter_);
  }
  Result<std::string> end() override { return std::string(); }

 private:
  show::Delimiter delimiter_;
  bool bodies_;
  show::ColumnChoice choice_;
  bool byte_order_mark_;
};

class XlsxWriter final : public ExportWriter {
 public:
  XlsxWriter(bool bodies, show::ColumnChoice choice)
      : bodies_(bodies), choice_(std::move(choice)), book_(show::chosen(article_columns(bodies_), choice_)) {}

  std::string begin(const ExportHead&) override { return {}; }
  std::string record(const ExportRecord& record) override {
    book_.add(show::chosen(article_row(record, bodies_), choice_));
    return {};
  }
  Result<std::string> end() override { return book_.finish(); }

 private:
  bool bodies_;
  show::ColumnChoice choice_;
  XlsxBook book_;
};

}  // namespace

std::vector<show::Column> article_columns(bool bodies) {
  std::vector<show::Column> columns{
      {"rank", true},  {"id"},       {"key"},       {"title"}, {"source"},       {"source_name"},
      {"language"},    {"topic"},    {"published"}, {"by"},    {"confidence"},   {"flags"},
      {"juche"},       {"captured"}, {"url"},       {"path"},  {"record", true}, {"copies", true},
      {"score", true}, {"tags"},     {"note"}};
  if (bodies) columns.push_back({"body"});
  return columns;
}

std::vector<std::string> article_row(const ExportRecord& record, bool bodies) {
  const Article& article = record.article;
  const bool dated = article.publication.confidence != dates::Confidence::kNone;
  std::vector<std::string> values{std::to_string(record.rank),
                                  to_string(article.id),
                                  article.key,
                                  article.title,
                                  article.source.slug,
                                  article.source.name,
                                  std::string(article.language.code()),
                                  article.topic,
                                  dated ? dates::publication_text(article.publication) : std::string(),
                                  article.publication.by,
                                  std::string(dates::name(article.publication.confidence)),
                                  fmt::format("{}", fmt::join(article.publication.flags, " ")),
                                  juche_text(article),
                                  article.captured ? dates::to_iso(*article.captured) : std::string(),
                                  article.url,
                                  article.origin.path,
                                  std::to_string(article.origin.record),
                                  std::to_string(record.copies),
                                  fmt::format("{:.6g}", record.score),
                                  fmt::format("{}", fmt::join(record.notes.tags, " ")),
                                  record.notes.text};
  if (bodies) values.push_back(article.body);
  return values;
}

std::unique_ptr<ExportWriter> make_csv_writer(bool bodies, show::ColumnChoice choice, bool byte_order_mark) {
  return std::make_unique<TableWriter>(show::Delimiter::kComma, bodies, std::move(choice), byte_order_mark);
}
std::unique_ptr<ExportWriter> make_tsv_writer(bool bodies, show::ColumnChoice choice) {
  return std::make_unique<TableWriter>(show::Delimiter::kTab, bodies, std::move(choice), false);
}
std::unique_ptr<ExportWriter> make_xlsx_writer(bool bodies, show::ColumnChoice choice) {
  return std::make_unique<XlsxWriter>(bodies, std::move(choice));
}

}  // namespace dateline::search
