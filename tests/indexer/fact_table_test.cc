#include "indexer/identity/fact_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <set>

#include "indexer/identity/fact_writer.h"
#include "tests/indexer/merged_facts.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// The same facts in maps.
struct Model {
  std::map<std::pair<FactKind, std::uint64_t>, std::uint32_t> values;
  std::map<std::pair<FactKind, std::uint64_t>, std::string> bytes;
  std::map<std::pair<FactKind, std::uint64_t>, std::set<std::uint32_t>> many;
};

FactTable opened(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
  auto table = FactTable::open(file);
  EXPECT_TRUE(table) << table.error().what;
  return std::move(*table);
}

std::uint64_t some_key(std::mt19937_64& random, FactKind kind) {
  // Few numbers, so that many are met again.
  const std::uint64_t small = random() % 300;
  return shape_of(kind).is_wide ? small * 0x123456789ABCDEF : small;
}

std::string some_facts(std::mt19937_64& random, std::size_t count, Model& model) {
  FactCollector facts;
  for (std::size_t n = 0; n < count; ++n) {
    const auto kind = static_cast<FactKind>(random() % kFactKinds);
    const std::uint64_t key = some_key(random, kind);
    if (shape_of(kind).has_blob) {
      const std::string bytes(random() % 3 == 0 ? 0 : random() % 300, static_cast<char>('a' + random() % 26));
      facts.add(kind, key, bytes);
      model.bytes[{kind, key}] = bytes;
      continue;
    }
    const auto value = static_cast<std::uint32_t>(random() % 50);
    facts.add(kind, key, value);
    model.values[{kind, key}] = value;
    model.many[{kind, key}].insert(value);
  }
  return facts.table();
}

void expect_as(const FactTables& tables, const Model& model) {
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    const auto kind = static_cast<FactKind>(i);
    for (std::uint64_t small = 0; small < 310; ++small) {
      const std::uint64_t key = shape_of(kind).is_wide ? small * 0x123456789ABCDEF : small;
      if (shape_of(kind).has_blob) {
        const auto known = model.bytes.find({kind, key});
        const auto found = tables.bytes(kind, key);
        if (known == model.bytes.end() || known->second.empty()) {
          ASSERT_FALSE(found);
        } else {
          ASSERT_TRUE(found) << i << " " << small;
          ASSERT_EQ(*found, known->second);
        }
        continue;
      }
      if (shape_of(kind).is_many) {
        const auto known = model.many.find({kind, key});
        const auto found = tables.values(kind, key);
        ASSERT_EQ(std::set<std::uint32_t>(found.begin(), found.end()),
                  known == model.many.end() ? std::set<std::uint32_t>() : known->second);
        continue;
      }
      const auto known = model.values.find({kind, key});
      const auto found = tables.value(kind, key);
      ASSERT_EQ(found.has_value(), known != model.values.end()) << i << " " << small;
      if (found) {
        ASSERT_EQ(*found, known->second);
      }
    }
  }
  ASSERT_TRUE(tables.sound());
}

/// Tables and merges of any of their neighbours find what maps find.
TEST(FactTables, FindWhatWasAddedLast) {
  const std::uint64_t seed = std::random_device{}();
  std::mt19937_64 random(seed);
  SCOPED_TRACE("seed " + std::to_string(seed));
  for (int round = 0; round < 15; ++round) {
    const testing::TemporaryFolder folder;
    Model model;
    std::vector<std::string> bytes;
    for (std::size_t n = 1 + random() % 5; n > 0; --n)
      bytes.push_back(some_facts(random, random() % 4 == 0 ? random() % 5 : random() % 3000, model));
    const auto tables = [&] {
      std::vector<FactTable> out;
      for (std::size_t i = 0; i < bytes.size(); ++i)
        out.push_back(opened(folder / std::to_string(i), bytes[i]));
      return out;
    };
    ASSERT_NO_FATAL_FAILURE(expect_as(FactTables(tables()), model));
    const std::size_t from = random() % bytes.size();
    std::vector<FactTable> merged = tables();
    merged.erase(merged.begin(), merged.begin() + static_cast<std::ptrdiff_t>(from));
    const auto one = merged_facts(FactTables(std::move(merged)), from == 0, {});
    ASSERT_TRUE(one) << one.error().what;
    bytes.resize(from);
    bytes.push_back(*one);
    ASSERT_NO_FATAL_FAILURE(expect_as(FactTables(tables()), model));
  }
}

TEST(FactTables, LeaveOutWhatIsNotWantedWhenAllAreMerged) {
  const testing::TemporaryFolder folder;
  FactCollector facts;
  facts.add(FactKind::kEntryOfId, 7, 1);
  facts.add(FactKind::kEntryOfId, 8, 2);
  facts.add(FactKind::kEntry, 2, std::string_view());
  std::vector<FactTable> tables;
  tables.push_back(opened(folder / "a", facts.table()));
  const auto merged = merged_facts(FactTables(std::move(tables)), true,
                                   [](FactKind, std::uint32_t value) { return value != 2; });
  ASSERT_TRUE(merged);
  const FactTable table = opened(folder / "b", *merged);
  EXPECT_EQ(table.size(), 1U);
  EXPECT_EQ(table.size(FactKind::kEntryOfId), 1U);
}

/// Whatever bit is flipped: the table is refused, or nothing wrong is found in it.
TEST(FactTables, ThatAreDamagedSayNothingWrong) {
  const testing::TemporaryFolder folder;
  std::mt19937_64 random(5);
  Model model;
  const std::string bytes = some_facts(random, 1500, model);
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 300) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
    std::ofstream(folder / "t", std::ios::binary) << flipped;
    auto table = FactTable::open(folder / "t");
    if (!table) {
      ++refused;
      continue;
    }
    std::vector<FactTable> one;
    one.push_back(std::move(*table));
    const FactTables tables(std::move(one));
    for (const auto& [key, value] : model.values) {
      if (shape_of(key.first).is_many) continue;
      const auto found = tables.value(key.first, key.second);
      ASSERT_TRUE(found ? *found == value : !tables.sound()) << "at " << at;
    }
    for (const auto& [key, value] : model.bytes) {
      const auto found = tables.bytes(key.first, key.second);
      ASSERT_TRUE(found ? *found == value : value.empty() || !tables.sound()) << "at " << at;
    }
    std::vector<FactTable> again;
    again.push_back(std::move(*FactTable::open(folder / "t")));
    ASSERT_FALSE(merged_facts(FactTables(std::move(again)), true, {})) << "at " << at;
  }
  EXPECT_GT(refused, 0);
  for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 100) {
    std::ofstream(folder / "t", std::ios::binary) << bytes.substr(0, size);
    EXPECT_FALSE(FactTable::open(folder / "t")) << "cut at " << size;
  }
  EXPECT_FALSE(FactTable::open(folder / "none"));
}

}  // namespace
}  // namespace dateline::indexer
