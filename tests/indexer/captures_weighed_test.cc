// Several captures of one article: one day of publication and one id, whatever the order in which they come.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include <xapian.h>
#include <nlohmann/json.hpp>

#include "common/index/article_id.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/remove_from_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

constexpr const char* kQ = "http://www.kcna.kp/en/article/q/7c11aa08.kcmsf";
constexpr const char* kLaterQ = "http://www.kcna.kp/en/article/q/9d11aa08.kcmsf";
constexpr const char* kDetail = "http://www.kcna.kp/en/article/detail/41f0c3aa";
constexpr const char* kText =
    "Pyongyang, May 5 (KCNA) -- The boathouse of the county was repaired before the rains. Its keepers have "
    "painted the boats and mended the landing stage, and ferries go again between the two banks.";

struct Record {
  std::string url;
  std::string day;       ///< of the collection; empty when it gives none
  std::string captured;  ///< empty when unknown
  std::string text = kText;
  std::string title = "Boathouse Repaired";
};

std::string line_of(const Record& record) {
  nlohmann::json line{{"title", record.title}, {"body", record.text}, {"url", record.url}};
  if (!record.day.empty()) line["date"] = record.day;
  if (!record.captured.empty()) line["captured"] = record.captured;
  return line.dump() + "\n";
}

