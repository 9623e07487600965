#include "indexer/pipeline/long_work.h"

namespace dateline::indexer {
namespace {

/// Bytes of a text or capture from which on it counts.
constexpr std::size_t kLong = std::size_t{64} << 10;

}  // namespace

void LongWork::leave_room(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  elsewhere_ = bytes;
  builder_.leave_room(elsewhere_ + taken_);
}

Result<LongWork::Room> LongWork::begin(int worker, std::size_t bytes, std::size_t each) {
  if (bytes < kLong) return Room();
  const std::size_t needed = bytes * each;
  {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return taken_ == 0 || taken_ + needed <= memory_ / 4 * 3; });
    taken_ += needed;
    builder_.leave_room(elsewhere_ + taken_);
  }
  Room room(*this, needed);
  if (Status shrunk = builder_.shrink(worker); !shrunk) return fail(shrunk.error());
  return room;
}

void LongWork::end(std::size_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    taken_ -= bytes;
    builder_.leave_room(elsewhere_ + taken_);
  }
  ended_.notify_all();
}

}  // namespace dateline::indexer
