#include "searcher/repl/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "common/named_file.h"
#include "searcher/query/lexer.h"
#include "searcher/repl/greeting.h"
#include "searcher/repl/line_reader.h"
#include "searcher/repl/words.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::search {
namespace {

/// A number from here on may be a year or an amount, and is searched for where no hit has it.
constexpr std::size_t kLeastNumberSearched = 1000;

/// The command that a line without a colon means, as a newcomer types it: "help", "?", "quit", "exit".
std::string_view plain_command(std::string_view line) {
  if (line == "help" || line == "?") return "help";
  if (line == "quit" || line == "exit") return "quit";
  return {};
}

/// Whether one of several lines is a command.
bool has_command_line(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = trim(lines.substr(0, end));
    if (line.starts_with(':') || !plain_command(line).empty()) return true;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return false;
}

}  // namespace

Session::Session(Engine& engine, Screen& screen, Clock clock, Options options)
    : engine_(engine),
      screen_(screen),
      clock_(clock),
      options_(options),
      finder_(engine, options.today),
      completer_(engine) {
  settings_.request.facets = {index::Facet::kSource, index::Facet::kYear};
  settings_.request.facet_limit = 5;
  settings_.request.today = options.today;
  settings_.style.colour = options.colour;
}

std::string Session::greeting() const { return greeting_text(engine_.reader()); }

std::string Session::prompt() const {
  constexpr std::size_t kNarrow = 40;
  const std::size_t columns = screen_.columns();
  const bool stands_somewhere = !trail_.empty() && (trail_.here().base || trail_.here().queries.size() > 1 ||
                                                    !trail_.here().filters.empty());
  if (!stands_somewhere) return columns < kNarrow ? "> " : "dateline> ";
  return fmt::format(
      "{}> ", show::fit(show::printable(place_text(trail_.here())), std::max<std::size_t>(columns / 2, 8)));
}

bool Session::unfinished(std::string_view text) {
  text = trim(text);
  if (text.starts_with(':')) {
    take_word(text);
  }
  bool open = false;
  char before = ' ';
  for (const char c : text) {
    // A mark right behind a word is punctuation ("5'10\""), one that opens stands after a blank or a sign.
    if (c == '"' &&
        (open || before == ' ' || before == ':' || before == '(' || before == '-' || before == '+'))
      open = !open;
    before = c == '\n' ? ' ' : c;
  }
  return open;
}

Completion Session::complete(std::string_view line) {
  return completer_.complete(line, {answered_ ? &response_ : nullptr, &sets_, &numbered_});
}

show::Style Session::style() const {
  show::Style style = settings_.style;
  style.width = screen_.columns();
  return style;
}

show::Style Session::style_of_texts() const {
  show::Style style = settings_.style;
  style.width = screen_.columns_of_texts();
  return style;
}

Outcome Session::error(std::string_view what, std::string_view hint) {
  std::string text = where_.empty() ? std::string() : where_ + ": ";
  text += fmt::format("{}\n", what);
  if (!hint.empty()) text += fmt::format("  {}\n", hint);
  tell(text);
  return Outcome::kError;
}

Outcome Session::error(const SearchError& error) {
  if (error.stopped()) {
    tell("Stopped.\n");
    return Outcome::kStopped;
  }
  if (error.place.empty()) return this->error(error.error);
  tell((where_.empty() ? "" : where_ + ":\n") + error.place);
  return Outcome::kError;
}

Outcome Session::execute(std::string_view line, std::string_view where) {
  line = trim(line);
  if (line.empty() || line.front() == '#') return Outcome::kDone;  // "#" begins a remark
  where_ = where;
  const std::uint64_t start = clock_();
  const Outcome outcome = dispatch(line);
  if (settings_.time && outcome != Outcome::kQuit) {
    show(fmt::format("time: {:.1f} ms\n", static_cast<double>(clock_() - start) / 1000.0));
  }
  return outcome;
}

Outcome Session::run_lines(std::string_view lines) {
  Outcome outcome = Outcome::kDone;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = trim(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty() || line.front() == '#') continue;
    const Outcome one = dispatch(line);
    if (one != Outcome::kDone) outcome = one;
    if (one == Outcome::kQuit || one == Outcome::kStopped) break;
  }
  return outcome;
}

Outcome Session::dispatch(std::string_view line) {
  if (line.find('\n') != std::string_view::npos && has_command_line(line)) return run_lines(line);
  if (line.front() == ':') return run_command(line.substr(1));
  if (const std::string_view command = plain_command(line); !command.empty()) return run_command(command);
  if (line.starts_with("+f") || line.starts_with("-f")) {
    if (line.size() > 2 && line[2] >= '0' && line[2] <= '9') return toggle(line);
  }
  if (const auto number = number_of(line); number && answered_) {
    const std::uint64_t hits = request_.copies ? response_.total : response_.groups;
    // A number that no hit in sight has may well be a year or an amount.
    if (*number >= 1 && *number <= response_.hits.size() + request_.offset)
      return run_command(fmt::format("show {}", *number));
    if (*number >= 1 && *number < kLeastNumberSearched && *number <= hits) {
      return error(
          fmt::format("hit {} was not on the screen", *number),
          fmt::format(":show {0} shows it; \"{0}\" in quotation marks searches for the number", *number));
    }
    if (*number < kLeastNumberSearched) {
      return error(fmt::format("there is no hit {}; the answer has {}", *number, show::grouped(hits)),
                   fmt::format("\"{}\" in quotation marks searches for the number", *number));
    }
    tell(fmt::format("{} is searched for; it is no hit on the screen.\n", *number));
  }
  return go(place_of(line));
}

