// Four stock servers answer as one index of all their articles does.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <sstream>

#include "common/index/index_folder.h"
#include "indexer/commit/build_shards.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/remove_from_index.h"
#include "searcher/remote/open_engine.h"
#include "searcher/search/timeline.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/xapian_server.h"

namespace dateline::remote {
namespace {

namespace fs = std::filesystem;
using index::Facet;
using search::Engine;
using search::SearchRequest;
using search::SearchResponse;

constexpr unsigned kShards = 4;
constexpr std::array<std::string_view, 24> kWords{
    "harbour", "lantern",    "bridge", "river",      "school",   "orchard", "visit",  "visits",
    "visited", "delegation", "flood",  "embankment", "factory",  "opening", "winter", "letter",
    "kim",     "pak",        "평양",   "나룻배",     "항구에서", "學校",    "ferry",  "summit"};
constexpr std::array<std::string_view, 3> kSources{"Harbour News", "Quay Letter", "Bridge Post"};

using Random = std::mt19937;
std::size_t draw(Random& random, std::size_t below) {
  return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
}

std::string words(Random& random, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t which = std::min(draw(random, kWords.size()), draw(random, kWords.size()));
    out += (i == 0 ? "" : " ") + std::string(kWords[which]);
  }
  return out;
}

std::string articles(unsigned count) {
  Random random(7);
  std::string out;
  std::vector<std::string> bodies;
  for (unsigned number = 0; number < count; ++number) {
    std::string body;
    if (!bodies.empty() && draw(random, 8) == 0) {
      body = bodies[draw(random, bodies.size())];
    } else {
      for (std::size_t i = 0; i < 8 + draw(random, 20); ++i)
        body += fmt::format("{} a{}b{} ", words(random, 2), number, i);
    }
    bodies.push_back(body);
    const std::size_t year = 1998 + draw(random, 6);
    const std::size_t month = 1 + draw(random, 12);
    const std::size_t kind = draw(random, 10);
    const std::string date = kind == 0   ? ""
                             : kind == 1 ? std::to_string(year)
                             : kind == 2 ? fmt::format("{}-{:02}", year, month)
                                         : fmt::format("{}-{:02}-{:02}", year, month, 1 + draw(random, 28));
    if (draw(random, 3) == 0)
      body += fmt::format("(Juche{}.{}.{}.)", year - 1911, month, 1 + draw(random, 28));
    out += fmt::format(
        R"({{"title":"{}","body":"{}","date":"{}","url":"http://{}.org/{}","source":"{}","topic":"{}"}})",
        words(random, 1 + draw(random, 3)), body, date, draw(random, 2) == 0 ? "a" : "b", number,
        kSources[draw(random, kSources.size())],
        draw(random, 3) == 0 ? "" : fmt::format("Topic {}", draw(random, 4)));
    out += '\n';
  }
  return out;
}

std::string query(Random& random) {
  switch (draw(random, 12)) {
    case 0:
      return fmt::format("\"{}\"", words(random, 2));
    case 1:
      return fmt::format("near/8({})", words(random, 2));
    case 2:
      return fmt::format("{} date:{}..{}", words(random, 1), 1998 + draw(random, 3), 2001 + draw(random, 3));
    case 3:
      return fmt::format("{} -{}", words(random, 1), words(random, 1));
    case 4:
      return fmt::format("{} OR {}", words(random, 1), words(random, 1));
    case 5:
      return fmt::format("title:{}", words(random, 1));
    case 6:
      return fmt::format("{} source:harbour-news", words(random, 1));
    case 7:
      return words(random, 1).substr(0, 3) + "*";
    case 8:
      return fmt::format("={} {}", words(random, 1), words(random, 1));
    case 9:
      return "";
    default:
      return words(random, 1 + draw(random, 2));
  }
}

std::string filter(Random& random) {
  switch (draw(random, 8)) {
    case 0:
      return "source=" + std::string(draw(random, 2) == 0 ? "harbour-news" : "quay-letter");
    case 1:
      return fmt::format("year={}", 1998 + draw(random, 7));
    case 2:
      return fmt::format("year={}..{}", 1998 + draw(random, 3), 2001 + draw(random, 3));
    case 3:
      return fmt::format("month=1999-0{}..2001-0{}", 1 + draw(random, 9), 1 + draw(random, 9));
    case 4:
      return draw(random, 2) == 0 ? "topic=" : "topic=Topic 1";
    case 5:
      return draw(random, 2) == 0 ? "host=a.org" : "juche=88..90";
    case 6:
      return draw(random, 2) == 0 ? "month=" : "confidence=high";
    default:
      return "language=";
  }
}

class RemoteSearch : public ::testing::Test {
 protected:
  struct World {
    testing::TemporaryFolder folder;
    std::vector<fs::path> shards;
  };
  static void SetUpTestSuite() {
    world_ = std::make_unique<World>();
    const std::string input = world_->folder.write("a.jsonl", articles(900)).string();
    indexer::BuildOptions options;
    options.inputs = {input};
    options.index = world_->folder / "one.idx";
    options.threads = 2;
    std::istringstream nothing;
    ASSERT_TRUE(indexer::build_index(options, nothing));
    options.index = world_->folder / "part.idx";
    const auto built = indexer::build_shards(options, kShards, nothing);
    ASSERT_TRUE(built) << built.error().what;
    world_->shards = built->folders;
  }
  static void TearDownTestSuite() { world_.reset(); }
  void SetUp() override {
    if (!testing::has_xapian_server()) GTEST_SKIP() << "skipped: there is no xapian-tcpsrv (xapian-tools)";
  }
  void serve() {
    for (const fs::path& shard : world_->shards) {
      servers_.push_back(std::make_unique<testing::XapianServer>(shard.string()));
      relays_.push_back(std::make_unique<testing::Relay>(servers_.back()->port()));
    }
  }
  std::vector<fs::path> addresses() const {
    std::vector<fs::path> out;
    for (const auto& relay : relays_) out.emplace_back(fmt::format("tcp://127.0.0.1:{}", relay->port()));
    return out;
  }
  static Engine open(const std::vector<fs::path>& names, OpenOptions options = {}) {
    auto engine = open_engine(names, options);
    if (!engine) throw std::runtime_error(engine.error().what + " / " + engine.error().hint);
    return std::move(*engine);
  }
  static Engine local() { return std::move(*Engine::open(world_->folder / "one.idx")); }
  std::uint64_t bytes() const {
    std::uint64_t out = 0;
    for (const auto& relay : relays_) out += relay->bytes();
    return out;
  }

