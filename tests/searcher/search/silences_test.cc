#include "searcher/search/silences.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "common/index/columns_builder.h"
#include "tests/support/temporary_folder.h"

namespace dateline::search {
namespace {

using dates::Day;
using index::NumberColumn;

Day day(const char* iso) { return *dates::parse_iso_day(iso); }

struct Written {
  std::string from;  ///< ISO; empty: undated
  std::string to;    ///< empty: the same day
  bool found = false;
};

class SilencesOf : public ::testing::Test {
 protected:
  /// Docids from 1 in the order given.
  void write(const std::vector<Written>& articles) {
    index::ColumnsBuilder builder;
    std::vector<std::uint32_t> found;
    std::vector<std::uint32_t> all;
    for (std::uint32_t docid = 1; docid <= articles.size(); ++docid) {
      const Written& article = articles[docid - 1];
      const auto number = [](const std::string& iso) {
        return static_cast<std::uint32_t>(dates::to_yyyymmdd(*dates::parse_iso_day(iso)));
      };
      if (!article.from.empty()) {
        builder.set(NumberColumn::kPublished, docid, number(article.from));
        builder.set(NumberColumn::kPublishedTo, docid,
                    number(article.to.empty() ? article.from : article.to));
      }
      builder.set_id(docid, {docid});
      all.push_back(docid);
      if (article.found) found.push_back(docid);
    }
    const auto file = folder_.path() / "columns";
    ASSERT_TRUE(builder.write(file, static_cast<std::uint32_t>(articles.size())));
    auto columns = index::Columns::open(file);
    ASSERT_TRUE(columns);
    columns_.emplace(std::move(*columns));
    matches_ = MatchSet::of(found);
    base_ = MatchSet::of(all);
  }
  Silences silences(std::size_t limit = 1000) const {
    return count_silences(*columns_, matches_, base_, {}, {}, limit);
  }

