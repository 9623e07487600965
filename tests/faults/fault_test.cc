// Fails, or kills the program at, every call of the operating system that a writer of an index makes, one
// after the other: whatever fails, the index is afterwards as before or as after, and the next run works.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "tests/faults/writer_operations.h"
#include "tests/support/run_program.h"
#include "tests/support/seen_index.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Operation;
using testing::Ran;
using testing::TemporaryFolder;

/// More articles, and kinds of faults that are rare: for `./dev soak`.
bool is_long() { return std::getenv("DATELINE_SOAK") != nullptr; }

struct Act {
  std::string name;
  std::string kinds;  ///< see fault_shim.cc
  std::string does;
  bool stays = false;
  bool long_only = false;
};

const std::vector<Act> kActs{
    {"FailingChanges", "wsroctu", "EIO"},
    {"FailingLooks", "SOR", "EIO"},
    {"FullDisk", "woct", "ENOSPC"},
    {"Kill", "wsroctu", "kill"},
    {"DiskThatStaysFull", "woct", "ENOSPC", true, true},
    {"DeviceThatStaysBroken", "wsroctuSOR", "EIO", true, true},
    {"ForbiddenLooks", "SO", "EACCES", false, true},
    {"ShortWrites", "wc", "short", false, true},
};

/// What a reader gets from an index, whatever its docids; why not when it gets nothing.
std::string answers(const fs::path& idx) {
  const auto there = index::has_index(idx);
  if (!there) return "cannot be looked at: " + there.error().what;
  if (!*there) return "none";
  return testing::seen_index(idx);
}

/// What lies in the folder of an index and does not belong to it.
std::string left_over(const fs::path& idx) {
  const auto manifest = index::manifest_of(idx);
  if (!manifest) return manifest.error().what;
  std::set<std::string> ours{"LOCK", "MANIFEST", "XAPIANDB"};
  for (const auto& segment : manifest->segments) ours.insert(segment.name);
  for (const auto& [role, file] : manifest->state) ours.insert(file.name);
  std::string out;
  for (const auto& entry : fs::directory_iterator(idx)) {
    const std::string name = entry.path().filename().string();
    if (!ours.contains(name)) out += name + " ";
  }
  return out;
}

class Faults : public ::testing::TestWithParam<std::tuple<Operation, Act>> {
 protected:
  const Operation& operation() const { return std::get<0>(GetParam()); }
  const Act& act() const { return std::get<1>(GetParam()); }

  Ran run(const fs::path& idx) const {
    return testing::run(DATELINE_INDEX_PROGRAM, ground_.arguments(operation(), idx));
  }

  /// With the call number `at` failing; 0: counts the calls.
  Ran run_with_fault(const fs::path& idx, long at) const {
    std::vector<std::string> words{"LD_PRELOAD=" DATELINE_FAULT_SHIM,
                                   "FAULT_PATH=" + idx.string(),
                                   "FAULT_KINDS=" + act().kinds,
                                   "FAULT_AT=" + std::to_string(at),
                                   "FAULT_DOES=" + act().does,
                                   std::string("FAULT_STAYS=") + (act().stays ? "1" : "0"),
                                   "FAULT_COUNT=" + (at == 0 ? count_file().string() : ""),
                                   DATELINE_INDEX_PROGRAM};
    for (const std::string& word : ground_.arguments(operation(), idx)) words.push_back(word);
    return testing::run("env", words);
  }

  fs::path count_file() const { return folder_.path() / "count"; }

  /// A fresh copy of the index before the operation.
  fs::path fresh() const {
    const fs::path idx = folder_.path() / "run.idx";
    fs::remove_all(idx);
    if (!operation().first) fs::copy(folder_.path() / "before.idx", idx, fs::copy_options::recursive);
    return idx;
  }

  void SetUp() override {
    if (act().long_only && !is_long()) GTEST_SKIP() << "in ./dev soak only";
    const fs::path before = folder_.path() / "before.idx";
    ASSERT_NO_FATAL_FAILURE(ground_.make_index(before));
    before_ = operation().first ? "none" : answers(before);
    const fs::path idx = fresh();
    ASSERT_EQ(run_with_fault(idx, 0).code, 0);
    after_ = answers(idx);
    // A merge changes no answer, so it is told by the segments.
    if (operation().name == "Merge") {
      ASSERT_EQ(before_, after_);
    } else {
      ASSERT_NE(before_, after_);
    }
    std::istringstream(testing::read_whole(count_file())) >> calls_;
  }

  TemporaryFolder folder_;
  testing::WriterGround ground_{folder_, is_long() ? 400 : 5, is_long() ? 50 : 2};
  std::string before_;
  std::string after_;
  long calls_ = 0;
};

TEST_P(Faults, LeaveTheIndexAsBeforeOrAsAfter) {
  ASSERT_GT(calls_, 5);
  const bool killed = act().does == "kill";
  std::map<std::string, int> outcomes;
  for (long at = 1; at <= calls_; ++at) {
    SCOPED_TRACE("call " + std::to_string(at) + " of " + std::to_string(calls_));
    const fs::path idx = fresh();
    const Ran ran = run_with_fault(idx, at);
    const std::string now = answers(idx);
    EXPECT_TRUE(now == before_ || now == after_) << now.substr(0, 300) << "\n" << ran.code << " " << ran.err;
    if (!killed) {
      EXPECT_TRUE(ran.code == 0 || ran.code == 3 || ran.code == 4 || ran.code == 5)
          << ran.code << " " << ran.err;
      if (ran.code == 0) {
        EXPECT_EQ(now, after_);
      } else {
        EXPECT_TRUE(ran.err.find("dateline-index: ") != std::string::npos) << ran.err;
      }
    }
    if (now != "none") {
      const Ran checked = testing::run(DATELINE_INDEX_PROGRAM, {"check", "-i", idx.string()});
      EXPECT_EQ(checked.code, 0) << checked.err;
    }
    const Ran next = run(idx);
    EXPECT_TRUE(next.code == 0 || (next.code == 1 && now == after_)) << next.code << " " << next.err;
    EXPECT_EQ(answers(idx), after_) << "after the next run";
    EXPECT_EQ(left_over(idx), "");
    ++outcomes[std::string(killed && ran.code != 0 ? "killed" : "exit " + std::to_string(ran.code)) +
               (now == before_  ? ", as before"
                : now == after_ ? ", as after"
                                : ", WRONG")];
    if (HasFailure() && !is_long()) break;
  }
  std::string line;
  for (const auto& [outcome, count] : outcomes) line += "; " + outcome + ": " + std::to_string(count);
  std::cout << operation().name << " " << act().name << ": " << calls_ << " points" << line << "\n";
}

INSTANTIATE_TEST_SUITE_P(EveryCall, Faults,
                         ::testing::Combine(::testing::ValuesIn(testing::writer_operations()),
                                            ::testing::ValuesIn(kActs)),
                         [](const auto& tested) {
                           return std::get<0>(tested.param).name + std::get<1>(tested.param).name;
                         });

}  // namespace
}  // namespace dateline
