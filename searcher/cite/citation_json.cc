#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/counted.h"
#include "common/dates/day.h"
#include "common/json_writer.h"
#include "searcher/cite/citation.h"
#include "searcher/export/reference.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

constexpr int kCitationFormat = 1;

std::string day_of(const Citation& citation) { return citation.time.substr(0, 10); }

std::string confidence_text(const Citation& citation) {
  const auto facet = citation.facets.find("confidence");
  if (facet == citation.facets.end()) return {};
  std::string out;
  for (const std::string_view level : {"high", "medium", "low", "none"}) {
    const auto found = facet->second.find(std::string(level));
    if (found == facet->second.end() || found->second == 0) continue;
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", level, found->second);
  }
  return out;
}

std::string title_of(const Citation& citation) {
  std::string out = fmt::format("Search for \"{}\"", show::printable(citation.query));
  for (const std::string& filter : citation.filters) out += ", " + show::printable(filter);
  if (!citation.from.empty()) out += ", from " + show::printable(citation.from);
  if (!citation.to.empty()) out += ", to " + show::printable(citation.to);
  return out;
}

std::string note_of(const Citation& citation) {
  return fmt::format(
      "{} found ({}) among {}; index {}; set {}; dateline {}, analysis {}; day of publication: {}",
      counted(citation.total, "article", "articles"),
      counted(citation.groups, "different text", "different texts"), citation.index_articles, citation.root,
      citation.set_digest, citation.program, citation.analyzer,
      citation.total == 0 ? "none" : confidence_text(citation));
}

/// Text that BibTeX takes as it is.
std::string tex(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '{' || c == '}' || c == '\\' || c == '~' || c == '^') {
      out += ' ';
    } else {
      if (c == '&' || c == '%' || c == '$' || c == '#' || c == '_') out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string citation_text(const Citation& citation) {
  const auto day = dates::parse_iso_day(day_of(citation));
  return fmt::format("{}. {}. Dateline [{}], {}.", title_of(citation), note_of(citation), citation.token(),
                     day ? day_in_words(*day) : day_of(citation));
}

std::string citation_bibtex(const Citation& citation) {
  const std::string day = day_of(citation);
  return fmt::format(
      "@misc{{dateline-{},\n  title = {{{}}},\n  year = {{{}}},\n  note = {{{}}},\n  urldate = {{{}}}\n}}\n",
      citation.set_digest.substr(0, 12), tex(title_of(citation)), day.substr(0, 4), tex(note_of(citation)),
      day);
}

std::string citation_csl(const Citation& citation) {
  JsonWriter json;
  json.object([&] {
    json.member("id", "dateline-" + citation.set_digest.substr(0, 12));
    json.member("type", "dataset");
    json.member("title", title_of(citation));
    json.member("note", note_of(citation));
    if (const auto day = dates::parse_iso_day(day_of(citation))) {
      json.object("accessed", [&] {
        const std::array<int, 3> parts{dates::year_of(*day), static_cast<int>(dates::month_of(*day)),
                                       static_cast<int>(dates::day_of_month(*day))};
        json.array("date-parts", std::array<std::array<int, 3>, 1>{parts},
                   [&](const auto& date) { json.array(date); });
      });
    }
  });
  return std::string(json.text());
}

std::string to_json(const Citation& c) {
  JsonWriter json;
  json.object([&] {
    json.member("dateline_citation", kCitationFormat);
    json.member("token", c.token());
    json.object("question", [&] {
      json.member("query", c.query);
      json.member("canonical", c.canonical);
      json.array("filters", c.filters);
      json.member("from", c.from);
      json.member("to", c.to);
      json.member("any", c.any);
      json.member("literal", c.literal);
      json.member("exact_names", c.exact_names);
      json.member("scattered", c.scattered);
      json.member("language", c.language);
      json.member("sort", c.sort);
      json.member("scheme", c.scheme);
      json.member("recency_years", c.recency_years);
      json.member("today", c.today);
    });
    json.object("answered_by", [&] {
      json.member("program", c.program);
      json.member("schema", c.schema);
      json.member("analyzer", c.analyzer);
      json.member("lexicon", c.lexicon);
      json.member("names", c.names);
      json.member("root", c.root);
      json.member("articles", c.index_articles);
      json.member("index", c.index);
      json.member("revision", c.revision);
      json.member("time", c.time);
    });
    json.object("answer", [&] {
      json.member("total", c.total);
      json.member("groups", c.groups);
      json.member("relaxed", c.relaxed);
      json.object("facets", [&] {
        for (const auto& facet : c.facets) {
          json.object(facet.first, [&] {
            for (const auto& [value, count] : facet.second) json.member(value, count);
          });
        }
      });
      json.member("set_digest", c.set_digest);
      json.member("order_digest", c.order_digest);
      json.array("notices", c.notices);
      json.array("articles", c.articles, [&](const CitedArticle& article) {
        json.object([&] {
          json.member("id", article.id);
          json.member("text", article.text);
          json.member("published", article.published);
        });
      });
    });
    json.object("citation", [&] {
      json.member("text", citation_text(c));
      json.member("bibtex", citation_bibtex(c));
      json.key("csl");
      json.json(citation_csl(c));
    });
  });
  return json.line();
}

Result<Citation> parse_citation(std::string_view text, std::string_view name) {
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorKind::kInput, fmt::format("{} is no citation of dateline: {}", name, what),
                "give a file that 'dateline-search cite' wrote");
  };
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return wrong("it is no JSON object");
  Citation c;
  try {
    if (json.at("dateline_citation").get<int>() != kCitationFormat)
      return wrong("it has another format; use the version of dateline that wrote it");
    const auto& q = json.at("question");
    q.at("query").get_to(c.query);
    q.at("canonical").get_to(c.canonical);
    q.at("filters").get_to(c.filters);
    q.at("from").get_to(c.from);
    q.at("to").get_to(c.to);
    q.at("any").get_to(c.any);
    q.at("literal").get_to(c.literal);
    q.at("exact_names").get_to(c.exact_names);
    q.at("scattered").get_to(c.scattered);
    q.at("language").get_to(c.language);
    q.at("sort").get_to(c.sort);
    q.at("scheme").get_to(c.scheme);
    q.at("recency_years").get_to(c.recency_years);
    q.at("today").get_to(c.today);
    const auto& by = json.at("answered_by");
    by.at("program").get_to(c.program);
    by.at("schema").get_to(c.schema);
    by.at("analyzer").get_to(c.analyzer);
    by.at("lexicon").get_to(c.lexicon);
    by.at("names").get_to(c.names);
    by.at("root").get_to(c.root);
    by.at("articles").get_to(c.index_articles);
    by.at("index").get_to(c.index);
    by.at("revision").get_to(c.revision);
    by.at("time").get_to(c.time);
    const auto& answer = json.at("answer");
    answer.at("total").get_to(c.total);
    answer.at("groups").get_to(c.groups);
    answer.at("relaxed").get_to(c.relaxed);
    answer.at("facets").get_to(c.facets);
    answer.at("set_digest").get_to(c.set_digest);
    answer.at("order_digest").get_to(c.order_digest);
    answer.at("notices").get_to(c.notices);
    for (const auto& article : answer.at("articles")) {
      c.articles.push_back({article.at("id").get<std::string>(), article.at("text").get<std::string>(),
                            article.at("published").get<std::string>()});
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong(error.what());
  }
  if (c.articles.size() != c.total) return wrong("it does not list all of its articles");
  return c;
}

}  // namespace dateline::search
