#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

/// What may happen to a file of an index on its disk.
namespace dateline::testing {

enum class Hurt { kFlipped, kCut, kTakenOut, kExchanged, kGone, kEmptied, kForeign };
const char* name(Hurt hurt);

/// One file and what happens to it, in the region from `begin` to before `end` where it is not all of it.
struct DamageCase {
  std::string file;  ///< from the folder of the index
  Hurt hurt = Hurt::kFlipped;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// For each file of the index: `regions` regions of about the same size, of which each is flipped (one bit),
/// cut off with what follows, taken out, and exchanged with the same bytes of the same file of another index;
/// and the whole file gone, emptied, and that of the other index. Locks are no part of an index.
std::vector<DamageCase> damage_cases(const std::filesystem::path& idx, std::size_t regions);

/// The bytes after that; nullopt: there is no file any more. `foreign` is the file of the other index, empty
/// when there is none.
std::optional<std::string> damaged(const DamageCase& one, std::string bytes, const std::string& foreign,
                                   std::mt19937_64& random);

}  // namespace dateline::testing
