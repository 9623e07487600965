// Texts that different rules took out of pages are compared when both can be read again: of files that are
// still as they were, or of captures that the ledger keeps.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "common/index/article_id.h"
#include "common/index/index_reader.h"
#include "common/ledger/history.h"
#include "common/ledger/ledger.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/remove_from_index.h"
#include "indexer/readers/raw_capture.h"
#include "tests/support/build_options.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;
using ledger::EditKind;
using ledger::Ledger;

constexpr std::uint8_t kOtherRules = ledger::kExtractor + 8;
constexpr const char* kUrl = "http://example.org/ferry";

std::string body_of(int ferries) {
  return fmt::format(
      "The ferry company of the river port said that it runs {} ferries between both banks of the river every "
      "day of the week. Workers of the port painted the landing stage before the spring. Passengers were glad "
      "to see the new lamps along the quay.",
      ferries);
}

/// A capture of the article in a file of that kind.
std::string bytes_of(std::string_view kind, int ferries, std::string_view day) {
  if (kind == "jsonl") {
    return fmt::format(R"({{"url":"{}","captured":"{}","date":"2020-01-02","title":"Ferries","body":"{}"}})"
                       "\n",
                       kUrl, day, body_of(ferries));
  }
  if (kind == "csv") {
    return fmt::format("url,captured,date,title,body\n{},{},2020-01-02,Ferries,\"{}\"\n", kUrl, day,
                       body_of(ferries));
  }
  const std::string html =
      fmt::format("<html><head><title>Ferries</title></head><body><h1>Ferries</h1><p>{}</p></body></html>",
                  body_of(ferries));
  const std::string http = fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{}", html.size(), html);
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nWARC-Date: {}T10:00:00Z\r\n"
      "Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      kUrl, day, http.size(), http);
}

class CapturesAgain : public ::testing::TestWithParam<const char*> {
 protected:
  std::string file(std::string_view name) const {
    return (folder_.path() / fmt::format("{}.{}", name, GetParam())).string();
  }
  std::string write(std::string_view name, const std::string& bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
    return file(name);
  }
  BuildOptions options(const std::string& input) const {
    BuildOptions out = testing::options_for({input}, index_);
    out.program = "test";
    return out;
  }
  /// The older text by other rules.
  void build(bool keep) {
    BuildOptions with = options(write("first", bytes_of(GetParam(), 5, "2020-03-01")));
    with.extractor = kOtherRules;
    with.keep_captures = keep;
    std::istringstream nothing;
    const auto report = build_index(with, nothing);
    ASSERT_TRUE(report) << report.error().what;
  }
  Result<UpdateReport> add(std::string_view name, int ferries, std::string_view day) {
    std::istringstream nothing;
    return add_to_index(options(write(name, bytes_of(GetParam(), ferries, day))), nothing);
  }
  Ledger ledger() const {
    const auto reader = index::IndexReader::open(index_);
    EXPECT_TRUE(reader) << reader.error().what;
    auto ledger = Ledger::open(*reader->indexes().front());
    EXPECT_TRUE(ledger) << ledger.error().what;
    return std::move(*ledger);
  }
  ledger::History history() const {
    const Ledger ledgers[] = {ledger()};
    const std::uint64_t ids[] = {id_};
    const auto history = ledger::history_of(ledgers, ids);
    EXPECT_TRUE(history) << history.error().what;
    return *history;
  }
  void expect_compared(bool is) const {
    const ledger::History found = history();
    ASSERT_EQ(found.versions.size(), 2U);
    ASSERT_EQ(found.edits.size(), 1U);
    EXPECT_EQ(found.edits[0].comparable, is);
    EXPECT_EQ(found.edits[0].kinds.has(EditKind::kNumber), is);
    EXPECT_EQ(found.fate(), is ? ledger::Fate::kEdited : ledger::Fate::kKept);
    const auto anew = ledger().text_anew(id_, found.versions[0].text, ledger::kExtractor);
    ASSERT_TRUE(anew) << anew.error().what;
    ASSERT_EQ(anew->has_value(), is);
    if (is) {
      EXPECT_NE((**anew).body.find("5 ferries"), std::string::npos) << (**anew).body;
    }
  }
  void expect_sound() const {
    std::string details;
    const auto checked = check_index(index_, nullptr, details);
    EXPECT_TRUE(checked) << checked.error().what << details;
  }

  const testing::TemporaryFolder folder_;
  const fs::path index_ = folder_.path() / "archive.idx";
  const std::uint64_t id_ = index::address_id(kUrl).value;
};

TEST_P(CapturesAgain, AreReadFromTheFileWhereItIsAsItWas) {
  build(false);
  ASSERT_TRUE(add("second", 6, "2020-04-01"));
  expect_compared(true);
  expect_sound();
}

