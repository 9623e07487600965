// Commands that look at the articles of the answer as a whole.

#include <fmt/format.h>

#include <array>

#include "searcher/export/run_export.h"
#include "searcher/repl/command.h"
#include "searcher/repl/session.h"
#include "searcher/repl/words.h"
#include "searcher/search/collocates.h"
#include "searcher/search/kwic.h"
#include "searcher/search/similar.h"
#include "searcher/search/timeline.h"
#include "searcher/show/kwic.h"
#include "searcher/show/printable.h"
#include "searcher/show/similar.h"
#include "searcher/show/telling_words.h"
#include "searcher/show/text.h"
#include "searcher/show/timeline.h"

namespace dateline::search {
namespace {

Outcome timeline_of(Session& session, std::string_view rest) {
  std::string_view words;
  TimelineRequest request;
  show::TimelineChart chart;
  while (!rest.empty()) {
    words = rest;
    const std::string_view word = take_word(rest);
    if (const auto unit = find_period_unit(word)) {
      request.by = *unit;
    } else if (const auto measure = show::find_timeline_measure(word)) {
      chart.measure = *measure;
    } else if (word == "spark") {
      chart.sparkline = true;
    } else if (word == "captured") {
      request.day = TimelineDay::kCaptured;
    } else if (word == "wordings") {
      request.wordings = true;
    } else {
      break;
    }
    words = {};
  }
  SearchResult<SearchRequest> here = session.asked(words);
  if (!here) return session.error(here.error());
  request.search = std::move(*here);
  request.places = show::needs_places(chart.measure);
  request.ends = !chart.sparkline;
  const auto counted = timeline(session.engine(), request);
  if (!counted) return session.error(counted.error());
  session.show(session.settings().json ? show::timeline_json(*counted)
                                       : show::timeline_text(*counted, chart, session.style()));
  return Outcome::kDone;
}

/// "5/year": so many lines of each year.
std::optional<std::size_t> per_year_of(std::string_view word) {
  constexpr std::string_view kUnit = "/year";
  if (!word.ends_with(kUnit)) return std::nullopt;
  const auto number = number_of(word.substr(0, word.size() - kUnit.size()));
  return number && *number >= 1 ? number : std::nullopt;
}

Outcome show_lines(Session& session, KwicRequest request) {
  constexpr std::size_t kContext = 60;  ///< columns on each side where no screen is to be fitted
  const show::Style style = session.style_of_texts();
  request.context_bytes = 4 * std::max(kContext, style.width);
  const auto lines = kwic(session.engine(), request);
  if (!lines) return session.error(lines.error());
  session.show(session.settings().json ? show::kwic_json(*lines, kContext)
                                       : show::kwic_text(*lines, 0, style));
  session.lines() = std::move(request);
  return Outcome::kDone;
}

/// The lines behind or before those that were shown last.
Outcome turn_lines(Session& session, bool forward) {
  if (!session.lines()) return session.error("no lines were shown yet", "type :kwic or :kwic WORDS first");
  KwicRequest request = *session.lines();
  if (!forward && request.offset == 0) return session.error("these are the first lines");
  request.offset =
      forward ? request.offset + request.limit : request.offset - std::min(request.offset, request.limit);
  return show_lines(session, std::move(request));
}

Outcome kwic_of(Session& session, std::string_view rest) {
  constexpr std::size_t kMaxLines = 100000;
  if (rest == "next" || rest == "prev") return turn_lines(session, rest == "next");
  KwicRequest request;
  std::string_view words;
  while (!rest.empty()) {
    words = rest;
    const std::string_view word = take_word(rest);
    if (const auto order = find_kwic_order(word)) {
      request.sort = order->sort;
      request.words = order->words;
    } else if (const auto lines = number_of(word); lines && *lines >= 1 && *lines <= kMaxLines) {
      request.limit = *lines;
    } else if (const auto sample = per_year_of(word)) {
      request.per_year = *sample;
    } else {
      break;
    }
    words = {};
  }
  SearchResult<SearchRequest> here = session.asked(words);
  if (!here) return session.error(here.error());
  request.search = std::move(*here);
  return show_lines(session, std::move(request));
}

Outcome words_of(Session& session, WordsNear near, std::string_view against) {
  SearchResult<SearchRequest> here = session.request_here();
  if (!here) return session.error(here.error());
  WordsRequest request;
  request.search = std::move(*here);
  request.near = near;
  request.against = against;
  const auto words = telling_words(session.engine(), request);
  if (!words) return session.error(words.error());
  session.show(session.settings().json ? show::telling_words_json(*words)
                                       : show::telling_words_text(*words, session.style()));
  return Outcome::kDone;
}

Outcome similar_to(Session& session, std::string_view rest) {
  const Result<std::string> id = session.id_of(rest, "similar");
  if (!id) return session.error(id.error());
  SimilarRequest request;
  request.id = *id;
  request.search.limit = session.settings().request.limit;
  request.search.copies = session.settings().request.copies;
  request.search.snippet_bytes = session.settings().request.snippet_bytes;
  const auto found = similar(session.engine(), request);
  if (!found) return session.error(found.error());
  if (!*found) return session.error("no article has this id", "the index may have been renewed; ask again");
  session.show(session.settings().json ? show::similar_json(**found)
                                       : show::similar_text(**found, session.style()));
  return Outcome::kDone;
}

/// The file and how to write it, as a person types them behind :export.
struct ExportLine {
  std::string file;
  std::string format;
  std::string columns;
  bool bodies = false;
};

ExportLine read_export_line(std::string_view rest) {
  constexpr std::string_view kFormat = "--format";
  constexpr std::string_view kColumns = "--columns";
  ExportLine line;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    if (word == "--body") {
      line.bodies = true;
    } else if (word == kFormat) {
      line.format = take_word(rest);
    } else if (word.starts_with(kFormat) && word.substr(kFormat.size()).starts_with('=')) {
      line.format = word.substr(kFormat.size() + 1);
    } else if (word == kColumns) {
      line.columns = take_word(rest);
    } else if (word.starts_with(kColumns) && word.substr(kColumns.size()).starts_with('=')) {
      line.columns = word.substr(kColumns.size() + 1);
    } else {
      if (!line.file.empty()) line.file += ' ';
      line.file += word;
    }
  }
  return line;
}

Outcome export_to(Session& session, std::string_view rest) {
  SearchResult<SearchRequest> here = session.request_here();
  if (!here) return session.error(here.error());
  const ExportLine line = read_export_line(rest);
  if (line.file.empty() || line.file == "-") {
    return session.error(
        "write :export FILE",
        "the end of its name says how: .jsonl, .csv, .tsv, .xlsx, .bib, .ris or .json for CSL-JSON");
  }
  const Result<ExportFormat> format = choose_export_format(line.format, line.file);
  if (!format) return session.error(format.error());
  ExportOptions options{.format = *format,
                        .bodies = line.bodies,
                        .columns = line.columns,
                        .index = session.engine().reader().name()};
  Place before = session.trail().here();
  if (!before.queries.empty()) before.queries.pop_back();
  before.filters.clear();
  if (before.base || !before.queries.empty()) options.within = place_text(before);
  const auto report = export_to_file(session.engine(), *here, options, line.file);
  if (!report) return session.error(report.error());
  session.tell(fmt::format("{} of {} found, to {}\n", show::grouped(report->exported),
                           show::counted(report->total, "article", "articles"), show::printable(line.file)));
  return Outcome::kDone;
}

Outcome collocates(Session& session, std::string_view rest) {
  return words_of(session, WordsNear::kCollocates, rest);
}
Outcome significant(Session& session, std::string_view rest) {
  return words_of(session, WordsNear::kArticles, rest);
}

constexpr std::array<Command, 6> kCommands{{
    {"export", ":export FILE [OPTION...]", "write the whole answer to a file",
     "All articles of the current answer, not only the page shown, in the order and with the copies of :set. "
     "The "
     "end of the name says how: .jsonl, .csv, .tsv, .xlsx, .bib (BibTeX), .ris or .json (CSL-JSON); --format "
     "says it for other names. --columns chooses what a table tells: published,title,url. --body adds the whole "
     "texts. What a table is the answer to stands in NAME.about.json beside it. The file appears when it is whole.",
     Argument::kExport, export_to},
    {"similar", ":similar N", "articles that are like hit N",
     "In the whole archive, whatever is chosen; without the article itself and its copies. :show ID shows "
     "one of "
     "them, also of those that are not among the hits. Instead of a number the id of any article will do.",
     Argument::kHit, similar_to},
    {"timeline", ":timeline [UNIT] [MEASURE] [WORDS]", "the answer, or WORDS, over time",
     "UNIT is day, week, month, quarter, year (when left out) or juche. MEASURE is what the bars show: found "
     "(articles), share (of all articles of the period), words (articles for a million words), places or "
     "places-per-words; spark draws one line, captured counts by the day of the first capture, wordings looks for "
     "other words where these are rare. A period without captures is marked. WORDS behind them are another question, asked "
     "of the whole archive.",
     Argument::kTime, timeline_of},
    {"kwic", ":kwic [ORDER] [LINES] [WORDS]", "each occurrence of the words in its context",
     "ORDER is date (when left out), -date, rank, left or right (by the words beside), or places of words "
     "such as 1R,2R,1L. 50 lines are shown unless a number says otherwise; :kwic next and :kwic prev turn the "
     "page, 5/year takes five lines of each year. WORDS behind them are another question, asked of the whole "
     "archive.",
     Argument::kOrder, kwic_of},
    {"collocates", ":collocates [AGAINST]", "words that occur near those of the query",
     "By log-likelihood, compared with the rest of the archive, or with AGAINST: a period (1997..2003) or a "
     "query.",
     Argument::kQuery, collocates},
    {"significant", ":significant [AGAINST]", "words that tell the answer from other articles",
     "Compared with the rest of the archive, or with AGAINST: a period (1997..2003) or a query.",
     Argument::kQuery, significant},
}};

}  // namespace

std::span<const Command> reading_commands() { return kCommands; }

}  // namespace dateline::search
