#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>

#include "common/dates/document.h"
#include "common/dates/scanner.h"
#include "common/dates/url_dates.h"
#include "tests/common/dates/kcna_articles.h"
#include "tests/support/shared.h"

namespace dateline {
namespace {

using dates::DateMention;
using dates::Day;
using testing::KcnaArticle;

constexpr const char* kCollection = "data/kcna_1997_2018.jsonl.zst";

const char* distance_class(long days) {
  if (days == 0) return "1 same day";
  if (days == 1) return "2 dateline one day earlier";
  if (days == -1) return "3 dateline one day later";
  if (std::labs(days) <= 7) return "4 two to seven days apart";
  return "5 other";
}

/// Prints how the datelines of the whole collection stand to its dates.
TEST(SharedKcnaCollection, NineteenOfTwentyDatelinesLieWithinADayOfTheDateOfTheFile) {
  const auto file = testing::shared_file(kCollection);
  DATELINE_NEED_SHARED(file);
  dates::Scanner scanner;
  std::map<std::string, std::size_t> table;
  std::map<std::string, std::size_t> misspelt;
  std::map<std::string, std::size_t> addresses;
  std::size_t articles = 0;
  const std::size_t unreadable = testing::for_each_article(file, [&](const KcnaArticle& article) {
    ++articles;
    const auto day = dates::parse_iso_day(article.date);
    if (!day) {
      ++table["7 no date in the file"];
      return true;
    }
    const auto url = dates::read_url(article.url);
    ++addresses[url.published ? distance_class((*day - *url.published).count()) : "6 none"];
    const auto result = scanner.scan(article.body, day);
    const DateMention* line = nullptr;
    for (const DateMention& m : result.mentions) {
      if (m.kind == dates::Kind::kDateline) {
        line = &m;
        break;
      }
    }
    ++table[line != nullptr ? distance_class((*day - line->from).count()) : "6 no dateline"];
    if (line != nullptr && line->flags.has(dates::Flag::kOcrRepaired)) {
      ++misspelt[article.body.substr(line->offset, line->length)];
    }
    return true;
  });
  EXPECT_EQ(unreadable, 0u);
  std::cout << "articles " << articles << "\ndatelines against the date of the file:\n";
  for (const auto& [name, count] : table) std::cout << "  " << name << "\t" << count << "\n";
  std::cout << "addresses against the date of the file:\n";
  for (const auto& [name, count] : addresses) std::cout << "  " << name << "\t" << count << "\n";
  std::cout << "misspelt months that the date of the file confirms:\n";
  for (const auto& [name, count] : misspelt) std::cout << "  " << name << "\t" << count << "\n";
  const std::size_t with_line = articles - table["6 no dateline"];
  EXPECT_GE(20 * (table["1 same day"] + table["2 dateline one day earlier"]), 19 * with_line);
}

}  // namespace
}  // namespace dateline
