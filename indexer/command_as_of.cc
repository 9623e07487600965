#include <fmt/format.h>
#include <fmt/ostream.h>

#include <filesystem>

#include "common/cli/working_line.h"
#include "common/counted.h"
#include "common/index/article_json.h"
#include "common/index/files.h"
#include "common/index/manifest.h"
#include "common/ledger/past_wish.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/as_of_index.h"
#include "indexer/commit/past_states.h"

namespace dateline::indexer {
namespace {

/// A file is a citation, everything else is read as a time or a name.
Result<ledger::PastWish> wish_of(const std::string& asked) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(asked, unknown))
    return ledger::parse_past_wish(asked, std::chrono::floor<std::chrono::days>(now()));
  if (std::filesystem::file_size(asked, unknown) > ledger::kMaxCitationBytes)
    return fail(ErrorKind::kInput, asked + " is too long for a citation");
  const Result<std::string> json = index::read_file(asked);
  if (!json) return fail(json.error());
  return ledger::parse_cited_state(*json, asked);
}

void write_members(JsonWriter& json, const ledger::PastState& state) {
  json.member("generation", state.generation);
  if (state.written != 0) json.member("written", ledger::time_text(state.written));
  json.member("content", state.content);
  json.member("articles", state.counts.articles);
}

std::string line_of(const ledger::PastState& state) {
  return fmt::format("{}  {}  {}", index::revision_text(state.generation, state.content),
                     ledger::time_text(state.written), counted(state.counts.articles, "article", "articles"));
}

ExitCode list(const AsOfArguments& arguments, const Streams& streams) {
  const Result<std::vector<ledger::PastState>> states = states_of(arguments.index);
  if (!states) return report_error(streams.err, states.error());
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      json.member("schema", index::kJsonSchema);
      json.array("states", *states,
                 [&](const ledger::PastState& state) { json.object([&] { write_members(json, state); }); });
    });
    streams.out << json.line();
  } else {
    for (const ledger::PastState& state : *states) fmt::print(streams.out, "{}\n", line_of(state));
  }
  return ExitCode::kDone;
}

void print(const AsOfReport& report, const AsOfArguments& arguments, const Streams& streams) {
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      json.member("schema", index::kJsonSchema);
      write_members(json, report.state);
      json.member("present", report.is_present);
      json.member("restored", report.restored);
      std::vector<std::string> missing;
      for (const auto& article : report.missing) missing.push_back(to_string(article.id));
      json.array("missing", missing);
    });
    streams.out << json.line();
    return;
  }
  fmt::print(streams.out, "{}\n", line_of(report.state));
  if (report.restored > 0) {
    fmt::print(streams.out, "{} that the index has no more {} written again\n",
               counted(report.restored, "text", "texts"), report.restored == 1 ? "was" : "were");
  }
  if (report.missing.empty()) return;
  fmt::print(streams.out, "{} {} missing, purged since:\n",
             counted(report.missing.size(), "article", "articles"),
             report.missing.size() == 1 ? "is" : "are");
  for (const auto& article : report.missing) fmt::print(streams.out, "  {}\n", to_string(article.id));
}

}  // namespace

ExitCode run(const AsOfArguments& arguments, const Streams& streams) {
  if (arguments.asked.empty() && arguments.target.empty()) return list(arguments, streams);
  if (arguments.asked.empty()) {
    return report_error(streams.err, {ErrorKind::kUsage, "which state is meant is not said",
                                      "give a time or a citation; without -o the states are listed"});
  }
  AsOf as_of{.wish = {}, .asked = arguments.asked, .target = arguments.target, .borrow = arguments.borrow};
  Result<ledger::PastWish> wish = wish_of(arguments.asked);
  if (!wish) return report_error(streams.err, wish.error());
  as_of.wish = std::move(*wish);
  if (arguments.target.empty()) {
    const Result<ledger::PastState> state = find_state_of(arguments.index, as_of.wish, as_of.asked);
    if (!state) return report_error(streams.err, state.error());
    print({.state = *state, .is_present = false, .restored = 0, .missing = {}, .made = nullptr}, arguments,
          streams);
    return ExitCode::kDone;
  }
  BuildOptions options;
  options.index = arguments.index;
  options.stop = streams.stop;
  const Result<AsOfReport> report =
      cli::with_working_line(streams.err, streams.err_is_terminal && !arguments.borrow,
                             [&] { return make_index_as_of(options, as_of); });
  if (!report) return report_error(streams.err, failure_of(streams, report.error()));
  print(*report, arguments, streams);
  if (arguments.borrow) {
    streams.out.flush();
    while (streams.in.get() != std::istream::traits_type::eof()) {
    }
    std::error_code error;
    std::filesystem::remove_all(arguments.target, error);
  }
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
