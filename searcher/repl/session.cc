#include "searcher/repl/session.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/index/article_json.h"
#include "searcher/show/explanation.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Cuts the next blank-separated word off.
std::string_view take_word(std::string_view& text) {
  text = trim(text);
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text = trim(text.substr(end));
  return word;
}

}  // namespace

Session::Session(Engine& engine, std::ostream& out, std::ostream& err, show::Style style, Clock clock)
    : engine_(engine), out_(out), err_(err), style_(style), clock_(clock) {
  request_.facets = {index::Facet::kSource, index::Facet::kYear};
  request_.facet_limit = 5;
}

const std::vector<Session::Command>& Session::commands() {
  static const std::vector<Command> all{
      {"explain", ":explain [QUERY]", "how a query is read, and what each part finds", &Session::run_explain},
      {"facets", ":facets [NAME...]", "show counts by these; none for no counts", &Session::run_facets},
      {"help", ":help [COMMAND]", "this list, or one command", &Session::run_help},
      {"info", ":info", "what the index holds", &Session::run_info},
      {"next", ":next", "the next page of hits", &Session::run_next},
      {"prev", ":prev", "the page before", &Session::run_prev},
      {"quit", ":quit", "leave; Ctrl-D does the same", &Session::run_quit},
      {"set", ":set [NAME VALUE]",
       "settings: limit, sort (relevance, date, -date), copies (on, off); alone: list them",
       &Session::run_set},
      {"show", ":show N", "the whole text of hit N; a number alone does the same", &Session::run_show},
  };
  return all;
}

std::string Session::greeting() const {
  const index::Columns& columns = engine_.reader().columns();
  const Xapian::doccount articles = engine_.reader().database().get_doccount();
  std::string example = "flood date:2023";
  const std::uint32_t years = columns.value_count(index::Facet::kYear);
  if (years > 0)
    example = fmt::format("Pyongyang date:{}", columns.value(index::Facet::kYear, years / 2 + 1));
  return fmt::format(
      "{} articles in {}. Type words, or {}\nA number shows a hit, :help lists the commands, Ctrl-D "
      "leaves.\n",
      show::grouped(articles), engine_.reader().folder().string(), example);
}

Outcome Session::error(std::string_view what, std::string_view hint) {
  fmt::print(err_, "{}\n", what);
  if (!hint.empty()) fmt::print(err_, "  {}\n", hint);
  return Outcome::kError;
}

Outcome Session::error(const SearchError& error) {
  if (error.place.empty()) return this->error(error.error.what, error.error.hint);
  err_ << error.place;
  return Outcome::kError;
}

Outcome Session::execute(std::string_view line) {
  line = trim(line);
  if (line.empty()) return Outcome::kDone;
  if (line.front() != ':') {
    const auto number = number_of(line);
    if (number && searched_ && *number >= 1 && *number <= request_.offset + response_.hits.size()) {
      return show_hit(*number);
    }
    return query(line);
  }
  line.remove_prefix(1);
  const std::string_view name = take_word(line);
  std::vector<const Command*> matches;
  for (const Command& command : commands()) {
    if (command.name == name) {
      matches = {&command};
      break;
    }
    if (!name.empty() && command.name.starts_with(name)) matches.push_back(&command);
  }
  if (matches.size() == 1) return (this->*matches.front()->run)(line);
  std::vector<std::string_view> names;
  for (const Command* command : matches) names.push_back(command->name);
  if (matches.empty()) {
    for (const Command& command : commands()) names.push_back(command.name);
    return error(fmt::format("there is no command ':{}'", show::printable(name)),
                 fmt::format("commands are :{}", fmt::join(names, ", :")));
  }
  return error(fmt::format("':{}' may be :{}", show::printable(name), fmt::join(names, " or :")));
}

Outcome Session::query(std::string_view text) {
  request_.query = text;
  request_.offset = 0;
  return search_again();
}

Outcome Session::search_again() {
  if (engine_.outdated()) {
    if (const Status reopened = engine_.reopen(); reopened) {
      fmt::print(err_, "The index was renewed; from now on answers come from {}.\n",
                 engine_.reader().revision());
    } else if (told_revision_ != reopened.error().what) {
      told_revision_ = reopened.error().what;
      fmt::print(err_, "A newer index cannot be opened: {}\n  Answers still come from the old one.\n",
                 reopened.error().what);
    }
  }
  const std::uint64_t start = clock_();
  SearchResult<SearchResponse> response = engine_.search(request_);
  if (!response) return error(response.error());
  response_ = std::move(*response);
  response_.elapsed_us = clock_() - start;
  searched_ = true;
  out_ << show::response_text(response_, style_);
  if (response_.total == 0) {
    out_ << "Nothing found. Try fewer words, other spellings, or :explain to see which part finds nothing.\n";
  }
  return Outcome::kDone;
}

Outcome Session::show_hit(std::size_t number) {
  if (!searched_) return error("there are no hits yet", "type a query first");
  if (number <= request_.offset || number > request_.offset + response_.hits.size()) {
    return error(fmt::format("hit {} is not on this page", number), "use :next and :prev");
  }
  const Hit& hit = response_.hits[number - request_.offset - 1];
  const auto shown = engine_.show(to_string(hit.article.id), &request_);
  if (!shown) return error(shown.error());
  if (!*shown) return error("the article is gone from the index", "search again");
  out_ << show::article_text((*shown)->article, (*shown)->body, style_);
  return Outcome::kDone;
}

