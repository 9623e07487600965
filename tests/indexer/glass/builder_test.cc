#include <gtest/gtest.h>
#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "indexer/glass/format_probe.h"
#include "indexer/glass/verify.h"
#include "indexer/glass/version_file.h"
#include "indexer/writer/bulk_builder.h"
#include "indexer/writer/choose_builder.h"
#include "indexer/writer/official_builder.h"
#include "tests/indexer/glass/build_support.h"
#include "tests/indexer/glass/compare_databases.h"
#include "tests/indexer/glass/test_storage.h"

namespace dateline::testing {
namespace {

namespace fs = std::filesystem;
using indexer::BuilderKind;
using indexer::BulkBuilder;
using indexer::BulkOptions;
using indexer::IndexDocument;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(BulkBuilder, LeavesNoDatabaseBehindWhenTheDiskIsFull) {
  std::vector<NumberedDocument> documents;
  for (std::uint64_t seed = 1; documents.size() < 300; ++seed) documents = generated_documents(seed);
  int failures = 0;
  bool succeeded = false;
  for (std::uint64_t room = 0; !succeeded; room += room / 9 + 500) {
    SCOPED_TRACE("room " + std::to_string(room));
    const TemporaryFolder folder;
    BulkOptions options = options_for(folder, "bulk", 1);
    options.memory_bytes = std::size_t{256} << 10;
    auto builder = BulkBuilder::create(options, std::make_unique<FullDisk>(room));
    ASSERT_TRUE(builder);
    const auto counts = run_builder(**builder, 1, documents);
    succeeded = counts.has_value();
    if (succeeded) {
      EXPECT_EQ(check(options.directory), "");
      break;
    }
    ++failures;
    EXPECT_EQ(counts.error().kind, ErrorKind::kSystem);
    EXPECT_FALSE(fs::exists(options.directory / "iamglass"));
    builder->reset();
    EXPECT_EQ(files_in(folder.path()), 1U) << "scratch files are left";
  }
  EXPECT_GT(failures, 20);
}

/// Tables of two databases that differ in one thing, put together: each table is whole by itself.
TEST(CrossCheck, FindsTablesThatContradictEachOther) {
  struct Case {
    const char* name;
    std::string term;
    std::uint32_t wdf;
    std::uint32_t slot;
    const char* table;  ///< of the other database
    const char* contradiction;
  };
  for (const Case& other : std::vector<Case>{
           {"the same", "harbour", 2, 3, "termlist.glass", ""},
           {"another frequency", "harbour", 3, 3, "termlist.glass", "length of document"},
           {"another term", "harbous", 2, 3, "termlist.glass", "is missing in the"},
           {"another slot", "harbour", 2, 4, "postlist.glass", "slot 3"},
           {"a length", "harbour", 3, 3, "postlist.glass", "length"},
       }) {
    SCOPED_TRACE(other.name);
    const TemporaryFolder folder;
    const auto build = [&](const std::string& name, const std::string& term, std::uint32_t wdf,
                           std::uint32_t slot) {
      std::vector<NumberedDocument> documents;
      for (std::uint32_t docid = 1; docid <= 20; ++docid) {
        auto& [id, document] = documents.emplace_back();
        id = docid;
        document.add_term(term, wdf);
        document.add_term("lantern", 1);
        document.set_value(slot, "north");
      }
      const BulkOptions options = options_for(folder, name, 1);
      EXPECT_TRUE(build_bulk(options, documents));
      return options.directory;
    };
    const fs::path database = build("one", "harbour", 2, 3);
    const fs::path from = build("other", other.term, other.wdf, other.slot);
    ASSERT_TRUE(indexer::glass::cross_check(database, 2));
    ASSERT_EQ(fs::file_size(database / other.table), fs::file_size(from / other.table));
    fs::copy_file(from / other.table, database / other.table, fs::copy_options::overwrite_existing);
    const Status checked = indexer::glass::cross_check(database, 2);
    if (std::string(other.contradiction).empty()) {
      EXPECT_TRUE(checked) << checked.error().what;
      EXPECT_FALSE(indexer::glass::cross_check(database, 3))
          << "a number of terms that the build did not have";
    } else {
      ASSERT_FALSE(checked);
      EXPECT_EQ(checked.error().kind, ErrorKind::kIndex);
      EXPECT_NE(checked.error().what.find(other.contradiction), std::string::npos) << checked.error().what;
    }
  }
}

TEST(BulkBuilder, RefusesWhatTheFormatCannotHoldAndGoesOn) {
  const TemporaryFolder folder;
  const BulkOptions options = options_for(folder, "bulk", 1);
  auto builder = BulkBuilder::create(options);
  ASSERT_TRUE(builder);
  IndexDocument good;
  good.add_posting("word", 1);
  ASSERT_TRUE((*builder)->add(0, 5, good));

  std::vector<IndexDocument> bad(5);
  bad[0].add_term("", 1);
  bad[1].add_term(std::string(246, 'x'), 1);
  bad[2].add_term(std::string(130, '\0'), 1);
  bad[3].add_term("a", std::numeric_limits<std::uint32_t>::max());
  bad[3].add_term("b", 1);
  bad[4].set_value(std::numeric_limits<std::uint32_t>::max(), "v");
  for (const IndexDocument& document : bad) {
    const Status added = (*builder)->add(0, 7, document);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().kind, ErrorKind::kInput);
  }
  EXPECT_FALSE((*builder)->add(0, 5, good)) << "the same docid again";
  EXPECT_FALSE((*builder)->add(0, 0, good)) << "docid 0";
  EXPECT_FALSE((*builder)->add(1, 8, good)) << "a worker that there is not";
  ASSERT_TRUE((*builder)->add(0, 7, good));
  const auto counts = (*builder)->finish();
  ASSERT_TRUE(counts) << counts.error().what;
  EXPECT_EQ(counts->documents, 2U);
  EXPECT_EQ(counts->terms, 1U);
  EXPECT_EQ(counts->postings, 2U);
  EXPECT_EQ(counts->position_lists, 2U);
  EXPECT_EQ(counts->last_docid, 7U);
  EXPECT_FALSE((*builder)->finish());
  EXPECT_EQ(Xapian::Database(options.directory.string()).get_termfreq("word"), 2U);
}

TEST(BulkBuilder, WritesADatabaseWithoutDocuments) {
  const TemporaryFolder folder;
  const BulkOptions options = options_for(folder, "bulk", 2);
  auto builder = BulkBuilder::create(options);
  ASSERT_TRUE(builder);
  const auto counts = (*builder)->finish();
  ASSERT_TRUE(counts) << counts.error().what;
  EXPECT_EQ(check(options.directory), "");
  Xapian::WritableDatabase database(options.directory.string(), Xapian::DB_OPEN);
  EXPECT_EQ(database.get_doccount(), 0U);
  EXPECT_EQ(database.add_document({}), 1U);
}

TEST(BulkBuilder, DoesNotTouchADatabaseThatIsThere) {
  const TemporaryFolder folder;
  const auto documents = generated_documents(3);
  build_reference(folder / "bulk", documents);
  const auto builder = BulkBuilder::create(options_for(folder, "bulk", 1));
  ASSERT_FALSE(builder);
  EXPECT_EQ(builder.error().kind, ErrorKind::kIndex);
  EXPECT_EQ(Xapian::Database((folder / "bulk").string()).get_doccount(), documents.size());
}

TEST(BulkBuilder, RefusesABadKeyOfMetadataAtTheEnd) {
  const TemporaryFolder folder;
  auto builder = BulkBuilder::create(options_for(folder, "bulk", 1));
  ASSERT_TRUE(builder);
  (*builder)->set_metadata(std::string(254, 'k'), "v");
  const auto counts = (*builder)->finish();
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().kind, ErrorKind::kUsage);
}

