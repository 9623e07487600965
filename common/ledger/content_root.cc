#include "common/ledger/content_root.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <charconv>

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

std::optional<ContentRoot> parse_content_root(std::string_view digits) {
  constexpr std::size_t kHalf = 16;
  if (digits.size() != 2 * kHalf) return std::nullopt;
  const auto number = [](std::string_view text, std::uint64_t& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, 16);
    return error == std::errc() && end == text.data() + text.size();
  };
  ContentRoot out;
  if (!number(digits.substr(0, kHalf), out.high) || !number(digits.substr(kHalf), out.low))
    return std::nullopt;
  return out;
}

std::string token_of(const ContentRoot& root) { return to_string(root).substr(0, 12); }

}  // namespace dateline::ledger
