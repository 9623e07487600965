// Every file of an index is damaged in every region. What a search then says is right or an error, `check`
// finds it, nothing is built upon it, and nothing crashes. Tables that the library reads itself have no
// checksums: there wrong answers are counted. DATELINE_SOAK makes the regions small.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

#include "common/index/index_folder.h"
#include "common/index/verify_files.h"
#include "common/text/name_list.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/build_index.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/remove_from_index.h"
#include "searcher/search/engine.h"
#include "searcher/search/kwic.h"
#include "tests/damage/damage_case.h"
#include "tests/support/seen_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using indexer::BuildOptions;
using testing::DamageCase;
using testing::TemporaryFolder;

constexpr std::uint64_t kSeed = 20261130;
constexpr unsigned kSecondsToHang = 120;

/// A part of what a failure tells of its case, to look at that alone.
std::string only_case() {
  const char* given = std::getenv("DATELINE_DAMAGE_CASE");
  return given == nullptr ? "" : given;
}

std::size_t regions() { return std::getenv("DATELINE_SOAK") != nullptr ? 80 : 3; }

std::string articles(int first, int count, const std::string& word, int captured = 2) {
  std::string out;
  for (int i = first; i < first + count; ++i) {
    // Every sixth has the text of the one before.
    const int text = i % 6 == 5 ? i - 1 : i;
    out += fmt::format(
        R"({{"id":"key-{}","url":"https://example.org/{}","title":"The {} of quay {}","body":"Pyongyang, May {} (KCNA) -- Quay {} had a {} and visitors from ward {}; 나룻배 {} crossed on May {}, 2012, and nobody spoke of lanterns number {} before the evening bell had rung twice over the river.","date":"2013-05-{:02}","source":"Post {}","captured":"2020-{:02}-01"}})"
        "\n",
        i, i, word, i, 1 + text % 28, text, word, text % 7, text, 1 + text % 27, text * 3, 1 + text % 28,
        i % 3, captured);
  }
  return out;
}

BuildOptions options_for(const fs::path& input, const fs::path& idx) {
  BuildOptions options;
  if (!input.empty()) options.inputs = {input.string()};
  options.index = idx;
  options.threads = 1;
  return options;
}

/// An index of two segments with a dead article, changes, a dictionary and names.
void make_index(const TemporaryFolder& folder, const fs::path& idx, int first, const std::string& word) {
  std::istringstream nothing;
  const auto input = [&](const char* name, const std::string& lines) {
    return folder.write(fmt::format("{}-{}", first, name), lines);
  };
  BuildOptions build = options_for(input("base.jsonl", articles(first, 60, word)), idx);
  build.names = text::encode({{"names.tsv", "person\tQuay Master\tMaster of the " + word + "\n"}});
  const auto built = indexer::build_index(build, nothing);
  ASSERT_TRUE(built) << built.error().what;
  const auto added =
      indexer::add_to_index(options_for(input("more.jsonl", articles(first + 60, 9, word)), idx), nothing);
  ASSERT_TRUE(added) << added.error().what;
  // An earlier capture of what is there changes no article, only its captures.
  const auto again = indexer::add_to_index(
      options_for(input("again.jsonl", articles(first, 3 + first % 2, word, 1)), idx), nothing);
  ASSERT_TRUE(again) << again.error().what;
  const auto removed = indexer::remove_from_index({fmt::format("key-{}", first + 7)}, options_for({}, idx));
  ASSERT_TRUE(removed) << removed.error().what;
}

/// What searches say, each for itself; those that were refused are empty.
std::vector<std::string> answers(const fs::path& idx) {
  std::vector<std::string> out;
  auto engine = search::Engine::open(idx);
  if (!engine) return out;
  for (const std::string query :
       {"", "quay", "visit", "\"quay 7\"", "나룻배", "lanterns -ferry", "date:2013-05-03..2013-05-09",
        "near/4(visitors ward)", "mentions:2012-05", "source:post-1 bell", "lant*"}) {
    search::SearchRequest request;
    request.query = query;
    request.limit = 1000;
    request.facet_limit = 1000;
    request.copies = query == "quay";
    for (std::size_t i = 0; i < index::kFacetCount; ++i)
      request.facets.push_back(static_cast<index::Facet>(i));
    const auto answer = engine->search(request);
    std::string& text = out.emplace_back();
    if (!answer) continue;
    text =
        fmt::format("{}: {} of {}, {} texts\n", query, answer->total, answer->index_articles, answer->groups);
    for (const search::Hit& hit : answer->hits) {
      text += fmt::format("{:.9f} {} {} {}|{} {}\n", hit.score, to_string(hit.article.id), hit.copies,
                          hit.article.title, hit.article.body, hit.article.captures);
    }
    for (const search::FacetResult& facet : answer->facets) {
      for (const search::FacetValue& value : facet.values)
        text += fmt::format("{}={} ", value.value, value.count);
    }
    search::KwicRequest lines;
    lines.search = request;
    lines.limit = 1000;
    const auto words = search::kwic(*engine, lines);
    if (words) {
      for (const auto& place : words->lines) text += fmt::format("{}@{} ", to_string(place.id), place.offset);
    } else if (words.error().error.kind == ErrorKind::kIndex ||
               words.error().error.kind == ErrorKind::kSystem) {
      text.clear();
    }
  }
  return out;
}

