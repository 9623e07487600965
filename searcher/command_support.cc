#include "searcher/command_support.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <chrono>

#include "common/index/index_reader.h"
#include "common/index/verify_files.h"
#include "common/named_file.h"
#include "common/text/printable.h"
#include "searcher/remote/open_engine.h"
#include "searcher/search/facet_choice.h"
#include "searcher/show/printable.h"

namespace dateline::search {

Result<std::shared_ptr<const std::vector<text::NameList>>> read_names(
    std::span<const std::filesystem::path> files) {
  if (files.empty()) return nullptr;
  auto lists = std::make_shared<std::vector<text::NameList>>();
  for (const std::filesystem::path& file : files) {
    Result<std::string> text = read_named_file(file.string(), text::kMaxNameListBytes);
    if (!text) return fail(text.error());
    lists->push_back({file.string(), std::move(*text)});
  }
  return lists;
}

Result<Engine> open_engine(std::span<const std::filesystem::path> indexes, const OpenArguments& opening) {
  constexpr unsigned kConnectSeconds = 5;
  Result<Engine> engine = remote::open_engine(
      indexes, {.partial = opening.partial,
                .limits = {.connect_ms = std::min(opening.seconds, kConnectSeconds) * 1000,
                           .answer_ms = opening.seconds * 1000}});
  if (!engine || !opening.verify) return engine;
  if (engine->shards() != nullptr) return fail(not_of_shards("--verify"));
  for (const auto& index : engine->reader().indexes()) {
    if (Status same = index::verify_files(index->folder, index->manifest); !same) return fail(same.error());
  }
  return engine;
}

dates::Day today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

Result<SearchRequest> request_of(const QueryArguments& arguments) {
  SearchRequest request;
  request.today = today();
  request.query = fmt::format("{}", fmt::join(arguments.words, " "));
  request.any = arguments.any;
  request.literal = arguments.literal;
  request.exact_names = arguments.exact_names;
  request.scattered = arguments.scattered;
  Result<std::shared_ptr<const std::vector<text::NameList>>> names = read_names(arguments.names);
  if (!names) return fail(names.error());
  request.names = std::move(*names);
  request.language = arguments.language;
  request.filters = arguments.filters;
  request.from = arguments.from;
  request.to = arguments.to;
  request.limit = arguments.limit;
  request.offset = arguments.offset;
  request.scheme = arguments.scheme;
  request.recency_years = arguments.recency_years;
  request.copies = arguments.copies;
  request.facet_limit = arguments.facet_limit;
  if (arguments.facet_unit == "groups") request.facet_unit = FacetUnit::kGroups;
  if (const auto order = find_facet_order(arguments.facet_sort)) request.facet_order = *order;
  for (const std::string& written : arguments.facets) {
    if (const Status added = add_facet(written, request); !added) return fail(added.error());
  }
  request.sort = arguments.sort == "-date"  ? Sort::kNewest
                 : arguments.sort == "date" ? Sort::kOldest
                                            : Sort::kRelevance;
  return request;
}

show::Style style_of(const std::string& colour, const Streams& streams) {
  show::Style style;
  style.colour =
      colour == "always" || (colour == "auto" && streams.out_is_terminal && streams.colour_allowed);
  style.width = streams.out_is_terminal ? streams.columns : 80;
  return style;
}

std::string on_screen(std::string text, const Streams& streams) {
  return streams.ascii_only ? show::ascii_only(text) : text;
}

ExitCode report_error(std::ostream& err, const Error& error) {
  fmt::print(err, "dateline-search: {}\n", text::visible(error.what));
  if (!error.hint.empty()) fmt::print(err, "  {}\n", text::visible(error.hint));
  return exit_code(error.kind);
}

ExitCode report_unknown_article(std::ostream& err, std::string_view id) {
  fmt::print(err, "dateline-search: no article has the id, key or address '{}'\n", text::visible(id));
  return ExitCode::kNothingFound;
}

ExitCode report_error(std::ostream& err, const SearchError& error) {
  if (error.place.empty()) return report_error(err, error.error);
  fmt::print(err, "dateline-search: the query cannot be understood\n{}", error.place);
  return exit_code(error.error.kind);
}

}  // namespace dateline::search
