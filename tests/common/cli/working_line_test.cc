#include "common/cli/working_line.h"

#include <gtest/gtest.h>

#include <semaphore>
#include <sstream>

namespace dateline::cli {
namespace {

/// Text, and a word when the first of it was flushed.
class Terminal : public std::stringbuf {
 public:
  std::binary_semaphore flushed{0};

 protected:
  int sync() override {
    if (!told_) flushed.release();
    told_ = true;
    return 0;
  }

 private:
  bool told_ = false;
};

TEST(WorkingLine, ComesWhenWorkIsLongAndGoesWithIt) {
  Terminal terminal;
  std::ostream err(&terminal);
  {
    const WorkingLine line(err, true, std::chrono::milliseconds{0});
    terminal.flushed.acquire();
  }
  const std::string shown = terminal.str();
  EXPECT_TRUE(shown.starts_with("\rworking, 0 s \x1b[K")) << shown;
  EXPECT_TRUE(shown.ends_with("\r\x1b[K")) << shown;
}

TEST(WorkingLine, IsNotThereForShortWork) {
  std::ostringstream err;
  EXPECT_EQ(with_working_line(err, true, [] { return 7; }), 7);
  EXPECT_EQ(err.str(), "");
}

TEST(WorkingLine, IsForTerminals) {
  std::ostringstream err;
  { const WorkingLine line(err, false, std::chrono::milliseconds{0}); }
  EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace dateline::cli
