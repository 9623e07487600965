#include "indexer/sources/crawl_folders.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dateline::indexer {
namespace {

using Paths = std::vector<std::string>;

std::pair<Paths, SkipCounts> left(Paths paths) {
  std::ranges::sort(paths);
  SkipCounts skipped;
  leave_out_parts(paths, skipped);
  return {paths, skipped};
}

TEST(CrawlFolders, OfASnapshotKeepTheBestFile) {
  const std::string at = "box/archive/1688544054.5/";
  const Paths all{
      at + "dom.html",    at + "index.html",      at + "index.json",    at + "readability/content.html",
      at + "output.html", at + "singlefile.html", at + "warc/1.warc.gz"};
  const auto [kept, skipped] = left(all);
  EXPECT_EQ(kept, Paths{at + "singlefile.html"});
  EXPECT_EQ(skipped, (SkipCounts{{"another file of the same capture", 6}}));
  Paths without = all;
  std::erase(without, at + "singlefile.html");
  EXPECT_EQ(left(without).first, Paths{at + "warc/1.warc.gz"});
  std::erase(without, at + "warc/1.warc.gz");
  EXPECT_EQ(left(without).first, Paths{at + "dom.html"});
}

TEST(CrawlFolders, WithNothingToChooseFromStayWhole) {
  const Paths paths{"box/1688544054/index.json", "box/1688544054/other.txt"};
  EXPECT_EQ(left(paths).first, paths);
  const Paths numbered{"2023/index.json", "2023/singlefile.html"};
  EXPECT_EQ(left(numbered).first, numbered) << "a year is no moment";
}

TEST(CrawlFolders, OfCrawlersKeepTheirWarcFiles) {
  const auto [kept, skipped] =
      left({"c/archive/a.warc.gz", "c/archive/b.warc.gz", "c/c.wacz", "c/datapackage.json",
            "c/indexes/index.cdx.gz", "c/pages/pages.jsonl", "d/a.txt"});
  EXPECT_EQ(kept, (Paths{"c/archive/a.warc.gz", "c/archive/b.warc.gz", "d/a.txt"}));
  EXPECT_EQ(skipped, (SkipCounts{{"another file of the same capture", 1}, {"file of a crawler", 3}}));
}

TEST(CrawlFolders, LeaveOutThePartsOfAPageThatWasSavedWhole) {
  const auto [kept, skipped] = left({"Bridge.htm", "Bridge_files/frame.html", "Bridge_files/x/ad.html",
                                     "other_files/a.html", "robots.txt", "hts-cache/new.txt"});
  EXPECT_EQ(kept, (Paths{"Bridge.htm", "other_files/a.html"}));
  EXPECT_EQ(skipped, (SkipCounts{{"file of a crawler", 2}, {"part of a saved page", 2}}));
}

}  // namespace
}  // namespace dateline::indexer
