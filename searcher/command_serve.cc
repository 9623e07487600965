#include <fmt/format.h>
#include <fmt/ostream.h>
#include <poll.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "common/text/printable.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/interruption.h"
#include "searcher/search/engine.h"
#include "searcher/serve/post_guard.h"
#include "searcher/serve/server.h"

namespace dateline::search {
namespace {

/// A Unix socket is asked under the name alone.
constexpr std::uint16_t kHttpPort = 80;

/// Starts the browser of the desktop without a shell. What becomes of it is for the desktop to say.
void open_browser(const std::string& address) {
  std::string program = "xdg-open";
  std::string argument = address;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  pid_t child = 0;
  ::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ);
}

Result<serve::ListenSocket> listen_as_asked(const ServeArguments& arguments) {
  if (arguments.notes && (arguments.listen != ServeArguments().listen || !arguments.allowed_hosts.empty())) {
    return fail(ErrorKind::kUsage, "--notes is for this machine alone",
                "leave out --listen and --allow-host, or --notes");
  }
  if (!arguments.socket.empty()) return serve::ListenSocket::on_file(arguments.socket);
  if (!serve::is_loopback(arguments.listen) && arguments.allowed_hosts.empty()) {
    return fail(
        ErrorKind::kUsage, fmt::format("{} can be reached from other machines", arguments.listen),
        "name the server as others call it with --allow-host, and see that only those who may read the "
        "archive reach it");
  }
  return serve::ListenSocket::on_address(arguments.listen, arguments.port);
}

std::string address_of(const ServeArguments& arguments, std::uint16_t port) {
  const bool is_v6 = arguments.listen.find(':') != std::string::npos;
  return fmt::format("http://{}:{}/", is_v6 ? "[" + arguments.listen + "]" : arguments.listen, port);
}

}  // namespace

ExitCode run(const ServeArguments& arguments, const Streams& streams) {
  const auto names = read_names(arguments.names);
  if (!names) return report_error(streams.err, names.error());
  Result<serve::ListenSocket> socket = listen_as_asked(arguments);
  if (!socket) return report_error(streams.err, socket.error());
  std::vector<Engine> engines;
  const unsigned threads =
      arguments.threads > 0 ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < threads; ++i) {
    Result<Engine> engine = open_engine(arguments.indexes, arguments.opening);
    if (!engine) return report_error(streams.err, engine.error());
    if (*names) {
      if (const Status used = engine->use_names(*names); !used)
        return report_error(streams.err, used.error());
    }
    engines.push_back(std::move(*engine));
  }
  if (arguments.notes && engines.front().shards() != nullptr)
    return report_error(streams.err, not_of_shards("a page with --notes"));
  std::string token;
  if (arguments.notes) token = serve::random_token();
  const std::uint16_t port = arguments.socket.empty() ? socket->port() : kHttpPort;
  serve::ServerOptions options{.hosts = serve::AllowedHosts(port, arguments.allowed_hosts),
                               .token = std::move(token)};
  if (arguments.access_log) {
    options.log = [&err = streams.err](const serve::AccessLine& line) {
      fmt::print(err, "{} {} {} {:.1f} ms\n", line.method, text::visible(line.target), line.status,
                 static_cast<double>(line.took.count()) / 1000.0);
    };
  }
  const Interruption interruption;
  const auto server = serve::Server::start(std::move(*socket), std::move(engines), std::move(options));
  if (!server) return report_error(streams.err, server.error());
  const std::string address =
      arguments.socket.empty() ? address_of(arguments, port) : arguments.socket.string();
  fmt::print(streams.out, "Dateline is at {}\nCtrl-C ends it.\n", address);
  streams.out.flush();
  if (arguments.open && arguments.socket.empty()) open_browser(address);
  while (!Interruption::flag()) ::poll(nullptr, 0, 100);
  return ExitCode::kDone;
}

}  // namespace dateline::search
