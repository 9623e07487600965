#include "indexer/readers/self_extracting.h"

#include "indexer/readers/office/zip_parts.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kHead = 16 * 1024;
constexpr std::string_view kSign = "saved with SingleFile";

/// The comment that holds SingleFile's lines; empty where there is none.
std::string_view comment_of(std::string_view head) {
  const std::size_t sign = head.find(kSign);
  if (sign == std::string_view::npos) return {};
  const std::size_t begin = head.rfind("<!--", sign);
  const std::size_t end = head.find("-->", sign);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return head.substr(begin, end + 3 - begin);
}

}  // namespace

std::optional<std::string> self_extracted_page(std::string_view bytes) {
  const std::string_view comment = comment_of(bytes.substr(0, kHead));
  if (comment.empty()) return std::nullopt;
  const std::size_t zip = bytes.find("PK\x03\x04");
  if (zip == std::string_view::npos || bytes.rfind("PK\x05\x06") == std::string_view::npos)
    return std::nullopt;
  const auto parts =
      read_zip_parts(bytes.substr(zip), [](std::string_view name) { return name == "index.html"; });
  if (!parts || parts->empty()) return std::nullopt;
  const std::string& page = parts->begin()->second;
  return page.find(kSign) == std::string::npos ? std::string(comment) + "\n" + page : page;
}

}  // namespace dateline::indexer