/// What came of a case.
enum : int { kWrong = 1, kRefused = 2, kUnfound = 4, kCarriedOn = 8, kAddRefused = 16, kUnverified = 32 };

class Damaged : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(make_index(folder_, whole_, 1, "ferry"));
    ASSERT_NO_FATAL_FAILURE(make_index(folder_, other_, 202, "crane"));
    more_ = folder_.write("later.jsonl", articles(500, 4, "barge"));
    right_ = answers(whole_);
    ASSERT_EQ(std::count(right_.begin(), right_.end(), ""), 0);
    seen_ = testing::seen_index(whole_);
    fs::copy(whole_, hurt_, fs::copy_options::recursive);
    std::istringstream nothing;
    ASSERT_TRUE(indexer::add_to_index(options_for(more_, hurt_), nothing));
    seen_after_ = testing::seen_index(hurt_);
  }

  /// The file of the other index that has the same part in it.
  fs::path counterpart(const std::string& file) const {
    const auto ours = index::manifest_of(whole_);
    const auto others = index::manifest_of(other_);
    const std::size_t slash = file.find('/');
    if (slash != std::string::npos) {
      for (std::size_t i = 0; i < ours->segments.size(); ++i) {
        if (ours->segments[i].name == file.substr(0, slash))
          return other_ / others->segments.at(i).name / file.substr(slash + 1);
      }
    }
    auto theirs = others->state.begin();
    for (auto own = ours->state.begin(); own != ours->state.end() && theirs != others->state.end();
         ++own, ++theirs) {
      if (own->second.name == file) return other_ / theirs->second.name;
    }
    return other_ / file;
  }

  /// Runs in a process of its own, which may crash.
  int looked_at() const {
    int out = 0;
    std::string details;
    const bool found = !indexer::check_index(hurt_, nullptr, details, indexer::CheckDepth::kQuick) ||
                       !indexer::check_index(hurt_, nullptr, details);
    if (!found) out |= kUnfound;
    {
      const auto opened = index::IndexReader::open(hurt_);
      if (opened && index::verify_files(hurt_, opened->manifest())) out |= kUnverified;
    }
    const std::vector<std::string> now = answers(hurt_);
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (now[i].empty()) out |= kRefused;
      if (!now[i].empty() && now[i] != right_[i]) out |= kWrong;
    }
    if (now.empty()) out |= kRefused;
    // The columns, which a search compares before its first answer, are compared once here.
    const auto reader = index::IndexReader::open(hurt_);
    if (reader && reader->columns().verify()) {
      const std::string seen = testing::seen_index(hurt_);
      const bool unread = seen.starts_with("cannot be ") || seen.starts_with("an article cannot be read");
      if (!unread && seen != seen_) out |= kWrong;
    }
    std::istringstream nothing;
    if (!indexer::add_to_index(options_for(more_, hurt_), nothing)) return out | kAddRefused;
    if (indexer::check_index(hurt_, nullptr, details) && testing::seen_index(hurt_) != seen_after_)
      out |= kCarriedOn;
    return out;
  }

  TemporaryFolder folder_;
  fs::path whole_ = folder_.path() / "whole.idx";
  fs::path other_ = folder_.path() / "other.idx";
  fs::path hurt_ = folder_.path() / "hurt.idx";
  fs::path more_;
  std::vector<std::string> right_;
  std::string seen_;
  std::string seen_after_;
};

struct Counted {
  int cases = 0;
  int refused = 0;
  int wrong = 0;
  int unfound = 0;
  int add_refused = 0;
  int carried_on = 0;
};

/// "postlist.glass" of "seg-000001/postlist.glass", "captures" of "captures-000003.dateline".
std::string sort_of(const std::string& file) {
  const std::string last = file.substr(file.rfind('/') + 1);
  return last.substr(0, last.find('-'));
}

