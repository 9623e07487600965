#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/sources/format.h"
#include "indexer/sources/inputs.h"
#include "indexer/sources/unpack.h"

namespace dateline::indexer {

/// Longer captures are rejected, with this reason and remedy.
inline constexpr std::size_t kMaxCaptureBytes = 32 * 1024 * 1024;
inline constexpr std::string_view kTooLong = "the capture is longer than 32 MiB";
inline constexpr std::string_view kTooLongRemedy = "cut what is no page out of it";

/// One capture, or one record of a WARC file, in memory.
struct Capture {
  Origin origin;
  Format format = Format::kText;
  std::string bytes;
};

/// A piece of the input that one worker reads: names of small files, captures that were unpacked, or a run of
/// whole lines or rows.
struct Batch {
  Format format = Format::kText;   ///< of `lines`
  std::vector<std::string> files;  ///< captures on disk, perhaps compressed: read by the worker
  std::optional<Format> read_as;   ///< of `files`, as the caller said; nullopt: their bytes decide
  std::vector<Capture> captures;
  Origin first;            ///< of `lines`: the file and the number of the first line
  std::string_view lines;  ///< kJsonl: whole lines; kCsv: whole rows; lives as long as `owner`
  std::shared_ptr<const void> owner;
  std::shared_ptr<const std::string> csv_header;  ///< kCsv: the first line of the file
  std::vector<Reject> rejects;                    ///< found while cutting
  SkipCounts skipped;                             ///< left out while cutting, by reason
  std::uint64_t bytes = 0;                        ///< of captures and lines, unpacked
  std::uint64_t file_bytes = 0;                   ///< read from disk or standard input for it, for progress
};

/// Hands out the input piece by piece, in its order. Not thread-safe: workers take turns.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  virtual std::optional<Batch> next() = 0;
};

/// Over files on disk, what is packed in them included; "-" reads `standard_input`. Members of archives come
/// in the order of the archive, as `archive.tar.gz!folder/page.html`. Memory: one batch, or the largest
/// capture (32 MiB at most; longer ones are rejected). Damage, an early end and what passes the limits are
/// rejects; what was read before them stays.
std::unique_ptr<BatchSource> make_file_source(InputList inputs, std::istream& standard_input,
                                              const UnpackLimits& limits = {});

}  // namespace dateline::indexer
