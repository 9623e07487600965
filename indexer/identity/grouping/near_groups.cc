#include "indexer/identity/grouping/near_groups.h"

#include <algorithm>
#include <array>
#include <span>

namespace dateline::indexer {
namespace {

/// Days before and after that are looked up; `nearly_same` decides.
constexpr std::int32_t kDaysAround = 3;
/// Slots of one key. Where thousands of texts share a key they are no copies of each other but have a common
/// beginning, and one is found by its other keys.
constexpr int kMaxOfOneKey = 24;

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
  return std::size_t{text.plain_words} + text.fact_words >= NearGroups::kMinWords;
}

}  // namespace

std::optional<std::uint32_t> NearGroups::find(const Fingerprint& text) {
  if ((slots_.empty() && earlier_ == nullptr) || !has_words(text)) return std::nullopt;
  // Table and leaders are larger than the cache: all places are asked for before the first is looked at.
  const std::int32_t around = text.day != Fingerprint::kNoDay ? kDaysAround : 0;
  std::array<std::uint64_t, kMinima*(2 * kDaysAround + 1)> keys{};
  std::size_t count = 0;
  for (std::size_t quarter = 0; quarter < kMinima; ++quarter) {
    for (std::int32_t days = -around; days <= around; ++days) {
      const std::uint64_t key = day_key(text, quarter, text.day + days);
      if (!slots_.empty()) __builtin_prefetch(&slots_[key & (slots_.size() - 1)]);
      keys[count++] = key;
    }
  }
  ++finds_;
  candidates_.clear();
  for (const std::uint64_t key : std::span(keys).first(count)) add_candidates(key);
  if (const auto found = nearest_candidate(text)) return found;
  candidates_.clear();
  add_candidates(dayless_key(text));
  return nearest_candidate(text);
}

void NearGroups::add_candidates(std::uint64_t key) {
  const auto tag = static_cast<std::uint32_t>(key >> 32);
  if (earlier_ != nullptr) {
    for (const std::uint32_t number : earlier_->with_key(tag)) {
      if (const std::uint32_t leader = earlier_leader(number); leader != 0) candidates_.push_back(leader);
    }
  }
  if (slots_.empty()) return;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = key & mask; slots_[at].leader != 0; at = (at + 1) & mask) {
    if (slots_[at].tag != tag) continue;
    __builtin_prefetch(&leaders_[slots_[at].leader - 1]);
    candidates_.push_back(slots_[at].leader);
  }
}

std::optional<std::uint32_t> NearGroups::nearest_candidate(const Fingerprint& text) {
  const Leader* best = nullptr;
  double nearest = 0;
  for (const std::uint32_t number : candidates_) {
    Leader& leader = leaders_[number - 1];
    if (leader.last_find == finds_) continue;  // it has been looked at under another key
    leader.last_find = finds_;
    if (!nearly_same(leader.text, text)) continue;
    const double far = distance(leader.text, text);
    if (best != nullptr && (far > nearest || (far == nearest && leader.number > best->number))) continue;
    best = &leader;
    nearest = far;
  }
  if (best == nullptr) return std::nullopt;
  return best->number;
}

void NearGroups::add(const Fingerprint& text, std::uint32_t number) {
  if (!has_words(text)) return;
  leaders_.push_back({text, number, 0, false});
  const auto leader = static_cast<std::uint32_t>(leaders_.size());
  if ((used_ + kMinima + 1) * 4 > slots_.size() * 3) return grow();
  for (std::size_t quarter = 0; quarter < kMinima; ++quarter)
    insert(day_key(text, quarter, text.day), leader);
  insert(dayless_key(text), leader);
}

/// The place among the leaders of an earlier text, 1-based; 0 where it is gone.
std::uint32_t NearGroups::earlier_leader(std::uint32_t number) {
  const auto [known, is_new] = earlier_leaders_.try_emplace(number, 0);
  if (!is_new) return known->second;
  const std::optional<Fingerprint> text = earlier_->text(number);
  if (!text) return 0;
  leaders_.push_back({*text, number, 0, true});
  known->second = static_cast<std::uint32_t>(leaders_.size());
  return known->second;
}

/// How many earlier texts have a key.
std::size_t NearGroups::earlier_with(std::uint64_t key) {
  if (earlier_ == nullptr) return 0;
  std::size_t count = 0;
  for (const std::uint32_t number : earlier_->with_key(static_cast<std::uint32_t>(key >> 32)))
    count += earlier_leader(number) != 0 ? 1 : 0;
  return count;
}

void NearGroups::insert(std::uint64_t key, std::uint32_t leader) {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(key >> 32);
  auto same = static_cast<int>(earlier_with(key));
  if (same >= kMaxOfOneKey) return;
  std::size_t at = key & mask;
  for (; slots_[at].leader != 0; at = (at + 1) & mask) {
    if (slots_[at].tag == tag && ++same == kMaxOfOneKey) return;
  }
  slots_[at] = {tag, leader};
  ++used_;
}

/// Makes the table twice as large and puts all leaders in again, in their order.
void NearGroups::grow() {
  slots_.assign(std::max<std::size_t>(slots_.size() * 2, 1024), {});
  used_ = 0;
  for (std::size_t i = 0; i < leaders_.size(); ++i) {
    if (leaders_[i].is_earlier) continue;
    const Fingerprint text = leaders_[i].text;  // more may be added meanwhile
    const auto leader = static_cast<std::uint32_t>(i + 1);
    for (std::size_t quarter = 0; quarter < kMinima; ++quarter)
      insert(day_key(text, quarter, text.day), leader);
    insert(dayless_key(text), leader);
  }
}

}  // namespace dateline::indexer
