#include "indexer/glass/table_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/indexer/glass/test_storage.h"

namespace dateline::indexer::glass {
namespace {

using namespace std::string_literals;
using Entries = std::map<std::string, std::string>;

struct Item {
  std::string key;
  std::size_t component = 0;
  std::uint32_t child = 0;  ///< in branches
  std::string piece;        ///< in leaves
  bool first = false;
  bool last = false;
  bool deflated = false;
};

/// Reads the blocks of a table as the description of the format has them, and checks what it can on the way.
class TableReader {
 public:
  TableReader(std::string bytes, const TableRoot& root) : bytes_(std::move(bytes)), root_(root) {}

  Entries entries() {
    Entries entries;
    if (root_.blocks == 0) return entries;
    EXPECT_EQ(bytes_.size(), std::size_t{root_.blocks} * kBlockBytes);
    std::vector<Item> items;
    walk(root_.root_block, root_.level, nullptr, nullptr, items);
    EXPECT_EQ(visited_.size(), root_.blocks) << "a block is not in the tree";
    EXPECT_TRUE(std::is_sorted(leaves_.begin(), leaves_.end()))
        << "the leaves are not in the order of the file";
    EXPECT_TRUE(items.front().key.empty() && items.front().piece.empty());
    std::size_t component = 0;
    for (std::size_t i = 1; i < items.size(); ++i) {
      const Item& item = items[i];
      EXPECT_EQ(item.component, item.first ? 1 : component + 1);
      if (item.first) {
        EXPECT_FALSE(entries.contains(item.key));
      }
      component = item.component;
      entries[item.key] += item.piece;
      EXPECT_EQ(item.last, i + 1 == items.size() || items[i + 1].first);
    }
    EXPECT_EQ(entries.size(), root_.entries);
    return entries;
  }

 private:
  std::size_t be16(std::size_t at) const {
    return static_cast<std::size_t>(static_cast<std::uint8_t>(bytes_.at(at)) << 8 |
                                    static_cast<std::uint8_t>(bytes_.at(at + 1)));
  }

  std::vector<Item> block_items(std::uint32_t block, std::uint32_t level) {
    const std::size_t begin = std::size_t{block} * kBlockBytes;
    EXPECT_EQ(be16(begin) << 16 | be16(begin + 2), 1U) << "revision";
    EXPECT_EQ(static_cast<std::uint8_t>(bytes_.at(begin + 4)), level);
    const std::size_t max_free = be16(begin + 5);
    const std::size_t directory_end = be16(begin + 9);
    std::size_t used = 0;
    std::vector<Item> items;
    for (std::size_t entry = 11; entry < directory_end; entry += 2) {
      const std::size_t offset = be16(begin + entry);
      EXPECT_GE(offset, directory_end + max_free);
      std::size_t at = begin + offset;
      Item item;
      std::size_t size = 0;
      if (level == 0) {
        const std::size_t info = be16(at);
        size = 3 + (info & 0x1FFF);
        item.deflated = (info >> 15 & 1) != 0;
        item.last = (info >> 14 & 1) != 0;
        item.first = (info >> 13 & 1) != 0;
        EXPECT_LE(size, kMaxItemBytes);
      } else {
        item.child = static_cast<std::uint32_t>(be16(at) << 16 | be16(at + 2));
      }
      const std::size_t end = at + size;
      at += level == 0 ? 2 : 4;
      const std::size_t key_bytes = static_cast<std::uint8_t>(bytes_.at(at++));
      item.key = bytes_.substr(at, key_bytes);
      at += key_bytes;
      item.component = 1;
      if (level > 0 || !item.first) {
        item.component = be16(at);
        at += 2;
      }
      if (level == 0) {
        item.piece = bytes_.substr(at, end - at);
      } else {
        size = 4 + 1 + key_bytes + 2;
      }
      used += size;
      items.push_back(item);
    }
    EXPECT_EQ(be16(begin + 7), kBlockBytes - directory_end - used) << "total free";
    return items;
  }

