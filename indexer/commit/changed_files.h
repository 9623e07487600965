#pragma once

#include <cstdint>
#include <vector>

#include "indexer/identity/input_files.h"
#include "indexer/sources/inputs.h"

namespace dateline::indexer {

/// The files among some inputs that must be read, and which known ones have changed.
struct ChangedFiles {
  std::vector<InputFile> read;
  std::vector<bool> withdrawn;  ///< by number of the file: what it contributed is taken back
  std::uint64_t unchanged = 0;
  std::uint64_t changed = 0;
  std::uint64_t bytes = 0;  ///< of those to be read
};

/// A file of the size and time, or of the hash, that it had when it was read with the same options is not
/// read again; its time is noted in `files`.
ChangedFiles changed_files(const std::vector<InputFile>& inputs, std::uint64_t reading, InputFiles& files);

}  // namespace dateline::indexer
