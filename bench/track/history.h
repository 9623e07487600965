#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/track/against.h"
#include "common/result.h"

namespace dateline::bench {

/// A figure of a line of the history, and how it compares with that of the line before, as measured in one
/// run with it. No ratio: the line before had nothing to compare.
struct Tracked {
  double value = 0;
  std::optional<double> ratio;
  bool operator==(const Tracked&) const = default;
};

/// A class of questions: times in microseconds of wall, their ratio of processor time.
struct TrackedClass {
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
  std::optional<double> ratio;
  std::int64_t articles = 0;
  std::size_t differ = 0;  ///< questions that were answered otherwise than by the line before
  std::optional<Tracked> instructions;
  bool operator==(const TrackedClass&) const = default;
};

/// One line of bench/history.jsonl. Lines are only ever added.
struct HistoryLine {
  std::string day;       ///< YYYY-MM-DD
  std::string commit;    ///< 12 digits
  bool changed = false;  ///< it was measured with changes on top, which came with the line itself
  std::string subject;   ///< of the commit
  std::string note;      ///< why something costs more
  std::string before;    ///< commit of the line before; empty: this is the first
  std::string machine;
  std::string ground;  ///< of the instructions
  std::string collection;
  std::string collection_hash;
  std::string questions_hash;
  std::map<std::string, TrackedClass> classes;
  std::map<std::string, Tracked> figures;  ///< build_seconds, build_cpu_seconds, index_bytes ...
  bool operator==(const HistoryLine&) const = default;
};

std::string to_json(const HistoryLine& line);
/// An Input error for anything that `to_json` does not write.
Result<HistoryLine> history_line_from_json(const std::string& text);

/// All lines of a file, the oldest first; none for a file that is not there.
Result<std::vector<HistoryLine>> read_history_lines(const std::filesystem::path& file);
Status append_line(const std::filesystem::path& file, const HistoryLine& line);

/// What a run says of its later side. `first`: there is no line before, so that nothing is compared.
HistoryLine line_of(const Against& against, bool first);

/// The figure `ratio` followed from line to line: 1 where it first appears, missing where a line has none.
/// `ratio_of` gives the ratio of a line to the one before, or nothing when the line has no such figure; a
/// figure without a ratio counts as 1.
struct Followed {
  bool there = false;
  std::optional<double> ratio;
};
std::vector<std::optional<double>> follow(const std::vector<Followed>& lines);

}  // namespace dateline::bench
