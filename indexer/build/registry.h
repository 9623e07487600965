#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "common/article.h"

namespace dateline::indexer {

/// Decides, in the order of the input, which article gets which docid, which ones are the same article again,
/// and which stand in one group of equal texts. Not thread-safe: one call at a time, in order. Memory: about
/// 60 bytes an article.
class Registry {
 public:
  struct Decision {
    std::uint32_t docid = 0;                ///< 0: the article is known and not newer, skip it
    std::optional<std::uint32_t> replaces;  ///< an older capture of the same article, to be dropped
    ArticleId id;                           ///< the article's own, or a new one where that was taken
    bool id_taken = false;                  ///< another text stands under the same id: both are kept
    std::uint32_t group = 0;                ///< docid of the first article with the same text, may be `docid`
  };
  /// The same text under the same id is the same article; of two texts under one id the newer capture wins.
  /// Where captures do not tell which is newer, both are kept, because addresses have been used twice (36
  /// pages of kcna.co.jp in July 1997 alone), and the later one gets an id of address and text.
  Decision admit(const Article& article);

  std::uint32_t last_docid() const { return last_docid_; }

 private:
  struct Known {
    std::uint32_t docid = 0;
    std::uint64_t text = 0;
    std::optional<dates::Day> captured;
  };
  std::uint32_t last_docid_ = 0;
  std::unordered_map<std::uint64_t, Known> by_id_;
  std::unordered_map<std::uint64_t, std::uint32_t> first_by_text_;
};

}  // namespace dateline::indexer
