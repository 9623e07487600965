#include "indexer/glass/term_list.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace dateline::indexer::glass {
namespace {

constexpr std::size_t kPrefixBytes = 8;
/// Two lengths, the term (copied by eights) and its frequency.
constexpr std::size_t kMaxEntryBytes = 2 + kMaxTermBytes + kPrefixBytes + kMaxVarintBytes;
constexpr std::size_t kGrowth = 4096;

}  // namespace

void TermListWriter::begin(std::uint64_t length, std::uint64_t terms) {
  out_.clear();
  append_varint(out_, length);
  append_varint(out_, terms);
  used_ = out_.size();
  previous_ = {};
  previous_prefix_ = 0;
  first_ = true;
}

void TermListWriter::add(std::string_view term, std::uint64_t prefix, std::uint32_t wdf) {
  if (out_.size() - used_ < kMaxEntryBytes) out_.resize(out_.size() * 2 + kGrowth);
  char* at = out_.data() + used_;
  std::size_t shared = 0;
  bool wdf_follows = true;
  if (!first_) {
    const std::size_t limit = std::min(previous_.size(), term.size());
    const std::uint64_t differ = prefix ^ previous_prefix_;
    shared = differ != 0 ? static_cast<std::size_t>(std::countl_zero(differ)) / 8 : kPrefixBytes;
    shared = std::min(shared, limit);
    if (shared == kPrefixBytes) {
      while (shared < limit && previous_[shared] == term[shared]) ++shared;
    }
    // Small frequencies share the byte of the prefix length; readers see it by the byte being > previous
    // length.
    const std::uint64_t packed = (std::uint64_t{wdf} + 1) * (previous_.size() + 1) + shared;
    wdf_follows = wdf >= 127 || packed > 0xFF;
    *at++ = static_cast<char>(wdf_follows ? shared : packed);
  }
  const std::size_t tail = term.size() - shared;
  *at++ = static_cast<char>(tail);
  if (term.size() <= kPrefixBytes) {
    const std::uint64_t bytes = shared < kPrefixBytes ? __builtin_bswap64(prefix << shared * 8) : 0;
    std::memcpy(at, &bytes, kPrefixBytes);
  } else {
    copy_short(at, term.data() + shared, tail);
  }
  at += tail;
  if (wdf_follows) at = put_varint(at, wdf);
  used_ = static_cast<std::size_t>(at - out_.data());
  previous_ = term;
  previous_prefix_ = prefix;
  first_ = false;
}

}  // namespace dateline::indexer::glass
