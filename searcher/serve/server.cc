#include "searcher/serve/server.h"

#include <microhttpd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "searcher/serve/http_message.h"
#include "searcher/serve/post_guard.h"
#include "searcher/serve/site.h"
#include "searcher/serve/workers.h"

namespace dateline::serve {
namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned kConnections = 64;
constexpr unsigned kIdleSeconds = 10;
constexpr std::size_t kTargetBytes = 8192;
constexpr std::size_t kConnectionBytes = 32768;  ///< of the library: headers of both directions and buffers

/// A request from its first line to the last byte of its reply.
struct Exchange {
  std::string target;
  std::string body = {};  ///< of a form; one byte more than it may have when it is longer
  Clock::time_point began = Clock::now();
  bool seen = false;
  std::optional<HttpReply> reply;
};

std::string header(MHD_Connection* connection, const char* name) {
  const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value != nullptr ? value : "";
}

MHD_Response* response_of(const HttpReply& reply) {
  MHD_Response* response = nullptr;
  if (reply.file) {
    struct stat status = {};
    const int fd = ::dup(reply.file->fd());  // the library closes it
    if (fd < 0 || ::fstat(fd, &status) != 0) return nullptr;
    response = MHD_create_response_from_fd64(static_cast<std::uint64_t>(status.st_size), fd);
    if (response == nullptr) ::close(fd);
  } else {
    // The exchange keeps the bytes until the last of them is sent; the library only reads them.
    response = MHD_create_response_from_buffer(reply.body.size(), const_cast<char*>(reply.body.data()),
                                               MHD_RESPMEM_PERSISTENT);
  }
  if (response == nullptr) return nullptr;
  MHD_add_response_header(response, "Content-Type", reply.type.c_str());
  for (const auto& [name, value] : safety_headers())
    MHD_add_response_header(response, name.c_str(), value.c_str());
  for (const auto& [name, value] : reply.headers)
    MHD_add_response_header(response, name.c_str(), value.c_str());
  return response;
}

}  // namespace

struct Server::Impl {
  Impl(ListenSocket listen, std::vector<search::Engine> engines, ServerOptions with)
      : socket(std::move(listen)),
        options(std::move(with)),
        workers(std::in_place, std::move(engines), options.limit) {}

  ~Impl() {
    if (daemon != nullptr) MHD_quiesce_daemon(daemon);  // nothing new; every exchange gets its reply
    workers.reset();
    if (daemon != nullptr) MHD_stop_daemon(daemon);
  }

  /// What can be said without an engine.
  std::optional<HttpReply> at_once(MHD_Connection* connection, std::string_view method,
                                   const Exchange& exchange, HttpRequest& request) const {
    const bool is_post = method == "POST";
    if (method != "GET" && method != "HEAD" && !is_post) {
      HttpReply reply = plain_reply(405, "only GET and HEAD");
      reply.headers.emplace_back("Allow", "GET, HEAD");
      return reply;
    }
    if (!options.hosts.allows(header(connection, "Host"))) {
      return plain_reply(403, "this name is not one of this server: see --allow-host");
    }
    if (exchange.target.size() > kTargetBytes) return plain_reply(414, "the address is too long");
    std::optional<Target> target = parse_target(exchange.target);
    if (!target) return plain_reply(400, "the address cannot be read");
    if (is_post) {
      CheckedForm form = check_form({.host = header(connection, "Host"),
                                     .origin = header(connection, "Origin"),
                                     .fetch_site = header(connection, "Sec-Fetch-Site"),
                                     .content_type = header(connection, "Content-Type")},
                                    exchange.body, options.token);
      if (form.refusal) return std::move(*form.refusal);
      request = {std::move(target->path), std::move(form.fields), true, options.token};
      return std::nullopt;
    }
    if (const HttpReply* asset = find_asset(target->path)) return *asset;
    request = {std::move(target->path), std::move(target->parameters), false, options.token};
    return std::nullopt;
  }

  MHD_Result send(MHD_Connection* connection, std::string_view method, const Exchange& exchange) const {
    MHD_Response* response = response_of(*exchange.reply);
    if (response == nullptr) return MHD_NO;
    const MHD_Result queued = MHD_queue_response(connection, exchange.reply->status, response);
    MHD_destroy_response(response);
    if (options.log) {
      options.log({std::string(method), exchange.target, exchange.reply->status,
                   std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - exchange.began)});
    }
    return queued;
  }

  static void* on_target(void*, const char* target, MHD_Connection*) {
    auto exchange = std::make_unique<Exchange>();
    exchange->target = target;
    return exchange.release();
  }

  static MHD_Result on_request(void* self, MHD_Connection* connection, const char*, const char* method,
                               const char*, const char* body, std::size_t* body_bytes, void** of) {
    Impl& server = *static_cast<Impl*>(self);
    Exchange& exchange = *static_cast<Exchange*>(*of);
    if (!exchange.seen) {  // the head is read, a body may follow
      exchange.seen = true;
      return MHD_YES;
    }
    if (*body_bytes > 0) {
      if (std::string_view(method) == "POST") {
        const std::size_t room = kMaxFormBytes + 1 - exchange.body.size();
        exchange.body.append(body, std::min(room, *body_bytes));
      }
      *body_bytes = 0;
      return MHD_YES;
    }
    if (!exchange.reply) {
      HttpRequest request;
      exchange.reply = server.at_once(connection, method, exchange, request);
      if (!exchange.reply) {
        MHD_suspend_connection(connection);
        server.workers->add({std::move(request), [&exchange, connection](HttpReply reply) {
                               exchange.reply = std::move(reply);
                               MHD_resume_connection(connection);
                             }});
        return MHD_YES;
      }
    }
    return server.send(connection, method, exchange);
  }

  static void on_end(void*, MHD_Connection*, void** of, MHD_RequestTerminationCode) {
    delete static_cast<Exchange*>(*of);
    *of = nullptr;
  }

  ListenSocket socket;
  ServerOptions options;
  std::optional<Workers> workers;
  MHD_Daemon* daemon = nullptr;
};

Result<std::unique_ptr<Server>> Server::start(ListenSocket socket, std::vector<search::Engine> engines,
                                              ServerOptions options) {
  auto impl = std::make_unique<Impl>(std::move(socket), std::move(engines), std::move(options));
  constexpr unsigned kFlags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  impl->daemon = MHD_start_daemon(
      kFlags, 0, nullptr, nullptr, &Impl::on_request, impl.get(), MHD_OPTION_LISTEN_SOCKET, impl->socket.fd(),
      MHD_OPTION_CONNECTION_LIMIT, kConnections, MHD_OPTION_CONNECTION_TIMEOUT, kIdleSeconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionBytes, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_URI_LOG_CALLBACK, &Impl::on_target, impl.get(), MHD_OPTION_NOTIFY_COMPLETED, &Impl::on_end,
      impl.get(), MHD_OPTION_END);
  if (impl->daemon == nullptr)
    return fail(ErrorKind::kSystem, "cannot start the server", "see whether memory or files run out");
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

}  // namespace dateline::serve
