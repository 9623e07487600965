#include "searcher/show/ngrams.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::Ngram;
using search::Ngrams;

std::string years_text(const Ngram& ngram) {
  if (ngram.years == 0) return "-";
  return ngram.first_year == ngram.last_year ? std::to_string(ngram.first_year)
                                             : fmt::format("{}-{}", ngram.first_year, ngram.last_year);
}

std::optional<int> year(int of) { return of == 0 ? std::nullopt : std::optional(of); }

}  // namespace

std::string ngrams_text(const Ngrams& ngrams, const Style& style) {
  constexpr std::size_t kNumbers = 44;  ///< columns behind the words
  std::string out;
  for (const std::string& notice : ngrams.notices) out += wrapped(printable(notice), style, 0);
  std::size_t width = 12;
  for (const Ngram& ngram : ngrams.ngrams) width = std::max(width, display_width(printable(ngram.words)));
  const std::size_t room = style.width > kNumbers + 12 ? style.width - kNumbers
                           : style.width == 0          ? width
                                                       : 12;
  width = std::min(width, room);
  if (!ngrams.ngrams.empty()) {
    out += dim(style, fmt::format("{} {:>9} {:>9} {:>6} {:>10} {:>5}", std::string(width, ' '), "found",
                                  "articles", "years", "", "DP")) +
           "\n";
  }
  for (const Ngram& ngram : ngrams.ngrams) {
    const std::string words = fit(printable(ngram.words), width);
    out += fmt::format("{}{} {:>9} {:>9} {:>6} {:>10} {:>5.2f}\n", words,
                       std::string(width - display_width(words), ' '), grouped(ngram.found),
                       grouped(ngram.articles), ngram.years, years_text(ngram), ngram.deviation);
  }
  std::string status = fmt::format(
      "{} of {} words{} in {} of {} ({})", counted(ngrams.in_all, "sequence", "sequences"), ngrams.words,
      ngrams.near ? " with one of the query" : "", counted(ngrams.text_words, "word", "words"),
      counted(ngrams.articles, "different text", "different texts"), counted(ngrams.years, "year", "years"));
  if (ngrams.in_all > ngrams.ngrams.size()) status += fmt::format("; {} shown", ngrams.ngrams.size());
  out += dim(style, wrapped(status, style, 0));
  return out;
}

std::string ngrams_json(const Ngrams& ngrams) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", ngrams.query);
    write_index(json, ngrams.index_articles, ngrams.revision);
    json.member("words", ngrams.words);
    json.member("near", ngrams.near);
    json.member("total", ngrams.articles);
    json.member("text_words", ngrams.text_words);
    json.member("years", ngrams.years);
    json.member("ngrams_in_all", ngrams.in_all);
    json.member("relaxed", ngrams.relaxed);
    json.array("ngrams", ngrams.ngrams, [&](const Ngram& ngram) {
      json.object([&] {
        json.member("words", ngram.words);
        json.member("found", ngram.found);
        json.member("articles", ngram.articles);
        json.member("years", ngram.years);
        json.member("first_year", year(ngram.first_year));
        json.member("last_year", year(ngram.last_year));
        json.member("deviation", ngram.deviation);
      });
    });
    json.array("notices", ngrams.notices);
  });
  return json.line();
}

Table ngrams_table(const Ngrams& ngrams) {
  Table table;
  table.columns = {{"words"},          {"found", true},      {"articles", true},
                   {"years", true},    {"first_year", true}, {"last_year", true},
                   {"deviation", true}};
  const auto number = [](int of) { return of == 0 ? std::string() : std::to_string(of); };
  for (const Ngram& ngram : ngrams.ngrams) {
    table.rows.push_back({ngram.words, std::to_string(ngram.found), std::to_string(ngram.articles),
                          std::to_string(ngram.years), number(ngram.first_year), number(ngram.last_year),
                          fmt::format("{:.4f}", ngram.deviation)});
  }
  return table;
}

}  // namespace dateline::show
