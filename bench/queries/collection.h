#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/corpus/generator.h"
#include "common/result.h"
#include "indexer/readers/field_map.h"

namespace dateline::bench {

/// A record as any engine can index it.
struct Record {
  std::string title;
  std::string body;
  std::string date;    ///< YYYY-MM-DD, or whatever the collection says
  std::string source;  ///< "none" when there is none
};

/// A file of JSON Lines and what is in it.
struct Collection {
  std::filesystem::path file;
  std::string name;  ///< the name of the file, or how it was generated
  bool generated = false;
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;
  std::uint64_t articles = 0;  ///< for generated ones: without records that come again; else 0
  std::string hash;            ///< XXH3-64 of the bytes, 16 hexadecimal digits
};

/// Writes a generated collection to `file`, record by record, so its size does not matter. `keep`, when
/// given, gets the records. A System error when it cannot be written.
Result<Collection> generate_collection(std::uint32_t records, std::uint64_t seed,
                                       const std::filesystem::path& file,
                                       std::vector<GeneratedArticle>* keep = nullptr);

/// Counts and hashes the lines of a file, and copies the first `most` of them to `copy` when that is given.
Result<Collection> measure_collection(const std::filesystem::path& file, std::uint64_t most = UINT64_MAX,
                                      const std::filesystem::path& copy = {});

/// The records of a file that have a title or a body; lines that are no JSON objects are left out.
Result<std::vector<Record>> read_records(const std::filesystem::path& file, const indexer::FieldMap& map);

}  // namespace dateline::bench
