#include "indexer/writer/document_limits.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

#include "indexer/glass/encoding.h"

namespace dateline::indexer {
namespace {

constexpr std::uint32_t kReservedSlot = std::numeric_limits<std::uint32_t>::max();
/// The longest escaped term whose key, with terminator and the longest docid, still is a key.
constexpr std::size_t kMaxEscapedBytes = glass::kMaxKeyBytes - 1 - 5;

}  // namespace

Status check_limits(const IndexDocument& document) {
  const auto check = [](std::string_view prefix, std::string_view bytes) -> Status {
    const std::size_t size = prefix.size() + bytes.size();
    if (size == 0) return fail(ErrorKind::kInput, "a term of the document is empty");
    if (size > kMaxEscapedBytes / 2 &&
        (size > glass::kMaxTermBytes ||
         glass::escaped_bytes(prefix) + glass::escaped_bytes(bytes) > kMaxEscapedBytes)) {
      return fail(ErrorKind::kInput, "a term of the document is too long (" + std::to_string(size) +
                                         " bytes; NUL bytes count twice)");
    }
    return {};
  };
  for (const auto& single : document.single_terms()) {
    if (const Status checked = check({}, document.term(single)); !checked) return checked;
  }
  for (const auto& text : document.texts()) {
    std::string_view longest_prefix;
    for (const TextUse& use : document.uses(text)) {
      if (use.prefix.size() > longest_prefix.size()) longest_prefix = use.prefix;
    }
    for (const text::Token& token : *text.tokens) {
      if (token.term.size() + token.stem.size() + longest_prefix.size() <= kMaxEscapedBytes / 2) continue;
      for (const std::string_view bytes : {token.term, token.stem}) {
        if (bytes.empty()) continue;
        if (const Status checked = check(longest_prefix, bytes); !checked) return checked;
      }
    }
  }
  for (const auto& [slot, value] : document.values()) {
    if (slot == kReservedSlot) return fail(ErrorKind::kInput, "value slot 2^32 - 1 is reserved");
  }
  return {};
}

Result<std::uint32_t> length_of(const IndexDocument& document) {
  std::uint64_t length = 0;
  for (const auto& single : document.single_terms()) length += single.wdf;
  for (const auto& text : document.texts()) {
    std::uint64_t terms = 0;
    std::uint64_t stems = 0;  // of tokens without a term
    std::uint64_t words = 0;
    for (const text::Token& token : *text.tokens) {
      terms += token.term.empty() ? 0U : 1U;
      stems += token.term.empty() ? 1U : 0U;
      words += token.has_stem() ? 1U : 0U;
    }
    for (const TextUse& use : document.uses(text)) {
      switch (use.form) {
        case TextUse::Form::kTerms:
          length += use.wdf * terms;
          break;
        case TextUse::Form::kStems:
          length += use.wdf * stems;
          break;
        case TextUse::Form::kWords:
          length += use.wdf * std::min<std::uint64_t>(words, use.most);
          break;
      }
    }
  }
  if (length > std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorKind::kInput, "the document has more than 2^32 - 1 words");
  }
  return static_cast<std::uint32_t>(length);
}

}  // namespace dateline::indexer
