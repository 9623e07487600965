#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/article.h"
#include "common/index/bytes.h"

namespace dateline::indexer {

/// kcna.kp has shown its articles under two schemes of addresses: `/article/q/….kcmsf`, and since 2026
/// `/article/detail/…`. This tells which addresses are of the same article. Entries are those of the
/// registry. Not thread-safe.
class TwinAddresses {
 public:
  using Entry = std::uint32_t;
  using IsGone = std::function<bool(Entry)>;

  /// What an article shares with its twin under the other scheme: folded title, text and day (since 1970).
  /// nullopt for other sites and addresses, and where there is no text.
  static std::optional<std::uint64_t> key(const Article& article, std::int32_t day);

  /// The entry of an article with several addresses, of which this id is one.
  std::optional<Entry> find(ArticleId id) const;
  /// Entries that were added under a key.
  std::vector<Entry> entries(std::uint64_t key) const;
  /// Whether both schemes occur among the addresses of those entries and this one.
  bool has_both_schemes(const std::vector<Entry>& entries, std::string_view url) const;

  /// True when the entry did not have that address yet.
  bool add(Entry entry, std::uint64_t key, const std::string& url);
  /// All addresses of `from` become those of `into`.
  void merge(Entry from, Entry into);
  /// Of an entry: those of `/article/q/` first, else in the order of the alphabet. So the first one, which
  /// gives the id, does not depend on the order in which they came.
  const std::vector<std::string>& addresses(Entry entry) const;
  /// Forgets entries.
  void forget(const IsGone& is_gone);

  /// What is known of an entry, as bytes, and back. False when they are damaged.
  void save(Entry entry, index::ByteWriter& out) const;
  bool load(Entry entry, index::ByteReader& in);
  /// The keys that an entry was added under.
  const std::vector<std::uint64_t>& keys(Entry entry) const;
  std::size_t memory_bytes() const;

 private:
  struct Known {
    std::vector<std::string> urls;
    std::vector<std::uint64_t> keys;
  };
  void add_key(Entry entry, std::uint64_t key);
  void note_ids(Entry entry);

  std::unordered_map<Entry, Known> known_;
  std::unordered_map<std::uint64_t, std::vector<Entry>> by_key_;
  std::unordered_map<std::uint64_t, Entry> by_id_;  ///< of entries with several addresses
};

}  // namespace dateline::indexer
