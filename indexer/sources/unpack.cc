#include "indexer/sources/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "indexer/sources/gzip_stream.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kInputBytes = 64 * 1024;

struct ArchiveDeleter {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using Handle = std::unique_ptr<archive, ArchiveDeleter>;

/// A locale in which names are UTF-8: in the plain C locale libarchive loses those of zip files.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    if (locale_ != nullptr) ::freelocale(locale_);
  }

  /// Sets the locale for this thread while it lives.
  class Use {
   public:
    explicit Use(const Utf8Locale& locale)
        : before_(::uselocale(locale.locale_)) {}  // a null locale changes nothing
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() { ::uselocale(before_); }

   private:
    locale_t before_;
  };

 private:
  locale_t locale_;
};

Handle new_handle() {
  Handle handle(archive_read_new());
  if (!handle) throw std::bad_alloc();
  return handle;
}

/// Counts what goes in and what comes out, and says when that is too much.
class Gauge {
 public:
  explicit Gauge(const UnpackLimits& limits) : limits_(limits) {}
  void packed(std::uint64_t total) { packed_ = total; }
  Status unpacked(std::uint64_t more) {
    unpacked_ += more;
    if (unpacked_ > limits_.bytes) {
      return fail(ErrorKind::kInput, fmt::format("it unpacks to more than {} bytes", limits_.bytes),
                  "unpack it yourself if you trust it");
    }
    if (unpacked_ > limits_.ratio_from && unpacked_ / limits_.ratio > packed_) {
      return fail(ErrorKind::kInput,
                  fmt::format("it unpacks to more than {} times its size, as bombs do", limits_.ratio),
                  "unpack it yourself if you trust it");
    }
    return {};
  }

 private:
  UnpackLimits limits_;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

/// What libarchive reads from: a stream, with its damage kept for the message.
struct Feed {
  std::unique_ptr<ByteStream> stream;
  std::optional<Error> damage;
  char buffer[kInputBytes];

  static la_ssize_t read(archive* handle, void* self, const void** buffer) {
    auto& feed = *static_cast<Feed*>(self);
    Result<std::size_t> n = std::size_t{0};
    try {
      n = feed.stream->read(feed.buffer, sizeof feed.buffer);
    } catch (const std::bad_alloc&) {
      n = fail(ErrorKind::kSystem, "out of memory", "");
    }
    if (!n) {
      feed.damage = n.error();
      archive_set_error(handle, EIO, "%s", n.error().what.c_str());
      return -1;
    }
    *buffer = feed.buffer;
    return static_cast<la_ssize_t>(*n);
  }
};

Error damage(archive* handle, Packing packing, const Feed* feed) {
  if (feed != nullptr && feed->damage) return *feed->damage;
  const char* told = archive_error_string(handle);
  return {ErrorKind::kInput,
          fmt::format("the {} data are damaged near byte {}: {}", name(packing),
                      archive_filter_bytes(handle, -1), told != nullptr ? told : "unknown data"),
          "fetch the file again; what stands before is read"};
}

/// Reads the data of the current entry block by block. (archive_read_data would lose the blocks before a
/// damage.)
class EntryData {
 public:
  explicit EntryData(archive* handle) : handle_(handle) {}

  /// Bytes read, 0 at the end, or a negative code of libarchive.
  la_ssize_t read(char* to, std::size_t size) {
    while (block_.empty() && hole_ == 0) {
      const void* bytes = nullptr;
      std::size_t length = 0;
      la_int64_t offset = 0;
      const int code = archive_read_data_block(handle_, &bytes, &length, &offset);
      if (code == ARCHIVE_EOF) return 0;
      if (code != ARCHIVE_OK) return code;
      block_ = {static_cast<const char*>(bytes), length};
      hole_ = offset > position_ ? static_cast<std::uint64_t>(offset - position_) : 0;
    }
    const std::size_t n = hole_ > 0 ? static_cast<std::size_t>(std::min<std::uint64_t>(hole_, size))
                                    : std::min(block_.size(), size);
    if (hole_ > 0) {
      std::memset(to, 0, n);  // of a sparse file
      hole_ -= n;
    } else {
      std::memcpy(to, block_.data(), n);
      block_.remove_prefix(n);
    }
    position_ += static_cast<la_int64_t>(n);
    return static_cast<la_ssize_t>(n);
  }
  void next_entry() {
    block_ = {};
    hole_ = 0;
    position_ = 0;
  }

