#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/serve/parameters.h"

namespace dateline::serve {

/// A request of HTTP as far as the pages look at it. A plain value.
struct HttpRequest {
  std::string path;  ///< decoded, UTF-8, begins with '/'
  Parameters parameters;
  bool is_post = false;    ///< the parameters are the fields of a form that was checked (post_guard.h)
  std::string token = {};  ///< what forms must send; empty: nothing can be changed, and no form is shown
};

/// A file that nobody else can open and that is gone once the last owner is.
class TemporaryFile {
 public:
  explicit TemporaryFile(int fd) : fd_(fd) {}
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

/// What a request is answered with: `body`, or where there is one the file, which is sent from its beginning.
struct HttpReply {
  unsigned status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body = {};
  std::shared_ptr<const TemporaryFile> file = {};
  std::vector<std::pair<std::string, std::string>> headers = {};  ///< beside those that every reply has
};

/// A sentence as plain text.
HttpReply plain_reply(unsigned status, std::string_view sentence);

/// What every reply says to a browser: nothing but our own style and script, no frames, no guessing of types,
/// no address to other sites, and nothing for shared caches.
const std::vector<std::pair<std::string, std::string>>& safety_headers();

}  // namespace dateline::serve
