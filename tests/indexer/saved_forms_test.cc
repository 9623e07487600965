#include <gtest/gtest.h>

#include <fmt/format.h>

#include <random>

#include "indexer/readers/data_addresses.h"
#include "indexer/readers/html/shown_address.h"
#include "indexer/readers/self_extracting.h"
#include "tests/indexer/drained.h"
#include "tests/indexer/packed.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

using Lines = std::vector<std::string>;

std::string article(const std::string& title, const std::string& more = "") {
  return "<html><head><title>" + title + "</title></head><body><h1>" + title +
         "</h1><p>The greenhouses were built on the plain, and vegetables will be grown there all the year.</p>" +
         more + "</body></html>";
}

/// "TITLE | ADDRESS | CAPTURED" of each page.
Lines read(const std::string& bytes, const std::string& name = "a.html") {
  const testing::TemporaryFolder folder;
  const PageSink sink = testing::ingested({folder.write(name, bytes).string()});
  Lines out;
  for (const Page& p : sink.pages)
    out.push_back(p.title + " | " + p.url + " | " + (p.captured ? dates::to_iso(*p.captured) : "-"));
  for (const Reject& reject : sink.rejects) out.push_back(reject.reason);
  return out;
}

TEST(SelfExtracting, PagesOfSingleFileAreRead) {
  const std::string zip = testing::archive_of(
      {{"index.html", article("Greenhouses")}, {"images/0.png", "\x89PNG"}, {"stylesheet.css", "p{}"}},
      "zip");
  const std::string head =
      "<!doctype html><html data-sfz><meta charset=utf-8><!--\n Page saved with SingleFile \n url: http://www.kcna.kp/a.htm "
      "\n saved date: Thu Mar 04 2021 05:06:07 GMT+0900 (KST)\n--><title>Greenhouses</title><body><main hidden></main>"
      "<script>document.write('extract')</script><!-- ";
  const std::string page = head + zip + " --></body></html>";
  EXPECT_EQ(read(page), Lines{"Greenhouses | http://www.kcna.kp/a.htm | 2021-03-04"});
  EXPECT_EQ(read(page, "a.u.zip.html"), Lines{"Greenhouses | http://www.kcna.kp/a.htm | 2021-03-04"});
  EXPECT_FALSE(self_extracted_page(head + zip.substr(0, 40)));
  EXPECT_FALSE(self_extracted_page("<!-- Page saved with SingleFile -->" + article("A")));
  EXPECT_FALSE(self_extracted_page(zip)) << "an archive is no page";
  const std::string other = testing::archive_of({{"other.html", article("B")}}, "zip");
  EXPECT_FALSE(self_extracted_page(head + other));
}

TEST(ReaderMode, GivesTheAddressOfThePageItShows) {
  using html::shown_address;
  EXPECT_EQ(shown_address("about:reader?url=http%3A%2F%2Fwww.kcna.kp%2Fa.htm%3Fx%3D1"),
            "http://www.kcna.kp/a.htm?x=1");
  EXPECT_EQ(shown_address("read://http_www.kcna.kp/?url=http%3A%2F%2Fwww.kcna.kp%2Fa.htm"),
            "http://www.kcna.kp/a.htm");
  EXPECT_EQ(shown_address("view-source:http://www.kcna.kp/a.htm"), "http://www.kcna.kp/a.htm");
  EXPECT_EQ(shown_address("http://h/?url=http%3A%2F%2Fx"), "http://h/?url=http%3A%2F%2Fx");
  EXPECT_EQ(shown_address("about:reader?x"), "about:reader?x");
  EXPECT_EQ(
      read(
          "<!-- Page saved with SingleFile\n url: about:reader?url=http%3A%2F%2Fwww.kcna.kp%2Fa.htm\n saved date: Thu Mar "
          "04 2021 05:06:07 GMT+0900\n-->" +
          article("Greenhouses")),
      Lines{"Greenhouses | http://www.kcna.kp/a.htm | 2021-03-04"});
}

TEST(DataAddresses, AreLeftOutWhereverThePiecesEnd) {
  const std::string page = "a;base64,QUJD+/=%3D'b ;base64,\"c;base64;base64,xyz d;BASE64,no ;base64,tail";
  const std::string expected = "a;base64,'b ;base64,\"c;base64;base64, d;BASE64,no ;base64,";
  EXPECT_EQ(without_data_addresses(page), expected);
  std::mt19937 random(22);
  for (int i = 0; i < 200; ++i) {
    DataAddressFilter filter;
    std::string out;
    for (std::size_t at = 0; at < page.size();) {
      const std::size_t n = 1 + random() % 12;
      filter.append(std::string_view(page).substr(at, n), out);
      at += n;
    }
    ASSERT_EQ(out, expected) << i;
  }
}

TEST(DataAddresses, DoNotCountAgainstTheLimitsOfAPage) {
  for (const std::size_t mebibytes : {17U, 40U}) {
    const std::string picture = "<img src='data:image/png;base64," + std::string(mebibytes << 20, 'A') + "'>";
    EXPECT_EQ(read(article("Greenhouses", picture)), Lines{"Greenhouses |  | -"}) << mebibytes;
  }
  EXPECT_EQ(read(article("Greenhouses", std::string(40U << 20, 'x'))),
            Lines{"the capture is longer than 32 MiB"});
}

}  // namespace
}  // namespace dateline::indexer
