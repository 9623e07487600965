// lossy_line DELAY_US LOSS_PERCENT COMMAND [ARGUMENT...]: runs a command in a network namespace of its own,
// in which 10.9.0.2 is this machine again, over a line that delays each packet and loses some: what netem
// does, for kernels that have none. Servers listen on 10.9.0.1. Ends as the command does; with 77 where no
// such line can be made.
//
// A packet to 10.9.0.2 comes out of the TUN device. Source and destination change places, which no checksum
// notices, and it goes in again: as a packet from 10.9.0.2 to 10.9.0.1.

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <random>
#include <string>
#include <utility>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kCannot = 77;
constexpr std::size_t kLargestPacket = 65536;
constexpr std::size_t kSource = 12;       // in the header of IPv4
constexpr std::size_t kDestination = 16;  // behind it
constexpr std::size_t kHeader = 20;

/// Gives an interface an address, where there is one, and sets it up. Needs no program: those that may do
/// this in a namespace of their own lose the right when they start one.
bool set_up(const char* name, const char* address) {
  const int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq asked{};
  std::strcpy(asked.ifr_name, name);
  const auto set = [&](unsigned long what, const char* number) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    ::inet_pton(AF_INET, number, &to.sin_addr);
    std::memcpy(&asked.ifr_addr, &to, sizeof to);
    return ::ioctl(any, what, &asked) == 0;
  };
  bool done = address == nullptr || (set(SIOCSIFADDR, address) && set(SIOCSIFNETMASK, "255.255.255.0"));
  asked.ifr_flags = IFF_UP | IFF_RUNNING;
  done = done && ::ioctl(any, SIOCSIFFLAGS, &asked) == 0;
  ::close(any);
  return done;
}

int open_line() {
  // Root needs no namespace of users, others may have one.
  if (::unshare(CLONE_NEWNET) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return -1;
  const int line = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (line < 0) return -1;
  ifreq wanted{};
  wanted.ifr_flags = IFF_TUN | IFF_NO_PI;
  std::strcpy(wanted.ifr_name, "line");
  if (::ioctl(line, TUNSETIFF, &wanted) != 0) return -1;
  return set_up("lo", nullptr) && set_up("line", "10.9.0.1") ? line : -1;
}

/// Passes packets on until the child ends.
int pass_on(int line, pid_t child, std::chrono::microseconds delay, double loss) {
  std::deque<std::pair<Clock::time_point, std::string>> late;
  std::mt19937 random(1);
  std::uniform_real_distribution<double> percent(0, 100);
  std::string packet(kLargestPacket, '\0');
  unsigned long passed = 0;
  unsigned long lost = 0;
  unsigned long bytes = 0;
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    auto wait = std::chrono::nanoseconds(std::chrono::milliseconds(20));
    if (!late.empty())
      wait = std::clamp<std::chrono::nanoseconds>(late.front().first - Clock::now(), {}, wait);
    const timespec time{0, static_cast<long>(wait.count())};
    pollfd readable{line, POLLIN, 0};
    ::ppoll(&readable, 1, &time, nullptr);
    for (;;) {
      const ssize_t got = ::read(line, packet.data(), packet.size());
      if (got <= 0) break;
      if (static_cast<std::size_t>(got) < kHeader || packet[0] >> 4 != 4) continue;
      ++passed;
      bytes += static_cast<unsigned long>(got);
      if (percent(random) < loss) {
        ++lost;
        continue;
      }
      std::swap_ranges(packet.begin() + kSource, packet.begin() + kDestination,
                       packet.begin() + kDestination);
      late.emplace_back(Clock::now() + delay, packet.substr(0, static_cast<std::size_t>(got)));
    }
    while (!late.empty() && late.front().first <= Clock::now()) {
      // What does not go in is lost, as on any line.
      if (::write(line, late.front().second.data(), late.front().second.size()) < 0) ++lost;
      late.pop_front();
    }
  }
  std::fprintf(stderr, "the line: %lu packets, %lu bytes, %lu lost\n", passed, bytes, lost);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: lossy_line DELAY_US LOSS_PERCENT COMMAND [ARGUMENT...]\n");
    return 2;
  }
  const int line = open_line();
  if (line < 0) {
    std::fprintf(stderr, "no line of its own may be made here\n");
    return kCannot;
  }
  const pid_t child = ::fork();
  if (child < 0) return 1;
  if (child == 0) {
    ::execvp(argv[3], argv + 3);
    std::fprintf(stderr, "lossy_line: %s cannot be started\n", argv[3]);
    ::_exit(127);
  }
  return pass_on(line, child, std::chrono::microseconds(std::atol(argv[1])), std::atof(argv[2]));
}
