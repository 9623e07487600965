#include "searcher/export/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "common/index/files.h"

namespace dateline::search {
namespace {

tl::unexpected<Error> cannot(std::string_view doing, const std::filesystem::path& file, int code) {
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  return fail(ErrorKind::kSystem, fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(code)),
              full ? "nothing was kept; make room or choose another disk" : "choose another file");
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::filesystem::path& file) {
  OutputFile out;
  struct stat before {};
  const bool exists = ::stat(file.c_str(), &before) == 0;
  if (exists && S_ISDIR(before.st_mode)) return cannot("write", file, EISDIR);
  if (exists && !S_ISREG(before.st_mode)) {
    out.file_ = file;
    out.fd_ = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (out.fd_ < 0) return cannot("write", file, errno);
    return out;
  }
  std::error_code ignored;
  // A link keeps pointing at its file, which is replaced.
  out.file_ = exists ? std::filesystem::canonical(file, ignored) : file;
  if (out.file_.empty()) out.file_ = file;
  std::string name = out.file_.string() + ".part-XXXXXX";
  out.fd_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (out.fd_ < 0) return cannot("create", file, errno);
  out.temporary_ = name;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(out.fd_, exists ? before.st_mode & 07777 : 0666 & ~mask);
  return out;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      file_(std::move(other.file_)),
      temporary_(std::exchange(other.temporary_, {})),
      buffer_(std::move(other.buffer_)) {}

OutputFile::~OutputFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status OutputFile::write(std::string_view text) {
  buffer_ += text;
  return buffer_.size() < kBuffer ? Status() : flush();
}

Status OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t n = ::write(fd_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return cannot("write", file_, errno);
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  buffer_.clear();
  return {};
}

Status OutputFile::finish() {
  if (Status flushed = flush(); !flushed) return flushed;
  if (temporary_.empty()) return {};
  if (::fsync(fd_) != 0) return cannot("write", file_, errno);
  if (::rename(temporary_.c_str(), file_.c_str()) != 0) return cannot("write", file_, errno);
  temporary_.clear();
  return index::sync_folder(file_.parent_path().empty() ? "." : file_.parent_path());
}

Status write_file(const std::filesystem::path& file, std::string_view text) {
  Result<OutputFile> out = OutputFile::create(file);
  if (!out) return fail(out.error());
  if (Status written = out->write(text); !written) return written;
  return out->finish();
}

std::string about_file(const std::string& asked, const std::filesystem::path& file) {
  std::error_code ignored;
  if (!asked.empty() || file == "-") return asked;
  if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored)) return {};
  return (file.parent_path() / file.stem()).string() + ".about.json";
}

bool wants_byte_order_mark(const std::filesystem::path& file) { return file.extension() == ".csv"; }

}  // namespace dateline::search
