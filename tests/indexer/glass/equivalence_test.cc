#include <gtest/gtest.h>
#include <xapian.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "indexer/build/bulk_builder.h"
#include "tests/indexer/glass/compare_databases.h"
#include "tests/indexer/glass/generated_documents.h"
#include "tests/indexer/glass/scratch_folder.h"

namespace dateline::testing {
namespace {

namespace fs = std::filesystem;
using indexer::BuildCounts;
using indexer::BulkBuilder;
using indexer::BulkOptions;

/// More for a long run: DATELINE_SEEDS=5000.
std::uint64_t seed_count() {
  const char* given = std::getenv("DATELINE_SEEDS");
  return given ? std::strtoull(given, nullptr, 10) : 150;
}

Xapian::Document to_xapian(const indexer::IndexDocument& document) {
  Xapian::Document out;
  for (const auto& occurrence : document.occurrences()) {
    const std::string term(document.term(occurrence));
    if (occurrence.has_position) {
      out.add_posting(term, occurrence.position, occurrence.wdf);
    } else {
      out.add_term(term, occurrence.wdf);
    }
  }
  for (const auto& [slot, value] : document.values()) out.add_value(slot, value);
  return out;
}

/// What the library's own writer makes of the documents; without stored data, see data_difference().
void build_reference(const fs::path& path, const std::vector<NumberedDocument>& documents) {
  Xapian::WritableDatabase database(path.string(),
                                    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
  for (const auto& [docid, document] : documents) {
    database.replace_document(docid, to_xapian(document));
  }
  database.set_metadata("schema", "1");
  database.set_metadata(std::string("nul\0key", 7), std::string(5000, 'm'));
  database.commit();
}

/// Document i goes to worker i / 7 modulo workers, each worker a thread of its own.
Result<BuildCounts> build_bulk(const BulkOptions& options, const std::vector<NumberedDocument>& documents,
                               const std::vector<std::uint32_t>& dropped = {}) {
  auto builder = BulkBuilder::create(options);
  if (!builder) return fail(builder.error());
  for (const std::uint32_t docid : dropped) (*builder)->drop(docid);
  std::vector<Status> results(static_cast<std::size_t>(options.workers));
  {
    std::vector<std::jthread> threads;
    for (int worker = 0; worker < options.workers; ++worker) {
      threads.emplace_back([&, worker] {
        for (std::size_t i = 0; i < documents.size(); ++i) {
          if (i / 7 % static_cast<std::size_t>(options.workers) != static_cast<std::size_t>(worker)) continue;
          Status added = (*builder)->add(worker, documents[i].first, documents[i].second);
          if (!added) results[static_cast<std::size_t>(worker)] = added;
        }
      });
    }
  }
  for (const Status& result : results) {
    if (!result) return fail(result.error());
  }
  (*builder)->set_metadata("schema", "1");
  (*builder)->set_metadata(std::string("nul\0key", 7), std::string(5000, 'm'));
  (*builder)->set_metadata("gone", "1");
  (*builder)->set_metadata("gone", "");
  return (*builder)->finish();
}

BulkOptions options_for(const ScratchFolder& folder, const std::string& name, int workers) {
  BulkOptions options;
  options.directory = folder / name;
  options.scratch = folder.path();
  options.workers = workers;
  return options;
}

std::string check(const fs::path& database) {
  std::ostringstream report;
  return Xapian::Database::check(database.string(), 0, &report) == 0 ? std::string() : report.str();
}

std::string file_bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(BulkBuild, EqualsWhatTheLibraryWritesForHostileDocuments) {
  for (std::uint64_t seed = 1; seed <= seed_count(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const ScratchFolder folder;
    const auto documents = generated_documents(seed);
    build_reference(folder / "reference", documents);
    BulkOptions options = options_for(folder, "bulk", 1 + static_cast<int>(seed % 3));
    options.deflate_level = static_cast<int>(seed % 10);
    options.leaf_slack = seed % 2 == 0 ? 0 : seed * 97 % 4000;
    const auto counts = build_bulk(options, documents);
    ASSERT_TRUE(counts) << counts.error().what;
    EXPECT_EQ(counts->documents, documents.size());
    ASSERT_EQ(check(options.directory), "");
    const Xapian::Database expected((folder / "reference").string());
    const Xapian::Database actual(options.directory.string());
    ASSERT_EQ(first_difference(expected, actual), "");
    ASSERT_EQ(data_difference(documents, actual), "");
  }
}

TEST(BulkBuild, LeavesOutWhatIsDropped) {
  constexpr std::uint64_t kSeeds = 60;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const ScratchFolder folder;
    const auto documents = generated_documents(seed);
    // Most, few or none; the last document keeps the highest docid in use.
    const std::uint64_t stride = seed % 3 == 0 ? 2 : 2 + seed % 9;
    std::vector<NumberedDocument> kept;
    std::vector<std::uint32_t> dropped = {77777777};  // never added: of no effect
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const bool drop = i + 1 < documents.size() && (i % stride == 0) == (seed % 2 == 0);
      if (drop) {
        dropped.push_back(documents[i].first);
      } else {
        kept.push_back(documents[i]);
      }
    }
    build_reference(folder / "reference", kept);
    const BulkOptions options = options_for(folder, "bulk", 2);
    const auto counts = build_bulk(options, documents, dropped);
    ASSERT_TRUE(counts) << counts.error().what;
    EXPECT_EQ(counts->documents, kept.size());
    ASSERT_EQ(check(options.directory), "");
    const Xapian::Database actual(options.directory.string());
    ASSERT_EQ(first_difference(Xapian::Database((folder / "reference").string()), actual), "");
    ASSERT_EQ(data_difference(kept, actual), "");
  }
}

TEST(BulkBuild, MakesTheSameBytesForAnyNumberOfWorkersAndAnyMemory) {
  constexpr std::uint64_t kSeeds = 12;
  std::uint64_t spills = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const ScratchFolder folder;
    const auto documents = generated_documents(seed);
    const auto counts = build_bulk(options_for(folder, "one", 1), documents);
    ASSERT_TRUE(counts) << counts.error().what;
    EXPECT_EQ(counts->spills, 0U);
    for (const int workers : {1, 2, 5}) {
      BulkOptions options = options_for(folder, "many" + std::to_string(workers), workers);
      options.memory_bytes = std::size_t{1} << 20;
      const auto others = build_bulk(options, documents);
      ASSERT_TRUE(others) << others.error().what;
      EXPECT_EQ(others->postings, counts->postings);
      spills += others->spills;
      for (const auto& file : fs::directory_iterator(folder / "one")) {
        const fs::path name = file.path().filename();
        EXPECT_TRUE(file_bytes(file.path()) == file_bytes(options.directory / name))
            << name << " by " << workers;
      }
    }
  }
  EXPECT_GT(spills, 20U) << "the small memory was not small enough to test spilling";
}

}  // namespace
}  // namespace dateline::testing
