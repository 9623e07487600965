#include "indexer/ledger/repeated_text.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "common/ledger/compared_form.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kPieceBytes = 9;  // letters of a word or two, or three signs
constexpr double kMostInCommon = 0.4;
constexpr std::size_t kMostBytes = std::size_t{64} << 10;
constexpr std::size_t kMostTexts = 50;  // of many addresses some will do

/// Hashes of all pieces of a text, whatever its script; ascending, each once.
std::vector<std::uint64_t> pieces_of(std::string_view text) {
  const std::string form = ledger::compared_form(text.substr(0, kMostBytes));
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i + kPieceBytes <= form.size(); ++i)
    out.push_back(XXH3_64bits(form.data() + i, kPieceBytes));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Whether the shorter one is for the most part not in the longer one.
bool say_otherwise(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t common = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++common;
    const bool next_a = *i <= *j;
    const bool next_b = *j <= *i;
    i += next_a ? 1 : 0;
    j += next_b ? 1 : 0;
  }
  const std::size_t shorter = std::min(a.size(), b.size());
  return shorter > 0 && static_cast<double>(common) < kMostInCommon * static_cast<double>(shorter);
}

}  // namespace

bool replaces_articles(std::string_view text, std::span<const std::string> earlier, bool is_known) {
  const std::size_t enough = is_known ? 1 : kAddressesOfErrorPage;
  const std::vector<std::uint64_t> pieces = pieces_of(text);
  std::vector<std::vector<std::uint64_t>> others;  // none like another
  for (const std::string& one : earlier.first(std::min(earlier.size(), kMostTexts))) {
    std::vector<std::uint64_t> its_own = pieces_of(one);
    const bool differs = say_otherwise(pieces, its_own) &&
                         std::all_of(others.begin(), others.end(),
                                     [&](const auto& other) { return say_otherwise(other, its_own); });
    if (differs) others.push_back(std::move(its_own));
    if (others.size() >= enough) return true;
  }
  return false;
}

}  // namespace dateline::indexer
