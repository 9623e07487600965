#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "indexer/identity/grouping/fingerprint.h"
#include "indexer/pipeline/article_maker.h"

namespace dateline::indexer {

/// A page that is about to take the place of another text, until it is known whether it is an article.
struct HeldPage {
  ArticleId replaces;  ///< the article that has another text
  Article article;
  DatingBasis basis;
  Fingerprint fingerprint;
  std::uint64_t version = 0;  ///< ledger::version_hash
  RawCapture raw;

  std::size_t bytes() const;
};

/// Holds such pages back until the end of the input: an error page that comes with success, or the page of a
/// firewall, is told by standing under several addresses that had articles of their own. Not thread-safe.
class HeldPages {
 public:
  /// Whether a page may be one: short, dated by capture, with an address and without a dateline or stamp.
  static bool may_be_no_article(const Article& page);

  void hold(HeldPage page);
  bool empty() const { return pages_.empty(); }
  std::size_t bytes() const { return bytes_; }

  /// Takes out those whose text stands under one address alone so far.
  std::vector<HeldPage> take_lone();

  /// What an address had before; nullopt where it cannot be read.
  using EarlierArticle = std::function<std::optional<Article>(ArticleId id)>;
  struct Split {
    std::vector<HeldPage> articles;     ///< in the order in which they came
    std::vector<HeldPage> no_articles;  ///< the same
  };
  /// All that are left. `is_known`: whether a version was found to be no article before.
  Split take_all(const EarlierArticle& earlier, const std::function<bool(std::uint64_t version)>& is_known);

 private:
  std::vector<HeldPage> pages_;
  std::size_t bytes_ = 0;
};

}  // namespace dateline::indexer