 private:
  archive* handle_;
  std::string_view block_;
  std::uint64_t hole_ = 0;
  la_int64_t position_ = 0;
};

/// bzip2, xz and zstd through libarchive, which knows when the parts of a file follow one another.
class FilterStream final : public ByteStream {
 public:
  FilterStream(std::unique_ptr<ByteStream> packed, Packing packing)
      : packing_(packing), handle_(new_handle()) {
    feed_.stream = std::move(packed);
    archive_read_support_format_raw(handle_.get());
    archive_read_support_format_empty(handle_.get());
    if (packing == Packing::kBzip2) archive_read_support_filter_bzip2(handle_.get());
    if (packing == Packing::kXz) archive_read_support_filter_xz(handle_.get());
    if (packing == Packing::kZstd) archive_read_support_filter_zstd(handle_.get());
  }

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (ended_) return std::size_t{0};
    if (!opened_) {
      opened_ = true;
      archive_entry* entry = nullptr;
      const bool open = archive_read_open(handle_.get(), &feed_, nullptr, &Feed::read, nullptr) == ARCHIVE_OK;
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
    return fail(damage(handle_.get(), packing_, &feed_));
  }

  Packing packing_;
  Feed feed_;
  Handle handle_;  // goes before the feed that it reads
  EntryData data_{handle_.get()};
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
  Gauge gauge_;
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

/// Tells how far reading has come in a file that is not read from front to back alone.
class Meter {
 public:
  Meter() = default;
  Meter(std::uint64_t bytes, std::uint64_t* count) : bytes_(bytes), count_(count) {}
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  ~Meter() { reach(bytes_); }

  void reach(std::uint64_t position) {
    position = std::min(position, bytes_);
    if (count_ == nullptr || position <= reached_) return;
    *count_ += position - std::exchange(reached_, position);
  }

 private:
  std::uint64_t bytes_ = 0;
  std::uint64_t* count_ = nullptr;
  std::uint64_t reached_ = 0;
};

class LibArchive final : public Archive {
 public:
  LibArchive(Packing packing, const UnpackLimits& limits, std::uint64_t bytes = 0,
             std::uint64_t* count = nullptr)
      : packing_(packing), limits_(limits), gauge_(limits), meter_(bytes, count), handle_(new_handle()) {
    if (packing == Packing::kZip) {
      archive_read_support_format_zip(handle_.get());
    } else {
      archive_read_support_format_tar(handle_.get());
    }
    archive_read_support_format_empty(handle_.get());
  }

  Status open(std::unique_ptr<ByteStream> packed) {
    feed_ = std::make_unique<Feed>();
    feed_->stream = std::move(packed);
    return opened(archive_read_open(handle_.get(), feed_.get(), nullptr, &Feed::read, nullptr));
  }
  Status open(const std::string& path) {
    return opened(archive_read_open_filename(handle_.get(), path.c_str(), kInputBytes));
  }

