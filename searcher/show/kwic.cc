#include "searcher/show/kwic.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::show {
namespace {

using search::Concordance;
using search::KwicLine;

constexpr std::size_t kIdWidth = 16;
constexpr std::size_t kDateWidth = 10;
constexpr std::size_t kMinContext = 12;

std::string source_part(const KwicLine& line) {
  return line.part == search::TextPart::kTitle ? "title" : "body";
}

std::string left_of(const KwicLine& line, std::size_t columns) {
  return last_columns(printable(line.left), columns);
}

std::string right_of(const KwicLine& line, std::size_t columns) {
  const std::string right = printable(line.right);
  return right.substr(0, bytes_within(right, columns));
}

std::string blanks(std::size_t columns, std::string_view text) {
  return std::string(columns - std::min(columns, display_width(text)), ' ');
}

}  // namespace

std::string kwic_status(const Concordance& concordance) {
  const auto articles = [](std::uint64_t n) {
    return fmt::format("{} {}", grouped(n), n == 1 ? "article" : "articles");
  };
  const std::string places =
      concordance.lines.size() == concordance.found ? grouped(concordance.found)
      : concordance.offset > 0 && !concordance.lines.empty()
          ? fmt::format("{}-{} of {}", grouped(concordance.offset + 1),
                        grouped(concordance.offset + concordance.lines.size()), grouped(concordance.found))
          : fmt::format("{} of {}", grouped(concordance.lines.size()), grouped(concordance.found));
  if (concordance.per_year > 0) {
    return fmt::format("{} {}, at most {} of each year, in {}", grouped(concordance.lines.size()),
                       concordance.lines.size() == 1 ? "occurrence" : "occurrences", concordance.per_year,
                       articles(concordance.articles));
  }
  return fmt::format("{} {} in {}{}", places, concordance.found == 1 ? "occurrence" : "occurrences",
                     concordance.whole ? "" : fmt::format("the {} read of ", grouped(concordance.read)),
                     articles(concordance.articles));
}

std::string kwic_text(const Concordance& concordance, std::size_t context, const Style& style) {
  std::string out;
  for (const std::string& notice : concordance.notices) out += printable(notice) + "\n";
  std::size_t keyword = 0;
  for (const KwicLine& line : concordance.lines)
    keyword = std::max(keyword, display_width(printable(line.keyword)));
  const std::size_t cited = kDateWidth + kIdWidth + 4;
  // A long phrase takes no room from the contexts of the others.
  std::size_t side = context;
  if (side == 0) {
    const std::size_t width = style.width == 0 ? 120 : style.width;
    const std::size_t room = width > cited ? width - cited : 0;
    side = std::max(kMinContext, (room - std::min(room, std::min(keyword, room / 3))) / 2);
  }
  for (const KwicLine& line : concordance.lines) {
    const std::string left = left_of(line, side);
    const std::string word = printable(line.keyword);
    const std::size_t before = side;
    // What the keyword takes more than its share is taken from the right.
    std::size_t after = side;
    if (context == 0 && style.width > 0) {
      const std::size_t used = cited + before + display_width(word);
      after = style.width > used ? style.width - used : 0;
    }
    const std::string cite =
        fmt::format("{:<{}} {}", line.date.empty() ? "no date" : line.date, kDateWidth, to_string(line.id));
    out +=
        dim(style, cite) + "  " + blanks(before, left) + left + marked(style, word) + right_of(line, after);
    while (out.ends_with(' ')) out.pop_back();
    out += "\n";
  }
  return out + dim(style, kwic_status(concordance)) + "\n";
}

std::string kwic_json(const Concordance& concordance, std::size_t context) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", concordance.query);
    write_index(json, concordance.index_articles, concordance.revision);
    json.member("total", concordance.articles);
    json.member("articles_read", concordance.read);
    json.member("places", concordance.found);
    json.member("offset", concordance.offset);
    json.member("per_year", concordance.per_year > 0 ? std::optional(concordance.per_year) : std::nullopt);
    json.member("whole", concordance.whole);
    json.member("relaxed", concordance.relaxed);
    json.array("lines", concordance.lines, [&](const KwicLine& line) {
      json.object([&] {
        json.member("id", to_string(line.id));
        json.member_or_null("date", line.date);
        json.member_or_null("source", line.source);
        json.member("part", source_part(line));
        json.member("offset", line.offset);
        json.member("left", left_of(line, context));
        json.member("keyword", printable(line.keyword));
        json.member("right", right_of(line, context));
      });
    });
    json.array("notices", concordance.notices);
  });
  return json.line();
}

Table kwic_table(const Concordance& concordance, std::size_t context) {
  Table table;
  table.columns = {{"id"},           {"date"}, {"source"},  {"part"},
                   {"offset", true}, {"left"}, {"keyword"}, {"right"}};
  for (const KwicLine& line : concordance.lines) {
    table.rows.push_back({to_string(line.id), line.date, line.source, source_part(line),
                          std::to_string(line.offset), left_of(line, context), printable(line.keyword),
                          right_of(line, context)});
  }
  return table;
}

}  // namespace dateline::show