  static std::unique_ptr<World> world_;
  std::vector<std::unique_ptr<testing::XapianServer>> servers_;
  std::vector<std::unique_ptr<testing::Relay>> relays_;
};
std::unique_ptr<RemoteSearch::World> RemoteSearch::world_;

std::string facets_text(const SearchResponse& response) {
  std::string out;
  for (const search::FacetResult& facet : response.facets) {
    out += fmt::format("{} of {}, none {}, others {} in {}:", index::name(facet.facet), facet.articles,
                       facet.none, facet.others, facet.other_values);
    for (const search::FacetValue& value : facet.values)
      out += fmt::format(" {}={}{}", value.value, value.count, value.selected ? "!" : "");
    out += '\n';
  }
  return out;
}

std::string ids_of(const SearchResponse& response) {
  std::string out;
  for (const search::Hit& hit : response.hits) out += to_string(hit.article.id) + " ";
  return out;
}

/// Ids in their order; those of nearly equal scores as a set, because sums are rounded in another order.
std::string order_text(const SearchResponse& response) {
  constexpr double kTolerance = 1e-9;
  std::string out;
  for (std::size_t i = 0; i < response.hits.size();) {
    std::vector<std::string> ids;
    const double score = response.hits[i].score;
    for (; i < response.hits.size() && score - response.hits[i].score <= kTolerance * (1 + score); ++i)
      ids.push_back(to_string(response.hits[i].article.id));
    if (i == response.hits.size()) break;  // the rest of such a set may be beyond the page
    std::sort(ids.begin(), ids.end());
    for (const std::string& id : ids) out += id + " ";
    out += "| ";
  }
  return out;
}

TEST_F(RemoteSearch, AnswersAsOneIndexDoes) {
  serve();
  Engine remote = open(addresses());
  Engine one = local();
  Random random(20261130);
  std::size_t found = 0;
  std::size_t same_order = 0;
  std::size_t ordered = 0;
  for (int i = 0; i < 250; ++i) {
    SearchRequest request;
    request.query = query(random);
    request.facets = {Facet::kSource,    Facet::kYear,       Facet::kMonth, Facet::kTopic,   Facet::kHost,
                      Facet::kJucheYear, Facet::kConfidence, Facet::kFlag,  Facet::kLanguage};
    request.facet_limit = 5;
    if (draw(random, 3) == 0) request.facet_order = search::FacetOrder::kValue;
    for (std::size_t n = draw(random, 3); n > 0; --n) request.filters.push_back(filter(random));
    if (draw(random, 4) == 0) request.from = "1999-06";
    if (draw(random, 4) == 0)
      request.sort = draw(random, 2) == 0 ? search::Sort::kNewest : search::Sort::kOldest;
    if (draw(random, 2) == 0) request.scheme = "bm25plus";
    if (draw(random, 3) == 0) request.copies = true;
    if (draw(random, 4) == 0) request.offset = 5;
    if (draw(random, 6) == 0) request.any = true;
    const std::string about =
        fmt::format("query {} '{}' filters [{}] from '{}' scheme '{}' any {} offset {} copies {}", i,
                    request.query, fmt::join(request.filters, ", "), request.from, request.scheme,
                    request.any, request.offset, request.copies);
    const auto expected = one.search(request);
    const auto got = remote.search(request);
    ASSERT_TRUE(expected) << about << expected.error().error.what;
    if (!got && got.error().error.what.find("cannot be had from shards") != std::string::npos) continue;
    ASSERT_TRUE(got) << about << ": " << got.error().error.what;
    if (expected->relaxed) continue;  // named in docs/scale.md
    EXPECT_EQ(got->total, expected->total) << about;
    EXPECT_EQ(facets_text(*got), facets_text(*expected)) << about;
    EXPECT_EQ(got->index_articles, expected->index_articles);
    ASSERT_EQ(got->hits.size(), expected->hits.size()) << about;
    if (got->copies_known) {
      EXPECT_EQ(got->groups, expected->groups) << about;
    }
    found += expected->total > 0;
    const bool by_day = request.sort != search::Sort::kRelevance;
    if (by_day) {
      EXPECT_EQ(ids_of(*got), ids_of(*expected)) << about;
      continue;
    }
    ++ordered;
    same_order += order_text(*got) == order_text(*expected);
    std::map<std::string, const search::Hit*> by_id;
    for (const search::Hit& hit : expected->hits) by_id[to_string(hit.article.id)] = &hit;
    for (const search::Hit& hit : got->hits) {
      const auto same = by_id.find(to_string(hit.article.id));
      if (same == by_id.end()) continue;
      EXPECT_EQ(hit.snippet.parts, same->second->snippet.parts) << about;
      EXPECT_EQ(hit.title.parts, same->second->title.parts) << about;
      EXPECT_EQ(hit.article.body, same->second->article.body);
      // Each server estimates how many articles have one of several forms of a word: see the next test.
      EXPECT_NEAR(hit.score, same->second->score, 0.05 * (1 + same->second->score)) << about;
    }
  }
  EXPECT_GT(found, 120U);
  EXPECT_GE(same_order * 10, ordered * 8) << same_order << " of " << ordered;
  RecordProperty("same_order", fmt::format("{} of {}", same_order, ordered));
}

/// The only difference of scores is what servers estimate from the forms of a word that stand in their own
/// shard: none where a word has one form, and none where one server has all articles.
TEST_F(RemoteSearch, ScoresAsOneIndexDoesWhereNothingIsEstimatedByShard) {
  serve();
  Engine four = open(addresses());
  Engine here = local();
  std::istringstream nothing;
  indexer::BuildOptions options;
  options.inputs = {(world_->folder / "a.jsonl").string()};
  options.index = world_->folder / "whole.idx";
  options.serve_values = true;
  ASSERT_TRUE(indexer::build_index(options, nothing));
  const testing::XapianServer server((world_->folder / "whole.idx").string());
  Engine whole = open({fmt::format("tcp://127.0.0.1:{}", server.port())});
  const auto compare = [&here](Engine& remote, const std::string& text) {
    SearchRequest request;
    request.query = text;
    request.scheme = "bm25plus";
    request.copies = true;
    request.limit = 1000;
    const auto expected = here.search(request);
    const auto got = remote.search(request);
    ASSERT_TRUE(got && expected) << text;
    if (expected->relaxed) return;
    EXPECT_FALSE(expected->hits.empty()) << text;
    ASSERT_EQ(got->hits.size(), expected->hits.size()) << text;
    std::map<std::string, double> scores;
    for (const search::Hit& hit : expected->hits) scores[to_string(hit.article.id)] = hit.score;
    for (const search::Hit& hit : got->hits)
      EXPECT_NEAR(hit.score, scores.at(to_string(hit.article.id)), 1e-9 * (1 + hit.score)) << text;
  };
  for (const std::string text : {"=harbour", "=harbour =river", "=lantern OR =bridge", "=visit =visited"})
    compare(four, text);
  for (const std::string text :
       {"harbour", "visit", "visits river", "school OR delegation", "title:ferry", "har*"})
    compare(whole, text);
}

TEST_F(RemoteSearch, DrawsTimelinesAsOneIndexDoes) {
  serve();
  Engine remote = open(addresses());
  Engine one = local();
  Random random(5);
  for (int i = 0; i < 40; ++i) {
    search::TimelineRequest request;
    request.search.query = query(random);
    if (draw(random, 2) == 0) request.search.filters.push_back(filter(random));
    if (draw(random, 3) == 0) request.search.from = "1999-06";
    constexpr std::array kUnits{search::PeriodUnit::kMonth, search::PeriodUnit::kQuarter,
                                search::PeriodUnit::kYear, search::PeriodUnit::kJucheYear};
    request.by = kUnits[draw(random, kUnits.size())];
    const auto expected = search::timeline(one, request);
    const auto got = search::timeline(remote, request);
    ASSERT_TRUE(expected);
    if (expected->relaxed) continue;
    ASSERT_TRUE(got) << got.error().error.what;
    const auto text = [](const search::Timeline& timeline) {
      std::string out;
      const auto add = [&](std::string_view label, const search::TimelineCount& count) {
        out += fmt::format("{} {}/{}\n", label, count.found, count.articles);
      };
      for (const search::TimelinePeriod& period : timeline.periods) add(period.label, period.count);
      add("year only", timeline.year_only);
      add("undated", timeline.undated);
      add("all", timeline.all);
      return out;
    };
    // A month that is known alone is a period of its own in both.
    EXPECT_EQ(text(*got), text(*expected)) << request.search.query << " by " << search::name(request.by);
  }
}

TEST_F(RemoteSearch, ShowsAnArticleWithItsCopies) {
  serve();
  Engine remote = open(addresses());
  Engine one = local();
  SearchRequest request;
  request.query = "harbour";
  request.limit = 30;
  const auto hits = one.search(request);
  ASSERT_TRUE(hits);
  for (const search::Hit& hit : hits->hits) {
    const auto expected = one.show(to_string(hit.article.id), &request);
    const auto got = remote.show(to_string(hit.article.id), &request);
    ASSERT_TRUE(got) << got.error().error.what;
    ASSERT_TRUE(*got);
    EXPECT_EQ((*got)->article.body, (*expected)->article.body);
    EXPECT_EQ((*got)->body.parts, (*expected)->body.parts);
    EXPECT_EQ((*got)->copies_in_all, (*expected)->copies_in_all);
    ASSERT_EQ((*got)->copies.size(), (*expected)->copies.size());
    for (std::size_t i = 0; i < (*got)->copies.size(); ++i)
      EXPECT_EQ((*got)->copies[i].head.id, (*expected)->copies[i].head.id);
    const auto by_address = remote.show(hit.article.url, &request);
    ASSERT_TRUE(by_address && *by_address) << hit.article.url;
    EXPECT_EQ((*by_address)->article.id, hit.article.id);
  }
  EXPECT_FALSE(*remote.show("0123456789abcdef"));
  EXPECT_FALSE(*remote.show("http://nowhere.example/nothing"));
}

TEST_F(RemoteSearch, MixesServersAndFolders) {
  serve();
  std::vector<fs::path> names = addresses();
  names[1] = world_->shards[1];
  names[3] = world_->shards[3];
  Engine mixed = open(names);
  Engine one = local();
  for (const char* text : {"harbour", "visit river", "\"flood embankment\"", ""}) {
    SearchRequest request;
    request.query = text;
    request.facets = {Facet::kSource, Facet::kYear};
    const auto got = mixed.search(request);
    ASSERT_TRUE(got) << got.error().error.what;
    const auto expected = one.search(request);
    if (expected->relaxed) continue;
    EXPECT_EQ(got->total, expected->total);
    EXPECT_EQ(facets_text(*got), facets_text(*expected));
  }
}

TEST_F(RemoteSearch, TellsHowManyBytesAQueryTakes) {
  serve();
  Engine remote = open(addresses());
  SearchRequest request;
  request.facets = {Facet::kSource, Facet::kYear, Facet::kMonth, Facet::kTopic, Facet::kHost};
  Random random(3);
  std::uint64_t most = 0;
  for (int i = 0; i < 30; ++i) {
    request.query = words(random, 2);
    const std::uint64_t before = bytes();
    ASSERT_TRUE(remote.search(request));
    most = std::max(most, bytes() - before);
  }
  RecordProperty("most_bytes", std::to_string(most));
  EXPECT_LT(most, 64U << 10);
}

TEST_F(RemoteSearch, NamesAShardThatIsDownAndAnswersWithoutItWhereAsked) {
  serve();
  const std::vector<fs::path> names = addresses();
  Engine strict = open(names);
  Engine partial = open(names, {.partial = true});
  SearchRequest request;
  request.query = "harbour";
  const std::uint64_t whole = strict.search(request)->total;
  servers_[2]->kill();
  const auto failed = strict.search(request);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().error.kind, ErrorKind::kIndex);
  EXPECT_NE(failed.error().error.what.find(names[2].string()), std::string::npos)
      << failed.error().error.what;
  const auto rest = partial.search(request);
  ASSERT_TRUE(rest) << rest.error().error.what;
  ASSERT_TRUE(rest->shards);
  EXPECT_EQ(rest->shards->asked, kShards);
  EXPECT_EQ(rest->shards->answered(), kShards - 1);
  EXPECT_NE(rest->shards->missing.front().find(names[2].string()), std::string::npos);
  EXPECT_LT(rest->total, whole);
  EXPECT_FALSE(open_engine(names, {}));
  servers_[2]->start();
  const auto again = strict.search(request);
  ASSERT_TRUE(again) << again.error().error.what;
  EXPECT_EQ(again->total, whole);
  ASSERT_TRUE(partial.reopen());
  EXPECT_EQ(partial.search(request)->total, whole);
}

