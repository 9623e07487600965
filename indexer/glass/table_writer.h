#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/glass/storage.h"

namespace dateline::indexer::glass {

inline constexpr std::size_t kBlockBytes = 8192;
/// The largest item an updating writer makes: four fit in a block. Larger ones would break its block splits.
inline constexpr std::size_t kMaxItemBytes = (kBlockBytes - 11 - 4 * 2) / 4;

/// What `iamglass` says of one table.
struct TableRoot {
  std::uint32_t root_block = 0;
  std::uint32_t level = 0;         ///< 0: the root is a leaf
  std::uint64_t entries = 0;       ///< distinct keys; 0: the table has no blocks at all
  std::uint32_t blocks = 0;        ///< in the file
  std::uint64_t content_hash = 0;  ///< of all blocks in order; 0 when empty

  bool operator==(const TableRoot&) const = default;
};

/// Writes one B-tree table bottom-up: leaves in key order as they fill, a branch block when it is full, the
/// root last; so the file is written once from front to end, and its "sequential" flag is true. The first
/// error of the file sticks and is returned by finish(). Memory: a block a level and the file's buffer. Not
/// thread-safe.
class TableWriter {
 public:
  explicit TableWriter(std::unique_ptr<File> file);

  /// One entry. `key` is 1..255 bytes and greater than every key before; `tag` any length up to 65,535 pieces
  /// of an item each (about 130 MB). `deflated`: the tag is a raw deflate stream that readers are to inflate.
  void add(std::string_view key, std::string_view tag, bool deflated = false);

  /// Writes what is open, and waits until the file has it (not the disk: that is sync()).
  Result<TableRoot> finish();
  Status sync() { return out_.file().sync(); }
  std::uint64_t bytes() const { return out_.size(); }

 private:
  /// A block that fills from both ends: the directory upwards, the items downwards.
  class Block {
   public:
    Block() { clear(); }
    void clear() {
      directory_end_ = kHeaderBytes;
      items_begin_ = kBlockBytes;
    }
    std::size_t free_bytes() const { return items_begin_ - directory_end_; }
    bool empty() const { return directory_end_ == kHeaderBytes; }
    /// Room for an item of `size` bytes with its directory entry; the caller knows that it fits.
    char* add_item(std::size_t size);
    /// The finished block with its header.
    std::string_view seal(std::uint32_t level);

   private:
    static constexpr std::size_t kHeaderBytes = 11;
    std::size_t directory_end_;
    std::size_t items_begin_;
    std::array<char, kBlockBytes> bytes_{};
  };

  /// The shortest key that divides a block from the one on its left, and the component it begins with.
  struct Divider {
    std::string key;
    std::size_t component = 0;
  };

  struct Level {
    Block block;
    Divider divider;  ///< of `block` in its parent
  };

  void add_leaf_item(std::string_view key, std::size_t component, std::string_view piece, bool first,
                     bool last, bool deflated);
  void start_leaf(std::string_view key, std::size_t component);
  std::uint32_t write_block(Block& block, std::uint32_t level);
  void add_branch(std::size_t level, const Divider& divider, std::uint32_t child);

  BufferedWriter out_;
  TableRoot root_;
  std::vector<std::unique_ptr<Level>> levels_;  ///< 0 is the open leaf
  std::string last_key_;                        ///< of the open or last leaf
  std::uint64_t hash_ = 0;
  bool too_large_ = false;
};

}  // namespace dateline::indexer::glass
