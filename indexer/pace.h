#pragma once

#include <cstdint>
#include <vector>

namespace dateline::indexer {

/// How long each 100,000 articles took, so that one sees whether a build slows down as it grows. Not
/// thread-safe.
class Pace {
 public:
  static constexpr std::uint64_t kStep = 100'000;

  /// `articles` were written `elapsed_us` after the start; both never fall from call to call. What a call
  /// passes at once counts for its last step.
  void see(std::uint64_t articles, std::uint64_t elapsed_us);

  /// Microseconds of every whole step.
  const std::vector<std::uint64_t>& steps() const { return steps_; }

 private:
  std::vector<std::uint64_t> steps_;
  std::uint64_t last_us_ = 0;
};

/// The most memory that this process has held so far, in bytes; 0 where the system does not tell.
std::uint64_t peak_memory_bytes();

}  // namespace dateline::indexer
