// Comma- and tab-separated values.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "searcher/export/writers.h"
#include "searcher/show/delimited.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

enum class Separator : char { kComma = ',', kTab = '\t' };

/// Signs that make spreadsheets read a value as a formula when they stand at its beginning; the wide forms
/// count in East Asian editions.
constexpr std::array<std::string_view, 8> kFormulaSigns{"=", "+", "-", "@", "＝", "＋", "－", "＠"};

/// A value of RFC 4180. An apostrophe before what a spreadsheet would take for a formula makes it text.
std::string csv_value(std::string value) {
  const bool formula = std::any_of(kFormulaSigns.begin(), kFormulaSigns.end(),
                                   [&](std::string_view sign) { return value.starts_with(sign); });
  if (formula) value.insert(0, 1, '\'');
  return show::csv_quoted(std::move(value));
}

class TableWriter final : public ExportWriter {
 public:
  TableWriter(Separator separator, bool bodies) : separator_(separator), bodies_(bodies) {}

  std::string begin(const ExportHead& head) override {
    std::string out;
    const auto say = [&](std::string_view name, const std::string& value) {
      out += line({fmt::format("# {}: {}", name, show::printable(value))});
    };
    say("query", head.query);
    if (!head.within.empty()) say("within", head.within);
    for (const std::string& filter : head.filters) say("filter", filter);
    if (!head.from.empty()) say("from", head.from);
    if (!head.to.empty()) say("to", head.to);
    say("order", head.order);
    say("index", fmt::format("{}, revision {}, {} articles", head.index, head.revision, head.index_articles));
    say("found", fmt::format("{} articles, {} different texts", head.total, head.groups));
    say("exported", fmt::format("{} records, {}", head.exported,
                                head.folded ? "one for each group of equal texts" : "every article"));
    for (const std::string& notice : head.notices) say("notice", notice);
    std::vector<std::string> names{"rank",        "id",       "key",    "title",     "source",
                                   "source_name", "language", "topic",  "published", "by",
                                   "confidence",  "flags",    "juche",  "captured",  "url",
                                   "path",        "record",   "copies", "score"};
    if (bodies_) names.emplace_back("body");
    return out + line(std::move(names));
  }

  std::string record(const ExportRecord& record) override {
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
                                    fmt::format("{:.6g}", record.score)};
    for (std::string& value : values) value = show::printable(value);
    if (bodies_) values.push_back(show::printable(article.body, separator_ == Separator::kComma));
    return line(std::move(values));
  }

  std::string end() override { return {}; }

 private:
  std::string line(std::vector<std::string> values) const {
    if (separator_ == Separator::kComma) {
      for (std::string& value : values) value = csv_value(std::move(value));
      return fmt::format("{}\r\n", fmt::join(values, ","));
    }
    return fmt::format("{}\n", fmt::join(values, "\t"));
  }

  Separator separator_;
  bool bodies_;
};

}  // namespace

std::unique_ptr<ExportWriter> make_csv_writer(bool bodies) {
  return std::make_unique<TableWriter>(Separator::kComma, bodies);
}
std::unique_ptr<ExportWriter> make_tsv_writer(bool bodies) {
  return std::make_unique<TableWriter>(Separator::kTab, bodies);
}

}  // namespace dateline::search