TEST_F(RemoteSearch, SurvivesALineThatIsCutInTheMiddleOfAQuery) {
  serve();
  const std::vector<fs::path> names = addresses();
  Engine whole = open(names);
  SearchRequest request;
  request.query = "harbour river";
  request.facets = {Facet::kSource, Facet::kYear};
  const std::uint64_t before = bytes();
  const auto expected = whole.search(request);
  const std::uint64_t cost = bytes() - before;
  for (std::uint64_t after = 0; after < cost; after += 1 + cost / 12) {
    relays_.back() = std::make_unique<testing::Relay>(servers_.back()->port());
    std::vector<fs::path> now = addresses();
    Engine strict = open(now);
    Engine partial = open(now, {.partial = true});
    relays_.back()->cut_after(after / 4);
    const auto failed = strict.search(request);
    ASSERT_FALSE(failed) << after;
    EXPECT_NE(failed.error().error.what.find(now.back().string()), std::string::npos)
        << failed.error().error.what;
    const auto rest = partial.search(request);
    ASSERT_TRUE(rest) << rest.error().error.what;
    EXPECT_EQ(rest->shards->answered(), kShards - 1) << after;
    EXPECT_LE(rest->total, expected->total);
  }
}

TEST_F(RemoteSearch, NamesAShardThatIsSlow) {
  serve();
  const std::vector<fs::path> names = addresses();
  const OpenOptions patience{.partial = false, .limits = {.connect_ms = 300, .answer_ms = 300}};
  Engine strict = open(names, patience);
  Engine partial = open(names, {.partial = true, .limits = patience.limits});
  SearchRequest request;
  request.query = "harbour";
  relays_[1]->hold(true);
  const auto failed = strict.search(request);
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().error.what.find(names[1].string()), std::string::npos)
      << failed.error().error.what;
  const auto rest = partial.search(request);
  ASSERT_TRUE(rest) << rest.error().error.what;
  EXPECT_EQ(rest->shards->answered(), kShards - 1);
  relays_[1]->hold(false);
}

