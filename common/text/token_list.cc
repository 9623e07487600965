#include "common/text/token_list.h"

namespace dateline::text {

namespace {
// A monstrous text must not pin its memory for the rest of a build.
constexpr std::size_t kBlocksKept = 64;
constexpr std::size_t kTokensKept = 1 << 20;
}  // namespace

void TokenList::clear() {
  if (blocks_.size() > kBlocksKept) blocks_.resize(kBlocksKept);
  if (tokens_.capacity() > kTokensKept) std::vector<Token>().swap(tokens_);
  tokens_.clear();
  block_ = 0;
  used_ = blocks_.empty() ? kBlockBytes : 0;
}

void TokenList::next_block() {
  if (blocks_.empty()) {
    block_ = 0;
  } else {
    ++block_;
  }
  if (block_ == blocks_.size())
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(kBlockBytes + kSlackBytes));
  used_ = 0;
}

}  // namespace dateline::text
