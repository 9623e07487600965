#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dateline::testing {

/// Names and contents of the members of an archive, in order.
using Members = std::vector<std::pair<std::string, std::string>>;

/// Bytes packed with "gzip", "bzip2", "xz" or "zstd", as other programs do it.
std::string packed(const std::string& bytes, const std::string& filter);

/// An archive, "tar" or "zip", itself packed with `filter` unless that is empty.
std::string archive_of(const Members& members, const std::string& format, const std::string& filter = "");

}  // namespace dateline::testing