Place Session::place_of(std::string_view words) const {
  Place place;
  place.queries = {std::string(words)};
  place.any = settings_.request.any;
  place.exact_names = settings_.request.exact_names;
  place.scattered = settings_.request.scattered;
  return place;
}

Outcome Session::run_command(std::string_view line) {
  const std::string_view name = take_word(line);
  const std::vector<const Command*> found = find_commands(name);
  if (found.size() == 1) return found.front()->run(*this, line);
  if (found.empty()) {
    const Command* near = near_command(name);
    return error(fmt::format("there is no command ':{}'", show::printable(name)),
                 near ? fmt::format("did you mean :{}? :help lists all commands", near->name)
                      : ":help lists all commands");
  }
  std::vector<std::string_view> names;
  for (const Command* command : found) names.push_back(command->name);
  return error(fmt::format("':{}' may be :{}", show::printable(name), fmt::join(names, " or :")),
               "write one letter more");
}

Outcome Session::toggle(std::string_view line) {
  if (!answered_ || trail_.empty()) {
    return error("there are no counts yet", "type a query first; then f1, f2 … mark the counts");
  }
  Place place = trail_.here();
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    const auto number = word.size() > 2 && (word[0] == '+' || word[0] == '-') && word[1] == 'f'
                            ? number_of(word.substr(2))
                            : std::nullopt;
    if (!number) {
      return error(fmt::format("'{}' cannot be used with counts", show::printable(word)),
                   "write +f1 to choose a count, -f1 to drop it; :narrow QUERY adds words");
    }
    if (*number < 1 || *number > numbered_.size()) {
      return error(fmt::format("there is no f{}", *number),
                   numbered_.empty() ? "nothing is counted; :facets source year counts by source and year"
                                     : fmt::format("counts go from f1 to f{}", numbered_.size()));
    }
    const std::string& filter = numbered_[*number - 1];
    const auto at = std::find(place.filters.begin(), place.filters.end(), filter);
    if (word[0] == '+' && at == place.filters.end()) place.filters.push_back(filter);
    if (word[0] == '-' && at == place.filters.end()) {
      return error(fmt::format("f{} ({}) is not chosen", *number, show::printable(filter)),
                   fmt::format("+f{} chooses it", *number));
    }
    if (word[0] == '-') place.filters.erase(at);
  }
  return go(std::move(place));
}

Outcome Session::go(Place place) {
  const Outcome outcome = ask(place, 0, Part::kHits);
  if (outcome != Outcome::kDone) return outcome;
  trail_.go(std::move(place));
  print(Part::kHits);
  return Outcome::kDone;
}

Outcome Session::ask_again(std::size_t offset) {
  if (trail_.empty()) return Outcome::kDone;
  const Outcome outcome = ask(trail_.here(), offset, Part::kHits);
  if (outcome == Outcome::kDone) print(Part::kHits);
  return outcome;
}

Outcome Session::show_facets() {
  const Outcome outcome = ask(trail_.here(), request_.offset, Part::kFacets);
  if (outcome == Outcome::kDone) print(Part::kFacets);
  return outcome;
}

void Session::renew_index() {
  if (!engine_.outdated()) return;
  if (const Status reopened = engine_.reopen(); reopened) {
    told_revision_.clear();
    tell(fmt::format("The index was renewed: from now on answers come from {}, {}.\n",
                     engine_.reader().revision(),
                     show::counted(engine_.reader().articles(), "article", "articles")));
  } else if (told_revision_ != reopened.error().what) {
    told_revision_ = reopened.error().what;
    tell(fmt::format("A newer index cannot be opened: {}\n  Answers still come from the old one.\n",
                     reopened.error().what));
  }
}

SearchResult<SearchRequest> Session::request_at(const Place& place) {
  renew_index();
  auto within = finder_.before_last(place);
  if (!within) return tl::unexpected(within.error());
  SearchRequest request = request_of(place, settings_.request);
  request.within = std::move(*within);
  return request;
}

SearchResult<SearchRequest> Session::request_here() {
  if (trail_.empty()) {
    return tl::unexpected(wrap(Error{ErrorKind::kUsage, "there is no answer yet", "type a query first"}));
  }
  return request_at(trail_.here());
}

SearchResult<SearchRequest> Session::asked(std::string_view words) {
  return words.empty() ? request_here() : request_at(place_of(words));
}

