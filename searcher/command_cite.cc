#include <fmt/ostream.h>

#include <chrono>
#include <filesystem>

#include "common/index/files.h"
#include "common/ledger/past_wish.h"
#include "common/named_file.h"
#include "searcher/cite/bag.h"
#include "searcher/cite/citation.h"
#include "searcher/cite/recheck.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/search/engine.h"

namespace dateline::search {
namespace {

/// Of `recheck`, beside those of every command: the same articles, but in another order.
constexpr auto kOtherOrder = static_cast<ExitCode>(6);

CitationContext context() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {.program = DATELINE_VERSION, .time = std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

}  // namespace

ExitCode run(const CiteArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return report_error(streams.err, request.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Citation> citation = cite(*engine, *request, context());
  if (!citation) return report_error(streams.err, citation.error());
  const std::string text = arguments.format == "text"       ? citation_text(*citation) + "\n"
                           : arguments.format == "bibtex"   ? citation_bibtex(*citation)
                           : arguments.format == "csl-json" ? "[\n" + citation_csl(*citation) + "\n]\n"
                                                            : to_json(*citation);
  if (!arguments.bag.empty()) {
    const auto packed =
        write_bag(*engine, *request, *citation, arguments.bag, {.hashes_only = arguments.hashes_only});
    if (!packed) return report_error(streams.err, packed.error());
  }
  if (arguments.output == "-") {
    streams.out << (arguments.format == "text" ? on_screen(text, streams) : text);
  } else {
    if (const Status written = write_file(arguments.output, text); !written)
      return report_error(streams.err, written.error());
    fmt::print(streams.err, "{}\n", on_screen(citation_text(*citation), streams));
  }
  return citation->total > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

ExitCode run(const RecheckArguments& arguments, const Streams& streams) {
  const Result<std::string> text = read_named_file(arguments.file, ledger::kMaxCitationBytes);
  if (!text) return report_error(streams.err, text.error());
  const Result<Citation> before = parse_citation(*text, arguments.file);
  if (!before) return report_error(streams.err, before.error());
  const auto names = read_names(arguments.names);
  if (!names) return report_error(streams.err, names.error());
  Result<Engine> engine = Engine::open(arguments.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const Result<Histories> histories = Histories::open(engine->reader());
  if (!histories) return report_error(streams.err, histories.error());
  const SearchResult<Recheck> done = recheck(*engine, *histories, *before, *names, context());
  if (!done) return report_error(streams.err, done.error());
  streams.out << (arguments.format == "json" ? recheck_json(*done) : on_screen(recheck_text(*done), streams));
  switch (done->verdict) {
    case Recheck::Verdict::kSame:
      return ExitCode::kDone;
    case Recheck::Verdict::kOtherOrder:
      return kOtherOrder;
    case Recheck::Verdict::kDiffers:
      return ExitCode::kNothingFound;
  }
  return ExitCode::kDone;
}

}  // namespace dateline::search
