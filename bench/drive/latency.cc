#include "bench/drive/latency.h"

#include <fmt/format.h>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <numeric>
#include <thread>

#include "bench/corpus/random.h"
#include "bench/drive/shell.h"
#include "bench/drive/stopwatch.h"
#include "searcher/search/engine.h"
#include "searcher/search/kwic.h"
#include "searcher/search/ngrams.h"
#include "searcher/search/silences.h"
#include "searcher/search/similar.h"
#include "searcher/search/timeline.h"
#include "searcher/search/titles.h"
#include "searcher/search/twins.h"
#include "searcher/serve/site.h"

namespace dateline::bench {
namespace {

using search::Engine;
using search::SearchResponse;

constexpr std::uint32_t kReferenceNumbers = 1U << 14U;
constexpr std::size_t kQueriesForAReference = 16;

Error wrong(const QueryCase& query, std::string_view fault) {
  return {ErrorKind::kInput, fmt::format("{}: '{}' {}", query.query_class, query.request.query, fault),
          "the program is wrong, or the queries are of another collection"};
}

Error cannot_answer(const QueryCase& query, const search::SearchError& error) {
  return {error.error.kind,
          fmt::format("{}: '{}': {}", query.query_class, query.request.query, error.error.what),
          error.error.hint};
}

/// What is wrong with the answer beside its total; empty when nothing is.
std::string find_fault(const SearchResponse& response, const QueryCase& query) {
  const search::SearchRequest& request = query.request;
  if (response.relaxed) return "was relaxed";
  const std::uint64_t hits =
      std::min<std::uint64_t>(request.limit, response.groups - std::min(response.groups, request.offset));
  if (response.hits.size() != hits) return fmt::format("gave {} hits, not {}", response.hits.size(), hits);
  if (response.facets.size() != request.facets.size()) return "lacks facets";
  for (const search::FacetResult& facet : response.facets) {
    std::uint64_t sum = facet.none + facet.others;
    for (const search::FacetValue& value : facet.values) sum += value.count;
    if (sum != facet.articles || facet.articles < response.total) {
      return fmt::format("has a facet {} that adds up to {} of {}", index::name(facet.facet), sum,
                         facet.articles);
    }
  }
  return {};
}

/// The number of articles that a page of hits says, 0 where it says none.
std::uint64_t total_of_page(const serve::HttpReply& page) {
  constexpr std::string_view kMark = "id=\"total\">";
  std::uint64_t total = 0;
  const std::size_t mark = page.body.find(kMark);
  if (page.status != 200 || mark == std::string::npos) return 0;
  for (std::size_t i = mark + kMark.size(); i < page.body.size(); ++i) {
    const char c = page.body[i];
    if (c >= '0' && c <= '9') {
      total = total * 10 + static_cast<std::uint64_t>(c - '0');
    } else if (c != ',') {
      break;
    }
  }
  return total;
}

/// What is asked: an engine, and a shell over it.
struct Asking {
  Engine& engine;
  Shell& shell;
};

/// Articles that the query finds, after all that a program would do with it but print it.
Result<std::uint64_t> answer(const Asking& asked, const QueryCase& query) {
  Engine& engine = asked.engine;
  const auto count = [&](const auto& response, auto articles) -> Result<std::uint64_t> {
    if (!response) return fail(cannot_answer(query, response.error()));
    return articles(*response);
  };
  switch (query.action) {
    case Action::kSearch:
    case Action::kOpenAndSearch:
      return count(engine.search(query.request),
                   [](const SearchResponse& response) { return response.total; });
    case Action::kTimeline: {
      const search::TimelineRequest request{.search = query.request, .by = search::PeriodUnit::kMonth};
      return count(search::timeline(engine, request),
                   [](const search::Timeline& timeline) { return timeline.all.found; });
    }
    case Action::kKwic: {
      search::KwicRequest request{.search = query.request};
      request.search.copies = true;
      return count(search::kwic(engine, request),
                   [](const search::Concordance& lines) { return lines.articles; });
    }
    case Action::kSimilar: {
      search::SimilarRequest request;
      request.id = query.request.query;
      return count(search::similar(engine, request), [](const std::optional<search::SimilarArticles>& found) {
        return found ? std::uint64_t{found->hits.size()} : 0;
      });
    }
    case Action::kShell:
      return asked.shell.ask(query.request.query);
    case Action::kComplete:
      return asked.shell.complete(query.request.query);
    case Action::kPage:
      return total_of_page(
          serve::answer(engine, {.path = "/search", .parameters = {{"q", query.request.query}}}));
    case Action::kSilences: {
      const search::SilencesRequest request{.search = query.request, .wordings = false};
      return count(search::silences(engine, request),
                   [](const search::Silences& silences) { return silences.total; });
    }
    case Action::kPlaces: {
      const search::TimelineRequest request{
          .search = query.request, .by = search::PeriodUnit::kMonth, .places = true};
      return count(search::timeline(engine, request), [](const search::Timeline& timeline) {
        return timeline.with_places && timeline.all.places >= timeline.all.found ? timeline.all.found : 0;
      });
    }
    case Action::kNgrams:
      return count(search::ngrams(engine, {.search = query.request}),
                   [](const search::Ngrams& ngrams) { return ngrams.articles; });
    case Action::kTitles:
      return count(search::titles(engine, {.search = query.request}),
                   [](const search::Titles& titles) { return titles.articles; });
    case Action::kTwins:
      return count(search::twins(engine, {.id = query.request.query, .search = {}}),
                   [](const std::optional<search::Twins>& twins) { return twins ? twins->looked_at : 0; });
  }
  return fail(ErrorKind::kUsage, "there is no such action");
}

/// One client: an engine and a clock.
class Client {
 public:
  Client(const std::filesystem::path& index, const std::vector<QueryCase>& queries,
         const LatencyOptions& options, std::uint32_t thread, Engine engine)
      : index_(index),
        queries_(queries),
        options_(options),
        thread_(thread),
        engine_(std::move(engine)),
        random_(options.seed + thread) {}