Outcome Session::ask(const Place& place, std::size_t offset, Part part) {
  const std::uint64_t start = clock_();
  SearchResult<SearchRequest> asked = request_at(place);
  if (!asked) return error(asked.error());
  SearchRequest request = std::move(*asked);
  request.offset = offset;
  if (part == Part::kFacets) request.facet_limit = std::max<std::size_t>(request.facet_limit, 20);
  SearchResult<SearchResponse> response = engine_.search(request);
  if (!response) return error(response.error());
  response_ = std::move(*response);
  response_.elapsed_us = clock_() - start;
  request_ = std::move(request);
  answered_ = true;
  numbered_.clear();
  rows_ = show::facet_rows(response_, request_.filters);
  for (const show::FacetRow& row : rows_) {
    if (!row.filter.empty()) numbered_.push_back(row.filter);
  }
  return Outcome::kDone;
}

void Session::print(Part part) {
  if (settings_.json) {
    show(show::response_json(response_));
    return;
  }
  const show::Style fitting = style();
  std::string text = part == Part::kHits ? show::hits_text(response_, fitting) : std::string();
  text += show::facets_text(rows_, fitting, true);
  show(text);
  show(status());
  if (response_.total == 0) show(advice());
}

std::string Session::status() const {
  std::string line = show::status_line(response_);
  const std::uint64_t hits = settings_.request.copies ? response_.total : response_.groups;
  if (!response_.hits.empty() && hits > response_.hits.size()) {
    const bool whole = !response_.shards || response_.shards->missing.empty();
    line += fmt::format(" · hits {}-{} of {}{}", response_.hits.front().rank, response_.hits.back().rank,
                        whole ? "" : "at least ", show::grouped(hits));
  }
  if (!request_.filters.empty()) line += fmt::format(" · only {}", fmt::join(request_.filters, ", "));
  const show::Style fitting = style();
  std::string lines = show::wrapped(line, fitting, 0);
  lines.pop_back();
  return show::dim(fitting, lines) + "\n";
}

std::string Session::advice() const {
  if (request_.within) return "Nothing found. :back returns to the answer before.\n";
  if (!request_.filters.empty()) {
    return "Nothing found. :back returns to the answer before, -f1 and so on take a filter away.\n";
  }
  return "Nothing found. Try fewer words, word* for other endings, word~ for other spellings, or :explain.\n";
}

std::string Session::whole_id(std::string_view beginning) const {
  constexpr std::size_t kLeastDigits = 4;
  if (!answered_ || beginning.size() < kLeastDigits || number_of(beginning)) return {};
  std::string found;
  for (const Hit& hit : response_.hits) {
    const std::string id = to_string(hit.article.id);
    if (!id.starts_with(beginning)) continue;
    if (!found.empty()) return {};
    found = id;
  }
  return found;
}

Result<std::string> Session::id_of(std::string_view number_or_id, std::string_view command) {
  if (const auto id = parse_article_id(number_or_id)) return to_string(*id);
  if (const std::string id = whole_id(number_or_id); !id.empty()) return id;
  const auto number = number_of(number_or_id);
  if (!number || *number < 1) {
    return fail(ErrorKind::kUsage, fmt::format("write :{} N with the number of a hit, or an id", command));
  }
  if (!answered_) return fail(ErrorKind::kUsage, "there are no hits yet", "type a query first");
  const std::uint64_t hits = request_.copies ? response_.total : response_.groups;
  if (*number > hits) {
    return fail(ErrorKind::kUsage, fmt::format("there is no hit {}", *number),
                fmt::format("the answer has {}", hits));
  }
  if (*number > request_.offset && *number <= request_.offset + response_.hits.size()) {
    return to_string(response_.hits[*number - request_.offset - 1].article.id);
  }
  SearchRequest one = request_;
  one.offset = *number - 1;
  one.limit = 1;
  one.facets.clear();
  one.extra_facets.clear();
  const SearchResult<SearchResponse> response = engine_.search(one);
  if (!response) return fail(response.error().error);
  if (response->hits.empty()) return fail(ErrorKind::kUsage, "this hit is gone", "ask again");
  return to_string(response->hits.front().article.id);
}

SearchResult<std::optional<Engine::Shown>> Session::article(std::string_view id) {
  return engine_.show(id, answered_ ? &request_ : nullptr);
}

Outcome Session::source(const std::string& file) {
  if (sources_ >= kMaxSources) {
    return error(fmt::format("{} files call each other", kMaxSources),
                 "does a file name itself with :source?");
  }
  Result<std::ifstream> in = open_named_file(file);
  if (!in) return error(in.error().what, in.error().hint);
  const std::string caller = where_;
  ++sources_;
  Outcome outcome = Outcome::kDone;
  std::size_t number = 0;
  for (std::string line; read_line(*in, line, kMaxLineBytes) != LineRead::kEnd;) {
    const Outcome one = execute(line, fmt::format("{}:{}", show::printable(file), ++number));
    if (one != Outcome::kDone) outcome = one;
    if (one == Outcome::kQuit || one == Outcome::kStopped || (one == Outcome::kError && options_.batch))
      break;
  }
  --sources_;
  where_ = caller;
  return outcome;
}

}  // namespace dateline::search
