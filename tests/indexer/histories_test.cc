// Whatever was built, added, changed and removed in whatever order: the index answers as one that is built
// anew from the captures that it holds; and asked for any of its states, it answers as it did then.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/commit/add_to_index.h"
#include "indexer/commit/as_of_index.h"
#include "indexer/commit/build_index.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/remove_from_index.h"
#include "searcher/search/engine.h"
#include "searcher/search/kwic.h"
#include "searcher/search/timeline.h"
#include "tests/support/build_options.h"
#include "tests/support/seen_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// Several tests of as many histories each, so that they may run side by side.
constexpr unsigned kParts = 10;
/// More for a long run: DATELINE_HISTORIES=20000, in all parts together.
unsigned histories_of_a_part() {
  const char* given = std::getenv("DATELINE_HISTORIES");
  return (given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : DATELINE_USUAL_HISTORIES) /
         kParts;
}

using Random = std::mt19937;
using testing::options_for;
unsigned draw(Random& random, unsigned below) {
  return std::uniform_int_distribution<unsigned>(0, below - 1)(random);
}

/// A capture of an article. Every version of an article has a text and a day of capture of its own, so the
/// newest is known.
struct Captured {
  unsigned article = 0;
  unsigned version = 0;
  auto operator<=>(const Captured&) const = default;
};

std::string key_of(unsigned article) { return fmt::format("key-{}", article); }

/// Of five articles four have texts of which each is nearly the one before: the first of these is not like
/// the third, and the third and fourth are equal.
std::string chained_line_of(const Captured& capture) {
  constexpr unsigned kWords = 60;
  constexpr unsigned kChanged = 6;  // from one text to the next
  const unsigned family = capture.article / 5;
  const unsigned link = std::min(capture.article % 5, 3U) - 1;
  Random random(family * 100 + capture.version);
  std::vector<std::string> words;
  for (unsigned i = 0; i < kWords + 2 * kChanged; ++i) {
    std::string word;
    for (unsigned letters = 4 + draw(random, 5); letters > 0; --letters)
      word += static_cast<char>('a' + draw(random, 26));
    words.push_back(i % 9 == 0 ? "river" : word);
  }
  for (unsigned i = 0; i < link * kChanged; ++i) words[i * 4] = words[kWords + i];
  words.resize(kWords);
  const std::string date = family % 4 == 3 && link == 1 ? "" : fmt::format("2014-{:02}-11", 1 + family % 12);
  return fmt::format(
      R"({{"id":"{}","url":"https://example.org/{}","title":"Family story","body":"{}","date":"{}","source":"Post {}","captured":"2020-{:02}-{:02}"}})"
      "\n",
      key_of(capture.article), capture.article, fmt::join(words, " "), date, capture.article % 3,
      1 + capture.version % 12, 1 + capture.article % 28);
}

std::string line_of(const Captured& capture) {
  if (capture.article % 5 != 0 && capture.article % 10 < 8) return chained_line_of(capture);
  // Two of ten articles have one text.
  const unsigned text = capture.article % 10 == 9 ? capture.article - 1 : capture.article;
  Random random(text * 100 + capture.version);
  constexpr std::string_view kCommon[] = {"harbour", "lantern", "bridge", "river",
                                          "visits",  "visited", "ferry"};
  std::string body;
  for (unsigned i = 0; i < 25 + draw(random, 20); ++i) {
    body += fmt::format("{} {}x{}v{} ", kCommon[std::min(draw(random, 7), draw(random, 7))], text, i,
                        capture.version);
  }
  const unsigned day = 1 + capture.article % 28;
  const std::string date =
      capture.article % 7 == 0 ? "" : fmt::format("2014-{:02}-{:02}", 1 + text % 12, day);
  return fmt::format(
      R"({{"id":"{}","url":"https://example.org/{}","title":"Story {}","body":"{}","date":"{}","source":"Post {}","captured":"2020-{:02}-{:02}"}})"
      "\n",
      key_of(capture.article), capture.article, text, body, date, capture.article % 3,
      1 + capture.version % 12, 1 + capture.article % 28);
}

/// What the index is to hold: by file, the captures of it.
using Held = std::map<std::string, std::vector<Captured>>;

unsigned newest(const Held& held, unsigned article, const std::string& except = {}) {
  unsigned version = 0;
  for (const auto& [file, captures] : held) {
    if (file == except) continue;
    for (const Captured& capture : captures) {
      if (capture.article == article) version = std::max(version, capture.version);
    }
  }
  return version;
}

