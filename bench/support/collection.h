#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>

#include "bench/corpus/generator.h"

namespace dateline::bench {

/// Writes the records as JSON Lines. Its size in bytes; 0 when it cannot be written.
inline std::uint64_t write_collection(std::span<const GeneratedArticle> records,
                                      const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  std::uint64_t bytes = 0;
  for (const GeneratedArticle& record : records) {
    const std::string line = record.to_json() + '\n';
    out << line;
    bytes += line.size();
  }
  out.close();
  return out ? bytes : 0;
}

}  // namespace dateline::bench
