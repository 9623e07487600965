#include "common/ledger/files_to_keep.h"

namespace dateline::ledger {
namespace {

constexpr std::uint64_t kGrowth = 2;
/// A file that is larger stays as it is.
constexpr std::uint64_t kMostToWriteAgain = std::uint64_t{16} << 20;

}  // namespace

std::size_t files_to_keep(std::span<const index::FileInfo> files, std::uint64_t incoming) {
  std::size_t kept = files.size();
  for (std::uint64_t behind = incoming; kept > 0; --kept) {
    const std::uint64_t bytes = files[kept - 1].bytes;
    if (bytes > kGrowth * behind || bytes > kMostToWriteAgain) break;
    behind += bytes;
  }
  return kept;
}

}  // namespace dateline::ledger