/// Whether all must be the same, or what a fresh build may tell otherwise is left out: which of several
/// copies of the same weight and day stands for all, and what the ledger knows.
enum class Compared : std::uint8_t { kAll, kWithAFreshBuild };

/// All that a search says, in words.
std::string answers(const fs::path& idx, unsigned seed, Compared compared = Compared::kWithAFreshBuild) {
  const bool all = compared == Compared::kAll;
  const std::vector<fs::path> folders{idx};
  Result<search::Engine> engine = search::Engine::open(folders);
  if (!engine) return engine.error().what;
  std::string out;
  Random random(seed);
  const std::vector<std::string> queries{"",
                                         "harbour",
                                         "ferry river",
                                         "visit",
                                         "\"lantern bridge\"",
                                         "bri* -ferry",
                                         "date:2014-03..2014-09",
                                         "lantern OR visited",
                                         "title:story source:post-1",
                                         "near/6(river harbour)",
                                         fmt::format("{}x0v1 harbour", draw(random, 40)),
                                         "ferry bridge lantern river visited"};
  for (const std::string& query : queries) {
    search::SearchRequest request;
    request.query = query;
    request.limit = 1000;
    request.copies = draw(random, 2) == 0;
    request.any = draw(random, 3) == 0;
    request.facet_limit = 1000;
    for (std::size_t i = 0; i < index::kFacetCount; ++i) {
      const auto facet = static_cast<index::Facet>(i);
      // A fresh build has seen fewer texts than the history that it is compared with.
      if (all || (facet != index::Facet::kFate && facet != index::Facet::kEdit))
        request.facets.push_back(facet);
    }
    if (draw(random, 3) == 0) request.filters = {"copies=1.."};
    if (draw(random, 4) == 0) request.recency_years = 3;
    if (all && draw(random, 3) == 0) request.sort = search::Sort::kNewest;
    const auto answer = engine->search(request);
    if (!answer) return answer.error().error.what;
    out += fmt::format("query {}: {} of {}, {} texts, {}\n", query, answer->total, answer->index_articles,
                       answer->groups, fmt::join(answer->notices, " "));
    std::set<std::string> hits;
    for (const search::Hit& hit : answer->hits) {
      if (all) {
        out += fmt::format("{:.12g} {} {} copies {} {}, first {}\n", hit.score, to_string(hit.article.id),
                           hit.article.body, hit.copies, hit.article.captures,
                           hit.article.first_captured ? dates::to_iso(*hit.article.first_captured) : "");
        continue;
      }
      const Article& article = hit.article;
      hits.insert(fmt::format(
          "{:.9f} {} {} copies {} {}|{} captured {} times, first {}\n", hit.score,
          // Of copies of the same weight and day any may be shown for all.
          request.copies ? to_string(article.id) : std::string(), article.title, hit.copies, article.body,
          dates::to_iso(article.publication.from), request.copies ? article.captures : 0,
          request.copies && article.first_captured ? dates::to_iso(*article.first_captured) : ""));
    }
    for (const std::string& hit : hits) out += hit;
    for (const search::FacetResult& facet : answer->facets) {
      out += fmt::format("{} of {}, none {}:", index::name(facet.facet), facet.articles, facet.none);
      for (const search::FacetValue& value : facet.values)
        out += fmt::format(" {}={}", value.value, value.count);
      out += '\n';
    }
    const auto line = search::timeline(*engine, {.search = request, .by = search::PeriodUnit::kMonth});
    if (!line) return line.error().error.what;
    out += fmt::format("timeline: {} undated, {} periods, {} found\n", line->undated.found,
                       line->periods.size(), line->all.found);
    search::KwicRequest lines;
    lines.search = request;
    lines.search.copies = true;
    lines.limit = 100000;
    if (const auto words = search::kwic(*engine, lines)) {
      std::set<std::string> places;
      for (const auto& place : words->lines)
        places.insert(fmt::format("{}@{}", to_string(place.id), place.offset));
      out += fmt::format("kwic {}\n", fmt::join(places, " "));
    }
  }
  return out;
}

class History {
 public:
  explicit History(unsigned seed) : random_(seed) {}

  /// Lets the index grow and change, and asks it for each of its states at the end.
  void run_and_ask_back() {
    const unsigned steps = 3 + draw(random_, 6);
    for (unsigned step = 0; step < steps && !::testing::Test::HasFailure(); ++step) {
      take_step(6);
      remember();
    }
    ask_back();
  }

  void run() {
    const unsigned steps = 3 + draw(random_, 8);
    for (unsigned step = 0; step < steps && !::testing::Test::HasFailure(); ++step) {
      take_step(5);
      if (draw(random_, 4) == 0 && !held_.empty()) merge();
      if (draw(random_, 3) == 0) compare();
    }
    compare();
  }
  const std::string& told() const { return told_; }

