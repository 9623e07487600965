#include "indexer/standard_input.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace dateline::indexer {

StoppableInput::int_type StoppableInput::underflow() {
  constexpr int kMilliseconds = 100;
  while (!stop_.load()) {
    pollfd wait{.fd = descriptor_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&wait, 1, kMilliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t size = ::read(descriptor_, buffer_.data(), buffer_.size());
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (size <= 0) break;
    setg(buffer_.data(), buffer_.data(), buffer_.data() + size);
    return traits_type::to_int_type(*gptr());
  }
  return traits_type::eof();
}

}  // namespace dateline::indexer
