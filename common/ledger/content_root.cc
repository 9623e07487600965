#include "common/ledger/content_root.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

namespace dateline::ledger {
namespace {

XXH128_hash_t hash_of(std::uint64_t id, std::uint64_t text) {
  const std::uint64_t both[2] = {id, text};
  return XXH3_128bits(both, sizeof both);
}

}  // namespace

void ContentRoot::add(std::uint64_t id, std::uint64_t text) {
  const XXH128_hash_t hash = hash_of(id, text);
  low += hash.low64;
  high += hash.high64;
}

void ContentRoot::take_off(std::uint64_t id, std::uint64_t text) {
  const XXH128_hash_t hash = hash_of(id, text);
  low -= hash.low64;
  high -= hash.high64;
}

std::string to_string(const ContentRoot& root) { return fmt::format("{:016x}{:016x}", root.high, root.low); }
std::string token_of(const ContentRoot& root) { return to_string(root).substr(0, 12); }

}  // namespace dateline::ledger
