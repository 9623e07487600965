// Latency of queries by class, on an index of made-up articles. What each query must find is counted in the
// articles themselves and compared before anything is timed; a wrong answer fails the program.
//
//   bench_search [benchmark options]

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/corpus/oracle.h"
#include "bench/support/checked_run.h"
#include "bench/support/collection.h"
#include "bench/support/scratch_folder.h"
#include "indexer/commit/build_index.h"
#include "searcher/search/engine.h"

namespace {

using dateline::bench::GeneratedArticle;
using dateline::bench::Oracle;
using dateline::index::Facet;
using dateline::search::Engine;
using dateline::search::SearchRequest;
using dateline::search::SearchResponse;

constexpr std::uint32_t kRecords = 20000;
constexpr std::uint64_t kSeed = 1997;
constexpr std::size_t kDeepOffset = 1000;

/// A class of queries: what is asked, and which articles it must find.
struct QueryClass {
  std::string name;
  SearchRequest request;
  Oracle::Matches expected;
};

SearchRequest ask(std::string query) {
  SearchRequest request;
  request.query = std::move(query);
  return request;
}

SearchRequest ask_facets(std::string query, std::vector<Facet> facets) {
  SearchRequest request = ask(std::move(query));
  request.facets = std::move(facets);
  return request;
}

/// A word of two syllables, neither very frequent nor rare.
std::string hangul_word() {
  constexpr std::size_t kMiddleRank = 100;
  constexpr std::size_t kTwoSyllables = 6;
  const dateline::bench::Vocabulary vocabulary;
  for (std::size_t rank = kMiddleRank;; ++rank) {
    if (vocabulary.korean()[rank].size() == kTwoSyllables) return vocabulary.korean()[rank];
  }
}

std::vector<QueryClass> query_classes(const Oracle& oracle) {
  const std::size_t n = oracle.articles();
  const std::string rare = oracle.word_in(5);
  const std::string middle = oracle.word_in(n / 100);
  const std::string frequent = oracle.word_in(n / 3);
  const std::vector<std::string> four{oracle.word_in(n / 5), oracle.word_in(n / 5, 1), oracle.word_in(n / 6),
                                      oracle.word_in(n / 7)};
  const std::string prefix = middle.substr(0, 3);

  std::vector<QueryClass> classes;
  const auto add = [&](std::string name, SearchRequest request, Oracle::Matches expected) {
    classes.push_back({std::move(name), std::move(request), std::move(expected)});
  };
  const Oracle::Matches of_frequent = oracle.with_word(frequent);
  add("one_word/rare", ask(rare), oracle.with_word(rare));
  add("one_word/middle", ask(middle), oracle.with_word(middle));
  add("one_word/frequent", ask(frequent), of_frequent);

  const Oracle::Matches two = Oracle::both(oracle.with_word(four[0]), oracle.with_word(four[1]));
  const Oracle::Matches others = Oracle::both(oracle.with_word(four[2]), oracle.with_word(four[3]));
  add("all_words/two", ask(four[0] + " " + four[1]), two);
  const std::string four_words = fmt::format("{} {} {} {}", four[0], four[1], four[2], four[3]);
  add("all_words/four", ask(four_words), Oracle::both(two, others));
  SearchRequest any = ask(four_words);
  any.any = true;
  Oracle::Matches any_of_four = oracle.with_word(four[0]);
  for (const std::string& word : four) any_of_four = Oracle::either(any_of_four, oracle.with_word(word));
  add("any_word/four", std::move(any), any_of_four);

  const std::vector<std::string> phrase{four[0], frequent};
  add("phrase/two", ask(fmt::format("\"{}\"", fmt::join(phrase, " "))), oracle.with_phrase(phrase));
  add("prefix/three_letters", ask(prefix + "*"), oracle.with_prefix(prefix));

  const auto years = [&](int from, int to) {
    return oracle.where([from, to](const GeneratedArticle& article) {
      const int year = static_cast<int>(article.date.year());
      return year >= from && year <= to;
    });
  };
  const auto juche = [&](int from, int to) {
    return oracle.where(
        [from, to](const GeneratedArticle& article) { return article.juche >= from && article.juche <= to; });
  };
  add("range/date", ask("date:2005..2012"), years(2005, 2012));
  add("range/date_and_word", ask(middle + " date:2005..2012"),
      Oracle::both(oracle.with_word(middle), years(2005, 2012)));
  add("range/juche", ask("juche:95..102"), juche(95, 102));
  add("range/juche_and_word", ask(middle + " juche:95..102"),
      Oracle::both(oracle.with_word(middle), juche(95, 102)));

  add("facets/none", ask(frequent), of_frequent);
  add("facets/one", ask_facets(frequent, {Facet::kSource}), of_frequent);
  add("facets/five",
      ask_facets(frequent,
                 {Facet::kSource, Facet::kLanguage, Facet::kYear, Facet::kJucheYear, Facet::kTopic}),
      of_frequent);

  const std::string hangul = hangul_word();
  add("hangul/word", ask(hangul), oracle.with_characters(hangul));
  add("no_hits", ask("qzxwvjq"), oracle.with_word("qzxwvjq"));
  SearchRequest deep = ask(frequent);
  deep.offset = kDeepOffset;
  add("deep_page", std::move(deep), of_frequent);
  return classes;
}

std::string value_of(const GeneratedArticle& article, Facet facet) {
  const int year = static_cast<int>(article.date.year());
  if (facet == Facet::kSource) return article.source;
  if (facet == Facet::kLanguage) return article.language;
  if (facet == Facet::kTopic) return article.topic;
  if (facet == Facet::kJucheYear) return article.juche == 0 ? "" : std::to_string(article.juche);
  return std::to_string(year);
}

/// What is wrong with the answer; empty when nothing is.
std::string find_fault(const SearchResponse& response, const QueryClass& wanted, const Oracle& oracle) {
  const std::uint64_t expected = Oracle::count(wanted.expected);
  if (response.total != expected || response.relaxed) {
    return fmt::format("'{}' found {} articles{}, not {}", wanted.request.query, response.total,
                       response.relaxed ? " (relaxed)" : "", expected);
  }
  const std::size_t skipped = wanted.request.offset;
  const std::size_t hits =
      std::min(wanted.request.limit, response.groups - std::min(response.groups, skipped));
  if (response.hits.size() != hits)
    return fmt::format("{} hits were returned, not {}", response.hits.size(), hits);
  for (const auto& facet : response.facets) {
    auto counts = oracle.values(
        wanted.expected, [&](const GeneratedArticle& article) { return value_of(article, facet.facet); });
    const auto name = dateline::index::name(facet.facet);
    if (facet.none != counts[""])
      return fmt::format("facet {}: {} without value, not {}", name, facet.none, counts[""]);
    std::uint64_t sum = facet.none + facet.others;
    for (const auto& [value, count, selected] : facet.values) {
      if (counts[value] != count)
        return fmt::format("facet {}: {} of {}, not {}", name, count, value, counts[value]);
      sum += count;
    }
    if (sum != expected) return fmt::format("facet {} adds up to {}, not {}", name, sum, expected);
  }
  if (response.facets.size() != wanted.request.facets.size()) return "facets are missing";
  return {};
}

void measure(benchmark::State& state, Engine& engine, const QueryClass& query, const Oracle& oracle) {
  const auto response = engine.search(query.request);
  if (!response) return state.SkipWithError(response.error().error.what.c_str());
  const std::string fault = find_fault(*response, query, oracle);
  if (!fault.empty()) return state.SkipWithError(fault.c_str());
  for (auto _ : state) {
    auto again = engine.search(query.request);
    benchmark::DoNotOptimize(again);
  }
  state.counters["hits"] = static_cast<double>(response->total);
}

/// From nothing to an engine that can be asked; the files are in memory already.
void measure_open(benchmark::State& state, const std::string& index) {
  for (auto _ : state) {
    auto engine = Engine::open(index);
    if (!engine) return state.SkipWithError(engine.error().what.c_str());
    benchmark::DoNotOptimize(engine);
  }
}

int run(int argc, char** argv) {
  const dateline::bench::ScratchFolder scratch;
  const std::vector<GeneratedArticle> records = dateline::bench::generate(kRecords, kSeed);
  const auto collection = scratch.path() / "collection.jsonl";
  if (dateline::bench::write_collection(records, collection) == 0)
    throw std::runtime_error("cannot write " + collection.string());
  const Oracle oracle(records);
  dateline::indexer::BuildOptions options;
  options.inputs = {collection.string()};
  options.index = scratch.path() / "archive.idx";
  std::istringstream no_input;
  const auto built = dateline::indexer::build_index(options, no_input);
  if (!built) throw std::runtime_error(built.error().what);
  if (built->articles != oracle.articles()) {
    throw std::runtime_error(
        fmt::format("{} articles were indexed, not {}", built->articles, oracle.articles()));
  }
  auto engine = Engine::open(options.index);
  if (!engine) throw std::runtime_error(engine.error().what);
  benchmark::RegisterBenchmark("open", measure_open, options.index.string())->Unit(benchmark::kMicrosecond);
  const std::vector<QueryClass> classes = query_classes(oracle);
  for (const QueryClass& query : classes) {
    benchmark::RegisterBenchmark(query.name.c_str(), [&](benchmark::State& state) {
      measure(state, *engine, query, oracle);
    })->Unit(benchmark::kMicrosecond);
  }
  return dateline::bench::run_checked(argc, argv);
}

}  // namespace

int main(int argc, char** argv) { return dateline::bench::run_prepared("bench_search", argc, argv, run); }
