#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/article.h"
#include "common/ledger/missing.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// An address that did not give its article when it was tried, or a list that named it.
struct MissingArticle {
  ArticleId id;
  ledger::Missing missing = ledger::Missing::kGone;
  std::optional<dates::Day> day;
  std::uint16_t status = 0;
  std::string address;
  std::uint64_t text = 0;  ///< version_hash of what stood there instead, where that is to be known again
  bool unchanged = false;  ///< see MissingPage
  std::optional<dates::Day> same_as = {};
};

/// The article that an address, perhaps one of a web archive, stands for.
MissingArticle missing_article(const MissingPage& page);

}  // namespace dateline::indexer