 private:
  /// One of the first `kinds` ways in which an index changes.
  void take_step(unsigned kinds) {
    switch (held_.empty() ? 0 : draw(random_, kinds)) {
      case 0:
      case 1:
        return change_file(fmt::format("{}.jsonl", files_++));
      case 2:
      case 3:
        return change_file(some_file());
      case 4:
        return remove_some();
      default:
        return merge();
    }
  }

  fs::path idx() const { return folder_ / "grown.idx"; }

  BuildOptions options(std::vector<std::string> inputs) {
    BuildOptions out = options_for(std::move(inputs), idx());
    now_ += std::chrono::hours(1 + draw(random_, 40));
    out.now = now_;
    return out;
  }

  fs::path copy_of(std::uint64_t generation) const {
    return folder_ / fmt::format("copies/g{}.idx", generation);
  }
  void remember() {
    const auto manifest = index::manifest_of(idx());
    ASSERT_TRUE(manifest) << manifest.error().what;
    if (!written_at_.emplace(manifest->generation, now_).second) return;
    fs::create_directories(folder_ / "copies");
    fs::copy(idx(), copy_of(manifest->generation), fs::copy_options::recursive);
  }

  void ask_back() {
    for (const auto& [generation, written] : written_at_) {
      AsOf as_of{.wish = {}, .asked = "", .target = folder_ / "then.idx", .borrow = draw(random_, 2) == 0};
      if (draw(random_, 2) == 0) {
        as_of.wish.generation = generation;
      } else {
        as_of.wish.by = (written + std::chrono::minutes(draw(random_, 60))).time_since_epoch().count();
      }
      const auto made = make_index_as_of(options_for({}, idx()), as_of);
      ASSERT_TRUE(made) << "generation " << generation << ": " << made.error().what;
      EXPECT_EQ(made->state.generation, generation);
      const unsigned seed = draw(random_, 1000);
      ASSERT_EQ(answers(as_of.target, seed, Compared::kAll),
                answers(copy_of(generation), seed, Compared::kAll))
          << "generation " << generation << ", " << made->restored << " restored";
      ASSERT_EQ(testing::seen_index(as_of.target), testing::seen_index(copy_of(generation)))
          << "generation " << generation;
      const auto then = index::manifest_of(as_of.target);
      const auto copy = index::manifest_of(copy_of(generation));
      EXPECT_EQ(then->counts, copy->counts);
      EXPECT_EQ(then->content, copy->content);
      EXPECT_EQ(then->generation, copy->generation);
      std::string details;
      const auto checked = check_index(as_of.target, nullptr, details);
      ASSERT_TRUE(checked) << checked.error().what << details;
      restored_ += made->restored;
      fs::remove_all(as_of.target);
    }
  }

 public:
  std::uint64_t restored() const { return restored_; }

 private:
  std::string some_file() {
    auto file = held_.begin();
    std::advance(file, draw(random_, static_cast<unsigned>(held_.size())));
    return file->first;
  }

  /// Writes the file anew and adds it. A capture that is newer than those of other files stays in it: what
  /// was stored of it would stay, as docs/duplicates.md says.
  void change_file(const std::string& name) {
    std::vector<Captured> captures;
    for (const Captured& old : written_[name]) {
      const unsigned others = newest(held_, old.article, name);
      const bool needed = others > 0 && others < old.version;
      if (needed || draw(random_, 4) != 0) captures.push_back(old);
    }
    for (unsigned n = draw(random_, 12); n > 0 || captures.empty(); n -= n > 0 ? 1 : 0) {
      const unsigned article = draw(random_, 40);
      const bool has = std::ranges::any_of(captures, [&](const auto& one) { return one.article == article; });
      if (has) continue;
      const unsigned known = std::max(newest(held_, article), std::max(1U, removed_[article]));
      captures.push_back({article, known + (draw(random_, 3) == 0 ? 1 : 0)});
    }
    std::shuffle(captures.begin(), captures.end(), random_);
    std::string lines;
    for (const Captured& capture : captures) lines += line_of(capture);
    const std::string path = folder_.write("in/" + name, lines).string();
    std::istringstream nothing;
    const auto added = add_to_index(options({path}), nothing);
    told_ += fmt::format("add {} ({} captures)\n", name, captures.size());
    ASSERT_TRUE(added) << added.error().what;
    if (added->changed) held_[name] = captures;
    written_[name] = captures;
  }

