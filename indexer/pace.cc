#include "indexer/pace.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

namespace dateline::indexer {

void Pace::see(std::uint64_t articles, std::uint64_t elapsed_us) {
  while (articles / kStep > steps_.size()) {
    const bool last = steps_.size() + 1 == articles / kStep;
    steps_.push_back(last ? elapsed_us - std::exchange(last_us_, elapsed_us) : 0);
  }
}

std::uint64_t peak_memory_bytes() {
  // Not getrusage, whose ru_maxrss counts what the program held that started this one.
  std::ifstream status("/proc/self/status");
  constexpr std::string_view kName = "VmHWM:";
  constexpr std::uint64_t kKilobyte = 1024;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(kName)) return std::strtoull(line.c_str() + kName.size(), nullptr, 10) * kKilobyte;
  }
  return 0;
}

}  // namespace dateline::indexer