TEST_P(CapturesAgain, AreNotReadFromAFileThatIsAnotherNow) {
  build(false);
  write("first", bytes_of(GetParam(), 7, "2020-03-01"));
  ASSERT_TRUE(add("second", 6, "2020-04-01"));
  expect_compared(false);
  expect_sound();
}

TEST_P(CapturesAgain, AreComparedLaterWhenTheFileIsThereAgain) {
  build(false);
  fs::rename(file("first"), file("away"));
  ASSERT_TRUE(add("second", 6, "2020-04-01"));
  expect_compared(false);
  fs::rename(file("away"), file("first"));
  ASSERT_TRUE(add("third", 6, "2020-05-01"));
  expect_compared(true);
  expect_sound();
}

TEST_P(CapturesAgain, AreReadFromTheLedgerThatKeepsThem) {
  build(true);
  const auto kept = ledger().captures();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->count, 1U);
  EXPECT_GT(kept->bytes, 0U);
  fs::remove(file("first"));
  ASSERT_TRUE(add("second", 6, "2020-04-01"));
  expect_compared(true);
  expect_sound();
}

TEST_P(CapturesAgain, AreKeptOverABuildAnewAndForgottenWithTheHistory) {
  build(true);
  BuildOptions anew = options(write("second", bytes_of(GetParam(), 6, "2020-04-01")));
  fs::remove(file("first"));
  std::istringstream nothing;
  ASSERT_TRUE(build_index(anew, nothing));
  EXPECT_EQ(ledger().captures()->count, 1U);
  expect_compared(true);
  expect_sound();
  anew.forget_history = true;
  ASSERT_TRUE(build_index(anew, nothing));
  EXPECT_EQ(ledger().captures()->count, 0U);
}

TEST_P(CapturesAgain, ArePurgedWithTheirArticle) {
  build(true);
  ASSERT_TRUE(add("second", 6, "2020-04-01"));
  BuildOptions purge = options("");
  purge.inputs.clear();
  purge.purge = true;
  const auto removed = remove_from_index({to_string(ArticleId{id_})}, purge);
  ASSERT_TRUE(removed) << removed.error().what;
  EXPECT_EQ(ledger().captures()->count, 0U);
  const Ledger known = ledger();
  for (const Ledger::Entry& entry : known.entries(id_)) EXPECT_EQ(entry.record.stored, 0U);
}

TEST_P(CapturesAgain, ThatAreDamagedAreTold) {
  build(true);
  fs::remove(file("first"));
  const Ledger known = ledger();
  const fs::path path = index_ / known.infos()[0].name;
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  bytes[bytes.size() - 12] ^= 1;  // the capture stands last
  std::ofstream(path, std::ios::binary) << bytes;
  std::string details;
  EXPECT_FALSE(check_index(index_, nullptr, details));
  const auto added = add("second", 6, "2020-04-01");
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::kIndex);
}

TEST_P(CapturesAgain, OfTheSameRecordAreOneText) {
  build(false);
  std::istringstream nothing;
  ASSERT_TRUE(build_index(options(file("first")), nothing));
  const ledger::History found = history();
  ASSERT_EQ(found.versions.size(), 1U);
  EXPECT_EQ(found.versions[0].extractor, ledger::kExtractor);
  fs::remove(file("first"));
  ASSERT_TRUE(add("second", 6, "2020-04-01"));
  ASSERT_EQ(history().edits.size(), 1U);
  EXPECT_TRUE(history().edits[0].comparable) << "both were read by the rules of now";
}

INSTANTIATE_TEST_SUITE_P(Kinds, CapturesAgain, ::testing::Values("jsonl", "csv", "warc"));

TEST(RawCapture, ComesBackAsItWasAndHasAHashOfAllThatDecidesItsText) {
  const FieldMap map = *FieldMap::parse("title=headline,body=story.text");
  const std::string fields = fields_of(map);
  const RawRecord record{.kind = "jsonl", .header = {}, .map = fields, .bytes = "{\"headline\":\"x\"}"};
  const std::string kept = encode_raw(record);
  const Result<RawRecord> read = decode_raw(kept);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->bytes, record.bytes);
  EXPECT_EQ(hash_of(*read), hash_of(record));
  const Result<FieldMap> same = map_of_fields(read->map);
  ASSERT_TRUE(same);
  EXPECT_EQ(fields_of(*same), fields);
  EXPECT_EQ(same->names(Target::kBody), map.names(Target::kBody));
  RawRecord other = record;
  other.kind = "csv";
  EXPECT_NE(hash_of(other), hash_of(record));
  other = record;
  const std::string usual = fields_of(FieldMap());
  other.map = usual;
  EXPECT_NE(hash_of(other), hash_of(record));
  for (std::size_t cut = 0; cut < kept.size(); ++cut) {
    EXPECT_FALSE(decode_raw(std::string_view(kept).substr(0, cut))) << cut;
  }
}

}  // namespace
}  // namespace dateline::indexer