  void remove_some() {
    std::vector<std::string> ids;
    std::set<unsigned> gone;
    for (unsigned n = 1 + draw(random_, 4); n > 0; --n) {
      const unsigned article = draw(random_, 40);
      if (newest(held_, article) > 0) gone.insert(article);
    }
    std::set<unsigned> left;
    for (const auto& [file, captures] : held_) {
      for (const Captured& capture : captures) left.insert(capture.article);
    }
    for (const unsigned article : gone) {
      ids.push_back(key_of(article));
      left.erase(article);
    }
    if (ids.empty() || left.empty()) return;
    const auto removed = remove_from_index(ids, options({}));
    told_ += fmt::format("remove {}\n", fmt::join(ids, " "));
    ASSERT_TRUE(removed) << removed.error().what;
    EXPECT_EQ(removed->removed, ids.size());
    for (const unsigned article : gone)
      removed_[article] = std::max(removed_[article], newest(held_, article));
    for (auto& [file, captures] : held_)
      std::erase_if(captures, [&](const Captured& one) { return gone.contains(one.article); });
  }

  void merge() {
    const bool clean = draw(random_, 3) == 0;
    const auto merged = merge_index(options({}), clean);
    told_ += clean ? "merge --clean\n" : "merge\n";
    ASSERT_TRUE(merged) << merged.error().what;
  }

  void compare() {
    fs::remove_all(folder_ / "fresh");
    std::vector<std::string> inputs;
    for (const auto& [name, captures] : held_) {
      std::string lines;
      for (const Captured& capture : captures) lines += line_of(capture);
      inputs.push_back(folder_.write("fresh/in/" + name, lines).string());
    }
    std::istringstream nothing;
    const auto built = build_index(options_for(inputs, folder_ / "fresh/i.idx"), nothing);
    ASSERT_TRUE(built) << built.error().what;
    std::string details;
    const auto checked = check_index(idx(), nullptr, details);
    ASSERT_TRUE(checked) << checked.error().what << details;
    const unsigned seed = draw(random_, 1000);
    ASSERT_EQ(answers(idx(), seed), answers(folder_ / "fresh/i.idx", seed));
  }

  Random random_;
  testing::TemporaryFolder folder_;
  Held held_;
  Held written_;                                                  ///< what the files have on disk
  std::map<unsigned, unsigned> removed_;                          ///< the newest version that was removed
  std::map<std::uint64_t, std::chrono::sys_seconds> written_at_;  ///< by generation
  std::chrono::sys_seconds now_{std::chrono::seconds{1'764'000'000}};
  std::uint64_t restored_ = 0;  ///< articles that had left the index
  unsigned files_ = 0;
  std::string told_;
};

/// Else the test below would see nothing.
TEST(RandomHistories, AreToldApartByOneCapture) {
  const testing::TemporaryFolder folder;
  std::string lines;
  for (unsigned article = 0; article < 10; ++article) lines += line_of({article, 1});
  std::set<std::string> all;
  int number = 0;
  for (const std::string& more : {std::string(), line_of({0, 1}), line_of({3, 2}), line_of({11, 1})}) {
    const fs::path idx = folder / fmt::format("{}.idx", number);
    const std::string input = folder.write(fmt::format("{}.jsonl", number++), lines + more).string();
    std::istringstream nothing;
    ASSERT_TRUE(build_index(options_for({input}, idx), nothing));
    all.insert(answers(idx, 7));
  }
  EXPECT_EQ(all.size(), 4U);
}

class RandomHistory : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomHistory, EndsAsAFreshBuildDoes) {
  const unsigned first = 20261130 + GetParam() * histories_of_a_part();
  for (unsigned seed = first; seed < first + histories_of_a_part(); ++seed) {
    History history(seed);
    history.run();
    if (HasFailure()) FAIL() << "seed " << seed << ":\n" << history.told();
  }
}

TEST_P(RandomHistory, AnswersForEachOfItsStatesAsItDidThen) {
  const unsigned histories = std::max(1U, histories_of_a_part() / 3);
  const unsigned first = 30000 + GetParam() * histories;
  std::uint64_t restored = 0;
  for (unsigned seed = first; seed < first + histories; ++seed) {
    History history(seed);
    history.run_and_ask_back();
    if (HasFailure()) FAIL() << "seed " << seed << ":\n" << history.told();
    restored += history.restored();
  }
  EXPECT_GT(restored, 0U) << "else the test sees little";
}

INSTANTIATE_TEST_SUITE_P(Parts, RandomHistory, ::testing::Range(0U, kParts));

}  // namespace
}  // namespace dateline::indexer
