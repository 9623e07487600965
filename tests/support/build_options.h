#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "indexer/commit/build_index.h"

namespace dateline::testing {

/// An index of these inputs, built on two threads.
inline indexer::BuildOptions options_for(std::vector<std::string> inputs, const std::filesystem::path& idx) {
  indexer::BuildOptions options;
  options.inputs = std::move(inputs);
  options.index = idx;
  options.threads = 2;
  return options;
}

}  // namespace dateline::testing
