#pragma once

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace dateline::testing {

inline constexpr const char* kLoopback = "127.0.0.1";

inline sockaddr_in address_of(const char* host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  ::inet_pton(AF_INET, host, &address.sin_addr);
  return address;
}

/// A socket that listens on a free port.
inline int listen_anywhere(std::uint16_t& port, const char* host = kLoopback) {
  const int out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = address_of(host, port);
  socklen_t size = sizeof address;
  const int yes = 1;
  ::setsockopt(out, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(out, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(out, 64) != 0) return -1;
  ::getsockname(out, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return out;
}

inline int connect_to(std::uint16_t port, const char* host = kLoopback) {
  const int out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = address_of(host, port);
  if (::connect(out, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const int yes = 1;
    ::setsockopt(out, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return out;
  }
  ::close(out);
  return -1;
}

inline bool has_xapian_server() { return std::filesystem::exists("/usr/bin/xapian-tcpsrv"); }

/// A stock `xapian-tcpsrv` while it lives, on loopback if nothing else is said; in a process group of its
/// own, with its children.
class XapianServer {
 public:
  explicit XapianServer(std::string folder, std::string host = kLoopback)
      : folder_(std::move(folder)), host_(std::move(host)) {
    start();
  }
  ~XapianServer() { kill(); }
  XapianServer(const XapianServer&) = delete;
  XapianServer& operator=(const XapianServer&) = delete;

  std::uint16_t port() const { return port_; }
  void start() {
    const int taken = listen_anywhere(port_, host_.c_str());  // a free one, kept over restarts
    ::close(taken);
    const std::string port = std::to_string(port_);
    std::vector<std::string> words{"xapian-tcpsrv", "--quiet", "--interface", host_, "--port", port, folder_};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    ASSERT_EQ(::posix_spawn(&pid_, "/usr/bin/xapian-tcpsrv", nullptr, &attributes, arguments.data(), environ),
              0);
    posix_spawnattr_destroy(&attributes);
    for (int tries = 0; tries < 1000; ++tries) {
      if (const int here = connect_to(port_, host_.c_str()); here >= 0) {
        ::close(here);
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "xapian-tcpsrv does not listen on " << port_;
  }
  void signal(int number) const {
    if (pid_ > 0) ::kill(-pid_, number);
  }
  void kill() {
    if (pid_ <= 0) return;
    signal(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }

 private:
  std::string folder_;
  std::string host_;
  std::uint16_t port_ = 0;
  pid_t pid_ = 0;
};

/// Stands between a searcher and a server: counts the bytes of both directions, delays them, and can cut the
/// line.
class Relay {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Relay(std::uint16_t to, std::chrono::microseconds delay = {}) : to_(to), delay_(delay) {
    listening_ = listen_anywhere(port_);
    thread_ = std::thread([this] { run(); });
  }
  ~Relay() {
    stop_ = true;
    thread_.join();
    ::close(listening_);
  }
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  std::uint16_t port() const { return port_; }
  std::uint64_t bytes() const { return bytes_; }
  /// The line is cut when so many bytes more have come.
  void cut_after(std::uint64_t bytes) { cut_at_ = bytes_ + bytes; }
  /// Nothing is passed on while this holds.
  void hold(bool held) { held_ = held; }

 private:
  /// One direction of a line.
  struct Way {
    int from = -1;
    int to = -1;
    std::deque<std::pair<Clock::time_point, std::string>> late = {};
  };

  void run() {
    std::vector<std::array<Way, 2>> lines;
    while (!stop_) {
      if (held_) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        continue;
      }
      std::vector<pollfd> waits{{listening_, POLLIN, 0}};
      Clock::time_point next = Clock::now() + std::chrono::milliseconds(20);
      for (const auto& line : lines) {
        for (const Way& way : line) {
          waits.push_back({way.from, POLLIN, 0});
          if (!way.late.empty()) next = std::min(next, way.late.front().first);
        }
      }
      const auto wait = std::max<std::chrono::nanoseconds>(next - Clock::now(), std::chrono::nanoseconds(0));
      const timespec time{0, static_cast<long>(wait.count())};
      ::ppoll(waits.data(), waits.size(), &time, nullptr);
      for (std::size_t i = lines.size(); i-- > 0;) {
        const bool goes = read(waits[1 + 2 * i], lines[i][0]) && read(waits[2 + 2 * i], lines[i][1]) &&
                          send(lines[i][0]) && send(lines[i][1]);
        if (goes && bytes_ < cut_at_) continue;
        close(lines[i]);
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
      }
      if ((waits[0].revents & POLLIN) == 0) continue;
      const int near = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      const int far = bytes_ < cut_at_ ? connect_to(to_) : -1;
      const int yes = 1;
      ::setsockopt(near, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      if (far < 0) {
        ::close(near);
      } else {
        lines.push_back({Way{near, far}, Way{far, near}});
      }
    }
    for (const auto& line : lines) close(line);
  }
  static void close(const std::array<Way, 2>& line) {
    ::close(line[0].from);
    ::close(line[0].to);
  }
  bool read(const pollfd& wait, Way& way) {
    if (wait.revents == 0) return true;
    char buffer[65536];
    const ssize_t got = ::read(way.from, buffer, sizeof buffer);
    if (got <= 0) return false;
    bytes_ += static_cast<std::uint64_t>(got);
    way.late.emplace_back(Clock::now() + delay_, std::string(buffer, static_cast<std::size_t>(got)));
    return true;
  }
  static bool send(Way& way) {
    while (!way.late.empty() && way.late.front().first <= Clock::now()) {
      const std::string bytes = std::move(way.late.front().second);
      way.late.pop_front();
      for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t some = ::send(way.to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (some <= 0) return false;
        sent += static_cast<std::size_t>(some);
      }
    }
    return true;
  }

  std::uint16_t to_;
  std::chrono::microseconds delay_;
  std::uint16_t port_ = 0;
  int listening_ = -1;
  std::atomic<bool> stop_{false};
  std::atomic<bool> held_{false};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::uint64_t> cut_at_{UINT64_MAX};
  std::thread thread_;
};

}  // namespace dateline::testing