TEST_F(Damaged, IsRightOrRefusedAndFound) {
  std::mt19937_64 random(kSeed);
  std::map<std::string, Counted> counted;
  int crashes = 0;
  for (const DamageCase& one : testing::damage_cases(whole_, regions())) {
    const std::string bytes = testing::read_whole(whole_ / one.file);
    const fs::path foreign = counterpart(one.file);
    const auto now = damaged(one, bytes, fs::exists(foreign) ? testing::read_whole(foreign) : "", random);
    if (now == bytes) continue;
    const std::string told = fmt::format("{} {} from {} to {} of {}, seed {}", one.file, name(one.hurt),
                                         one.begin, one.end, bytes.size(), kSeed);
    if (told.find(only_case()) == std::string::npos) continue;
    SCOPED_TRACE(told);
    fs::remove_all(hurt_);
    fs::copy(whole_, hurt_, fs::copy_options::recursive);
    fs::remove(hurt_ / one.file);
    if (now) std::ofstream(hurt_ / one.file, std::ios::binary) << *now;
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::alarm(kSecondsToHang);
      try {
        ::_exit(looked_at());
      } catch (...) {
        ::abort();  // else this process would go on with the test of the other
      }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const bool ended = WIFEXITED(status);
    EXPECT_TRUE(ended) << "signal " << WTERMSIG(status);
    crashes += ended ? 0 : 1;
    const int what = ended ? WEXITSTATUS(status) : 0;
    Counted& count = counted[sort_of(one.file)];
    ++count.cases;
    count.refused += (what & kRefused) != 0 ? 1 : 0;
    count.wrong += (what & kWrong) != 0 ? 1 : 0;
    count.unfound += (what & kUnfound) != 0 ? 1 : 0;
    count.add_refused += (what & kAddRefused) != 0 ? 1 : 0;
    count.carried_on += (what & kCarriedOn) != 0 ? 1 : 0;
    const bool is_table = one.file.ends_with("glass");
    if (!is_table) {
      EXPECT_FALSE(what & kWrong) << "a wrong answer";
      EXPECT_FALSE(what & kCarriedOn) << "the damage went into the new index";
    }
    // XAPIANDB is for other programs, and the next writer writes it again.
    if (one.file != "XAPIANDB") {
      EXPECT_FALSE(what & kUnfound) << "check finds nothing";
      EXPECT_FALSE(what & kUnverified) << "a search that verifies would be answered";
    }
  }
  fmt::print("{:<18} {:>6} {:>8} {:>6} {:>8} {:>12} {:>11}\n", "file", "cases", "refused", "wrong", "unfound",
             "add refused", "carried on");
  Counted all;
  const auto line = [](const std::string& file, const Counted& c) {
    fmt::print("{:<18} {:>6} {:>8} {:>6} {:>8} {:>12} {:>11}\n", file, c.cases, c.refused, c.wrong, c.unfound,
               c.add_refused, c.carried_on);
  };
  for (const auto& [file, count] : counted) {
    line(file, count);
    all.cases += count.cases;
    all.refused += count.refused;
    all.wrong += count.wrong;
    all.unfound += count.unfound;
    all.add_refused += count.add_refused;
    all.carried_on += count.carried_on;
  }
  line("all", all);
  fmt::print("crashes and hangs: {}\n", crashes);
  std::fflush(stdout);
}

/// A table is read before the first search, when an index is opened and when it is opened again.
TEST_F(Damaged, NoBlockOfATableMakesOpeningThrow) {
  constexpr std::size_t kBlock = 8192;
  fs::remove_all(hurt_);
  fs::copy(whole_, hurt_, fs::copy_options::recursive);
  auto engine = search::Engine::open(hurt_);
  ASSERT_TRUE(engine) << engine.error().what;
  std::istringstream nothing;
  ASSERT_TRUE(indexer::add_to_index(options_for(more_, hurt_), nothing));
  const auto manifest = index::manifest_of(hurt_);
  ASSERT_TRUE(manifest);
  const fs::path table = hurt_ / manifest->segments.back().name / "postlist.glass";
  const std::string sound = testing::read_whole(table);
  int opened = 0;
  int refused = 0;
  for (std::size_t at = 0; at < sound.size(); at += kBlock) {
    SCOPED_TRACE(fmt::format("{} of {}", at, sound.size()));
    std::string hurt = sound;
    hurt.replace(at, kBlock, kBlock, '\xFF');
    std::ofstream(table, std::ios::binary) << hurt;
    EXPECT_NO_THROW(++(search::Engine::open(hurt_) ? opened : refused));
    EXPECT_NO_THROW(++(engine->reopen() ? opened : refused));
  }
  EXPECT_GT(refused, 0);
  std::ofstream(table, std::ios::binary) << sound;
  EXPECT_TRUE(engine->reopen());
  search::SearchRequest request;
  request.query = "quay";
  EXPECT_TRUE(engine->search(request));
}

/// The file of another index of the same size and shape: only its content tells it apart.
TEST_F(Damaged, EveryFileIsKnownByItsContent) {
  std::string details;
  EXPECT_TRUE(indexer::check_index(whole_, nullptr, details));
  EXPECT_TRUE(indexer::check_index(other_, nullptr, details));
  for (const DamageCase& one : testing::damage_cases(whole_, 0)) {
    if (one.file == "XAPIANDB" || one.hurt != testing::Hurt::kForeign) continue;
    EXPECT_NE(testing::read_whole(whole_ / one.file), testing::read_whole(counterpart(one.file))) << one.file;
  }
}

}  // namespace
}  // namespace dateline
