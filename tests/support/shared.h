#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace dateline::testing {

/// The folder of shared material beside the checkout (or $DATELINE_SHARED). It lies outside the project:
/// a test that needs a file of it says GTEST_SKIP() when `exists()` is false.
inline std::filesystem::path shared_dir() {
  if (const char* given = std::getenv("DATELINE_SHARED")) return given;
  return std::filesystem::path(DATELINE_SOURCE_DIR).parent_path() / "shared";
}

inline std::filesystem::path shared_file(const std::string& relative) { return shared_dir() / relative; }

}  // namespace dateline::testing

/// Ends the test as skipped, with the reason, when a file of the shared material is missing.
#define DATELINE_NEED_SHARED(path) \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "shared material is not here: " << (path)