  testing::TemporaryFolder folder_;
  std::optional<index::Columns> columns_;
  MatchSet matches_;
  MatchSet base_;
};

TEST_F(SilencesOf, TellSilenceFromDaysWithoutAnyArticle) {
  write({{"2020-01-01", "", true},
         {"2020-01-02", "", false},
         {"2020-01-02", "", false},
         // nothing on the 3rd and 4th
         {"2020-01-05", "", false},
         {"2020-01-06", "", true},
         // nothing on the 7th
         {"2020-01-08", "", true},
         {"2020-01-09", "", false}});
  const Silences all = silences();
  ASSERT_EQ(all.longest.size(), 2U) << "days from which nothing was captured are no silence";
  EXPECT_EQ(all.looked_at, 2U);
  const Silence& silence = all.longest[0];
  EXPECT_EQ(silence.from, day("2020-01-02"));
  EXPECT_EQ(silence.to, day("2020-01-05"));
  EXPECT_EQ(silence.days(), 4U);
  EXPECT_EQ(silence.printed_days, 2U);
  EXPECT_EQ(silence.empty_days(), 2U);
  EXPECT_EQ(silence.articles, 3U);
  EXPECT_EQ(silence.before, 1U);
  EXPECT_EQ(silence.after, 5U);
  EXPECT_EQ(silence.expected, 3.0) << "every article of the year before spoke of it";
  EXPECT_EQ(all.longest[1].from, day("2020-01-09"));
  EXPECT_EQ(all.longest[1].after, std::nullopt) << "it lasts";
  EXPECT_EQ(all.longest[1].earlier, 1U);
  EXPECT_EQ(all.longest[1].as_long, 1U);
  EXPECT_EQ(all.days, 9U);
  EXPECT_EQ(all.empty_days, 3U);
  ASSERT_EQ(all.longest_empty.size(), 2U);
  EXPECT_EQ(all.longest_empty[0].from, day("2020-01-03"));
  EXPECT_EQ(all.longest_empty[0].days(), 2U);
  EXPECT_EQ(all.first, 1U);
  EXPECT_EQ(all.last, 6U);
}

TEST_F(SilencesOf, SayHowManyArticlesMayStandInThemUnseen) {
  write({{"2020-01-01", "", true},
         {"2020-01-01", "2020-01-31", true},
         {"", "", true},
         {"2020-01-20", "", false}});
  const Silences all = silences();
  EXPECT_EQ(all.total, 3U);
  EXPECT_EQ(all.rough, 2U);
}

TEST_F(SilencesOf, NothingAtAllAreTheWholeTime) {
  write({{"2020-01-01", "", false}, {"2020-01-03", "", false}});
  ASSERT_EQ(silences().longest.size(), 1U);
  EXPECT_EQ(silences().longest[0].days(), 3U);
  EXPECT_EQ(silences().first, std::nullopt);
  write({{"", "", true}});
  EXPECT_TRUE(silences().longest.empty());
  EXPECT_EQ(silences().days, 0U);
}

TEST_F(SilencesOf, LieBetweenTheDaysThatAreAskedFor) {
  write({{"2020-01-01", "", false},
         {"2020-01-03", "", true},
         {"2020-01-05", "", false},
         {"2020-01-08", "", true},
         {"2020-01-09", "", false}});
  const Silences part = count_silences(*columns_, matches_, base_, day("2020-01-04"), day("2020-01-06"), 10);
  EXPECT_EQ(part.days, 3U);
  ASSERT_EQ(part.longest.size(), 1U);
  EXPECT_EQ(part.longest[0].from, day("2020-01-04"));
  EXPECT_EQ(part.longest[0].to, day("2020-01-06"));
  EXPECT_EQ(part.longest[0].before, std::nullopt);
  EXPECT_EQ(part.longest[0].after, std::nullopt);
  const Silences wide = count_silences(*columns_, matches_, base_, day("2019-01-01"), day("2021-01-01"), 10);
  EXPECT_EQ(wide.days, 9U) << "before the first and behind the last article nothing can be heard";
}

TEST_F(SilencesOf, ExpectTheShareOfTheYearBeforeAlone) {
  write({{"2018-06-01", "", true},
         {"2018-06-01", "", true},
         {"2019-06-02", "", true},
         {"2019-12-31", "", false},
         {"2020-01-01", "", true},
         {"2020-01-02", "", false},
         {"2020-01-02", "", false},
         {"2020-01-02", "", false}});
  const Silences all = silences();
  const auto last = std::find_if(all.longest.begin(), all.longest.end(),
                                 [](const Silence& one) { return one.from == day("2020-01-02"); });
  ASSERT_NE(last, all.longest.end());
  EXPECT_EQ(last->expected, 2.0) << "two of the three articles of that year spoke of it";
}

TEST_F(SilencesOf, ComeWithTheMostPrintedDaysFirstAndAreCountedBeyondTheLimit) {
  write({{"2020-01-01", "", true},
         {"2020-01-02", "", false},
         {"2020-01-03", "", true},
         {"2020-01-04", "", false},
         {"2020-01-04", "", false},
         {"2020-01-05", "", true},
         {"2020-01-06", "", false},
         {"2020-01-07", "", false},
         {"2020-01-08", "", true}});
  const Silences all = silences();
  ASSERT_EQ(all.longest.size(), 3U);
  EXPECT_EQ(all.longest[0].from, day("2020-01-06")) << "two days";
  EXPECT_EQ(all.longest[1].from, day("2020-01-04")) << "one day, two articles";
  EXPECT_EQ(all.longest[2].from, day("2020-01-02"));
  EXPECT_EQ(all.longest[0].earlier, 2U);
  EXPECT_EQ(all.longest[0].as_long, 1U) << "as many articles, or more";
  EXPECT_EQ(silences(1).longest.size(), 1U);
  EXPECT_EQ(silences(1).looked_at, 3U);
}

/// The same by looking at each day of each stretch, with no code in common.
TEST_F(SilencesOf, RandomArchivesAreThoseThatADayByDaySearchFinds) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 60; ++round) {
    std::vector<Written> articles;
    const Day start = day("2019-11-20");
    const auto length = 1 + random() % 120;
    const auto n = random() % 150;
    for (auto i = n; i > 0; --i) {
      const std::string iso = dates::to_iso(start + std::chrono::days{static_cast<int>(random() % length)});
      articles.push_back({iso, "", random() % 8 == 0});
    }
    if (articles.empty()) continue;
    write(articles);
    std::map<Day, std::pair<unsigned, unsigned>> printed;  // all, found
    for (const Written& article : articles) {
      auto& [all, found] = printed[*dates::parse_iso_day(article.from)];
      ++all;
      found += article.found ? 1 : 0;
    }
    std::set<std::string> expected;
    const Day first = printed.begin()->first;
    const Day last = printed.rbegin()->first;
    for (Day from = first; from <= last; from += std::chrono::days{1}) {
      const auto heard = [&](Day d) { return printed.contains(d) && printed[d].second > 0; };
      if (heard(from) || (from > first && !heard(from - std::chrono::days{1}))) continue;
      Day to = from;
      while (to < last && !heard(to + std::chrono::days{1})) to += std::chrono::days{1};
      unsigned count = 0;
      for (Day d = from; d <= to; d += std::chrono::days{1})
        count += printed.contains(d) ? printed[d].first : 0;
      if (count > 0)
        expected.insert(dates::to_iso(from) + " " + dates::to_iso(to) + " " + std::to_string(count));
    }
    std::set<std::string> got;
    for (const Silence& silence : silences().longest) {
      got.insert(dates::to_iso(silence.from) + " " + dates::to_iso(silence.to) + " " +
                 std::to_string(silence.articles));
    }
    ASSERT_EQ(got, expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dateline::search
