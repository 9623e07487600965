#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/identity/fact_table.h"
#include "indexer/identity/fact_writer.h"
#include "indexer/sources/inputs.h"

namespace dateline::indexer {

/// A file of the input as it was when it was indexed.
struct IndexedFile {
  std::string path;           ///< as given
  std::uint64_t bytes = 0;    ///< size
  std::int64_t modified = 0;  ///< nanoseconds since 1970
  std::uint64_t hash = 0;     ///< XXH3-64 of its bytes; 0: not known, it is read again
  std::uint64_t reading = 0;  ///< hash of the options with which it was read
  bool operator==(const IndexedFile&) const = default;
};

/// The files that an index was made of, by number. Number 0 is standard input, which is never "unchanged". Of
/// the files of earlier runs those are read that are asked for. Not thread-safe, but `at` may be called for
/// different files that were asked for before.
class InputFiles {
 public:
  InputFiles();  ///< of a new index
  explicit InputFiles(std::shared_ptr<const FactTables> known);

  /// The number of a file, added where it is new.
  std::uint32_t number(const std::string& path);
  /// The file that a record is from: of "a.zip!b/c.txt" that is "a.zip". 0 when there is none.
  std::uint32_t find(std::string_view origin) const;

  /// A file that `number` or `find` gave, to be changed.
  IndexedFile& at(std::uint32_t number);
  const IndexedFile& at(std::uint32_t number) const;
  /// Above all numbers.
  std::size_t size() const { return size_; }

  /// The files that have come or changed.
  void save(FactCollector& out) const;

 private:
  struct Kept {
    IndexedFile file;
    bool is_changed = false;
  };
  std::optional<std::uint32_t> find_path(std::string_view path) const;

  std::shared_ptr<const FactTables> known_;  ///< may be null
  std::uint32_t size_ = 0;
  mutable std::unordered_map<std::uint32_t, Kept> files_;  ///< those that were asked for
  mutable std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

/// Size and time of modification of a file on disk; nullopt when it cannot be told.
std::optional<IndexedFile> look_at(const std::string& path);

/// XXH3-64 of the bytes of a file, never 0; nullopt when it cannot be read.
std::optional<std::uint64_t> hash_file(const std::string& path);

/// Sets the hashes of those files, on `threads` threads. A file that is no longer as `look_at` saw it before
/// it was read keeps the hash 0, because nobody knows which state was indexed.
void hash_files(InputFiles& files, const std::vector<std::uint32_t>& numbers, int threads);

}  // namespace dateline::indexer
