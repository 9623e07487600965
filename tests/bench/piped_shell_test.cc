#include "bench/track/piped_shell.h"

#include <gtest/gtest.h>

#include "bench/support/files.h"
#include "bench/support/scratch_folder.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

/// A program that answers lines as `body` says, in the words of the shell. $line is what was asked.
class FakeShell {
 public:
  explicit FakeShell(const std::string& body) : program_(folder_.path() / "shell") {
    EXPECT_TRUE(write_file(program_, "#!/bin/bash\nwhile IFS= read -r line; do\n" + body + "\ndone\n"));
    fs::permissions(program_, fs::perms::owner_all);
  }
  Result<PipedShell> open() const { return PipedShell::open(program_, "no.idx"); }

 private:
  ScratchFolder folder_;
  fs::path program_;
};

constexpr const char* kUsual =
    "case $line in :*) echo \"line 7: there is no command '$line'\" >&2; sleep 0.01; echo '  :help lists' "
    ">&2 ;;\n"
    "wrong) echo 'a complaint' >&2 ;;\n"
    "long) for i in {1..20000}; do echo 'a line of a long answer'; done ;;\n"
    "both) echo 'an answer'; echo 'and a complaint' >&2 ;;\n"
    "'') ;;\n"
    "*) echo \"found $line\" ;; esac";

TEST(PipedShell, GivesEachLineItsAnswer) {
  const FakeShell fake(kUsual);
  auto shell = fake.open();
  ASSERT_TRUE(shell) << shell.error().what;
  for (int i = 0; i < 20; ++i) {
    const auto answer = shell->ask("word");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->text, "found word\n");
    EXPECT_EQ(answer->complaint, "");
    EXPECT_FALSE(answer->refused());
    EXPECT_GT(answer->wall_ns, 0U);
  }
  EXPECT_EQ(shell->ask("")->text, "");
  EXPECT_FALSE(shell->ask("")->refused());
}

TEST(PipedShell, TellsARefusalFromAnAnswer) {
  const FakeShell fake(kUsual);
  auto shell = fake.open();
  ASSERT_TRUE(shell);
  const auto wrong = shell->ask("wrong");
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->complaint, "a complaint\n");
  EXPECT_TRUE(wrong->refused());
  const auto both = shell->ask("both");
  ASSERT_TRUE(both);
  EXPECT_EQ(both->text, "an answer\n");
  EXPECT_EQ(both->complaint, "and a complaint\n");
  EXPECT_FALSE(both->refused());
}

TEST(PipedShell, ReadsAnswersLongerThanAPipeHolds) {
  const FakeShell fake(kUsual);
  auto shell = fake.open();
  ASSERT_TRUE(shell);
  const auto answer = shell->ask("long");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->text.size(), 20000U * 24U);
  EXPECT_GT(answer->cpu_ns, 0U);
}

TEST(PipedShell, AProgramThatEndsIsAnError) {
  const FakeShell fake(std::string("[ \"$line\" != die ] || { echo 'out of memory' >&2; exit 5; }\n") +
                       kUsual);
  auto shell = fake.open();
  ASSERT_TRUE(shell);
  const auto answer = shell->ask("die");
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().what.find("out of memory"), std::string::npos);
  EXPECT_FALSE(FakeShell("exit 4").open());
  EXPECT_FALSE(PipedShell::open("/nowhere/at/all", "no.idx"));
}

}  // namespace
}  // namespace dateline::bench