TEST_F(RemoteSearch, GoesOnWithACopyOfAShard) {
  serve();
  testing::XapianServer copy(world_->shards[0].string());
  std::vector<fs::path> names = addresses();
  names[0] = fmt::format("tcp://127.0.0.1:{},127.0.0.1:{}", servers_[0]->port(), copy.port());
  Engine remote = open(names);
  SearchRequest request;
  request.query = "harbour";
  const std::uint64_t total = remote.search(request)->total;
  servers_[0]->kill();
  const auto again = remote.search(request);
  ASSERT_TRUE(again) << again.error().error.what;
  EXPECT_EQ(again->total, total);
  EXPECT_TRUE(again->shards->missing.empty());
}

TEST_F(RemoteSearch, RefusesShardsThatAreNotRight) {
  serve();
  const auto refused = [&](const std::vector<fs::path>& names) {
    const auto engine = open_engine(names, {});
    return engine ? std::string("opened") : engine.error().what + " / " + engine.error().hint;
  };
  std::vector<fs::path> names = addresses();
  EXPECT_NE(refused({names[0], names[1], names[3]}).find("shard 3 of 4"), std::string::npos);
  testing::XapianServer again(world_->shards[0].string());
  const std::string twice = fmt::format("tcp://127.0.0.1:{}", again.port());
  EXPECT_NE(refused({names[0], names[1], names[2], names[3], twice}).find("are the same shard"),
            std::string::npos);
  testing::XapianServer plain((world_->folder / "one.idx").string());
  EXPECT_NE(refused({fmt::format("tcp://127.0.0.1:{}", plain.port())}).find("--serve-values"),
            std::string::npos);
  // One that is not clean, and the same of another generation.
  const fs::path own = world_->folder / "own.idx";
  indexer::BuildOptions options;
  options.inputs = {world_->folder.write("own.jsonl", articles(60)).string()};
  options.index = own;
  options.serve_values = true;
  std::istringstream nothing;
  ASSERT_TRUE(indexer::build_index(options, nothing));
  std::string id;
  {
    const auto reader = index::IndexReader::open(own);
    id = to_string(reader->article(reader->terms().docids("").front())->id);
  }
  ASSERT_TRUE(indexer::remove_from_index({id}, options));
  testing::XapianServer unclean(own.string());
  const std::vector<fs::path> dirty{fmt::format("tcp://127.0.0.1:{}", unclean.port())};
  EXPECT_NE(refused(dirty).find("is not clean"), std::string::npos) << refused(dirty);
  EXPECT_NE(refused({own, names[0]}).find("is not clean"), std::string::npos);
  ASSERT_TRUE(indexer::merge_index(options, true));
  EXPECT_EQ(refused(dirty), "opened");
  EXPECT_NE(refused({"tcp://127.0.0.1:1"}).find("tcp://127.0.0.1:1"), std::string::npos);
  EXPECT_NE(refused({"tcp://-x:1"}).find("the address"), std::string::npos);
}

