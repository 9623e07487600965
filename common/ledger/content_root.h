#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::ledger {

/// What an index holds, in 128 bits: the sum of a hash (XXH3-128) of each article's id and text hash. The
/// same for the same articles on every machine, in whatever order they came; an article more or less is added
/// or taken off.
struct ContentRoot {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  void add(std::uint64_t id, std::uint64_t text);
  void take_off(std::uint64_t id, std::uint64_t text);
  bool operator==(const ContentRoot&) const = default;
};

/// 32 hexadecimal digits.
std::string to_string(const ContentRoot& root);
/// Back from there; nullopt when it is none.
std::optional<ContentRoot> parse_content_root(std::string_view digits);
/// The first 12 of them: what exports and charts carry.
std::string token_of(const ContentRoot& root);

}  // namespace dateline::ledger
