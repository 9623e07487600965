#pragma once

#include <cstddef>
#include <filesystem>

#include "indexer/writer/timings.h"

namespace dateline::indexer {

/// How a bulk build is done.
struct BulkOptions {
  /// Folder of the new database: made when missing; holds no database yet. Other files in it are left alone.
  std::filesystem::path directory;
  /// Folder for scratch files, made when missing, on a disk with room for about the size of the index. The
  /// files have no names, so nothing is left behind even by a crash.
  std::filesystem::path scratch;
  std::size_t memory_bytes = std::size_t{512} << 20;  ///< of all workers; from 256 KiB, held to from 64 MiB
  int workers = 1;                                    ///< threads that may call add(); 1..256
  bool verify = true;                                 ///< check the database before finish() returns
  int deflate_level = 1;                              ///< of term lists: see glass::Deflater
  Clocks clocks;  ///< when given, BuildCounts say where the time of finish() went
};

}  // namespace dateline::indexer
