#include "bench/queries/query_case.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

namespace dateline::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kActions{Action::kSearch,   Action::kOpenAndSearch, Action::kTimeline, Action::kKwic,
                              Action::kSimilar,  Action::kShell,         Action::kComplete, Action::kPage,
                              Action::kSilences, Action::kPlaces,        Action::kNgrams,   Action::kTitles,
                              Action::kTwins};

Json to_json(const QueryCase& query) {
  const search::SearchRequest usual;
  const search::SearchRequest& request = query.request;
  Json json;
  json["class"] = query.query_class;
  if (query.action != Action::kSearch) json["action"] = name(query.action);
  json["query"] = request.query;
  if (request.any) json["any"] = true;
  if (!request.language.empty()) json["language"] = request.language;
  if (!request.filters.empty()) json["filters"] = request.filters;
  if (request.offset != usual.offset) json["offset"] = request.offset;
  for (const index::Facet facet : request.facets) json["facets"].push_back(index::name(facet));
  json["expected"] = query.expected;
  return json;
}

/// Throws nlohmann's exceptions for what is missing or of another type.
Result<QueryCase> from_json(const Json& json) {
  QueryCase query;
  query.query_class = json.at("class").get<std::string>();
  query.expected = json.at("expected").get<std::uint64_t>();
  const std::string action = json.value("action", std::string(name(Action::kSearch)));
  bool known = false;
  for (const Action candidate : kActions) {
    if (name(candidate) != action) continue;
    query.action = candidate;
    known = true;
  }
  if (!known) return fail(ErrorKind::kInput, fmt::format("there is no action '{}'", action));
  search::SearchRequest& request = query.request;
  request.query = json.at("query").get<std::string>();
  request.any = json.value("any", false);
  request.language = json.value("language", std::string());
  request.filters = json.value("filters", std::vector<std::string>());
  request.offset = json.value("offset", request.offset);
  for (const std::string& facet_name : json.value("facets", std::vector<std::string>())) {
    const auto facet = index::find_facet(facet_name);
    if (!facet) return fail(ErrorKind::kInput, fmt::format("there is no facet '{}'", facet_name));
    request.facets.push_back(*facet);
  }
  return query;
}

std::string hash_of(const std::string& text) {
  return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
}

}  // namespace

search::SearchRequest to_request(const Asked& asked) {
  search::SearchRequest request;
  request.query = query_text(asked);
  request.any = asked.form == Asked::Form::kAny;
  for (const int year : asked.filter_years) request.filters.push_back(fmt::format("year={}", year));
  request.facets = asked.facets;
  request.offset = asked.offset;
  return request;
}

void write_queries(std::ostream& out, const std::vector<QueryCase>& queries) {
  for (const QueryCase& query : queries) out << to_json(query).dump() << '\n';
}

void write_query_hashes(std::ostream& out, const std::vector<QueryCase>& queries) {
  for (const QueryCase& query : queries) {
    const Json json{
        {"class", query.query_class}, {"hash", hash_of(to_json(query).dump())}, {"expected", query.expected}};
    out << json.dump() << '\n';
  }
}

Result<std::vector<QueryCase>> read_queries(std::istream& in) {
  std::vector<QueryCase> queries;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    std::string fault;
    try {
      Result<QueryCase> query = from_json(Json::parse(line));
      if (query) {
        queries.push_back(std::move(*query));
        continue;
      }
      fault = query.error().what;
    } catch (const nlohmann::json::exception& error) {
      fault = error.what();
    }
    return fail(ErrorKind::kInput, fmt::format("line {} of the queries: {}", number, fault));
  }
  return queries;
}

std::string hash(const std::vector<QueryCase>& queries) {
  std::ostringstream text;
  write_queries(text, queries);
  return hash_of(text.str());
}

}  // namespace dateline::bench
