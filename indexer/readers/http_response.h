#pragma once

#include <string>
#include <string_view>

namespace dateline::indexer {

/// The head of an HTTP response, as a crawler wrote it down. Views live as long as the bytes.
struct HttpHead {
  int status = 0;  ///< 0 when the first line is no status line
  std::string_view content_type;
  std::string_view content_encoding;
  std::string_view transfer_encoding;
  std::string_view location;
  std::string_view body;  ///< what follows the head
};

/// Never fails: bytes without a head are all body.
HttpHead parse_http_response(std::string_view block);

/// A body without its transfer and content codings.
struct HttpBody {
  std::string bytes;
  bool whole = true;         ///< false: it ended early or is damaged; `bytes` is what stood before
  bool too_long = false;     ///< it unpacks to more than the limit
  std::string unknown = {};  ///< name of a coding that nobody here knows; `bytes` is empty then
};

/// Undoes chunks, gzip, deflate, br and zstd. Crawlers undo them too and leave the head as it was, so a body
/// that has not the form that the head says is taken as it is. Memory: at most `limit` bytes for each coding,
/// of which eight are followed.
HttpBody decode_http_body(const HttpHead& head, std::size_t limit);

}  // namespace dateline::indexer
