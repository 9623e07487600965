#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "common/result.h"

namespace dateline::indexer {

/// The parts of a document that is a zip archive, by name.
using ZipParts = std::map<std::string, std::string, std::less<>>;

struct ZipLimits {
  std::size_t members = 20'000;
  std::size_t bytes = std::size_t{64} << 20;  ///< unpacked, of all parts that are wanted
};

/// Unpacks the parts that `wanted(name)` names; nothing is written anywhere. Input errors: damage, and more
/// than the limits allow, whatever the archive says of its sizes. Thread-safe.
Result<ZipParts> read_zip_parts(std::string_view bytes, const std::function<bool(std::string_view)>& wanted,
                                const ZipLimits& limits = {});

}  // namespace dateline::indexer
