#include "indexer/identity/twin_addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "common/index/article_id.h"

namespace dateline::indexer {
namespace {

enum class Scheme : std::uint8_t { kQ, kDetail, kOther };

Scheme scheme_of(std::string_view url) {
  if (url.find("kcna.kp/") == std::string_view::npos || index::host_of(url) != "kcna.kp")
    return Scheme::kOther;
  if (url.find("/article/q/") != std::string_view::npos) return Scheme::kQ;
  return url.find("/article/detail/") != std::string_view::npos ? Scheme::kDetail : Scheme::kOther;
}

bool comes_before(const std::string& a, const std::string& b) {
  return std::pair(scheme_of(a), index::canonical_url(a)) < std::pair(scheme_of(b), index::canonical_url(b));
}

/// True when it was not there.
bool insert(const std::string& url, std::vector<std::string>& sorted) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), url, comes_before);
  if (at != sorted.end() && !comes_before(url, *at)) return false;
  sorted.insert(at, url);
  return true;
}

}  // namespace

std::optional<std::uint64_t> TwinAddresses::key(const Article& article, std::int32_t day) {
  if (article.body.empty() || scheme_of(article.url) == Scheme::kOther) return std::nullopt;
  return index::text_hash(
      fmt::format("{:016x}\n{}\n{}", article.body_hash, day, index::fold_text(article.title)));
}

std::optional<TwinAddresses::Entry> TwinAddresses::find(ArticleId id) const {
  const auto found = by_id_.find(id.value);
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<TwinAddresses::Entry> TwinAddresses::entries(std::uint64_t key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::vector<Entry>() : found->second;
}

bool TwinAddresses::has_both_schemes(const std::vector<Entry>& entries, std::string_view url) const {
  bool q = scheme_of(url) == Scheme::kQ;
  bool detail = scheme_of(url) == Scheme::kDetail;
  for (const Entry entry : entries) {
    for (const std::string& address : addresses(entry)) {
      q = q || scheme_of(address) == Scheme::kQ;
      detail = detail || scheme_of(address) == Scheme::kDetail;
    }
  }
  return q && detail;
}

bool TwinAddresses::add(Entry entry, std::uint64_t key, const std::string& url) {
  add_key(entry, key);
  if (!insert(url, known_[entry].urls)) return false;
  note_ids(entry);
  return true;
}

void TwinAddresses::add_key(Entry entry, std::uint64_t key) {
  std::vector<Entry>& entries = by_key_[key];
  if (std::find(entries.begin(), entries.end(), entry) != entries.end()) return;
  entries.push_back(entry);
  known_[entry].keys.push_back(key);
}

void TwinAddresses::merge(Entry from, Entry into) {
  const Known moved = std::move(known_[from]);
  known_.erase(from);
  for (const std::string& url : moved.urls) insert(url, known_[into].urls);
  for (const std::uint64_t key : moved.keys) {
    std::erase(by_key_[key], from);
    add_key(into, key);
  }
  note_ids(into);
}

const std::vector<std::string>& TwinAddresses::addresses(Entry entry) const {
  static const std::vector<std::string> kNone;
  const auto found = known_.find(entry);
  return found == known_.end() ? kNone : found->second.urls;
}

void TwinAddresses::forget(const IsGone& is_gone) {
  std::erase_if(known_, [&](const auto& item) { return is_gone(item.first); });
  std::erase_if(by_id_, [&](const auto& item) { return is_gone(item.second); });
  for (auto& [key, entries] : by_key_) std::erase_if(entries, is_gone);
  std::erase_if(by_key_, [](const auto& item) { return item.second.empty(); });
}

void TwinAddresses::note_ids(Entry entry) {
  const std::vector<std::string>& urls = addresses(entry);
  if (urls.size() < 2) return;
  for (const std::string& url : urls) by_id_[index::address_id(url).value] = entry;
}

const std::vector<std::uint64_t>& TwinAddresses::keys(Entry entry) const {
  static const std::vector<std::uint64_t> kNone;
  const auto found = known_.find(entry);
  return found == known_.end() ? kNone : found->second.keys;
}

void TwinAddresses::save(Entry entry, index::ByteWriter& out) const {
  const std::vector<std::string>& urls = addresses(entry);
  out.number(urls.size());
  for (const std::string& url : urls) out.string(url);
  out.number(keys(entry).size());
  for (const std::uint64_t key : keys(entry)) out.fixed(key);
}

bool TwinAddresses::load(Entry entry, index::ByteReader& in) {
  for (std::uint64_t urls = in.number(); urls > 0 && in.ok(); --urls)
    known_[entry].urls.emplace_back(in.string());
  for (std::uint64_t keys = in.number(); keys > 0 && in.ok(); --keys)
    add_key(entry, in.fixed<std::uint64_t>());
  note_ids(entry);
  return in.ok();
}

std::size_t TwinAddresses::memory_bytes() const {
  constexpr std::size_t kOfAnAddress = 240;
  constexpr std::size_t kOfAKey = 80;
  return known_.size() * kOfAnAddress + by_key_.size() * kOfAKey + by_id_.size() * sizeof(void*) * 4;
}

}  // namespace dateline::indexer
