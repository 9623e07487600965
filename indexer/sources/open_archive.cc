#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <utility>

#include "indexer/sources/libarchive.h"
#include "indexer/sources/unpack.h"
#include "indexer/sources/unpack_gauge.h"

namespace dateline::indexer {
namespace {

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
      : packing_(packing),
        limits_(limits),
        gauge_(limits),
        meter_(bytes, count),
        handle_(new_archive_handle()) {
    if (packing == Packing::kZip) {
      archive_read_support_format_zip(handle_.get());
    } else {
      archive_read_support_format_tar(handle_.get());
    }
    archive_read_support_format_empty(handle_.get());
  }

  Status open(std::unique_ptr<ByteStream> packed) {
    feed_ = std::make_unique<ArchiveFeed>();
    feed_->stream = std::move(packed);
    return opened(archive_read_open(handle_.get(), feed_.get(), nullptr, &ArchiveFeed::read, nullptr));
  }
  Status open(const std::string& path) {
    return opened(archive_read_open_filename(handle_.get(), path.c_str(), ArchiveFeed::kBufferBytes));
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
      return fail(archive_damage(handle_.get(), packing_, feed_.get()));
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
    if (code != ARCHIVE_OK) return fail(archive_damage(handle_.get(), packing_, feed_.get()));
    return {};
  }

  Result<std::size_t> read(char* to, std::size_t size) {
    const la_ssize_t n = data_.read(to, size);
    if (n < 0) {
      ended_ = n == ARCHIVE_FATAL;
      return fail(archive_damage(handle_.get(), packing_, feed_.get()));
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
  UnpackGauge gauge_;
  Meter meter_;
  std::unique_ptr<ArchiveFeed> feed_;
  ArchiveHandle handle_;  // goes before the feed that it reads
  ArchiveEntryData data_{handle_.get()};
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

Result<std::unique_ptr<Archive>> open_archive(std::unique_ptr<ByteStream> packed, Packing packing,
                                              const UnpackLimits& limits) {
  return open_libarchive(std::move(packed), packing, limits);
}

Result<std::unique_ptr<Archive>> open_zip_file(const std::string& path, std::uint64_t bytes,
                                               std::uint64_t* count, const UnpackLimits& limits) {
  return open_libarchive(path, Packing::kZip, limits, bytes, count);
}

}  // namespace dateline::indexer