TEST(FormatProbe, KnowsTheFormatOfTheInstalledLibrary) {
  const TemporaryFolder folder;
  EXPECT_TRUE(indexer::glass::probe_format(folder.path()));
  EXPECT_EQ(files_in(folder.path()), 0U);
}

TEST(FormatProbe, DoesNotKnowAFormatThatDiffersInAnyByte) {
  std::string known = indexer::glass::empty_version_file();
  ASSERT_TRUE(indexer::glass::is_known_format(known));
  for (std::size_t i = 0; i < known.size(); ++i) {
    const bool in_uuid =
        i >= indexer::glass::kUuidOffset && i < indexer::glass::kUuidOffset + indexer::glass::kUuidBytes;
    known[i] = static_cast<char>(known[i] ^ 1);
    EXPECT_EQ(indexer::glass::is_known_format(known), in_uuid) << "byte " << i;
    known[i] = static_cast<char>(known[i] ^ 1);
  }
  EXPECT_FALSE(indexer::glass::is_known_format(known + '\0'));
  EXPECT_FALSE(indexer::glass::is_known_format(""));
}

TEST(ChooseBuilder, FallsBackToTheOfficialBuilderAndSaysSo) {
  const TemporaryFolder folder;
  const auto documents = generated_documents(4);
  const auto unknown = [](const fs::path&) -> Status { return fail(ErrorKind::kIndex, "another format"); };
  auto chosen = indexer::choose_builder(BuilderKind::kBulk, options_for(folder, "db", 2), unknown);
  ASSERT_TRUE(chosen) << chosen.error().what;
  EXPECT_EQ(chosen->kind, BuilderKind::kOfficial);
  EXPECT_EQ(chosen->notice, "another format; building with the official builder instead");
  const auto broken = [](const fs::path&) -> Status { return fail(ErrorKind::kSystem, "disk full"); };
  EXPECT_FALSE(indexer::choose_builder(BuilderKind::kBulk, options_for(folder, "db", 2), broken));
  const auto known = indexer::choose_builder(BuilderKind::kBulk, options_for(folder, "db", 2));
  ASSERT_TRUE(known) << known.error().what;
  EXPECT_EQ(known->kind, BuilderKind::kBulk);
  EXPECT_EQ(known->notice, "");
}

