#include "indexer/readers/data_addresses.h"

#include <algorithm>

namespace dateline::indexer {
namespace {

constexpr std::string_view kMark = ";base64,";

bool is_payload(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
         c == '=' || c == '%' || c == '-' || c == '_';
}

/// Where the mark ends in `piece`, which may have begun at the end of `before`; npos when it is not there.
std::size_t mark_end(std::string_view before, std::string_view piece) {
  const std::size_t tail = std::min(before.size(), kMark.size() - 1);
  std::string seam(before.substr(before.size() - tail));
  seam += piece.substr(0, kMark.size() - 1);
  if (const std::size_t at = seam.find(kMark); at != std::string::npos) return at + kMark.size() - tail;
  const std::size_t at = piece.find(kMark);
  return at == std::string_view::npos ? at : at + kMark.size();
}

}  // namespace

void DataAddressFilter::append(std::string_view piece, std::string& out) {
  while (!piece.empty()) {
    if (skipping_) {
      const auto* const end = std::ranges::find_if_not(piece, is_payload);
      piece.remove_prefix(static_cast<std::size_t>(end - piece.begin()));
      skipping_ = piece.empty();
      continue;
    }
    const std::size_t end = mark_end(out, piece);
    skipping_ = end != std::string_view::npos;
    out += piece.substr(0, end);
    piece.remove_prefix(std::min(end, piece.size()));
  }
}

std::string without_data_addresses(std::string_view page) {
  std::string out;
  DataAddressFilter().append(page, out);
  return out;
}

}  // namespace dateline::indexer
