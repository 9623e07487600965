#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace dateline::index {

/// What stored articles have in common, made of articles of the build: it makes short texts half as long
/// as compression on their own does. A state file of the index. While more articles are seen, better ones may
/// follow: then it holds all of them, packs with the last and unpacks with any. Immutable, so it may be
/// shared between threads.
class StoredDictionary {
 public:
  /// Up to kMaxBytes of the samples, in their order. Null when they are too few for a dictionary. The
  /// same samples give the same dictionary.
  static std::shared_ptr<const StoredDictionary> make(std::span<const std::string> samples);
  /// This one, and for packing from now on another of up to kMaxBytes, chosen from hundreds or thousands of
  /// samples. Null when they are too few for that. The same samples give the same dictionary. Takes about 10
  /// ms for each megabyte of them.
  std::shared_ptr<const StoredDictionary> with_better(std::span<const std::string> samples) const;
  /// An Index error when the bytes are no dictionary.
  static Result<std::shared_ptr<const StoredDictionary>> load(std::string_view bytes);

  static constexpr std::size_t kMaxBytes = std::size_t{110} << 10;

  ~StoredDictionary();
  StoredDictionary(const StoredDictionary&) = delete;
  StoredDictionary& operator=(const StoredDictionary&) = delete;

  /// What load() takes.
  std::string bytes() const;

 private:
  friend class DataPacker;
  friend Result<std::string> unpack_data(std::string_view packed, const StoredDictionary* dictionary,
                                         std::size_t most);
  struct One;
  struct IdleContexts;

  explicit StoredDictionary(std::vector<std::shared_ptr<One>> all);
  One* find(unsigned id) const;

  std::vector<std::shared_ptr<One>> all_;  ///< never empty; their ids differ
  std::unique_ptr<IdleContexts> idle_;
};

/// Packs stored data as a frame of zstd. One per thread; reused, it stops allocating.
class DataPacker {
 public:
  /// Without a dictionary when that is null.
  explicit DataPacker(std::shared_ptr<const StoredDictionary> dictionary = nullptr);
  ~DataPacker();
  DataPacker(DataPacker&&) noexcept;
  DataPacker& operator=(DataPacker&&) noexcept;

  /// The frame, with a checksum of `data`, even where it is longer than they are. The view lives until the
  /// next call; it is empty when packing failed. The same data and dictionary give the same bytes.
  std::string_view pack(std::string_view data);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  std::shared_ptr<const StoredDictionary> dictionary_;
  std::string out_;
};

/// Whether `data` begin as a frame does.
bool is_packed(std::string_view data);

/// As long as what is packed may be.
inline constexpr std::size_t kMaxUnpacked = std::size_t{1} << 30;

/// What pack() was given, `most` bytes or fewer. An Index error when the frame is damaged, as its checksum
/// tells, or needs another dictionary.
Result<std::string> unpack_data(std::string_view packed, const StoredDictionary* dictionary,
                                std::size_t most = kMaxUnpacked);

}  // namespace dateline::index