  Status round(std::uint32_t number, bool timed) {
    std::vector<std::uint32_t> order(queries_.size());
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[random_.below(static_cast<std::uint32_t>(i))]);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i % kQueriesForAReference == 0) keep(kReference, 0, number, time_reference(), timed);
      const QueryCase& query = queries_[order[i]];
      if (engine_.outdated()) {
        if (const Status reopened = engine_.reopen(); !reopened) return fail(reopened.error());
      }
      Elapsed elapsed;
      const auto total = ask(query, elapsed);
      if (!total) return fail(total.error());
      if (*total < query.expected || *total > query.expected + options_.may_be_added) {
        return fail(wrong(query, fmt::format("found {} articles, not {}", *total, query.expected)));
      }
      keep(query.query_class, order[i], number, elapsed, timed);
    }
    return {};
  }

  std::vector<Sample>& samples() { return samples_; }

 private:
  Result<std::uint64_t> ask(const QueryCase& query, Elapsed& elapsed) {
    stopwatch_.start();
    std::optional<Result<Engine>> fresh;
    if (query.action == Action::kOpenAndSearch) {
      fresh = Engine::open(index_);
      if (!*fresh) return fail(fresh->error());
    }
    Result<std::uint64_t> found = answer({fresh ? **fresh : engine_, shell_}, query);
    if (options_.sleep && options_.sleep->query_class == query.query_class) {
      std::this_thread::sleep_for(std::chrono::microseconds(options_.sleep->microseconds));
    }
    elapsed = stopwatch_.stop();
    return found;
  }

  /// Sorts the same numbers every time.
  Elapsed time_reference() {
    Random numbers(1);
    reference_.resize(kReferenceNumbers);
    for (std::uint64_t& number : reference_) number = numbers.next();
    stopwatch_.start();
    std::ranges::sort(reference_);
    return stopwatch_.stop();
  }

  void keep(std::string query_class, std::uint32_t query, std::uint32_t round, const Elapsed& elapsed,
            bool timed) {
    if (!timed) return;
    samples_.push_back(
        {options_.phase, std::move(query_class), query, round, thread_, elapsed.wall_ns, elapsed.waited_ns});
  }

  const std::filesystem::path& index_;
  const std::vector<QueryCase>& queries_;
  const LatencyOptions& options_;
  std::uint32_t thread_;
  Engine engine_;
  Shell shell_{engine_};
  Random random_;
  Stopwatch stopwatch_;
  std::vector<std::uint64_t> reference_;
  std::vector<Sample> samples_;
};

}  // namespace

Status verify_queries(const std::filesystem::path& index, const std::vector<QueryCase>& queries) {
  Result<Engine> engine = Engine::open(index);
  if (!engine) return fail(engine.error());
  Shell shell(*engine);
  for (const QueryCase& query : queries) {
    const Result<std::uint64_t> found = answer({*engine, shell}, query);
    if (!found) return fail(found.error());
    if (*found != query.expected) {
      return fail(wrong(query, fmt::format("found {} articles, not {}", *found, query.expected)));
    }
    if (query.action == Action::kSimilar || query.action == Action::kComplete ||
        query.action == Action::kTwins)
      continue;
    const auto response = engine->search(query.request);
    if (!response) return fail(cannot_answer(query, response.error()));
    if (const std::string fault = find_fault(*response, query); !fault.empty()) {
      return fail(wrong(query, fault));
    }
  }
  return {};
}

Result<LatencyRun> measure_latency(const std::filesystem::path& index, const std::vector<QueryCase>& queries,
                                   const LatencyOptions& options) {
  const auto count = static_cast<std::size_t>(options.threads);
  std::vector<Status> outcomes(count);
  std::vector<std::vector<Sample>> samples(count);
  std::barrier<> warm(options.threads + 1);
  std::vector<std::thread> threads;
  for (std::uint32_t t = 0; t < count; ++t) {
    // Stopwatches belong to their thread, so the client is made in it.
    threads.emplace_back([&, t] {
      Status& outcome = outcomes[t];
      Result<Engine> engine = Engine::open(index);
      std::optional<Client> client;
      if (engine) {
        client.emplace(index, queries, options, t, std::move(*engine));
      } else {
        outcome = fail(engine.error());
      }
      for (std::uint32_t i = 0; outcome && i < options.warm_up_rounds; ++i) outcome = client->round(i, false);
      warm.arrive_and_wait();
      for (std::uint32_t i = 0; outcome && i < options.rounds; ++i) outcome = client->round(i, true);
      if (client) samples[t] = std::move(client->samples());
    });
  }
  warm.arrive_and_wait();
  const auto start = std::chrono::steady_clock::now();
  for (std::thread& thread : threads) thread.join();
  LatencyRun run;
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  for (std::size_t t = 0; t < count; ++t) {
    if (!outcomes[t]) return fail(outcomes[t].error());
    run.samples.insert(run.samples.end(), samples[t].begin(), samples[t].end());
  }
  std::ranges::stable_sort(run.samples, {}, &Sample::round);  // in the order of time, as near as matters
  return run;
}

}  // namespace dateline::bench
