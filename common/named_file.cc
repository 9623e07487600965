#include "common/named_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace dateline {
namespace {

tl::unexpected<Error> cannot_read(const std::string& name, const char* why) {
  return fail(ErrorKind::kUsage, fmt::format("cannot read {}: {}", name, why), "check the name");
}

bool is_terminal(const std::string& name) {
  const int fd = ::open(name.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC);
  const bool terminal = fd >= 0 && ::isatty(fd) == 1;
  if (fd >= 0) ::close(fd);
  return terminal;
}

bool has_end(const std::string& name, const struct stat& status) {
  if (S_ISBLK(status.st_mode)) return false;
  if (!S_ISCHR(status.st_mode)) return true;
  return status.st_rdev == makedev(1, 3) || is_terminal(name);  // /dev/null
}

}  // namespace

Result<std::ifstream> open_named_file(const std::string& name) {
  struct stat status {};
  if (::stat(name.c_str(), &status) != 0) return cannot_read(name, std::strerror(errno));
  if (S_ISDIR(status.st_mode)) return cannot_read(name, "it is a folder");
  if (!has_end(name, status)) return cannot_read(name, "it is a device without an end");
  errno = 0;
  std::ifstream in(name, std::ios::binary);
  if (!in) return cannot_read(name, errno != 0 ? std::strerror(errno) : "it cannot be opened");
  return in;
}

Result<std::string> read_named_file(const std::string& name, std::size_t most) {
  Result<std::ifstream> in = open_named_file(name);
  if (!in) return fail(in.error());
  return read_rest(*in, name, most);
}

Result<std::string> read_rest(std::istream& in, const std::string& name, std::size_t most) {
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  std::string text;
  while (in && text.size() <= most) {
    const std::size_t had = text.size();
    text.resize(had + std::min(kPiece, most + 1 - had));
    in.read(text.data() + had, static_cast<std::streamsize>(text.size() - had));
    text.resize(had + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return cannot_read(name, std::strerror(errno));
  if (text.size() > most) {
    return fail(ErrorKind::kUsage, fmt::format("{} has more than {} MB", name, most >> 20),
                "is it another file?");
  }
  return text;
}

LineRead read_line(std::istream& in, std::string& line, std::size_t most) {
  using Traits = std::char_traits<char>;
  line.clear();
  std::streambuf& bytes = *in.rdbuf();
  int c = bytes.sbumpc();
  if (c == Traits::eof()) return LineRead::kEnd;
  bool cut = false;
  for (; c != Traits::eof() && c != '\n'; c = bytes.sbumpc()) {
    cut = cut || line.size() == most;
    if (!cut) line += static_cast<char>(c);
  }
  return cut ? LineRead::kCut : LineRead::kWhole;
}

}  // namespace dateline
