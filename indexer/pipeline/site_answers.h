#pragma once

#include <cstdint>
#include <unordered_map>

#include "common/article.h"

namespace dateline::indexer {

/// What sites gave on the days on which they were captured. Not thread-safe.
class SiteAnswers {
 public:
  /// A page with its ledger::version_hash; nothing where its day of capture is not known.
  void note(const Article& page, std::uint64_t version);
  /// Whether the site of a page gave something else on its day.
  bool has_others(const Article& page, std::uint64_t version) const;

 private:
  struct Given {
    std::uint64_t version = 0;
    bool several = false;  ///< others besides
  };
  std::unordered_map<std::uint64_t, Given> by_site_and_day_;
};

}  // namespace dateline::indexer
