#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/bytes.h"
#include "common/result.h"
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

/// The files that an index was made of, by number. Number 0 is standard input, which is never "unchanged".
class InputFiles {
 public:
  InputFiles();

  /// The number of a file, added where it is new.
  std::uint32_t number(const std::string& path);
  /// The file that a record is from: of "a.zip!b/c.txt" that is "a.zip". 0 when there is none.
  std::uint32_t find(std::string_view origin) const;

  IndexedFile& at(std::uint32_t number) { return files_[number]; }
  const IndexedFile& at(std::uint32_t number) const { return files_[number]; }
  std::size_t size() const { return files_.size(); }

  void save(index::ByteWriter& out) const;
  /// False when the bytes are damaged.
  bool load(index::ByteReader& in);

 private:
  std::vector<IndexedFile> files_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

/// Size and time of modification of a file on disk; nullopt when it cannot be told.
std::optional<IndexedFile> look_at(const std::string& path);

/// XXH3-64 of the bytes of a file, never 0; nullopt when it cannot be read.
std::optional<std::uint64_t> hash_file(const std::string& path);

/// Sets the hashes of those files, on `threads` threads. A file that is no longer as `look_at` saw it before
/// it was read keeps the hash 0, because nobody knows which state was indexed.
void hash_files(InputFiles& files, const std::vector<std::uint32_t>& numbers, int threads);

}  // namespace dateline::indexer