  /// Every key of the subtree is >= the divider on its left and < the one on its right.
  void walk(std::uint32_t block, std::uint32_t level, const Item* low, const Item* high,
            std::vector<Item>& out) {
    EXPECT_TRUE(visited_.insert(block).second) << "a block is used twice";
    const std::vector<Item> items = block_items(block, level);
    const auto order = [](const Item& i) { return std::pair(i.key, i.component); };
    if (level == 0) {
      leaves_.push_back(block);
      for (const Item& item : items) {
        if (!out.empty()) {
          EXPECT_LT(order(out.back()), order(item));
        }
        if (low != nullptr) {
          EXPECT_GE(order(item), order(*low));
        }
        if (high != nullptr) {
          EXPECT_LT(order(item), order(*high));
        }
        out.push_back(item);
      }
      return;
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      EXPECT_EQ(items[i].key.empty() && items[i].component == 0, i == 0);
      const Item* right = i + 1 < items.size() ? &items[i + 1] : high;
      if (i > 0 && right != nullptr) {
        EXPECT_LT(order(items[i]), order(*right));
      }
      walk(items[i].child, level - 1, i > 0 ? &items[i] : low, right, out);
    }
  }

  std::string bytes_;
  TableRoot root_;
  std::set<std::uint32_t> visited_;
  std::vector<std::uint32_t> leaves_;
};

struct Written {
  TableRoot root;
  std::string bytes;
};

Written write(const Entries& entries) {
  auto bytes = std::make_shared<std::string>();
  TableWriter writer(std::make_unique<testing::MemoryFile>(bytes));
  for (const auto& [key, tag] : entries) writer.add(key, tag, tag.size() % 2 == 1);
  const auto root = writer.finish();
  EXPECT_TRUE(root);
  return {*root, *bytes};
}

TEST(TableWriter, WritesNoBlockForNoEntry) {
  const Written written = write({});
  EXPECT_EQ(written.root, TableRoot());
  EXPECT_EQ(written.bytes, "");
}

TEST(TableWriter, WritesOneEntryIntoALeafThatIsTheRoot) {
  const Written written = write({{"key", "tags"}});
  EXPECT_EQ(written.root.level, 0U);
  EXPECT_EQ(written.root.blocks, 1U);
  ASSERT_EQ(written.bytes.size(), kBlockBytes);
  // Header: revision, level, free space twice, end of the directory; then two directory entries.
  EXPECT_EQ(written.bytes.substr(0, 15), "\0\0\0\1\0\x1F\xE4\x1F\xE4\0\x0F\x1F\xFD\x1F\xF3"s);
  EXPECT_EQ(written.bytes.substr(kBlockBytes - 13), "\x60\x07\x03keytags\x60\0\0"s);
}

TEST(TableWriter, WritesTreesThatHoldEveryEntryOnce) {
  std::set<std::uint32_t> levels;
  for (std::uint32_t seed = 1; seed <= 120; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    Entries entries;
    const std::size_t key_bytes = seed % 4 == 0 ? 255 : 1 + random() % 12;
    for (auto n = random() % (seed % 10 == 0 ? 60000 : 3000); n > 0; --n) {
      std::string key;
      for (auto size = seed % 3 == 0 ? key_bytes : 1 + random() % key_bytes; size > 0; --size) {
        key.push_back(size > 8 ? 'k'
                               : static_cast<char>(random() % (seed % 2 == 0 && seed % 10 != 0 ? 3 : 256)));
      }
      const auto shape = random() % 40;
      entries[key] = std::string(shape == 0   ? random() % 60000 * (seed % 10 == 0 ? 0 : 1)
                                 : shape < 10 ? random() % 3000
                                              : random() % 20,
                                 static_cast<char>('a' + random() % 26));
    }
    const Written written = write(entries);
    TableReader reader(written.bytes, written.root);
    ASSERT_TRUE(reader.entries() == entries);
    levels.insert(written.root.level);
  }
  EXPECT_GE(*levels.rbegin(), 3U) << "no tree was high enough to test branches of branches";
}

TEST(TableWriter, RefusesATagThatIsTooLong) {
  // A piece is at most an item, and there are 65535: with a key of 255 bytes under 117 MB.
  auto bytes = std::make_shared<std::string>();
  TableWriter writer(std::make_unique<testing::MemoryFile>(bytes));
  writer.add(std::string(255, 'k'), std::string(std::size_t{125} << 20, 'x'));
  const auto root = writer.finish();
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().kind, ErrorKind::kInput);
}

TEST(TableWriter, ReturnsTheErrorOfTheFileAtTheEnd) {
  testing::FullDisk disk(3 * kBlockBytes);
  auto file = disk.create_scratch(std::filesystem::temp_directory_path());
  ASSERT_TRUE(file);
  TableWriter writer(std::move(*file));
  for (int i = 0; i < 300; ++i) writer.add("key" + std::to_string(1000 + i), std::string(200, 't'));
  const auto root = writer.finish();
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().kind, ErrorKind::kSystem);
}

}  // namespace
}  // namespace dateline::indexer::glass
