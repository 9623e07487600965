#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/queries/collection.h"
#include "common/result.h"

namespace dateline::bench {

/// A query that every engine understands: words that must all be there, or any of them.
struct PeerQuery {
  std::vector<std::string> words;
  bool any = false;
};

struct PeerAnswer {
  std::uint64_t hits = 0;         ///< shown, at most 10
  std::uint64_t title_bytes = 0;  ///< of the titles of the hits: they were read
};

/// An open index that can be asked. Not thread-safe.
class Asker {
 public:
  virtual ~Asker() = default;
  virtual std::string_view name() const = 0;

  /// The ten best hits with their titles.
  virtual Result<PeerAnswer> top_ten(const PeerQuery& query) = 0;
  virtual bool counts_facets() const { return false; }
  /// The same with exact counts by source and by year.
  virtual Result<PeerAnswer> top_ten_with_facets(const PeerQuery& query) { return top_ten(query); }
  /// How many articles the query finds.
  virtual Result<std::uint64_t> count(const PeerQuery& query) = 0;
};

/// Another engine in this process.
class Peer : public Asker {
 public:
  /// Makes a new index of the records in a folder that is there and empty.
  virtual Status build(std::span<const Record> records, const std::filesystem::path& folder) = 0;
  /// Opens what `build` made. Before it is asked anything.
  virtual Status open(const std::filesystem::path& folder) = 0;
};

/// SQLite's FTS5 with the porter stemmer, text stored.
std::unique_ptr<Peer> make_fts5();

/// Xapian as its manual's examples use it: TermGenerator, QueryParser, ValueCountMatchSpy.
std::unique_ptr<Peer> make_plain_xapian();

/// Dateline's own engine over an index that is there.
Result<std::unique_ptr<Asker>> open_dateline(const std::filesystem::path& index);

}  // namespace dateline::bench
