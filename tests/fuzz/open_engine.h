#pragma once

#include <cstdio>
#include <cstdlib>

#include "searcher/search/engine.h"

namespace dateline::fuzz {

inline void check(bool holds) {
  if (!holds) std::abort();
}

/// The index that DATELINE_FUZZ_INDEX names, opened once; which one it is makes no difference, but a small
/// one makes more runs a second.
inline search::Engine& open_engine() {
  const char* folder = std::getenv("DATELINE_FUZZ_INDEX");
  if (folder == nullptr) {
    std::fputs("set DATELINE_FUZZ_INDEX to a small index, for example of tests/samples/captures\n", stderr);
    std::exit(2);
  }
  static Result<search::Engine> engine = search::Engine::open(folder);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().what.c_str());
    std::exit(2);
  }
  return *engine;
}

}  // namespace dateline::fuzz
