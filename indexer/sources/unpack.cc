#include "indexer/sources/unpack.h"

#include <archive_entry.h>

#include <utility>

#include "indexer/sources/gzip_stream.h"
#include "indexer/sources/libarchive.h"
#include "indexer/sources/unpack_gauge.h"
#include "indexer/sources/zstd_stream.h"

namespace dateline::indexer {
namespace {

/// bzip2 and xz through libarchive, which knows when the parts of a file follow one another.
class FilterStream final : public ByteStream {
 public:
  FilterStream(std::unique_ptr<ByteStream> packed, Packing packing)
      : packing_(packing), handle_(new_archive_handle()) {
    feed_.stream = std::move(packed);
    archive_read_support_format_raw(handle_.get());
    archive_read_support_format_empty(handle_.get());
    if (packing == Packing::kBzip2) archive_read_support_filter_bzip2(handle_.get());
    if (packing == Packing::kXz) archive_read_support_filter_xz(handle_.get());
  }

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (ended_) return std::size_t{0};
    if (!opened_) {
      opened_ = true;
      archive_entry* entry = nullptr;
      const bool open =
          archive_read_open(handle_.get(), &feed_, nullptr, &ArchiveFeed::read, nullptr) == ARCHIVE_OK;
      const int code = open ? archive_read_next_header(handle_.get(), &entry) : ARCHIVE_FATAL;
      if (code == ARCHIVE_EOF) {
        ended_ = true;
        return std::size_t{0};
      }
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return end();
    }
    const la_ssize_t n = data_.read(to, size);
    if (n < 0) return end();
    ended_ = n == 0;
    return static_cast<std::size_t>(n);
  }

 private:
  tl::unexpected<Error> end() {
    ended_ = true;
    return fail(archive_damage(handle_.get(), packing_, &feed_));
  }

  Packing packing_;
  ArchiveFeed feed_;
  ArchiveHandle handle_;  // goes before the feed that it reads
  ArchiveEntryData data_{handle_.get()};
  bool opened_ = false;
  bool ended_ = false;
};

/// A stream that ends with an error where a limit is reached.
class GaugedStream final : public ByteStream {
 public:
  GaugedStream(std::unique_ptr<ByteStream> stream, std::shared_ptr<std::uint64_t> packed,
               const UnpackLimits& limits)
      : stream_(std::move(stream)), packed_(std::move(packed)), gauge_(limits) {}

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (ended_) return std::size_t{0};
    const Result<std::size_t> n = stream_->read(to, size);
    if (!n) return n;
    gauge_.packed(*packed_);
    if (Status within = gauge_.unpacked(*n); !within) {
      ended_ = true;
      return fail(within.error());
    }
    return n;
  }

 private:
  std::unique_ptr<ByteStream> stream_;
  std::shared_ptr<std::uint64_t> packed_;
  UnpackGauge gauge_;
  bool ended_ = false;
};

/// Counts what is read from a stream.
class CountedStream final : public ByteStream {
 public:
  CountedStream(std::unique_ptr<ByteStream> stream, std::shared_ptr<std::uint64_t> count)
      : stream_(std::move(stream)), count_(std::move(count)) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    const Result<std::size_t> n = stream_->read(to, size);
    if (n) *count_ += *n;
    return n;
  }

 private:
  std::unique_ptr<ByteStream> stream_;
  std::shared_ptr<std::uint64_t> count_;
};

}  // namespace

std::unique_ptr<ByteStream> unpack_stream(std::unique_ptr<ByteStream> packed, Packing packing,
                                          const UnpackLimits& limits) {
  auto count = std::make_shared<std::uint64_t>(0);
  auto counted = std::make_unique<CountedStream>(std::move(packed), count);
  std::unique_ptr<ByteStream> unpacked;
  if (packing == Packing::kGzip) {
    unpacked = make_gzip_stream(std::move(counted));
  } else if (packing == Packing::kZstd) {
    unpacked = make_zstd_stream(std::move(counted));
  } else {
    unpacked = std::make_unique<FilterStream>(std::move(counted), packing);
  }
  return std::make_unique<GaugedStream>(std::move(unpacked), std::move(count), limits);
}

}  // namespace dateline::indexer
