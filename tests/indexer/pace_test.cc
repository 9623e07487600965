#include "indexer/pace.h"

#include <gtest/gtest.h>

namespace dateline::indexer {
namespace {

using Steps = std::vector<std::uint64_t>;

TEST(Pace, TellsHowLongEachHundredThousandTook) {
  Pace pace;
  pace.see(0, 5);
  pace.see(99'999, 900);
  EXPECT_EQ(pace.steps(), Steps{}) << "no whole step yet";
  pace.see(100'064, 1000);
  pace.see(150'000, 1700);
  pace.see(200'000, 2500);
  EXPECT_EQ(pace.steps(), (Steps{1000, 1500}));
}

TEST(Pace, CountsWhatIsPassedAtOnceForTheLastStep) {
  Pace pace;
  pace.see(310'000, 700);
  EXPECT_EQ(pace.steps(), (Steps{0, 0, 700}));
}

TEST(PeakMemory, IsAtLeastWhatWasJustTouched) {
  const std::vector<char> touched(std::size_t{64} << 20, 'x');
  EXPECT_GE(peak_memory_bytes(), touched.size());
}

}  // namespace
}  // namespace dateline::indexer