  Result<std::optional<Member>> next() override {
    if (ended_) return std::optional<Member>{};
    const Utf8Locale::Use use(utf8_);
    archive_entry* entry = nullptr;
    data_.next_entry();
    const int code = archive_read_next_header(handle_.get(), &entry);
    if (code == ARCHIVE_EOF) {
      ended_ = true;
      if (feed_ && feed_->damage) return fail(*feed_->damage);
      return std::optional<Member>{};
    }
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
      ended_ = true;
      return fail(damage(handle_.get(), packing_, feed_.get()));
    }
    if (++members_ > limits_.members) {
      ended_ = true;
      return fail(ErrorKind::kInput, fmt::format("the archive has more than {} members", limits_.members),
                  "unpack it yourself if you trust it");
    }
    meter_.reach(packed_bytes());
    Member member;
    const char* path = archive_entry_pathname_utf8(entry);
    if (path == nullptr) path = archive_entry_pathname(entry);
    member.name = path != nullptr ? path : fmt::format("member {}", members_);
    member.link = archive_entry_hardlink(entry) != nullptr || archive_entry_filetype(entry) == AE_IFLNK;
    member.file = !member.link && archive_entry_filetype(entry) == AE_IFREG;
    return std::optional<Member>(std::move(member));
  }

  std::unique_ptr<ByteStream> contents() override { return std::make_unique<MemberStream>(*this); }

 private:
  class MemberStream final : public ByteStream {
   public:
    explicit MemberStream(LibArchive& archive) : archive_(archive) {}
    Result<std::size_t> read(char* to, std::size_t size) override {
      if (ended_) return std::size_t{0};
      const Result<std::size_t> n = archive_.read(to, size);
      ended_ = !n || *n == 0;
      return n;
    }

   private:
    LibArchive& archive_;
    bool ended_ = false;
  };

  Status opened(int code) {
    if (code != ARCHIVE_OK) return fail(damage(handle_.get(), packing_, feed_.get()));
    return {};
  }

  Result<std::size_t> read(char* to, std::size_t size) {
    const la_ssize_t n = data_.read(to, size);
    if (n < 0) {
      ended_ = n == ARCHIVE_FATAL;
      return fail(damage(handle_.get(), packing_, feed_.get()));
    }
    gauge_.packed(packed_bytes());
    meter_.reach(packed_bytes());
    if (Status within = gauge_.unpacked(static_cast<std::uint64_t>(n)); !within) {
      ended_ = true;
      return fail(within.error());
    }
    return static_cast<std::size_t>(n);
  }

  /// Place in the packed bytes.
  std::uint64_t packed_bytes() const {
    const la_int64_t packed = archive_filter_bytes(handle_.get(), -1);
    return packed > 0 ? static_cast<std::uint64_t>(packed) : 0;
  }

  Utf8Locale utf8_;
  Packing packing_;
  UnpackLimits limits_;
  Gauge gauge_;
  Meter meter_;
  std::unique_ptr<Feed> feed_;
  Handle handle_;  // goes before the feed that it reads
  EntryData data_{handle_.get()};
  std::uint64_t members_ = 0;
  bool ended_ = false;
};

template <class From, class... Settings>
Result<std::unique_ptr<Archive>> open_libarchive(From from, Settings... settings) {
  auto archive = std::make_unique<LibArchive>(settings...);
  if (Status opened = archive->open(std::move(from)); !opened) return fail(opened.error());
  return archive;
}

}  // namespace

std::unique_ptr<ByteStream> unpack_stream(std::unique_ptr<ByteStream> packed, Packing packing,
                                          const UnpackLimits& limits) {
  auto count = std::make_shared<std::uint64_t>(0);
  auto counted = std::make_unique<CountedStream>(std::move(packed), count);
  std::unique_ptr<ByteStream> unpacked;
  if (packing == Packing::kGzip) {
    unpacked = make_gzip_stream(std::move(counted));
  } else {
    unpacked = std::make_unique<FilterStream>(std::move(counted), packing);
  }
  return std::make_unique<GaugedStream>(std::move(unpacked), std::move(count), limits);
}

Result<std::unique_ptr<Archive>> open_archive(std::unique_ptr<ByteStream> packed, Packing packing,
                                              const UnpackLimits& limits) {
  return open_libarchive(std::move(packed), packing, limits);
}

Result<std::unique_ptr<Archive>> open_zip_file(const std::string& path, std::uint64_t bytes,
                                               std::uint64_t* count, const UnpackLimits& limits) {
  return open_libarchive(path, Packing::kZip, limits, bytes, count);
}

}  // namespace dateline::indexer