/// What a reader sees that must not depend on the order: of each article ids, addresses, day, captures.
std::vector<std::string> seen(const fs::path& idx) {
  const auto reader = index::IndexReader::open(idx);
  EXPECT_TRUE(reader) << reader.error().what;
  std::vector<std::string> out;
  if (!reader) return out;
  for (const index::Docid docid : reader->terms().docids("")) {
    const auto article = reader->article(docid);
    EXPECT_TRUE(article);
    std::string line = to_string(article->id) + " " + index::canonical_url(article->url) + " ids";
    reader->terms().each_term(docid, "Q", [&](const std::string& term, std::uint32_t) {
      if (term.starts_with('Q')) line += " " + term;
      return term.starts_with('Q');
    });
    line += " " + dates::publication_text(article->publication) + " " + article->publication.by + " x" +
            std::to_string(article->captures);
    line += " captured " + (article->captured ? dates::to_iso(*article->captured) : "-") + " first " +
            (article->first_captured ? dates::to_iso(*article->first_captured) : "-");
    EXPECT_EQ(article->id, index::address_id(article->url));
    out.push_back(line);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Records are put into files, and files into the build and later additions, as chance has it.
std::vector<std::string> indexed(const std::vector<Record>& records, std::mt19937& random) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "x.idx";
  std::size_t next = 0;
  for (int file = 0; next < records.size(); ++file) {
    const std::string path = (folder.path() / ("f" + std::to_string(file) + ".jsonl")).string();
    std::ofstream out(path);
    const std::size_t end = std::min(records.size(), next + 1 + random() % 3);
    for (; next < end; ++next) out << line_of(records[next]);
    out.close();
    BuildOptions options;
    options.inputs = {path};
    options.index = idx;
    options.threads = 1 + static_cast<int>(random() % 2);
    std::istringstream nothing;
    const auto report = add_to_index(options, nothing);
    EXPECT_TRUE(report) << report.error().what;
  }
  return seen(idx);
}

void expect_same_in_every_order(std::vector<Record> records, const std::vector<std::string>& expected) {
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  for (int round = 0; round < 12; ++round) {
    std::string order;
    for (const Record& record : records) order += line_of(record);
    ASSERT_EQ(indexed(records, random), expected) << "seed " << seed << " round " << round << "\n" << order;
    std::shuffle(records.begin(), records.end(), random);
  }
}

std::string id(const char* url) { return to_string(index::address_id(url)); }

TEST(CapturesOfAnArticle, KeepTheDayThatMoreEvidenceAgreesOn) {
  const std::string url = "http://kcna.co.jp/item/2000/200005/news05/05.htm#1";
  const std::string head =
      id(url.c_str()) + " kcna.co.jp/item/2000/200005/news05/05.htm#1 ids Q" + id(url.c_str());
  expect_same_in_every_order({{url, "2000-05-04", ""}, {url, "2000-05-05", ""}},
                             {head + " 2000-05-05 field x2 captured - first -"});
  expect_same_in_every_order(
      {{url, "2000-05-04", "2003-01-01"}, {url, "2000-05-05", "2002-01-01"}, {url, "", "2004-01-01"}},
      {head + " 2000-05-05 field x3 captured 2004-01-01 first 2002-01-01"});
}

TEST(CapturesOfAnArticle, BelieveTheAddressRatherThanTheDatelineOfTheDayBefore) {
  const std::string url = "http://kcna.co.jp/item/2000/200005/news05/06.htm#1";
  const std::string head =
      id(url.c_str()) + " kcna.co.jp/item/2000/200005/news05/06.htm#1 ids Q" + id(url.c_str());
  expect_same_in_every_order({{url, "2000-05-05", ""}, {url, "2000-05-06", ""}},
                             {head + " 2000-05-06 field x2 captured - first -"});
}

TEST(CapturesOfAnArticle, WithoutOtherEvidenceTheNewestCaptureThenTheEarliestDayDecides) {
  const std::string url = "http://a.org/boats";
  Record first{url, "2000-07-04", "2003-01-01", "The boathouse of the county was repaired before the rains."};
  Record second = first;
  second.day = "2000-07-09";
  const std::string head = id(url.c_str()) + " a.org/boats ids Q" + id(url.c_str());
  second.captured = "2004-01-01";
  expect_same_in_every_order({first, second},
                             {head + " 2000-07-09 field x2 captured 2004-01-01 first 2003-01-01"});
  first.captured = second.captured = "";
  expect_same_in_every_order({first, second}, {head + " 2000-07-04 field x2 captured - first -"});
}

TEST(AddressesOfKcna, OfBothSchemesAreOneArticleUnderTheOldOne) {
  const std::string ids = " ids Q" + std::min(id(kQ), id(kDetail)) + " Q" + std::max(id(kQ), id(kDetail));
  const std::string head = id(kQ) + " kcna.kp/en/article/q/7c11aa08.kcmsf" + ids;
  expect_same_in_every_order({{kQ, "2024-05-05", ""}, {kDetail, "2024-05-05", ""}},
                             {head + " 2024-05-05 field x2 captured - first -"});
  expect_same_in_every_order(
      {{kQ, "2024-05-05", "2024-06-01"},
       {"https://kcna.kp/en/article/q/7c11aa08.kcmsf", "2024-05-05", "2024-05-06"},
       {kDetail, "2024-05-05", "2026-07-01"},
       {"https://kcna.kp/en/article/detail/41f0c3aa", "2024-05-05", "2026-07-02"},
       {"https://web.archive.org/web/20260801000000/http://kcna.kp/en/article/detail/41f0c3aa", "2024-05-05",
        ""}},
      {head + " 2024-05-05 field x5 captured 2026-08-01 first 2024-05-06"});
}

TEST(AddressesOfKcna, OfOneSchemeStayApartUntilTheOtherComes) {
  const auto alone = [](const char* url, const char* path) {
    return id(url) + " kcna.kp/en/article/" + path + " ids Q" + id(url) +
           " 2024-05-05 field x1 captured - first -";
  };
  std::vector<std::string> apart = {alone(kQ, "q/7c11aa08.kcmsf"), alone(kLaterQ, "q/9d11aa08.kcmsf")};
  std::sort(apart.begin(), apart.end());
  expect_same_in_every_order({{kQ, "2024-05-05", ""}, {kLaterQ, "2024-05-05", ""}}, apart);
  std::vector<std::string> ids = {"Q" + id(kQ), "Q" + id(kLaterQ), "Q" + id(kDetail)};
  std::sort(ids.begin(), ids.end());
  expect_same_in_every_order(
      {{kQ, "2024-05-05", ""}, {kLaterQ, "2024-05-05", ""}, {kDetail, "2024-05-05", ""}},
      {id(kQ) + " kcna.kp/en/article/q/7c11aa08.kcmsf ids " + ids[0] + " " + ids[1] + " " + ids[2] +
       " 2024-05-05 field x3 captured - first -"});
}

TEST(AddressesOfKcna, WithAnotherTitleTextOrDayAreOtherArticles) {
  const Record q{kQ, "2024-05-05", ""};
  std::mt19937 random(7);
  for (const Record& other :
       {Record{kDetail, "2024-05-06", ""}, Record{kDetail, "2024-05-05", "", kText, "Boathouse Opened"},
        Record{kDetail, "2024-05-05", "", std::string(kText) + " It is sunny."},
        Record{kDetail, "", "", "Boats."},
        Record{"http://kcna.example/en/article/detail/41f0c3aa", "2024-05-05", ""}}) {
    EXPECT_EQ(indexed({q, other}, random).size(), 2U) << line_of(other);
    EXPECT_EQ(indexed({other, q}, random).size(), 2U) << line_of(other);
  }
}

TEST(AddressesOfKcna, AreBothForgottenWhenTheArticleIsRemoved) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "x.idx";
  const auto add = [&](const char* name, const Record& record) {
    const std::string path = (folder.path() / name).string();
    std::ofstream(path) << line_of(record);
    BuildOptions options;
    options.inputs = {path};
    options.index = idx;
    std::istringstream nothing;
    ASSERT_TRUE(add_to_index(options, nothing));
  };
  add("a.jsonl", {kQ, "2024-05-05", ""});
  add("b.jsonl", {kDetail, "2024-05-05", ""});
  ASSERT_EQ(seen(idx).size(), 1U);
  BuildOptions options;
  options.index = idx;
  const auto removed = remove_from_index({id(kDetail)}, options);
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->removed, 1U);
  EXPECT_TRUE(seen(idx).empty());
  add("c.jsonl", {kDetail, "2024-05-05", ""});
  ASSERT_EQ(seen(idx).size(), 1U);
  EXPECT_TRUE(seen(idx)[0].starts_with(id(kDetail))) << "nothing is left of the other address";
}

TEST(AddressesOfKcna, ThatStandAlreadyInAnIndexTakeTheIdOfTheOldScheme) {
  std::mt19937 random(11);
  const auto now = indexed({{kDetail, "2024-05-05", ""}, {kQ, "2024-05-05", ""}}, random);
  ASSERT_EQ(now.size(), 1U);
  EXPECT_TRUE(now[0].starts_with(id(kQ)));
}

}  // namespace
}  // namespace dateline::indexer
