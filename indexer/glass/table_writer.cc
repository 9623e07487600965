#include "indexer/glass/table_writer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

constexpr std::uint32_t kRevision = 1;
constexpr std::size_t kDirectoryEntry = 2;
constexpr std::size_t kMaxComponents = 0xFFFF;
constexpr std::size_t kMaxBlocks = 0xFFFFFFFE;
constexpr std::size_t kFileBuffer = std::size_t{1} << 20;
constexpr unsigned kDeflatedBit = 1U << 15;
constexpr unsigned kLastBit = 1U << 14;
constexpr unsigned kFirstBit = 1U << 13;

}  // namespace

char* TableWriter::Block::add_item(std::size_t size) {
  items_begin_ -= size;
  put_be16(bytes_.data() + directory_end_, items_begin_);
  directory_end_ += kDirectoryEntry;
  return bytes_.data() + items_begin_;
}

std::string_view TableWriter::Block::seal(std::uint32_t level) {
  std::memset(bytes_.data() + directory_end_, 0, free_bytes());
  put_be32(bytes_.data(), kRevision);
  bytes_[4] = static_cast<char>(level);
  put_be16(bytes_.data() + 5, free_bytes());
  put_be16(bytes_.data() + 7, free_bytes());
  put_be16(bytes_.data() + 9, directory_end_);
  return {bytes_.data(), kBlockBytes};
}

TableWriter::TableWriter(std::unique_ptr<File> file) : out_(std::move(file), kFileBuffer) {}

void TableWriter::add(std::string_view key, std::string_view tag, bool deflated) {
  if (levels_.empty()) {
    // Every table begins with an item that has neither key nor tag: the left end of all searches.
    levels_.push_back(std::make_unique<Level>());
    add_leaf_item({}, 1, {}, true, true, false);
  }
  ++root_.entries;
  // Cutting a tag to fill a block costs a second key and a second block for the reader, so small gaps stay
  // empty.
  const std::size_t worthwhile_piece = key.size() + 34;
  std::size_t component = 1;
  while (component <= kMaxComponents) {
    const bool first = component == 1;
    const std::size_t header = 3 + key.size() + (first ? 0 : 2);
    const std::size_t free = levels_[0]->block.free_bytes();
    const std::size_t room = std::min(kMaxItemBytes, free > kDirectoryEntry ? free - kDirectoryEntry : 0);
    if (header + tag.size() <= room) {
      add_leaf_item(key, component, tag, first, true, deflated);
      last_key_.assign(key);
      return;
    }
    if (room < header + worthwhile_piece) {
      start_leaf(key, component);
      continue;
    }
    const std::string_view piece = tag.substr(0, room - header);
    tag.remove_prefix(piece.size());
    add_leaf_item(key, component, piece, first, false, deflated);
    ++component;
  }
  too_large_ = true;
}

void TableWriter::add_leaf_item(std::string_view key, std::size_t component, std::string_view piece,
                                bool first, bool last, bool deflated) {
  const std::size_t size = 3 + key.size() + (first ? 0 : 2) + piece.size();
  char* at = levels_[0]->block.add_item(size);
  put_be16(at, (size - 3) | (deflated ? kDeflatedBit : 0) | (last ? kLastBit : 0) | (first ? kFirstBit : 0));
  at[2] = static_cast<char>(key.size());
  at += 3;
  if (!key.empty()) std::memcpy(at, key.data(), key.size());
  at += key.size();
  if (!first) {
    put_be16(at, component);
    at += 2;
  }
  if (!piece.empty()) std::memcpy(at, piece.data(), piece.size());
}

void TableWriter::start_leaf(std::string_view key, std::size_t component) {
  Level& leaf = *levels_[0];
  add_branch(1, leaf.divider, write_block(leaf.block, 0));
  leaf.block.clear();
  leaf.divider.component = component;
  if (component > 1) {
    leaf.divider.key.assign(key);  // the same key on both sides: the whole key and the component divide
    return;
  }
  const auto differ = std::mismatch(key.begin(), key.end(), last_key_.begin(), last_key_.end()).first;
  leaf.divider.key.assign(key.begin(), differ == key.end() ? differ : differ + 1);
}

std::uint32_t TableWriter::write_block(Block& block, std::uint32_t level) {
  if (root_.blocks >= kMaxBlocks) {
    too_large_ = true;
    return 0;
  }
  const std::string_view bytes = block.seal(level);
  hash_ = XXH3_64bits_withSeed(bytes.data(), bytes.size(), hash_);
  out_.append(bytes);
  return root_.blocks++;
}

void TableWriter::add_branch(std::size_t level, const Divider& divider, std::uint32_t child) {
  if (levels_.size() == level) levels_.push_back(std::make_unique<Level>());
  Level& branch = *levels_[level];
  const std::size_t size = 4 + 1 + divider.key.size() + 2;
  if (branch.block.free_bytes() < size + kDirectoryEntry) {
    add_branch(level + 1, branch.divider, write_block(branch.block, static_cast<std::uint32_t>(level)));
    branch.block.clear();
  }
  const bool first = branch.block.empty();
  if (first) branch.divider = divider;
  // The key of a block's first child is never compared: it moves up whole and stays behind empty.
  const std::string_view key = first ? std::string_view() : std::string_view(divider.key);
  char* at = branch.block.add_item(4 + 1 + key.size() + 2);
  put_be32(at, child);
  at[4] = static_cast<char>(key.size());
  if (!key.empty()) std::memcpy(at + 5, key.data(), key.size());
  put_be16(at + 5 + key.size(), first ? 0 : divider.component);
}

Result<TableRoot> TableWriter::finish() {
  if (!levels_.empty()) {
    for (std::size_t level = 0;; ++level) {
      // add_branch may grow levels_, so its size is read anew: the topmost block becomes the root.
      const std::uint32_t block = write_block(levels_[level]->block, static_cast<std::uint32_t>(level));
      if (level + 1 == levels_.size()) {
        root_.root_block = block;
        root_.level = static_cast<std::uint32_t>(level);
        break;
      }
      add_branch(level + 1, levels_[level]->divider, block);
    }
    levels_.clear();
  }
  root_.content_hash = hash_;
  if (const Status flushed = out_.flush(); !flushed) return fail(flushed.error());
  if (too_large_) {
    return fail(ErrorKind::kInput,
                "a table of the index has outgrown its format: a tag over 65535 pieces or 2^32 blocks",
                "build several smaller indexes");
  }
  return root_;
}

}  // namespace dateline::indexer::glass