Outcome Session::run_explain(std::string_view rest) {
  SearchRequest request = request_;
  if (!rest.empty()) request.query = rest;
  if (request.query.empty()) return error("there is no query to explain", "write :explain QUERY");
  const SearchResult<Explanation> explanation = engine_.explain(request);
  if (!explanation) return error(explanation.error());
  out_ << show::explanation_text(*explanation, request.query);
  return Outcome::kDone;
}

Outcome Session::run_facets(std::string_view rest) {
  std::vector<index::Facet> facets;
  for (std::string_view name = take_word(rest); !name.empty(); name = take_word(rest)) {
    const auto facet = index::find_facet(name);
    if (!facet && name == "none") continue;
    if (!facet) {
      return error(fmt::format("there is no facet '{}'", show::printable(name)),
                   fmt::format("facets are {}", fmt::join(index::kFacetNames, ", ")));
    }
    facets.push_back(*facet);
  }
  request_.facets = std::move(facets);
  return searched_ ? search_again() : Outcome::kDone;
}

Outcome Session::run_help(std::string_view rest) {
  if (rest.starts_with(':')) rest.remove_prefix(1);
  bool found = false;
  for (const Command& command : commands()) {
    if (!rest.empty() && command.name != rest) continue;
    fmt::print(out_, "  {:<20} {}\n", command.usage, command.help);
    found = true;
  }
  if (!found)
    return error(fmt::format("there is no command ':{}'", show::printable(rest)), ":help lists all");
  if (rest.empty()) {
    out_ << "Anything else is a query: words, \"a phrase\", a OR b, -without, source:…, date:2023-09, "
            "juche:112\n";
  }
  return Outcome::kDone;
}

Outcome Session::run_info(std::string_view) {
  const auto build = nlohmann::ordered_json::parse(engine_.reader().build_info(), nullptr, false);
  fmt::print(out_, "{:<12} {}\n", "revision", engine_.reader().revision());
  for (const auto& [name, value] : build.items())
    fmt::print(out_, "{:<12} {}\n", name, show::printable(index::dump(value)));
  return Outcome::kDone;
}

Outcome Session::run_next(std::string_view) {
  if (!searched_) return error("there are no hits yet", "type a query first");
  if (request_.offset + response_.hits.size() >= (request_.copies ? response_.total : response_.groups)) {
    return error("this is the last page");
  }
  request_.offset += request_.limit;
  return search_again();
}

Outcome Session::run_prev(std::string_view) {
  if (!searched_ || request_.offset == 0) return error("this is the first page");
  request_.offset -= std::min(request_.offset, request_.limit);
  return search_again();
}

Outcome Session::run_quit(std::string_view) { return Outcome::kQuit; }

Outcome Session::run_set(std::string_view rest) {
  const std::string_view name = take_word(rest);
  if (name.empty()) {
    const char* sort = request_.sort == Sort::kNewest   ? "-date"
                       : request_.sort == Sort::kOldest ? "date"
                                                        : "relevance";
    fmt::print(out_, "limit {}\nsort {}\ncopies {}\n", request_.limit, sort, request_.copies ? "on" : "off");
    return Outcome::kDone;
  }
  if (name == "limit") {
    const auto limit = number_of(rest);
    if (!limit || *limit < 1 || *limit > 1000) return error("the limit is a number from 1 to 1000");
    request_.limit = *limit;
  } else if (name == "sort") {
    if (rest != "relevance" && rest != "date" && rest != "-date") {
      return error("sort is relevance, date (oldest first) or -date (newest first)");
    }
    request_.sort = rest == "date" ? Sort::kOldest : rest == "-date" ? Sort::kNewest : Sort::kRelevance;
  } else if (name == "copies") {
    if (rest != "on" && rest != "off") return error("copies is on or off");
    request_.copies = rest == "on";
  } else {
    return error(fmt::format("there is no setting '{}'", show::printable(name)),
                 "settings are limit, sort, copies");
  }
  request_.offset = 0;
  return searched_ ? search_again() : Outcome::kDone;
}

Outcome Session::run_show(std::string_view rest) {
  const auto number = number_of(trim(rest));
  if (!number) return error("write :show N with the number of a hit");
  return show_hit(*number);
}

std::vector<std::string> Session::complete(const std::string& line, std::size_t word_start) const {
  std::vector<std::string> out;
  const std::string_view word = std::string_view(line).substr(std::min(word_start, line.size()));
  if (word_start == 0 && word.starts_with(':')) {
    for (const Command& command : commands()) {
      if (command.name.starts_with(word.substr(1))) out.push_back(fmt::format(":{}", command.name));
    }
    return out;
  }
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) {
    for (const index::FieldInfo& field : index::kFields) {
      if (!word.empty() && field.name.starts_with(word)) out.push_back(fmt::format("{}:", field.name));
    }
    return out;
  }
  const std::string_view field = word.substr(0, colon);
  std::optional<index::Facet> facet = index::find_facet(field);
  if (field == "date") facet = index::Facet::kYear;
  if (!facet) return out;
  const index::Columns& columns = engine_.reader().columns();
  for (std::uint32_t i = 1; i <= columns.value_count(*facet) && out.size() < 500; ++i) {
    const std::string_view value = columns.value(*facet, i);
    if (value.starts_with(word.substr(colon + 1))) out.push_back(fmt::format("{}:{}", field, value));
  }
  return out;
}

}  // namespace dateline::search
