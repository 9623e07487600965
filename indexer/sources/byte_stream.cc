#include "indexer/sources/byte_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "indexer/readers/data_addresses.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kFillBytes = 256 * 1024;

class FileStream final : public ByteStream {
 public:
  FileStream(int fd, std::string path, std::uint64_t* count)
      : fd_(fd), path_(std::move(path)), count_(count) {}
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override { ::close(fd_); }

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (failed_) return std::size_t{0};
    for (;;) {
      const ssize_t n = ::read(fd_, to, size);
      if (n >= 0) {
        if (count_ != nullptr) *count_ += static_cast<std::uint64_t>(n);
        return static_cast<std::size_t>(n);
      }
      if (errno == EINTR) continue;
      failed_ = true;
      return fail(ErrorKind::kSystem, fmt::format("cannot read {}: {}", path_, std::strerror(errno)),
                  "check the disk and its permissions");
    }
  }

 private:
  int fd_;
  std::string path_;
  std::uint64_t* count_;
  bool failed_ = false;
};

class IstreamStream final : public ByteStream {
 public:
  IstreamStream(std::istream& in, std::uint64_t* count) : in_(in), count_(count) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    if (!in_) return std::size_t{0};
    in_.read(to, static_cast<std::streamsize>(size));
    const auto n = static_cast<std::size_t>(in_.gcount());
    if (count_ != nullptr) *count_ += n;
    return n;
  }

 private:
  std::istream& in_;
  std::uint64_t* count_;
};

class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : rest_(bytes) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    const std::size_t n = std::min(size, rest_.size());
    if (n > 0) std::memcpy(to, rest_.data(), n);
    rest_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view rest_;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> open_file_stream(const std::string& path, std::uint64_t* count) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return fail(ErrorKind::kSystem, fmt::format("cannot open {}: {}", path, std::strerror(errno)),
                "check that the file may be read");
  }
  ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::make_unique<FileStream>(fd, path, count);
}

std::unique_ptr<ByteStream> make_istream_stream(std::istream& in, std::uint64_t* count) {
  return std::make_unique<IstreamStream>(in, count);
}

std::unique_ptr<ByteStream> make_memory_stream(std::string_view bytes) {
  return std::make_unique<MemoryStream>(bytes);
}

void BufferedStream::fill(std::size_t size) {
  if (buffer_.size() - begin_ >= size || ended_ || damage_) return;
  if (begin_ > buffer_.size() / 2) {  // seldom, so that every byte is moved but once or twice
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  std::size_t filled = buffer_.size();
  size += begin_;
  // A length that somebody made up costs no more than the bytes that are there.
  while (filled < size && !ended_ && !damage_) {
    const std::size_t room = std::min(std::max(filled, kFillBytes), std::max(size - filled, kFillBytes));
    buffer_.resize(filled + room);
    const Result<std::size_t> n = stream_->read(buffer_.data() + filled, room);
    if (!n) {
      damage_ = n.error();
    } else if (*n == 0) {
      ended_ = true;
    } else {
      filled += *n;
    }
  }
  buffer_.resize(filled);
}

std::string_view BufferedStream::peek(std::size_t size) {
  fill(size);
  return std::string_view(buffer_).substr(begin_, size);
}

void BufferedStream::skip(std::size_t size) {
  begin_ += size;
  position_ += size;
}

std::uint64_t BufferedStream::skip_ahead(std::uint64_t size) {
  std::uint64_t skipped = 0;
  while (skipped < size) {
    const std::size_t n =
        peek(static_cast<std::size_t>(std::min<std::uint64_t>(size - skipped, kFillBytes))).size();
    if (n == 0) break;
    skip(n);
    skipped += n;
  }
  return skipped;
}

bool BufferedStream::damage_ahead() {
  fill(1);
  return begin_ == buffer_.size() && damage_.has_value();
}

Result<std::size_t> BufferedStream::read(char* to, std::size_t size) {
  if (begin_ < buffer_.size()) {
    const std::size_t n = std::min(size, buffer_.size() - begin_);
    std::memcpy(to, buffer_.data() + begin_, n);
    skip(n);
    return n;
  }
  if (damage_) {
    Error error = std::move(*damage_);
    damage_.reset();
    return fail(std::move(error));
  }
  if (ended_) return std::size_t{0};
  const Result<std::size_t> n = stream_->read(to, size);
  if (n) {
    position_ += *n;
    ended_ = *n == 0;
  }
  return n;
}

Whole read_whole(ByteStream& stream, std::size_t limit) {
  Whole whole;
  std::size_t room = 64 * 1024;
  for (;;) {
    const std::size_t old = whole.bytes.size();
    whole.bytes.resize(old + std::min(room, limit + 1 - old));
    const Result<std::size_t> n = stream.read(whole.bytes.data() + old, whole.bytes.size() - old);
    whole.bytes.resize(old + (n ? *n : 0));
    if (!n) {
      whole.damage = n.error();
      return whole;
    }
    if (*n == 0) return whole;
    if (whole.bytes.size() > limit) {
      whole.bytes.resize(limit);
      whole.too_long = true;
      return whole;
    }
    room = std::max(room, whole.bytes.size());
  }
}

Whole read_page(ByteStream& stream, std::size_t limit) {
  Whole whole;
  DataAddressFilter filter;
  bool filters = false;
  std::string block(64 * 1024, '\0');
  for (;;) {
    const Result<std::size_t> n = stream.read(block.data(), block.size());
    if (!n) {
      whole.damage = n.error();
      return whole;
    }
    if (*n == 0) return whole;
    const std::string_view piece(block.data(), *n);
    if (!filters && whole.bytes.size() + piece.size() > limit) {
      filters = true;
      const std::string raw = std::move(whole.bytes);
      whole.bytes.clear();
      filter.append(raw, whole.bytes);
    }
    if (filters) {
      filter.append(piece, whole.bytes);
    } else {
      whole.bytes += piece;
    }
    if (whole.bytes.size() > limit) {
      whole.bytes.resize(limit);
      whole.too_long = true;
      return whole;
    }
  }
}

}  // namespace dateline::indexer