TEST_F(RemoteSearch, SaysWhatCannotBeHad) {
  serve();
  Engine remote = open(addresses());
  const auto error_of = [&](const SearchRequest& request) {
    const auto answer = remote.search(request);
    return answer ? std::string() : answer.error().error.what;
  };
  SearchRequest request;
  request.query = "group:0123456789abcdef";
  EXPECT_NE(error_of(request).find("cannot be had from shards"), std::string::npos);
  request.query = "harbour";
  request.facet_unit = search::FacetUnit::kGroups;
  EXPECT_NE(error_of(request).find("cannot be had from shards"), std::string::npos);
  request.facet_unit = search::FacetUnit::kArticles;
  request.facets = {Facet::kCopies, Facet::kYear};
  const auto answer = remote.search(request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->facets.size(), 1U);
  EXPECT_NE(fmt::format("{}", fmt::join(answer->notices, " ")).find("facet copies"), std::string::npos);
  EXPECT_FALSE(remote.select(request));
  EXPECT_FALSE(Engine::open(addresses()[0]));
}

/// What docs/scale.md says of four shards: DATELINE_SHARDS names an index and its shards, ":" between, and
/// DATELINE_SHARD_QUERIES a file of queries, one a line. Each answer comes over a relay that adds 1 ms to a
/// round trip and counts bytes; within lossy_line DATELINE_SHARD_LINE=1 asks over its line instead, which
/// counts them.
TEST_F(RemoteSearch, IsMeasured) {
  const char* names = std::getenv("DATELINE_SHARDS");
  const char* queries = std::getenv("DATELINE_SHARD_QUERIES");
  if (names == nullptr || queries == nullptr) GTEST_SKIP() << "skipped: DATELINE_SHARDS is not set";
  std::istringstream all(names);
  std::string name;
  std::getline(all, name, ':');
  Engine one = std::move(*Engine::open(name));
  const bool line = std::getenv("DATELINE_SHARD_LINE") != nullptr;
  std::vector<fs::path> there;
  while (std::getline(all, name, ':')) {
    servers_.push_back(std::make_unique<testing::XapianServer>(name, line ? "10.9.0.1" : testing::kLoopback));
    if (line) {
      there.emplace_back(fmt::format("tcp://10.9.0.2:{}", servers_.back()->port()));
    } else {
      relays_.push_back(
          std::make_unique<testing::Relay>(servers_.back()->port(), std::chrono::microseconds(500)));
    }
  }
  if (!line) there = addresses();
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  };
  const auto report = [](std::string_view what, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
      return values[std::min(values.size() - 1,
                             static_cast<std::size_t>(share * static_cast<double>(values.size())))];
    };
    fmt::print("{}: p50 {:.1f}, p95 {:.1f}, p99 {:.1f}, most {:.1f}\n", what, at(0.5), at(0.95), at(0.99),
               values.back());
  };
  const Clock::time_point begin = Clock::now();
  Engine remote = open(there);
  fmt::print("opening: {:.1f} ms, {} bytes\n", since(begin), bytes());
  std::ifstream in(queries);
  std::vector<double> counted;
  std::vector<double> with_snippets;
  std::vector<double> sent;
  std::vector<double> local;
  std::size_t same_order = 0;
  std::size_t asked = 0;
  for (std::string text; std::getline(in, text);) {
    SearchRequest request;
    request.query = text;
    request.scheme = "bm25plus";
    request.facets = {Facet::kSource, Facet::kYear, Facet::kMonth, Facet::kTopic, Facet::kLanguage};
    request.only_names = true;
    const std::uint64_t before = bytes();
    Clock::time_point start = Clock::now();
    const auto got = remote.search(request);
    if (!got && got.error().error.what.find("cannot be had from shards") != std::string::npos) continue;
    ASSERT_TRUE(got) << text << ": " << got.error().error.what;
    if (asked++ == 0) {
      fmt::print("first query: {:.1f} ms, {} bytes\n", since(start), bytes() - before);
    } else {
      counted.push_back(since(start));
    }
    request.only_names = false;
    start = Clock::now();
    ASSERT_TRUE(remote.search(request));
    with_snippets.push_back(since(start));
    sent.push_back(static_cast<double>(bytes() - before) / 2);
    start = Clock::now();
    const auto expected = one.search(request);
    local.push_back(since(start));
    ASSERT_TRUE(expected);
    if (expected->relaxed) continue;
    EXPECT_EQ(got->total, expected->total) << text;
    EXPECT_EQ(facets_text(*got), facets_text(*expected)) << text;
    const bool same = order_text(*got) == order_text(*expected);
    same_order += same;
    if (!same) fmt::print("another order: {}\n", text);
  }
  fmt::print("{} queries, the same order in {}\n", asked, same_order);
  report("totals, five facets, ten ids, ms", counted);
  report("the same again with ten snippets, ms", with_snippets);
  report("bytes of a query", sent);
  report("one index here with snippets, ms", local);
}

}  // namespace
}  // namespace dateline::remote
