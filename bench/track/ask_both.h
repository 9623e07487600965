#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "bench/stats/percentile.h"
#include "bench/track/questions.h"
#include "common/result.h"

namespace dateline::bench {

/// The programs of one commit, and an index that they built.
struct Side {
  std::string name;                ///< of the commit
  std::filesystem::path programs;  ///< folder of dateline-index and dateline-search
  std::filesystem::path index;

  std::filesystem::path searcher() const { return programs / "dateline-search"; }
  std::filesystem::path indexer() const { return programs / "dateline-index"; }
};

/// What a side made of one question.
struct Answered {
  bool known = false;          ///< its shell did not refuse the line
  std::int64_t articles = -1;  ///< that it found; -1: not counted
  std::vector<double> cpu_us;  ///< of its processor, a sample a round, in the order of the rounds
  std::vector<double> wall_us;
};

/// Of both sides, by question.
struct AskedBoth {
  std::array<std::vector<Answered>, 2> sides;
  std::array<std::uint64_t, 2> peak_bytes{};  ///< memory of the shells
};

struct AskOptions {
  std::uint32_t rounds = 15;  ///< in each, both sides are asked every question once
  std::uint64_t seed = 1997;  ///< of the order of classes, another one in each round
  int clients = 1;            ///< shells of a side that are asked at the same time
};

/// Says how far it is, in words.
using Progress = std::function<void(const std::string&)>;

/// Asks both sides the same questions in turns: class by class, now the one side first, now the other. What a
/// shell costs at the least that is asked nothing is taken off. A side that does not know a line (a command
/// of a later day) has no samples of it. An Input error when a program ends before its time.
Result<AskedBoth> ask_both(const std::array<Side, 2>& sides, std::span<const Question> questions,
                           const AskOptions& options, const Progress& progress);

}  // namespace dateline::bench
