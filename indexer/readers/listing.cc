#include "indexer/readers/listing.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/index/archive_address.h"
#include "common/index/article_id.h"
#include "indexer/readers/web_address.h"

namespace dateline::indexer {

std::optional<Listing> read_listing(const html::DatedLinks& dated, const std::string& fetched,
                                    const std::string& address, dates::Day captured) {
  constexpr std::size_t kLeastArticles = 5;
  if (dated.links.size() < kLeastArticles) return std::nullopt;
  const std::string host = index::host_of(address);
  Listing out{address, captured, {}};
  std::set<std::uint64_t> named;
  std::size_t bytes = 0;
  for (const html::DatedLink& link : dated.links) {
    std::string target = resolve_address(fetched, link.href);
    if (const auto archived = index::archive_address(target)) target = archived->original;
    if (target.empty() || index::host_of(target) != host) continue;
    if (!named.insert(index::address_id(target).value).second) continue;
    bytes += link.bytes;
    out.articles.emplace_back(std::move(target), link.day);
  }
  const auto earlier = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto later = [](const auto& a, const auto& b) { return a.second > b.second; };
  const bool in_order = std::is_sorted(out.articles.begin(), out.articles.end(), earlier) ||
                        std::is_sorted(out.articles.begin(), out.articles.end(), later);
  if (out.articles.size() < kLeastArticles || !in_order || 2 * bytes < dated.text_bytes) return std::nullopt;
  return out;
}

}  // namespace dateline::indexer
