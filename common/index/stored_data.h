#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/result.h"

namespace dateline::index {

/// What stored articles have in common, made of the first ones of a build: it makes short texts half as long
/// as compression on their own does. Stands in the metadata of the database. Immutable, so it may be shared
/// between threads.
class StoredDictionary {
 public:
  /// At most 112,640 bytes of the samples, in their order. Null when they are too few for a dictionary. The
  /// same samples give the same dictionary.
  static std::shared_ptr<const StoredDictionary> make(std::span<const std::string> samples);
  /// An Index error when the bytes are no dictionary.
  static Result<std::shared_ptr<const StoredDictionary>> load(std::string bytes);

  ~StoredDictionary();
  StoredDictionary(const StoredDictionary&) = delete;
  StoredDictionary& operator=(const StoredDictionary&) = delete;

  const std::string& bytes() const { return bytes_; }

 private:
  friend class DataPacker;
  friend Result<std::string> unpack_data(std::string_view packed, const StoredDictionary* dictionary);
  struct Digested;

  explicit StoredDictionary(std::string bytes);

  std::string bytes_;
  std::unique_ptr<Digested> digested_;
};

/// Packs stored data as a frame of zstd. One per thread; reused, it stops allocating.
class DataPacker {
 public:
  /// Without a dictionary when that is null.
  explicit DataPacker(std::shared_ptr<const StoredDictionary> dictionary = nullptr);
  ~DataPacker();
  DataPacker(DataPacker&&) noexcept;
  DataPacker& operator=(DataPacker&&) noexcept;

  /// The frame when it is shorter than `data`, else an empty view: `data` stay as they are. The view lives
  /// until the next call. The same data and dictionary give the same bytes.
  std::string_view pack(std::string_view data);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  std::shared_ptr<const StoredDictionary> dictionary_;
  std::string out_;
};

/// Whether `data` begin as a frame does.
bool is_packed(std::string_view data);

/// What pack() was given, at most 1 GiB. An Index error when the frame is damaged or needs another
/// dictionary.
Result<std::string> unpack_data(std::string_view packed, const StoredDictionary* dictionary);

}  // namespace dateline::index
