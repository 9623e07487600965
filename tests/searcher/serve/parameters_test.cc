#include "searcher/serve/parameters.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline::serve {
namespace {

TEST(Parameters, AreReadAsBrowsersSendThem) {
  const auto read = [](std::string_view raw) { return parse_target(raw).value_or(Target{"(refused)", {}}); };
  EXPECT_EQ(read("/"), (Target{"/", {}}));
  EXPECT_EQ(read("/search?"), (Target{"/search", {}}));
  EXPECT_EQ(read("/search?q=a+b&q=c%20d"), (Target{"/search", {{"q", "a b"}, {"q", "c d"}}}));
  EXPECT_EQ(read("/search?q=%EA%B9%80"), (Target{"/search", {{"q", "김"}}}));
  EXPECT_EQ(read("/search?q=a=b&&from"), (Target{"/search", {{"q", "a=b"}, {"from", ""}}}));
  EXPECT_EQ(read("/a+b/%2e%2E?x=1#q=2"), (Target{"/a+b/..", {{"x", "1"}}}));
  EXPECT_EQ(read("/search?q=one%0D%0Atwo"), (Target{"/search", {{"q", "one  two"}}}));
}

TEST(Parameters, AreRefusedWhenTheyCannotBeText) {
  for (const std::string_view raw : {"", "search", "http://x/", "/%", "/%4", "/%4g", "/a%00b", "/?q=%00",
                                     "/?q=%1b[2J", "/?q=%ff", "/?q=%ED%A0%80", "/?q=%C0%AF", "/\x7f"}) {
    EXPECT_FALSE(parse_target(raw)) << raw;
  }
  std::string many = "/?";
  for (std::size_t i = 0; i < kMaxParameters; ++i) many += "q=1&";
  EXPECT_TRUE(parse_target(many));
  EXPECT_FALSE(parse_target(many + "q=1"));
}

TEST(Parameters, AreReadBackAsWritten) {
  constexpr unsigned kSeed = 24;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const std::vector<std::string> pieces{"a",  "&",   "=", "%", "+", "#",          "?", "김",
                                        "\"", "<b>", " ", "/", "é", "\U0001F600", ";"};
  for (int run = 0; run < 2000; ++run) {
    Parameters parameters;
    for (auto n = random() % 6; n > 0; --n) {
      Parameter& one = parameters.emplace_back();
      one.name = "n";
      for (std::string* part : {&one.name, &one.value}) {
        for (auto m = random() % 5; m > 0; --m) *part += pieces[random() % pieces.size()];
      }
    }
    const std::string raw = "/p?" + encoded(parameters);
    EXPECT_EQ(parse_target(raw), (Target{"/p", parameters})) << raw;
  }
}

}  // namespace
}  // namespace dateline::serve
