#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "bench/queries/collection.h"
#include "common/result.h"

namespace dateline::bench {

/// The collection of the history: generated articles, each with a sentence more that holds what people type
/// and the generator does not write: names in their spellings and numbers with signs. The same seed gives the
/// same bytes on every machine and, as far as a test can hold it, for ever: its hash stands in the history.
/// A System error when the file cannot be written.
Result<Collection> write_lasting_collection(std::uint32_t records, std::uint64_t seed,
                                            const std::filesystem::path& file);

}  // namespace dateline::bench
