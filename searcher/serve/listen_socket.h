#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "common/result.h"

namespace dateline::serve {

/// A socket that waits for connections. A Unix socket's file goes with it.
class ListenSocket {
 public:
  /// `address`: of IPv4 or IPv6, in figures; port 0: one that is free. A Usage error when the address is
  /// none, a System error when the port is taken or forbidden.
  static Result<ListenSocket> on_address(const std::string& address, std::uint16_t port);
  /// A file that exists already is left alone: an error.
  static Result<ListenSocket> on_file(const std::filesystem::path& file);

  ListenSocket(ListenSocket&& other) noexcept;
  ListenSocket& operator=(ListenSocket&&) = delete;
  ~ListenSocket();

  int fd() const { return fd_; }
  std::uint16_t port() const { return port_; }  ///< 0 of a file

 private:
  ListenSocket() = default;
  int fd_ = -1;
  std::uint16_t port_ = 0;
  std::filesystem::path file_;
};

/// True for 127.0.0.0/8 and ::1.
bool is_loopback(const std::string& address);

}  // namespace dateline::serve
