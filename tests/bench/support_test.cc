#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "bench/drive/indexing.h"
#include "bench/drive/stopwatch.h"
#include "bench/support/child.h"

namespace dateline::bench {
namespace {

TEST(Child, IsRunToItsEndAndMeasured) {
  const auto run = run_child({"sh", "-c", "printf 'two words'; exit 3"});
  ASSERT_TRUE(run);
  EXPECT_EQ(run->exit_code, 3);
  EXPECT_EQ(run->out, "two words");
  EXPECT_GT(run->seconds, 0);
  EXPECT_GT(run->peak_bytes, 0U);
}

TEST(Child, IsNotChargedForTheMemoryOfItsParent) {
  const std::vector<char> held(300 << 20, 'x');
  const auto run = run_child({"sleep", "0.1"});
  ASSERT_TRUE(run);
  EXPECT_GT(run->peak_bytes, 0u);
  EXPECT_LT(run->peak_bytes, held.size() / 10);
}

TEST(Child, ThatFailsIsAnErrorWhereSuccessIsNeeded) {
  EXPECT_FALSE(run_child({"/nowhere/at all"}));
  EXPECT_TRUE(run_child_to_success({"true"}));
  const auto failed = run_child_to_success({"sh", "-c", "exit 4"});
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().what.find("exit code 4"), std::string::npos);
  const auto killed = run_child({"sh", "-c", "kill -9 $$"});
  ASSERT_TRUE(killed);
  EXPECT_EQ(killed->exit_code, -1);
}

TEST(Stopwatch, CountsSleepingAsTimeAndNeverWaitsLongerThanThat) {
  Stopwatch stopwatch;
  stopwatch.start();
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const Elapsed elapsed = stopwatch.stop();
  EXPECT_GE(elapsed.wall_ns, 5000000U);
  EXPECT_LE(elapsed.waited_ns, elapsed.wall_ns);
}

TEST(Repeating, WorksUntilItIsStopped) {
  std::atomic<std::uint64_t> calls = 0;
  Repeating repeating([&]() -> Status {
    ++calls;
    return {};
  });
  while (calls < 3) std::this_thread::yield();
  const auto finished = repeating.stop();
  ASSERT_TRUE(finished);
  EXPECT_EQ(*finished, calls.load());
}

TEST(Repeating, HandsTheFirstErrorOn) {
  Repeating repeating([]() -> Status { return fail(ErrorKind::kSystem, "no more"); });
  const auto finished = repeating.stop();
  if (!finished) {
    EXPECT_EQ(finished.error().what, "no more");
  }
}

}  // namespace
}  // namespace dateline::bench
