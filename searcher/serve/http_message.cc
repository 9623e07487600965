#include "searcher/serve/http_message.h"

#include <unistd.h>

namespace dateline::serve {

TemporaryFile::~TemporaryFile() { ::close(fd_); }

HttpReply plain_reply(unsigned status, std::string_view sentence) {
  return {.status = status, .type = "text/plain; charset=utf-8", .body = std::string(sentence) + "\n"};
}

const std::vector<std::pair<std::string, std::string>>& safety_headers() {
  static const std::vector<std::pair<std::string, std::string>> headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
       "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cache-Control", "private, no-cache"},
  };
  return headers;
}

}  // namespace dateline::serve
