#include "indexer/ledger/text_spool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace dateline::indexer {
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 20;

tl::unexpected<Error> failed(const char* what) {
  return fail(ErrorKind::kSystem, fmt::format("cannot {} a scratch file: {}", what, std::strerror(errno)),
              "is the disk full?");
}

}  // namespace

TextSpool::~TextSpool() {
  if (fd_ >= 0) ::close(fd_);
}

Status TextSpool::open() {
  const std::string name = (folder_ / "texts.tmp").string();
  fd_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd_ < 0 || ::unlink(name.c_str()) != 0) return failed("make");
  return {};
}

Result<TextSpool::Place> TextSpool::put(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const Place place{size_, static_cast<std::uint32_t>(bytes.size())};
  buffer_ += bytes;
  size_ += bytes.size();
  if (fd_ < 0) {
    if (Status opened = open(); !opened) return fail(opened.error());
  }
  if (buffer_.size() >= kBuffer) {
    if (Status written = write(buffer_); !written) return fail(written.error());
    buffer_.clear();
  }
  return place;
}

Status TextSpool::flush() {
  const std::lock_guard lock(mutex_);
  Status written = write(buffer_);
  buffer_.clear();
  return written;
}

Status TextSpool::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed("write");
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Result<std::string> TextSpool::get(Place place) const {
  std::string out(place.bytes, '\0');
  for (std::size_t at = 0; at < out.size();) {
    const ssize_t n = ::pread(fd_, out.data() + at, out.size() - at, static_cast<off_t>(place.offset + at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return failed("read");
    at += static_cast<std::size_t>(n);
  }
  return out;
}

}  // namespace dateline::indexer