/// Without stored data and with small term lists, so without the defect of the library.
std::vector<NumberedDocument> harmless_documents(std::uint64_t seed) {
  auto documents = generated_documents(seed);
  for (auto& [docid, document] : documents) document.set_data("data of " + std::to_string(docid));
  return documents;
}

TEST(OfficialBuilder, MakesTheSameContentAsTheBulkBuilder) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryFolder folder;
    const auto documents = harmless_documents(seed);
    if (documents.empty()) continue;
    const BulkOptions options = options_for(folder, "bulk", 2);
    const auto counts = build_bulk(options, documents);
    ASSERT_TRUE(counts) << counts.error().what;
    auto official = indexer::choose_builder(BuilderKind::kOfficial, options_for(folder, "official", 2));
    ASSERT_TRUE(official);
    const auto official_counts = run_builder(*official->builder, 2, documents);
    ASSERT_TRUE(official_counts) << official_counts.error().what;
    EXPECT_EQ(official_counts->documents, counts->documents);
    EXPECT_EQ(official_counts->last_docid, counts->last_docid);
    ASSERT_EQ(check(folder / "official"), "");
    const Xapian::Database actual(options.directory.string());
    ASSERT_EQ(first_difference(Xapian::Database((folder / "official").string()), actual), "");
  }
}

TEST(OfficialBuilder, SaysSoWhenTheLibraryCannotReadBackWhatItStored) {
  // Of the lengths of one repeated byte, about one in a hundred is unreadable; the bulk builder reads them
  // all.
  std::vector<NumberedDocument> documents;
  for (std::uint32_t i = 0; i < 400; ++i) {
    documents.emplace_back(i + 1, IndexDocument());
    documents.back().second.set_data(std::string(8000 + std::size_t{131} * i, 'x'));
  }
  const TemporaryFolder folder;
  auto official = indexer::choose_builder(BuilderKind::kOfficial, options_for(folder, "official", 1));
  ASSERT_TRUE(official);
  const auto counts = run_builder(*official->builder, 1, documents);
  int unreadable = 0;
  const Xapian::Database database((folder / "official").string());
  for (const auto& [docid, document] : documents) {
    try {
      database.get_document(docid).get_data();
    } catch (const Xapian::Error&) {
      ++unreadable;
    }
  }
  ASSERT_EQ(counts.has_value(), unreadable == 0);
  if (!counts) {
    EXPECT_EQ(counts.error().hint, "build with --builder bulk, which stores such documents readably");
  }

  const BulkOptions options = options_for(folder, "bulk", 1);
  ASSERT_TRUE(build_bulk(options, documents));
  EXPECT_EQ(data_difference(documents, Xapian::Database(options.directory.string())), "");
}

}  // namespace
}  // namespace dateline::testing
