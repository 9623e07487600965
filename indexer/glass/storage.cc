#include "indexer/glass/storage.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "common/remedy.h"

namespace dateline::indexer::glass {
namespace {

tl::unexpected<Error> system_failure(const std::string& doing, const std::filesystem::path& path, int code) {
  return fail(ErrorKind::kSystem,
              "cannot " + doing + " " + path.string() + ": " + std::generic_category().message(code),
              remedy_of(code));
}

class DiskFile final : public File {
 public:
  DiskFile(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~DiskFile() override { ::close(descriptor_); }
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  Status append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_failure("write", path_, errno);
      if (n == 0) return system_failure("write", path_, ENOSPC);
      bytes.remove_prefix(static_cast<std::size_t>(n));
      size_ += n;
    }
    start_writeback();
    return {};
  }

  Result<std::size_t> read_at(std::uint64_t offset, char* out, std::size_t size) const override {
    std::size_t done = 0;
    while (done < size) {
      const ssize_t n = ::pread(descriptor_, out + done, size - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_failure("read", path_, errno);
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

  Status sync() override {
    if (::fdatasync(descriptor_) != 0) return system_failure("sync", path_, errno);
    return {};
  }

  void want_early_writeback() { early_writeback_ = true; }

 private:
  /// Tells the kernel to begin writing what is complete, so that sync() at the end waits for little. Advice
  /// only: sync() reports what went wrong.
  void start_writeback() {
    constexpr off_t kStride = off_t{8} << 20;
    if (!early_writeback_ || size_ - started_ < kStride) return;
    ::sync_file_range(descriptor_, started_, size_ - started_, SYNC_FILE_RANGE_WRITE);
    started_ = size_;
  }

  int descriptor_;
  std::filesystem::path path_;
  off_t size_ = 0;
  off_t started_ = 0;
  bool early_writeback_ = false;
};

class DiskStorage final : public Storage {
 public:
  Result<std::unique_ptr<File>> create(const std::filesystem::path& path) override {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) return system_failure("create", path, errno);
    auto file = std::make_unique<DiskFile>(descriptor, path);
    file->want_early_writeback();
    return file;
  }

  Result<std::unique_ptr<File>> create_scratch(const std::filesystem::path& folder) override {
    std::string name = (folder / "dateline-scratch-XXXXXX").string();
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) return system_failure("create a scratch file in", folder, errno);
    ::unlink(name.c_str());
    return std::make_unique<DiskFile>(descriptor, folder / "(scratch file)");
  }
};

}  // namespace

std::unique_ptr<Storage> make_disk_storage() { return std::make_unique<DiskStorage>(); }

BufferedWriter::BufferedWriter(std::unique_ptr<File> file, std::size_t buffer_bytes)
    : file_(std::move(file)), buffer_bytes_(buffer_bytes) {
  buffer_.reserve(buffer_bytes);
}

Status BufferedWriter::flush() {
  spill();
  return status_;
}

void BufferedWriter::spill() {
  write(buffer_);
  buffer_.clear();
}

void BufferedWriter::write(std::string_view bytes) {
  written_ += bytes.size();
  if (status_ && !bytes.empty()) status_ = file_->append(bytes);
}

}  // namespace dateline::indexer::glass
