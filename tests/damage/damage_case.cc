#include "tests/damage/damage_case.h"

#include <algorithm>

namespace dateline::testing {

namespace fs = std::filesystem;

const char* name(Hurt hurt) {
  switch (hurt) {
    case Hurt::kFlipped:
      return "flipped";
    case Hurt::kCut:
      return "cut";
    case Hurt::kTakenOut:
      return "taken out";
    case Hurt::kExchanged:
      return "exchanged";
    case Hurt::kGone:
      return "gone";
    case Hurt::kEmptied:
      return "emptied";
    case Hurt::kForeign:
      return "of another index";
  }
  return "";
}

std::vector<DamageCase> damage_cases(const fs::path& idx, std::size_t regions) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(idx)) {
    const std::string file = entry.path().lexically_relative(idx).string();
    if (entry.is_regular_file() && file != "LOCK" && !file.ends_with("in-use")) files.push_back(file);
  }
  std::sort(files.begin(), files.end());
  std::vector<DamageCase> out;
  for (const std::string& file : files) {
    const std::size_t size = fs::file_size(idx / file);
    const std::size_t parts = std::min(regions, size);
    for (std::size_t i = 0; i < parts; ++i) {
      for (const Hurt hurt : {Hurt::kFlipped, Hurt::kCut, Hurt::kTakenOut, Hurt::kExchanged})
        out.push_back({file, hurt, size * i / parts, size * (i + 1) / parts});
    }
    for (const Hurt hurt : {Hurt::kGone, Hurt::kEmptied, Hurt::kForeign})
      out.push_back({file, hurt, 0, size});
  }
  return out;
}

std::optional<std::string> damaged(const DamageCase& one, std::string bytes, const std::string& foreign,
                                   std::mt19937_64& random) {
  const std::size_t size = one.end - one.begin;
  switch (one.hurt) {
    case Hurt::kFlipped: {
      char& byte = bytes[one.begin + random() % size];
      byte = static_cast<char>(byte ^ 1 << random() % 8);
      return bytes;
    }
    case Hurt::kCut:
      return bytes.substr(0, one.begin);
    case Hurt::kTakenOut:
      return bytes.erase(one.begin, size);
    case Hurt::kExchanged:
      if (one.begin < foreign.size()) bytes.replace(one.begin, size, foreign.substr(one.begin, size));
      return bytes;
    case Hurt::kGone:
      return std::nullopt;
    case Hurt::kEmptied:
      return "";
    case Hurt::kForeign:
      return foreign;
  }
  return bytes;
}

}  // namespace dateline::testing
