#pragma once

#include <array>
#include <atomic>
#include <streambuf>

namespace dateline::indexer {

/// Reads a file descriptor, as a rule standard input, and ends as if at its end soon after `stop` is set. A
/// signal interrupts the wait of one thread alone, which is seldom the one that reads: so the wait is a poll
/// that looks at `stop` ten times a second. For one thread at a time.
class StoppableInput final : public std::streambuf {
 public:
  /// `stop` must outlive this.
  StoppableInput(int descriptor, const std::atomic<bool>& stop) : descriptor_(descriptor), stop_(stop) {}

 protected:
  int_type underflow() override;

 private:
  int descriptor_;
  const std::atomic<bool>& stop_;
  std::array<char, 1 << 16> buffer_;
};

}  // namespace dateline::indexer
