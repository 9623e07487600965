#include "indexer/build/grouping/near_groups.h"

#include <algorithm>
#include <array>

namespace dateline::indexer {
namespace {

/// Days before and after that are looked up; `nearly_same` decides.
constexpr std::int32_t kDaysAround = 3;
/// Slots of one key. Where thousands of texts share a key they are no copies of each other but have a common
/// beginning, and one is found by its other keys.
constexpr int kMostOfOneKey = 24;

std::uint64_t scramble(std::uint64_t x) {
  x ^= x >> 31;
  x *= 0x7FB5D329728EA185ULL;
  x ^= x >> 27;
  x *= 0x81DADEF4BC2DD44DULL;
  return x ^ (x >> 33);
}

std::uint64_t day_key(const Fingerprint& text, std::size_t quarter, std::int32_t day) {
  return scramble((std::uint64_t{text.minima[quarter]} << 32 | static_cast<std::uint32_t>(day)) ^ quarter
                                                                                                      << 13);
}

/// A key without a day, for texts nearly alike of which one has no date.
std::uint64_t dayless_key(const Fingerprint& text) {
  return scramble((std::uint64_t{text.minima[0]} << 32 | text.minima[1]) ^ 0x5DEECE66DULL);
}

bool has_words(const Fingerprint& text) {
  return std::size_t{text.plain_words} + text.fact_words >= NearGroups::kLeastWords;
}

}  // namespace

std::optional<std::uint32_t> NearGroups::find(const Fingerprint& text) const {
  if (slots_.empty() || !has_words(text)) return std::nullopt;
  const std::size_t mask = slots_.size() - 1;
  std::array<std::uint32_t, 64> tried{};
  std::size_t tries = 0;
  std::optional<std::uint32_t> best;
  double nearest = 0;
  std::uint32_t best_leader = 0;
  const auto look = [&](std::uint64_t key) {
    const auto tag = static_cast<std::uint32_t>(key >> 32);
    for (std::size_t at = key & mask; slots_[at].leader != 0; at = (at + 1) & mask) {
      const std::uint32_t number = slots_[at].leader;
      if (slots_[at].tag != tag) continue;
      if (std::find(tried.begin(), tried.begin() + static_cast<std::ptrdiff_t>(std::min(tries, tried.size())),
                    number) != tried.begin() + static_cast<std::ptrdiff_t>(std::min(tries, tried.size()))) {
        continue;
      }
      tried[tries++ % tried.size()] = number;
      const Leader& leader = leaders_[number - 1];
      if (!nearly_same(leader.text, text)) continue;
      const double far = distance(leader.text, text);
      if (best && (far > nearest || (far == nearest && number >= best_leader))) continue;
      best = leader.number;
      best_leader = number;
      nearest = far;
    }
  };
  const bool dated = text.day != Fingerprint::kNoDay;
  const std::int32_t around = dated ? kDaysAround : 0;
  for (std::size_t quarter = 0; quarter < kMinima; ++quarter) {
    for (std::int32_t days = -around; days <= around; ++days) look(day_key(text, quarter, text.day + days));
  }
  if (!best) look(dayless_key(text));
  return best;
}

void NearGroups::add(const Fingerprint& text, std::uint32_t number) {
  if (!has_words(text)) return;
  leaders_.push_back({text, number});
  const auto leader = static_cast<std::uint32_t>(leaders_.size());
  if ((used_ + kMinima + 1) * 4 > slots_.size() * 3) return grow();
  for (std::size_t quarter = 0; quarter < kMinima; ++quarter)
    insert(day_key(text, quarter, text.day), leader);
  insert(dayless_key(text), leader);
}

void NearGroups::insert(std::uint64_t key, std::uint32_t leader) {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(key >> 32);
  int same = 0;
  std::size_t at = key & mask;
  for (; slots_[at].leader != 0; at = (at + 1) & mask) {
    if (slots_[at].tag == tag && ++same == kMostOfOneKey) return;
  }
  slots_[at] = {tag, leader};
  ++used_;
}

/// Makes the table twice as large and puts all leaders in again, in their order.
void NearGroups::grow() {
  slots_.assign(std::max<std::size_t>(slots_.size() * 2, 1024), {});
  used_ = 0;
  for (std::size_t i = 0; i < leaders_.size(); ++i) {
    const Fingerprint& text = leaders_[i].text;
    const auto leader = static_cast<std::uint32_t>(i + 1);
    for (std::size_t quarter = 0; quarter < kMinima; ++quarter)
      insert(day_key(text, quarter, text.day), leader);
    insert(dayless_key(text), leader);
  }
}

}  // namespace dateline::indexer
