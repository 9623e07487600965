#include "searcher/show/silences.h"

#include <fmt/format.h>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::EmptyDays;
using search::Silence;
using search::Silences;

std::string article_line(const Article& article) {
  return fmt::format("{}  {}  {}", dates::publication_text(article.publication), to_string(article.id),
                     title_text(article));
}

std::optional<search::Mention> mention_of(const std::optional<std::uint32_t>& docid,
                                          const ArticleOf& article) {
  if (!docid) return std::nullopt;
  return search::mention_of(article(*docid));
}

}  // namespace

std::string days_span(dates::Day from, dates::Day to) {
  return from == to ? dates::to_iso(from) : fmt::format("{} … {}", dates::to_iso(from), dates::to_iso(to));
}

std::string silence_length(const Silence& silence) {
  std::string out = fmt::format("silent in {} of {}", counted(silence.articles, "article", "articles"),
                                counted(silence.printed_days, "day", "days"));
  if (silence.empty_days() > 0) {
    out += fmt::format("; from {} nothing was captured", counted(silence.empty_days(), "day", "days"));
  }
  return out;
}

std::string silence_weight(const Silence& silence) {
  if (!silence.before) return "before the first article about it";
  std::string out;
  if (silence.expected) {
    out = fmt::format("by the year before, {:.1f} {} to be expected", *silence.expected,
                      *silence.expected > 0.95 && *silence.expected < 1.05 ? "was" : "were");
  }
  if (silence.earlier > 0) {
    out += fmt::format("{}{} of {} {} as long", out.empty() ? "" : "; ",
                       silence.as_long == 0 ? "none" : grouped(silence.as_long),
                       counted(silence.earlier, "earlier silence", "earlier silences"),
                       silence.as_long == 1 ? "was" : "were");
  }
  return out;
}

std::string silences_text(const Silences& silences, const ArticleOf& article, const Style& style) {
  std::string out;
  for (const std::string& notice : silences.notices) out += wrapped(printable(notice), style, 0);
  const auto line = [&](std::string_view label, std::uint32_t docid) {
    out += wrapped(fmt::format("{}{}", label, printable(article_line(article(docid)))), style, 4);
  };
  std::size_t number = 0;
  for (const Silence& silence : silences.longest) {
    out += fmt::format("{:>3}. ", ++number) +
           bold(style, fmt::format("{}, {}{}", days_span(silence.from, silence.to),
                                   counted(silence.days(), "day", "days"),
                                   silence.before && !silence.after ? ", to the end of the archive" : "")) +
           "\n";
    out += wrapped(silence_length(silence), style, 4);
    if (const std::string weight = silence_weight(silence); !weight.empty()) out += wrapped(weight, style, 4);
    if (silence.before) line("before  ", *silence.before);
    if (silence.after) line("after   ", *silence.after);
  }
  if (silences.first) {
    out += "first and last\n";
    line("", *silences.first);
    if (silences.last != silences.first) line("", *silences.last);
  }
  std::string status = fmt::format("{} found; {}", counted(silences.total, "article", "articles"),
                                   counted(silences.looked_at, "silence", "silences"));
  if (silences.looked_at > silences.longest.size())
    status += fmt::format(", the {} longest shown", silences.longest.size());
  if (silences.rough > 0) {
    status += fmt::format(". {} without an exact day may stand in one of them",
                          counted(silences.rough, "article", "articles"));
  }
  status += fmt::format(". Of {}, {} have no article at all", counted(silences.days, "day", "days"),
                        grouped(silences.empty_days));
  if (!silences.longest_empty.empty()) {
    status += fmt::format(", most in a row {} ({})", silences.longest_empty.front().days(),
                          days_span(silences.longest_empty.front().from, silences.longest_empty.front().to));
  }
  return out + dim(style, wrapped(status + ".", style, 0));
}

std::string silences_json(const Silences& silences, const ArticleOf& article) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", silences.query);
    write_index(json, silences.index_articles, silences.revision);
    json.member("total", silences.total);
    json.member("without_exact_day", silences.rough);
    json.member("relaxed", silences.relaxed);
    json.member("silences_in_all", silences.looked_at);
    json.array("silences", silences.longest, [&](const Silence& silence) {
      json.object([&] {
        json.member("from", dates::to_iso(silence.from));
        json.member("to", dates::to_iso(silence.to));
        json.member("days", silence.days());
        json.member("days_with_articles", silence.printed_days);
        json.member("days_without_any_article", silence.empty_days());
        json.member("articles", silence.articles);
        json.member("expected", silence.expected);
        json.member("earlier_silences", silence.earlier);
        json.member("earlier_as_long", silence.as_long);
        write_mention(json, "before", mention_of(silence.before, article));
        write_mention(json, "after", mention_of(silence.after, article));
      });
    });
    json.member("days", silences.days);
    json.member("days_without_any_article", silences.empty_days);
    json.array("longest_without_any_article", silences.longest_empty, [&](const EmptyDays& days) {
      json.object([&] {
        json.member("from", dates::to_iso(days.from));
        json.member("to", dates::to_iso(days.to));
        json.member("days", days.days());
      });
    });
    write_mention(json, "first", mention_of(silences.first, article));
    write_mention(json, "last", mention_of(silences.last, article));
    write_wordings(json, silences.wordings);
    json.array("notices", silences.notices);
  });
  return json.line();
}

Table silences_table(const Silences& silences, const ArticleOf& article) {
  Table table;
  table.columns = {{"kind"},
                   {"from"},
                   {"to"},
                   {"days", true},
                   {"days_with_articles", true},
                   {"articles", true},
                   {"expected", true},
                   {"earlier_silences", true},
                   {"earlier_as_long", true},
                   {"before_id"},
                   {"before_title"},
                   {"after_id"},
                   {"after_title"}};
  for (const Silence& silence : silences.longest) {
    std::vector<std::string> row{"silence",
                                 dates::to_iso(silence.from),
                                 dates::to_iso(silence.to),
                                 std::to_string(silence.days()),
                                 std::to_string(silence.printed_days),
                                 std::to_string(silence.articles),
                                 silence.expected ? fmt::format("{:.4g}", *silence.expected) : "",
                                 std::to_string(silence.earlier),
                                 std::to_string(silence.as_long)};
    for (const auto& docid : {silence.before, silence.after}) {
      row.push_back(docid ? to_string(article(*docid).id) : "");
      row.push_back(docid ? article(*docid).title : "");
    }
    table.rows.push_back(std::move(row));
  }
  for (const EmptyDays& days : silences.longest_empty) {
    table.rows.push_back({"no article", dates::to_iso(days.from), dates::to_iso(days.to),
                          std::to_string(days.days()), "0", "0", "", "", "", "", "", "", ""});
  }
  return table;
}

}  // namespace dateline::show
