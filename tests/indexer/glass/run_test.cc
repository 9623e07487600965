#include "indexer/glass/run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "indexer/glass/encoding.h"
#include "tests/indexer/glass/test_storage.h"

namespace dateline::indexer::glass {
namespace {

/// kind, key -> docid -> number, bytes
using Lists =
    std::map<std::pair<RunKind, std::string>, std::map<std::uint32_t, std::pair<std::uint64_t, std::string>>>;

/// Behind the docid. `positions` of one byte are one position.
void append_term_record(std::string& out, std::uint64_t wdf, const std::string& positions) {
  const auto form = positions.empty()       ? PositionsAs::kNone
                    : positions.size() == 1 ? PositionsAs::kOne
                                            : PositionsAs::kList;
  append_varint(out, wdf << 2 | static_cast<std::uint64_t>(form));
  if (form == PositionsAs::kOne) out += positions;
  if (form == PositionsAs::kList) append_sized(out, positions);
}

std::string serialise(const Lists& lists) {
  std::string out;
  for (const auto& [key, records] : lists) {
    std::uint64_t collection = 0;
    for (const auto& [docid, record] : records) collection += record.first;
    append_run_header(out, key.first, key.second, records.size(), collection);
    std::uint32_t last = 0;
    for (const auto& [docid, record] : records) {
      append_varint(out, docid - last);
      if (key.first == RunKind::kTerm) {
        append_term_record(out, record.first, record.second);
      } else if (key.first == RunKind::kLengths) {
        append_varint(out, record.first);
      } else {
        append_sized(out, record.second);
      }
      last = docid;
    }
    out.push_back('\0');
  }
  out.push_back('\0');
  return out;
}

std::unique_ptr<RunReader> reader_of(std::vector<std::unique_ptr<File>>& files, const std::string& bytes,
                                     std::size_t window, RunPart part) {
  files.push_back(
      std::make_unique<testing::MemoryFile>(std::make_shared<std::string>("lead" + bytes + "tail")));
  return std::make_unique<RunReader>(std::make_unique<FileRegion>(*files.back(), 4, bytes.size()), window,
                                     part);
}

Lists merged_from(const std::vector<Lists>& runs, const DocidSet& dropped, std::size_t window, RunPart part) {
  std::vector<std::unique_ptr<File>> files;
  std::vector<std::unique_ptr<RunReader>> readers;
  for (const Lists& run : runs) readers.push_back(reader_of(files, serialise(run), window, part));
  RunMerger merger(std::move(readers), dropped);
  Lists merged;
  while (merger.next_key()) {
    auto& records = merged[{merger.kind(), merger.key()}];
    std::uint32_t last = 0;
    while (merger.next_record()) {
      const RunRecord& record = merger.record();
      EXPECT_GT(record.docid, last);
      last = record.docid;
      records[record.docid] = {record.number, std::string(record.bytes)};
    }
  }
  EXPECT_TRUE(merger.status());
  return merged;
}

TEST(RunMerger, MergesRunsByKeyAndDocid) {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::vector<Lists> runs(1 + random() % 9);
    Lists expected;
    DocidSet dropped;
    for (auto n = random() % 3000; n > 0; --n) {
      const auto kind = static_cast<RunKind>(2 + random() % 4);
      const std::pair<RunKind, std::string> key(
          kind, kind == RunKind::kLengths ? "" : std::string(random() % 4, "ab"[random() % 2]));
      const auto docid = static_cast<std::uint32_t>(1 + random() % 2000);
      if (expected[key].contains(docid)) continue;
      std::string bytes;
      if (kind != RunKind::kLengths) bytes.assign(random() % 100 == 0 ? random() % 5000 : random() % 9, 'v');
      const bool has_number = kind == RunKind::kLengths || kind == RunKind::kTerm;
      const std::pair<std::uint64_t, std::string> record(has_number ? random() : 0, bytes);
      expected[key][docid] = record;
      runs[random() % runs.size()][key][docid] = record;
      if (seed % 2 == 0 && random() % 3 == 0) dropped.insert(docid);
    }
    std::erase_if(expected, [](const auto& list) { return list.second.empty(); });
    for (auto& [key, records] : expected) {
      std::erase_if(records, [&](const auto& record) { return dropped.contains(record.first); });
    }

    ASSERT_TRUE(merged_from(runs, dropped, random() % 3000, RunPart::kAll) == expected);
    std::erase_if(expected, [](const auto& list) { return list.first.first != RunKind::kTerm; });
    for (auto& [key, records] : expected) {
      std::erase_if(records, [](const auto& record) { return record.second.second.empty(); });
    }
    ASSERT_TRUE(merged_from(runs, dropped, random() % 3000, RunPart::kPositions) == expected);
  }
}

TEST(RunReader, ReportsABrokenRun) {
  Lists lists;
  for (std::uint32_t i = 1; i < 50; ++i)
    lists[{RunKind::kTerm, "term" + std::to_string(i)}][i] = {i, std::string(i % 4, 'p')};
  const std::string bytes = serialise(lists);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    const RunPart part = cut % 2 == 0 ? RunPart::kAll : RunPart::kPositions;
    std::vector<std::unique_ptr<File>> files;
    std::vector<std::unique_ptr<RunReader>> readers;
    readers.push_back(reader_of(files, bytes.substr(0, cut), 1024, part));
    const DocidSet none;
    RunMerger merger(std::move(readers), none);
    while (merger.next_key()) {
      while (merger.next_record()) {
      }
    }
    const Status status = merger.status();
    ASSERT_FALSE(status) << "cut at " << cut;
    EXPECT_EQ(status.error().kind, ErrorKind::kSystem);
  }
}

}  // namespace
}  // namespace dateline::indexer::glass
