// `add --watch`: what is written in a folder is in the index soon after, and nothing half written is.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "common/index/files.h"
#include "common/index/index_reader.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Ran;
using testing::TemporaryFolder;

/// Waits for what will be true unless something is broken; the bound only ends a broken test.
bool comes_true(const std::function<bool()>& is_true) {
  constexpr int kPauses = 1200;
  for (int i = 0; i < kPauses; ++i) {
    if (is_true()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

class Watch : public ::testing::Test {
 protected:
  void SetUp() override { fs::create_directories(captures_); }
  void TearDown() override {
    if (pid_ > 0) end();
  }

  void start(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{DATELINE_INDEX_PROGRAM, "add",       "--watch", captures_.string(), "-i",
                                   idx_.string(),          "--threads", "1"};
    words.insert(words.end(), more.begin(), more.end());
    pid_ = ::fork();
    ASSERT_GE(pid_, 0);
    if (pid_ == 0) {
      ::setenv("DATELINE_CONFIG", "", 1);
      ::dup2(::open(out_.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0644), STDOUT_FILENO);
      ::dup2(::open(err_.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0644), STDERR_FILENO);
      ::close_range(STDERR_FILENO + 1, ~0U, 0);  // else it would have the test's files open for writing
      std::vector<char*> arguments;
      for (std::string& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      ::execv(DATELINE_INDEX_PROGRAM, arguments.data());
      ::_exit(127);
    }
    ASSERT_TRUE(comes_true([&] { return err().find("watched until Ctrl-C") != std::string::npos; })) << err();
  }

  /// The exit code after Ctrl-C; -1 when a signal ended it.
  int end() {
    ::kill(pid_, SIGINT);
    int status = 0;
    ::waitpid(std::exchange(pid_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  static std::string article(const std::string& name, const std::string& word = "bread") {
    return R"({"title":"Ferry )" + name + R"(","date":"2013-05-10","body":"The ferry )" + name + " carries " +
           word + R"( to the other side.","url":"http://a.org/)" + name + "\"}\n";
  }
  void write(const std::string& name, const std::string& content) const {
    fs::create_directories((captures_ / name).parent_path());
    std::ofstream(captures_ / name, std::ios::binary) << content;
  }

  /// Titles of the articles in the index.
  std::set<std::string> titles() const {
    std::set<std::string> out;
    const auto reader = index::IndexReader::open(idx_);
    if (!reader) return out;
    for (index::Docid docid = 1; docid <= reader->columns().last_docid(); ++docid) {
      if (!reader->columns().is_living(docid)) continue;
      if (const auto article = reader->article(docid)) out.insert(article->title.substr(6));
    }
    return out;
  }
  bool has(const std::string& name) const { return titles().contains(name); }
  std::string err() const { return fs::exists(err_) ? testing::read_whole(err_) : ""; }

  TemporaryFolder folder_;
  fs::path captures_ = folder_.path() / "captures";
  fs::path idx_ = folder_.path() / "a.idx";
  fs::path out_ = folder_.path() / "out";
  fs::path err_ = folder_.path() / "err";
  pid_t pid_ = 0;
};

TEST_F(Watch, AddsWhatIsThereAndWhatComes) {
  write("old.jsonl", article("old"));
  start();
  EXPECT_TRUE(has("old"));
  write("new.jsonl", article("new"));
  EXPECT_TRUE(comes_true([&] { return has("new"); })) << err();
  write("deep/er/new.jsonl", article("deep"));
  EXPECT_TRUE(comes_true([&] { return has("deep"); })) << err();
  write("deep/er/second.jsonl", article("second"));
  EXPECT_TRUE(comes_true([&] { return has("second"); })) << "a new folder is watched too";
  write("new.jsonl", article("changed"));
  EXPECT_TRUE(comes_true([&] { return has("changed") && !has("new"); })) << err();
  const fs::path outside = folder_.write("outside/moved.jsonl", article("moved"));
  fs::rename(outside.parent_path(), captures_ / "from-outside");
  EXPECT_TRUE(comes_true([&] { return has("moved"); })) << "a folder that is moved here";
  fs::rename(captures_ / "deep", captures_ / "renamed");
  write("renamed/er/third.jsonl", article("third"));
  EXPECT_TRUE(comes_true([&] { return has("third"); })) << "a folder under another name";
  EXPECT_EQ(end(), 0) << err();
  EXPECT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"check", "-i", idx_.string()}).code, 0);
}

TEST_F(Watch, BeginsWithAnEmptyFolderAndGoesOnAfterWhatCannotBeRead) {
  start();
  write("nothing.jsonl", "this is no JSON\n");
  ASSERT_TRUE(comes_true([&] { return err().find("no article was found") != std::string::npos; })) << err();
  write("first.jsonl", article("first"));
  EXPECT_TRUE(comes_true([&] { return has("first"); })) << err();
  write(".hidden.jsonl", article("hidden"));
  fs::create_directories(captures_ / ".git");
  write(".git/hidden.jsonl", article("hidden"));
  write("last.jsonl", article("last"));
  EXPECT_TRUE(comes_true([&] { return has("last"); })) << err();
  EXPECT_FALSE(has("hidden"));
  EXPECT_EQ(end(), 0) << err();
}

TEST_F(Watch, TakesAFileWhenItIsClosed) {
  std::ofstream before(captures_ / "before.jsonl", std::ios::binary);
  before << article("begun") << std::flush;
  start();
  fs::create_directories(captures_ / "folder");
  std::ofstream later(captures_ / "folder" / "later.jsonl", std::ios::binary);
  later << article("half") << std::flush;
  write("other.jsonl", article("other"));
  EXPECT_TRUE(comes_true([&] { return has("other"); })) << err();
  EXPECT_EQ(titles(), (std::set<std::string>{"other"})) << "the others are being written";
  later << article("whole");
  later.close();
  EXPECT_TRUE(comes_true([&] { return has("half") && has("whole"); })) << err();
  before << article("ended");
  before.close();
  EXPECT_TRUE(comes_true([&] { return has("begun") && has("ended"); })) << err();
  EXPECT_EQ(end(), 0) << err();
}

TEST_F(Watch, WaitsForAnotherWriterAndLetsOthersWrite) {
  write("old.jsonl", article("old"));
  start();
  {
    const auto lock = index::FileLock::try_lock(idx_ / "LOCK", index::FileLock::Mode::kExclusive);
    ASSERT_TRUE(lock && lock->held());
    write("new.jsonl", article("new"));
    const std::string us = "process " + std::to_string(::getpid());
    ASSERT_TRUE(comes_true([&] { return err().find("; waiting") != std::string::npos; })) << err();
    EXPECT_NE(err().find(us), std::string::npos) << "it says who writes: " << err();
    EXPECT_FALSE(has("new"));
    const Ran second = testing::run(DATELINE_INDEX_PROGRAM, {"merge", "--clean", "-i", idx_.string()});
    EXPECT_EQ(second.code, 4);
    EXPECT_NE(second.err.find(us), std::string::npos) << second.err;
  }
  EXPECT_TRUE(comes_true([&] { return has("new"); })) << err();
  const fs::path more = folder_.write("more.jsonl", article("more"));
  Ran added;
  // The batch may still hold the lock.
  EXPECT_TRUE(comes_true([&] {
    added = testing::run(DATELINE_INDEX_PROGRAM, {"add", more.string(), "-i", idx_.string()});
    return added.code != 4;
  }));
  EXPECT_EQ(added.code, 0) << added.err;
  write("last.jsonl", article("last"));
  EXPECT_TRUE(comes_true([&] { return has("last"); })) << err();
  EXPECT_TRUE(has("more"));
  EXPECT_EQ(end(), 0) << err();
}

/// While the program sleeps, more happens than the system remembers.
TEST_F(Watch, LooksAtEverythingWhenTheSystemHasLostCount) {
  write("old.jsonl", article("old"));
  start();
  int most = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
  if (most == 0 || most > 200000) GTEST_SKIP() << "the queue is too long to be filled";
  ::kill(pid_, SIGSTOP);
  const fs::path a = captures_ / "a.tmp";
  std::ofstream(a).close();
  for (int i = 0; i <= most / 2 + 1; ++i) {
    fs::rename(a, captures_ / "b.tmp");
    fs::rename(captures_ / "b.tmp", a);
  }
  fs::remove(a);
  write("unseen/new.jsonl", article("new"));
  ::kill(pid_, SIGCONT);
  EXPECT_TRUE(comes_true([&] { return has("new"); })) << err();
  write("unseen/later.jsonl", article("later"));
  EXPECT_TRUE(comes_true([&] { return has("later"); })) << "the folder is watched from then on";
  EXPECT_EQ(end(), 0) << err();
}

TEST_F(Watch, WatchesFoldersOnly) {
  write("old.jsonl", article("old"));
  const auto code = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"add", "--watch", "-i", idx_.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return testing::run(DATELINE_INDEX_PROGRAM, words).code;
  };
  EXPECT_EQ(code({(captures_ / "old.jsonl").string()}), 2);
  EXPECT_EQ(code({"-"}), 2);
  EXPECT_EQ(code({(folder_.path() / "none").string()}), 2);
  EXPECT_EQ(code({captures_.string(), "--dry-run"}), 2);
  EXPECT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"build", "--watch", captures_.string()}).code, 2);
  EXPECT_FALSE(fs::exists(idx_));
}

TEST_F(Watch, EndsWhenTheFolderIsGone) {
  write("old.jsonl", article("old"));
  start({"--output", "json"});
  fs::remove_all(captures_);
  int status = 0;
  ::waitpid(std::exchange(pid_, 0), &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 3) << err();
  EXPECT_TRUE(has("old"));
}

}  // namespace
}  // namespace dateline
