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

TEST(CrawlFolders, OfWpullKeepTheirWarcFilesAndNotTheMirrorBesideThem) {
  const auto [kept, skipped] =
      left({"run/kcna-00000.warc.gz", "run/kcna-meta.warc.gz", "run/wpull.log", "run/wpull.db",
            "run/start_url", "run/www.kcna.kp/index.html", "run/www.kcna.kp/a/b.html", "notes.txt"});
  EXPECT_EQ(kept, (Paths{"notes.txt", "run/kcna-00000.warc.gz", "run/kcna-meta.warc.gz"}));
  EXPECT_EQ(skipped, (SkipCounts{{"another file of the same capture", 2}, {"file of a crawler", 3}}));
  EXPECT_EQ(left({"run/wpull.log", "run/www.kcna.kp/index.html"}).first, Paths{"run/www.kcna.kp/index.html"})
      << "without a WARC file the mirror is all there is";
}

TEST(CrawlFolders, OfHtTrackLoseItsOwnPages) {
  const auto [kept, skipped] = left({"m/hts-log.txt", "m/index.html", "m/cookies.txt",
                                     "m/www.kcna.kp/index.html", "m/hts-cache/new.txt", "n/index.html"});
  EXPECT_EQ(kept, (Paths{"m/www.kcna.kp/index.html", "n/index.html"}));
  EXPECT_EQ(skipped, (SkipCounts{{"file of a crawler", 4}}));
}

TEST(CrawlFolders, OfArchiveBoxHoldItsOwnFilesToo) {
  const auto [kept, skipped] = left(
      {"box/ArchiveBox.conf", "box/index.html", "box/sources/1688544054-import.txt", "box/logs/errors.log",
       "box/archive/1688544054.5/index.json", "box/archive/1688544054.5/singlefile.html"});
  EXPECT_EQ(kept, Paths{"box/archive/1688544054.5/singlefile.html"});
  EXPECT_EQ(skipped, (SkipCounts{{"another file of the same capture", 1}, {"file of a crawler", 4}}));
}

TEST(CrawlFolders, DoNotChooseAFileThatIsEmpty) {
  Paths paths{"archive/1688544054.5/index.json", "archive/1688544054.5/output.html",
              "archive/1688544054.5/singlefile.html"};
  SkipCounts skipped;
  leave_out_parts(paths, skipped, [](const std::string& path) { return path.ends_with("singlefile.html"); });
  EXPECT_EQ(paths, Paths{"archive/1688544054.5/output.html"});
}

TEST(CrawlFolders, LeaveOutThePartsOfAPageThatWasSavedWhole) {
  const auto [kept, skipped] = left({"Bridge.htm", "Bridge_files/frame.html", "Bridge_files/x/ad.html",
                                     "other_files/a.html", "robots.txt", "hts-cache/new.txt"});
  EXPECT_EQ(kept, (Paths{"Bridge.htm", "other_files/a.html"}));
  EXPECT_EQ(skipped, (SkipCounts{{"file of a crawler", 2}, {"part of a saved page", 2}}));
}

}  // namespace
}  // namespace dateline::indexer
