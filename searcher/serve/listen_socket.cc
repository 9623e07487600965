#include "searcher/serve/listen_socket.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dateline::serve {
namespace {

constexpr int kBacklog = 64;

/// An address of either family, as the system takes it.
union SocketAddress {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
  sockaddr_un file;
};

tl::unexpected<Error> failed(const std::string& what, std::string hint) {
  return fail(ErrorKind::kSystem, what + ": " + std::strerror(errno), std::move(hint));
}

}  // namespace

Result<ListenSocket> ListenSocket::on_address(const std::string& address, std::uint16_t port) {
  SocketAddress where = {};
  socklen_t size = sizeof where.v4;
  if (::inet_pton(AF_INET, address.c_str(), &where.v4.sin_addr) == 1) {
    where.v4.sin_family = AF_INET;
    where.v4.sin_port = htons(port);
  } else if (::inet_pton(AF_INET6, address.c_str(), &where.v6.sin6_addr) == 1) {
    where.v6.sin6_family = AF_INET6;
    where.v6.sin6_port = htons(port);
    size = sizeof where.v6;
  } else {
    return fail(ErrorKind::kUsage, "not an address to listen on: " + address,
                "write 127.0.0.1 or ::1, for example");
  }
  ListenSocket out;
  out.fd_ = ::socket(where.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (out.fd_ < 0) return failed("cannot make a socket", {});
  const int yes = 1;
  ::setsockopt(out.fd_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(out.fd_, &where.any, size) != 0 || ::listen(out.fd_, kBacklog) != 0) {
    return failed(
        fmt::format("cannot listen on {} port {}", address, port),
        "another program may be there: choose another port with --port, or any free one with --port 0");
  }
  if (::getsockname(out.fd_, &where.any, &size) != 0) return failed("cannot learn the port", {});
  out.port_ = ntohs(where.any.sa_family == AF_INET ? where.v4.sin_port : where.v6.sin6_port);
  return out;
}

Result<ListenSocket> ListenSocket::on_file(const std::filesystem::path& file) {
  SocketAddress where = {};
  where.file.sun_family = AF_UNIX;
  const std::string& name = file.native();
  if (name.empty() || name.size() >= sizeof where.file.sun_path) {
    return fail(ErrorKind::kUsage, "the name of the socket is empty or too long: " + name,
                "choose a shorter path");
  }
  std::memcpy(where.file.sun_path, name.c_str(), name.size() + 1);
  ListenSocket out;
  out.fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (out.fd_ < 0) return failed("cannot make a socket", {});
  const mode_t before = ::umask(0177);  // for its owner alone
  const int bound = ::bind(out.fd_, &where.any, sizeof where.file);
  ::umask(before);
  if (bound != 0) return failed("cannot make the socket " + name, "remove the file if no program uses it");
  out.file_ = file;
  if (::listen(out.fd_, kBacklog) != 0) return failed("cannot listen on " + name, {});
  return out;
}

ListenSocket::ListenSocket(ListenSocket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), port_(other.port_), file_(std::exchange(other.file_, {})) {}

ListenSocket::~ListenSocket() {
  if (fd_ >= 0) ::close(fd_);
  if (!file_.empty()) ::unlink(file_.c_str());
}

bool is_loopback(const std::string& address) {
  in_addr v4 = {};
  if (::inet_pton(AF_INET, address.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6 = {};
  return ::inet_pton(AF_INET6, address.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace dateline::serve
