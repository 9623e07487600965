#include "searcher/show/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::show {
namespace {

std::string_view kind_of(query::Expansion::Kind kind) {
  switch (kind) {
    case query::Expansion::Kind::kPrefix:
      return "words that begin so";
    case query::Expansion::Kind::kSpelling:
      return "words spelt like it";
    case query::Expansion::Kind::kPattern:
      return "matching words";
    case query::Expansion::Kind::kName:
      return "spellings of the name";
    case query::Expansion::Kind::kValue:
      return "values of the field";
  }
  return "";
}

std::string indented(std::string_view lines) {
  std::string out;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    out.append("  ").append(printable(lines.substr(0, end))).append("\n");
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return out;
}

std::string_view name_of(search::Contribution::Kind kind) {
  switch (kind) {
    case search::Contribution::Kind::kWord:
      return "word";
    case search::Contribution::Kind::kTitle:
      return "all in the title";
    case search::Contribution::Kind::kNear:
      return "near each other";
    case search::Contribution::Kind::kLead:
      return "at the beginning";
    case search::Contribution::Kind::kFeedback:
      return "word of the best articles";
    case search::Contribution::Kind::kRecency:
      return "recent";
  }
  return "";
}

}  // namespace

std::string explanation_text(const search::Explanation& explanation, std::string_view query) {
  const auto part = [&](query::SourceRange range) {
    return range.offset <= query.size() ? printable(query.substr(range.offset, range.length)) : std::string();
  };
  std::string out = "tokens\n" + indented(query::dump(explanation.tokens));
  out += "tree\n" + indented(query::dump(explanation.ast));
  out += "plan\n" + indented(query::dump(explanation.plan.root));
  const auto to = std::back_inserter(out);
  if (!explanation.plan.expansions.empty() || !explanation.plan.names.empty()) out += "stands for\n";
  for (const query::Expansion& expansion : explanation.plan.expansions) {
    std::vector<std::string> values = expansion.values;
    for (std::size_t i = 0; i < expansion.lists.size(); ++i) {
      if (!expansion.lists[i].empty()) values[i] += fmt::format(" (from {})", expansion.lists[i]);
    }
    fmt::format_to(to, "  {}: {}: {}\n", part(expansion.range), kind_of(expansion.kind),
                   printable(fmt::format("{}", fmt::join(values, ", "))));
  }
  for (const query::NameRead& name : explanation.plan.names) {
    fmt::format_to(
        to, "  {}: {}\n", part(name.range),
        name.scattered ? "a name whose words may occur anywhere" : "a name, its words side by side");
  }
  if (!explanation.feedback.empty()) out += "words of the best articles, and what they weigh beside a word\n";
  for (const query::Boost& boost : explanation.feedback) {
    fmt::format_to(to, "  {:>9.2f}  {}\n", boost.factor, printable(boost.node.term));
  }
  out += "articles with each term\n";
  for (const search::TermCount& term : explanation.terms) {
    fmt::format_to(to, "  {:>9}  {}\n", grouped(term.articles), printable(term.term));
  }
  out += "articles with each part, and left after it\n";
  for (const search::PartCount& count : explanation.parts) {
    fmt::format_to(to, "  {:>9} {:>9}  {}\n", grouped(count.articles), grouped(count.articles_left),
                   part(count.range));
  }
  fmt::format_to(to, "{} found\n", grouped(explanation.articles));
  for (const query::SourceRange range : explanation.killers) {
    fmt::format_to(to, "nothing is found because of: {}\n", part(range));
  }
  for (const query::Notice& notice : explanation.plan.notices) out += printable(notice.text) + "\n";
  return out;
}

std::string rank_reason_text(const search::RankReason& reason, std::string_view id) {
  if (reason.place == 0) {
    return fmt::format("{} is not among the {} found\n", printable(id),
                       counted(reason.found, "article", "articles"));
  }
  std::string out = fmt::format("{} has rank {} of {} by relevance, counting each copy\n", printable(id),
                                grouped(reason.place), grouped(reason.found));
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "{:>9} {:>6} {:>9}  {}\n", "score", "times", "articles", "for");
  for (const search::Contribution& part : reason.parts) {
    fmt::format_to(to, "{:>9.4f} {:>6} {:>9}  {}", part.score, grouped(part.occurrences),
                   grouped(part.articles), name_of(part.kind));
    if (!part.terms.empty())
      fmt::format_to(to, ": {}", printable(fmt::format("{}", fmt::join(part.terms, ", "))));
    out += '\n';
  }
  fmt::format_to(to, "{:>9.4f} in all\n", reason.score);
  return out;
}

}  // namespace dateline::show
