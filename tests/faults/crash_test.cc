// Records what a writer of an index does to the disk, and makes the states in which a power failure can leave
// it, behind every change: with all that was not synced, with nothing of it, with random parts. In each the
// index is as before or as after, after the end it is as after, and the next run works.

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <random>

#include "common/index/index_folder.h"
#include "searcher/export/run_export.h"
#include "tests/faults/disk_log.h"
#include "tests/faults/writer_operations.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Change;
using testing::Kept;
using testing::Operation;
using testing::Ran;
using testing::TemporaryFolder;
using testing::Tree;

bool is_long() { return std::getenv("DATELINE_SOAK") != nullptr; }
constexpr std::uint64_t kSeed = 20261130;

/// What a reader gets: every article with its text, and counts by facets; why not when it gets nothing.
std::string answers(const fs::path& idx) {
  const auto there = index::has_index(idx);
  if (!there) return "cannot be looked at: " + there.error().what;
  if (!*there) return "none";
  auto engine = search::Engine::open(idx);
  if (!engine) return "cannot be opened: " + engine.error().what;
  std::string out;
  for (const std::string query : {"", "lamps", "\"number 3\"", "date:2013"}) {
    search::SearchRequest request;
    request.query = query;
    const auto report =
        search::run_export(*engine, request, {.bodies = true}, [&](std::string_view piece) -> Status {
          if (!piece.starts_with("{\"schema\"")) out += piece;
          return {};
        });
    if (!report) return "cannot be searched: " + report.error().error.what;
    out += std::to_string(report->total) + "\n";
  }
  return out;
}

class CrashStates : public ::testing::TestWithParam<Operation> {
 protected:
  void SetUp() override {
    if (!GetParam().first) {
      ASSERT_NO_FATAL_FAILURE(ground_.make_index(idx_));
    }
    before_ = GetParam().first ? "none" : answers(idx_);
    tree_ = testing::read_tree(idx_);
    const fs::path log = folder_.path() / "log";
    std::vector<std::string> words{"LD_PRELOAD=" DATELINE_RECORDER_SHIM, "RECORD_PATH=" + idx_.string(),
                                   "RECORD_LOG=" + log.string(), DATELINE_INDEX_PROGRAM};
    for (const std::string& word : ground_.arguments(GetParam(), idx_)) words.push_back(word);
    const Ran ran = testing::run("env", words);
    ASSERT_EQ(ran.code, 0) << ran.err;
    after_ = answers(idx_);
    // A merge changes no answer.
    ASSERT_EQ(before_ == after_, GetParam().name == "Merge");
    log_ = testing::read_log(log);
    ASSERT_GT(log_.size(), 5U);
    end_ = testing::read_tree(idx_);
  }

  TemporaryFolder folder_;
  fs::path idx_ = folder_.path() / "a.idx";
  testing::WriterGround ground_{folder_, 6, 2};
  std::string before_;
  std::string after_;
  Tree tree_;  ///< the folder before the operation
  Tree end_;   ///< and behind it
  std::vector<Change> log_;
};

TEST_P(CrashStates, TheRecordIsWhole) {
  std::mt19937_64 random(kSeed);
  const Tree replayed = testing::crashed(tree_, log_, log_.size(), Kept::kAll, random);
  EXPECT_EQ(replayed.folders, end_.folders);
  for (const auto& [path, content] : end_.files) {
    ASSERT_TRUE(replayed.files.contains(path)) << path;
    EXPECT_EQ(replayed.files.at(path) == content, true) << path;
  }
  EXPECT_EQ(replayed.files.size(), end_.files.size());
}

TEST_P(CrashStates, LeaveTheIndexAsBeforeOrAsAfter) {
  std::mt19937_64 random(kSeed);
  const int some = is_long() ? 60 : 3;
  std::map<std::string, int> outcomes;
  std::size_t states = 0;
  const auto look_at = [&](std::size_t changes, Kept kept) {
    const Tree tree = testing::crashed(tree_, log_, changes, kept, random);
    testing::write_tree(tree, idx_);
    const std::string now = answers(idx_);
    const bool is_end = changes == log_.size();
    EXPECT_TRUE(now == after_ || (now == before_ && !is_end))
        << "behind change " << changes << " of " << log_.size() << ", kept "
        << (kept == Kept::kNothing ? "nothing"
            : kept == Kept::kAll   ? "all"
                                   : "some")
        << ", seed " << kSeed << ": " << now.substr(0, 300);
    ++outcomes[now == after_ ? "as after" : now == before_ ? "as before" : "WRONG"];
    if (++states % 25 != 0) return;
    const Ran next = testing::run(DATELINE_INDEX_PROGRAM, ground_.arguments(GetParam(), idx_));
    EXPECT_TRUE(next.code == 0 || (next.code == 1 && now == after_)) << next.code << " " << next.err;
    EXPECT_EQ(answers(idx_), after_) << "after the next run, behind change " << changes;
  };
  for (std::size_t changes = 0; changes <= log_.size() && !HasFailure(); ++changes) {
    look_at(changes, Kept::kNothing);
    look_at(changes, Kept::kAll);
    for (int i = 0; i < some; ++i) look_at(changes, Kept::kSome);
  }
  std::string line;
  for (const auto& [outcome, count] : outcomes) line += "; " + outcome + ": " + std::to_string(count);
  std::cout << GetParam().name << ": " << log_.size() << " changes, " << states << " states" << line << "\n";
}

INSTANTIATE_TEST_SUITE_P(PowerFailure, CrashStates, ::testing::ValuesIn(testing::writer_operations()),
                         [](const auto& tested) { return tested.param.name; });

/// The model itself: what it must not keep, and what it must.
TEST(CrashedDisk, KeepsWhatWasSyncedAndOnlyPerhapsTheRest) {
  const std::vector<Change> log{
      {Change::Kind::kCreate, "new", "", 0}, {Change::Kind::kWrite, "new", "abc", 0},
      {Change::Kind::kSync, "new", "", 0},   {Change::Kind::kWrite, "new", "xyz", 3},
      {Change::Kind::kSync, ".", "", 0},     {Change::Kind::kRename, "new", "old", 0},
      {Change::Kind::kSync, ".", "", 0}};
  Tree before;
  before.folders["."] = true;
  before.files["old"] = "old";
  std::mt19937_64 random(kSeed);
  const auto state = [&](std::size_t changes, Kept kept) {
    return testing::crashed(before, log, changes, kept, random).files;
  };
  using Files = std::map<std::string, std::string>;
  EXPECT_EQ(state(3, Kept::kNothing), (Files{{"old", "old"}}));  // the name is not sure yet
  EXPECT_EQ(state(3, Kept::kAll), (Files{{"old", "old"}, {"new", "abc"}}));
  EXPECT_EQ(state(5, Kept::kNothing), (Files{{"old", "old"}, {"new", "abc"}}));
  EXPECT_EQ(state(6, Kept::kNothing), (Files{{"old", "old"}, {"new", "abc"}}));
  EXPECT_EQ(state(7, Kept::kNothing), (Files{{"old", "abc"}}));
  EXPECT_EQ(state(7, Kept::kAll), (Files{{"old", "abcxyz"}}));
}

}  // namespace
}  // namespace dateline
