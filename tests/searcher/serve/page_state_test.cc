#include "searcher/serve/page_state.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline::serve {
namespace {

PageState state_of(std::string_view raw) { return read_state(parse_target(raw)->parameters); }

TEST(PageState, IsReadFromAnAddress) {
  const PageState state = state_of(
      "/search?q=flood&source=kcna.kp-en&lang=ko&source=mofa&from=1997&to=juche88&sort=newest&page=3&bars=share&by=month");
  EXPECT_EQ(state.query, "flood");
  EXPECT_EQ(state.filters, (std::vector<std::string>{"language=ko", "source=kcna.kp-en", "source=mofa"}));
  EXPECT_EQ(state.from, "1997");
  EXPECT_EQ(state.to, "juche88");
  EXPECT_EQ(state.sort, search::Sort::kNewest);
  EXPECT_EQ(state.page, 3u);
  EXPECT_EQ(state.measure, show::TimelineMeasure::kShare);
  EXPECT_EQ(state.by, search::PeriodUnit::kMonth);
}

TEST(PageState, LeavesOutWhatHasNoMeaning) {
  EXPECT_EQ(state_of("/search?page=0&sort=up&bars=&by=hour&utm_source=x&any=yes&with="), PageState{});
  EXPECT_EQ(state_of("/search?page=99999999999999999999").page, 1u);
  EXPECT_EQ(state_of("/search?page=5000").page, kMaxPage);
  EXPECT_EQ(state_of("/?with=a&with=b&with=c&with=d&with=e&with=f").compare.size(), kMaxCompared);
}

TEST(PageState, HasOneAddressWhateverTheOrder) {
  const std::string one = address("/search", state_of("/?year=2013&q=a&source=x&source=x"));
  EXPECT_EQ(one, address("/search", state_of("/?source=x&q=a&year=2013")));
  EXPECT_EQ(one, "/search?q=a&source=x&year=2013");
  EXPECT_EQ(address("/search", {}), "/search");
}

TEST(PageState, IsReadBackAsWritten) {
  constexpr unsigned kSeed = 2013;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const std::vector<std::string> words{"", "flood", "\"a & b\"", "김정은", "x=y", "100%"};
  const auto word = [&] { return words[random() % words.size()]; };
  for (int run = 0; run < 2000; ++run) {
    PageState state;
    state.query = word();
    state.from = word();
    state.to = word();
    for (auto n = random() % 4; n > 0; --n) {
      const std::string filter =
          std::string(index::kFacetNames[random() % index::kFacetCount]) + "=" + word();
      if (std::find(state.filters.begin(), state.filters.end(), filter) == state.filters.end())
        state = toggled(state, filter);
    }
    for (auto n = random() % 3; n > 0; --n) state.compare.push_back("w" + word());
    state.sort = static_cast<search::Sort>(random() % 3);
    state.line_sort = static_cast<search::KwicSort>(random() % 5);
    state.any = random() % 2 == 0;
    state.copies = random() % 2 == 0;
    state.page = 1 + random() % kMaxPage;
    if (random() % 2 == 0) state.by = static_cast<search::PeriodUnit>(random() % 6);
    state.measure = static_cast<show::TimelineMeasure>(random() % 3);
    const std::string written = address("/search", state);
    EXPECT_EQ(state_of(written), state) << written;
  }
}

TEST(PageState, ChoosingAValueTwiceTakesItBack) {
  PageState state = state_of("/search?q=a&source=x&page=4");
  const PageState once = toggled(state, "year=2013");
  EXPECT_EQ(once.filters, (std::vector<std::string>{"source=x", "year=2013"}));
  EXPECT_EQ(once.page, 1u);
  state.page = 1;
  EXPECT_EQ(toggled(once, "year=2013"), state);
}

}  // namespace
}  // namespace dateline::serve
