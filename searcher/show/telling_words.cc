#include "searcher/show/telling_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::ComparedText;
using search::TellingWord;
using search::TellingWords;
using search::WordsNear;

bool near_query(const TellingWords& words) { return words.near == WordsNear::kCollocates; }

/// "3,401 different texts, of which 2,000 were read (every n-th by date)".
std::string size_of(const ComparedText& text) {
  std::string out =
      fmt::format("{} different {}", grouped(text.articles), text.articles == 1 ? "text" : "texts");
  if (text.read < text.articles) out += fmt::format(", {} of them read", grouped(text.read));
  return out;
}

std::string elsewhere_text(const TellingWords& words) {
  // Of the whole archive nothing is read: the index knows its frequencies.
  const std::string size = words.elsewhere.read == 0 && words.elsewhere.words > 0
                               ? counted(words.elsewhere.articles, "article", "articles")
                               : size_of(words.elsewhere);
  return fmt::format("{}: {} ({})", printable(words.against), counted(words.elsewhere.words, "word", "words"),
                     size);
}

std::string here_text(const TellingWords& words) {
  const std::string count = counted(words.here.words, "word", "words");
  return near_query(words)
             ? fmt::format("{} within {} of {} ({})", count, words.window,
                           counted(words.places, "occurrence", "occurrences"), size_of(words.here))
             : fmt::format("{} ({})", count, size_of(words.here));
}

void write_compared(JsonWriter& json, const ComparedText& text) {
  json.member("articles", text.articles);
  json.member("articles_read", text.read);
  json.member("words", text.words);
}

}  // namespace

std::string telling_words_text(const TellingWords& words, const Style& style) {
  std::string out;
  for (const std::string& notice : words.notices) out += printable(notice) + "\n";
  std::size_t width = 12;
  for (const TellingWord& word : words.words) width = std::max(width, display_width(printable(word.word)));
  width = std::min<std::size_t>(width, 32);
  if (!words.words.empty()) {
    out += dim(style,
               fmt::format("{} {:>8} {:>9} {:>10} {:>8} {:>10}", std::string(width, ' '),
                           near_query(words) ? "near" : "found", "articles", "elsewhere", "times", "LL")) +
           "\n";
  }
  for (const TellingWord& word : words.words) {
    const std::string name = fit(printable(word.word), width);
    out += fmt::format("{}{} {:>8} {:>9} {:>10} {:>8.1f} {:>10.1f}\n", name,
                       std::string(width - display_width(name), ' '), grouped(word.found),
                       grouped(word.articles), grouped(word.elsewhere), word.times, word.log_likelihood);
  }
  out += dim(style, here_text(words)) + "\n";
  out += dim(style, "compared with " + elsewhere_text(words)) + "\n";
  if (!words.words.empty())
    out += dim(style, wrapped("LL: log-likelihood; by chance above 15.13 once in 10,000 words", style, 0));
  return out;
}

std::string telling_words_json(const TellingWords& words) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", words.query);
    write_index(json, words.index_articles, words.revision);
    json.member("kind", near_query(words) ? "collocates" : "significant");
    json.member("window", near_query(words) ? std::optional(words.window) : std::nullopt);
    json.member("places", words.places);
    json.object("here", [&] { write_compared(json, words.here); });
    json.object("elsewhere", [&] {
      write_compared(json, words.elsewhere);
      json.member("what", words.against);
    });
    json.member("relaxed", words.relaxed);
    json.array("words", words.words, [&](const TellingWord& word) {
      json.object([&] {
        json.member("word", word.word);
        json.member("found", word.found);
        json.member("articles", word.articles);
        json.member("elsewhere", word.elsewhere);
        json.member("times", word.times);
        json.member("log_likelihood", word.log_likelihood);
      });
    });
    json.array("notices", words.notices);
  });
  return json.line();
}

Table telling_words_table(const TellingWords& words) {
  Table table;
  table.columns = {{"word"},        {"found", true},         {"articles", true}, {"elsewhere", true},
                   {"times", true}, {"log_likelihood", true}};
  for (const TellingWord& word : words.words) {
    table.rows.push_back({word.word, std::to_string(word.found), std::to_string(word.articles),
                          std::to_string(word.elsewhere), fmt::format("{:.6g}", word.times),
                          fmt::format("{:.6g}", word.log_likelihood)});
  }
  return table;
}

}  // namespace dateline::show
