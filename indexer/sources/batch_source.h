#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/sources/inputs.h"

namespace dateline::indexer {

/// A piece of the input that one worker reads: either the names of small files, or a run of whole lines.
struct Batch {
  Format format = Format::kText;
  std::vector<std::string> files;  ///< captures: read by the worker
  Origin first;                    ///< kJsonl: file and number of the first line; standard input: "-"
  std::string_view lines;  ///< kJsonl: whole lines; a capture from standard input; lives as long as `owner`
  std::shared_ptr<const void> owner;
  std::vector<Reject> rejects;  ///< found while cutting
  std::uint64_t bytes = 0;
};

/// Hands out the input piece by piece, in its order. Not thread-safe: workers take turns.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  virtual std::optional<Batch> next() = 0;
};

/// Over files on disk; "-" reads `standard_input`. Files are mapped, not loaded.
std::unique_ptr<BatchSource> make_file_source(InputList inputs, std::istream& standard_input);

}  // namespace dateline::indexer
