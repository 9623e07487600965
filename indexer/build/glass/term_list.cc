#include "indexer/build/glass/term_list.h"

#include <algorithm>
#include <cstring>

#include "indexer/build/glass/encoding.h"

namespace dateline::indexer::glass {

void TermListWriter::begin(std::uint64_t length, std::uint64_t terms) {
  append_varint(out_, length);
  append_varint(out_, terms);
  previous_ = {};
  first_ = true;
}

void TermListWriter::add(std::string_view term, std::uint32_t wdf) {
  char entry[2 + kMaxTermBytes + kMaxVarintBytes];
  char* at = entry;
  std::size_t shared = 0;
  bool wdf_follows = true;
  if (!first_) {
    const std::size_t limit = std::min(previous_.size(), term.size());
    while (shared < limit && previous_[shared] == term[shared]) ++shared;
    // Small frequencies share the byte of the prefix length; readers see it by the byte being > previous
    // length.
    const std::uint64_t packed = (std::uint64_t{wdf} + 1) * (previous_.size() + 1) + shared;
    wdf_follows = wdf >= 127 || packed > 0xFF;
    *at++ = static_cast<char>(wdf_follows ? shared : packed);
  }
  const std::size_t tail = term.size() - shared;
  *at++ = static_cast<char>(tail);
  std::memcpy(at, term.data() + shared, tail);
  at += tail;
  if (wdf_follows) at = put_varint(at, wdf);
  out_.append(entry, static_cast<std::size_t>(at - entry));
  previous_ = term;
  first_ = false;
}

}  // namespace dateline::indexer::glass
