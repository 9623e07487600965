#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::indexer {

/// Clocks from outside, in microseconds; nothing is timed while they are null.
struct Clocks {
  std::uint64_t (*wall_us)() = nullptr;
  std::uint64_t (*thread_cpu_us)() = nullptr;  ///< of the calling thread

  explicit operator bool() const { return wall_us != nullptr && thread_cpu_us != nullptr; }
};

struct Spent {
  std::uint64_t wall_us = 0;
  std::uint64_t cpu_us = 0;  ///< the rest of wall_us was spent waiting
};

/// What a worker of the pipeline does by turns.
enum class Stage : std::uint8_t {
  kRead,     ///< the next piece of the input, and waiting for others who take theirs
  kParse,    ///< JSON, HTML, text captures
  kArticle,  ///< dates, language, fingerprint
  kTurn,     ///< waiting for the batches before
  kAdmit,    ///< identity, docid, columns: one worker at a time
  kAnalyse,  ///< words, stems, terms, packing
  kInvert,   ///< and spilling
};
inline constexpr std::array<std::string_view, 7> kStageNames{"read",  "parse",   "article", "turn",
                                                             "admit", "analyse", "invert"};
using StageTimes = std::array<Spent, kStageNames.size()>;

/// What is done once at the end of a build, as parallel tasks.
struct TaskTime {
  std::string name;
  Spent spent;
};

struct BuildTimings {
  std::vector<StageTimes> workers;
  std::vector<TaskTime> tasks;
};

/// Adds up the time between calls. One a thread.
class StageTimer {
 public:
  explicit StageTimer(Clocks clocks) : clocks_(clocks) {
    if (clocks_) last_ = {clocks_.wall_us(), clocks_.thread_cpu_us()};
  }
  /// What follows counts as `stage`; before the first call it is kRead.
  void enter(Stage stage) {
    if (clocks_) {
      const Spent now{clocks_.wall_us(), clocks_.thread_cpu_us()};
      Spent& spent = times_[static_cast<std::size_t>(stage_)];
      spent.wall_us += now.wall_us - last_.wall_us;
      spent.cpu_us += now.cpu_us - last_.cpu_us;
      last_ = now;
    }
    stage_ = stage;
  }
  const StageTimes& times() const { return times_; }

 private:
  Clocks clocks_;
  Stage stage_ = Stage::kRead;
  Spent last_;
  StageTimes times_{};
};

}  // namespace dateline::indexer
