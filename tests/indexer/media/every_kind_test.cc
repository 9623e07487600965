#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "indexer/sources/kinds.h"
#include "indexer/sources/supplements.h"
#include "tests/indexer/media/read_sample.h"
#include "tests/indexer/packed.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;
using std::string_literals::operator""s;

constexpr std::string_view kProse =
    "Ducks on the River\n\nThe ducks stay on the river through the winter, and children feed them.\n";
constexpr std::string_view kHttp =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Ducks</title><body><p>The ducks stay on the river through the "
    "winter, and children feed them.</p></body>";

/// A folder with at least one file of each kind.
void fill(const testing::TemporaryFolder& folder) {
  const fs::path samples = fs::path(DATELINE_SOURCE_DIR) / "tests/samples";
  fs::create_directories(folder.path());
  for (const fs::directory_entry& sample : fs::directory_iterator(samples / "media")) {
    if (sample.path().extension() != ".py")
      fs::copy_file(sample.path(), folder.path() / sample.path().filename());
  }
  fs::copy(samples / "broken", folder.path() / "broken");
  fs::copy_file(samples / "jsonl/articles.jsonl", folder.path() / "articles.jsonl");
  const std::string http(kHttp);
  const std::string size = std::to_string(http.size());
  const std::string warc =
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://h.example/1\r\nWARC-Date: "
      "2021-03-04T05:06:07Z\r\nContent-Type: application/http\r\nContent-Length: " +
      size + "\r\n\r\n" + http + "\r\n\r\n";
  const std::vector<std::pair<std::string, std::string>> files{
      {"ducks.txt", std::string(kProse)},
      {"metadata.csv", "file,date\nducks.txt,2019-01-20\n"},
      {"rows.csv", "title,text\nGeese,They left in autumn.\n"},
      {"mirror/index.php?newsID=4",
       "<html><title>Swans</title><body><p>The swans came back in spring, and stay by the bridge.</p>"},
      {"crawl.warc", warc},
      {"crawl.warc.gz", testing::packed(warc, "gzip")},
      {"crawl.arc",
       "filedesc://a.arc 0.0.0.0 20040607080910 text/plain 2\n1\n\nhttp://h.example/2 1.2.3.4 20040607080910 text/html " +
           size + "\n" + http + "\n"},
      {"texts.zip",
       testing::archive_of({{"a.txt", std::string(kProse) + "Again.\n"}, {"b.css", "p{}"}}, "zip")},
      {"note.rtf", "{\\rtf1 x}"},
      {"old.doc",
       std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s},
      {"song.hwp", "HWP Document File V3.00"},
      {"alone.ris", "TY  - NEWS\nTI  - Elsewhere\nER  - \n"},
      {"alone.bib", "@misc{x, title = {Elsewhere}}\n"},
      {"alone.json", R"([{"id":"x","title":"Elsewhere","issued":{"date-parts":[[2019]]}}])"},
      {"style.css", "p{}"},
      {"script.js", "var a;"},
      {"photo.png", "\x89PNG\r\n\x1A\n"},
      {"letters.woff2", "wOF2"},
      {"film.mp4", "x"},
      {"pages.cdxj", "kp,kcna)/ 2021 {}"},
      {"data.xml", "<?xml version='1.0'?><stock><item>1</item></stock>"},
      {"sheet.xlsx", "PK\x03\x04x"},
      {"slides.pptx", "PK\x03\x04x"},
      {"base.sqlite", "SQLite format 3\0"s},
      {"run.exe", "MZ\x90\0"s},
      {"blob", std::string("\x01\x02\x03\0\x05", 5)},
      {"settings", "a=1;b={2};c=<3>;d=$4;e=#5;f=&6;g=*7;h=^8;i=~9;j=|1;k=_2;l={3}"},
  };
  for (const auto& [name, content] : files) folder.write(name, content);
}

TEST(EveryKind, OfAFolderIsAccountedForFileByFile) {
  const testing::TemporaryFolder folder;
  fill(folder);
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder.path()))
    files += entry.is_regular_file() ? 1 : 0;

  InputList inputs = list_inputs({folder.path().string()}, std::nullopt);
  ASSERT_TRUE(take_supplements(inputs, {}));
  const auto supplements = inputs.supplements;
  std::istringstream nothing;
  const auto source = make_file_source(inputs, nothing);
  PageSink sink;
  BatchReader reader({}, {}, supplements);
  while (const auto batch = source->next()) reader.read(*batch, sink);

  std::set<std::string> named;
  const auto name = [&](const Origin& origin) { named.insert(origin.path.substr(0, origin.path.find('!'))); };
  for (const Page& page : sink.pages) name(page.origin);
  for (const Reject& reject : sink.rejects) name(reject.origin);
  std::size_t counted = 0;
  for (const auto& [reason, count] : sink.skipped) {
    const bool whole_file = reason == "list that describes files" ||
                            std::ranges::find(kinds(), reason, &Kind::name) != kinds().end();
    counted += whole_file ? count : 0;
  }
  constexpr std::size_t kInAnArchive = 1;  // texts.zip!b.css
  EXPECT_EQ(named.size() + counted - kInAnArchive, files);

  for (const Kind& kind : kinds()) {
    const bool read = sink.read_as.contains(kind.name);
    const bool skipped = sink.skipped.contains(kind.name);
    const bool rejected = std::ranges::any_of(
        sink.rejects, [&](const Reject& reject) { return reject.reason == not_read(kind); });
    const bool seen = kind.treatment == Treatment::kSkipped ? skipped
                      : is_read(kind.format)                ? read
                                                            : rejected;
    EXPECT_TRUE(seen) << kind.what << " is not in the folder, or nothing became of it";
  }
}

}  // namespace
}  // namespace dateline::indexer
