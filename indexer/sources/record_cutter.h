#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/sources/cutters.h"

namespace dateline::indexer {

/// The head of a record of a web archive, which tells how long the block behind it is.
struct RecordHead {
  std::size_t bytes = 0;     ///< of the head
  std::uint64_t length = 0;  ///< of the block, as written: any number
  std::string skipped;       ///< why the record holds no capture, for counting; empty: it may hold one
};

/// What is special to a kind of web archive. All functions are pure.
struct RecordFormat {
  Format format;
  std::size_t max_head;  ///< the longest head that is believed, in bytes; at most 64 KiB
  std::size_t behind;    ///< so many bytes behind a block are looked at

  /// The head at the beginning of `bytes`; nullopt where there is none or not a whole one.
  std::optional<RecordHead> (*head)(std::string_view bytes);
  /// What is wrong with `bytes`, at the beginning of which there is no head.
  std::string_view (*fault)(std::string_view bytes);
  /// The first line from `from` on that begins a record, or npos. Linear.
  std::size_t (*find)(std::string_view bytes, std::size_t from);
  /// Whether the bytes behind a block are as they should be, if the length of the block is right.
  bool (*sound_behind)(std::string_view bytes);
};

/// Cuts a web archive record by record into batches. Where a head is damaged or a length is wrong, that is
/// told, and reading goes on at the next line that begins a record. A record longer than 32 MiB is rejected.
/// `format` outlives the cutter.
std::unique_ptr<Cutter> cut_records(const RecordFormat& format, std::unique_ptr<BufferedStream> stream,
                                    std::string path);

}  // namespace dateline::indexer
