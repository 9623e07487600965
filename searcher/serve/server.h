#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/result.h"
#include "searcher/search/engine.h"
#include "searcher/serve/hosts.h"
#include "searcher/serve/listen_socket.h"

namespace dateline::serve {

/// What was answered, for a log.
struct AccessLine {
  std::string method;
  std::string target;  ///< as sent; may hold anything
  unsigned status = 0;
  std::chrono::microseconds took{};
};

struct ServerOptions {
  AllowedHosts hosts;
  std::chrono::milliseconds limit{10000};           ///< for one answer
  std::string token = {};                           ///< of forms (post_guard.h); empty: there are none
  std::function<void(const AccessLine&)> log = {};  ///< called from one thread at a time
};

/// Serves the pages over HTTP/1.1 from libmicrohttpd until it is destroyed: one thread for all connections,
/// so that a slow client holds nobody up, and one for each engine. At most 64 connections, 8 KB for the line
/// of a request.
class Server {
 public:
  /// At least one engine. A System error when the library cannot start.
  static Result<std::unique_ptr<Server>> start(ListenSocket socket, std::vector<search::Engine> engines,
                                               ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::serve
