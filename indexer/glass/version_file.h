#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "indexer/glass/table_writer.h"

namespace dateline::indexer::glass {

/// The statistics of a whole database.
struct DatabaseStatistics {
  std::uint32_t documents = 0;
  std::uint32_t last_docid = 0;
  std::uint64_t total_length = 0;
  std::uint32_t length_lower_bound = 0;  ///< smallest length that is not 0; 0 without one
  std::uint32_t length_upper_bound = 0;
  std::uint32_t wdf_upper_bound = 0;
};

struct TableRoots {
  TableRoot postlist;
  TableRoot docdata;
  TableRoot termlist;
  TableRoot position;
};

/// The bytes of `iamglass`: the file that makes a database of its tables. The same tables and statistics give
/// the same bytes: the UUID is a hash of them.
std::string version_file(const TableRoots& roots, const DatabaseStatistics& statistics);

/// The `iamglass` of a new database without documents, as every known version of the library makes it, except
/// for the 16 bytes of the UUID at kUuidOffset, which are zero here.
std::string empty_version_file();
inline constexpr std::size_t kUuidOffset = 16;
inline constexpr std::size_t kUuidBytes = 16;

}  // namespace dateline::indexer::glass
