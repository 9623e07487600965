#include "indexer/ledger/missing_article.h"

#include "common/index/archive_address.h"
#include "common/index/article_id.h"

namespace dateline::indexer {

MissingArticle missing_article(const MissingPage& page) {
  const std::optional<index::ArchiveAddress> archived = index::archive_address(page.address);
  MissingArticle out;
  out.address = archived ? archived->original : page.address;
  out.id = index::address_id(out.address);
  out.day = archived && archived->captured ? archived->captured : page.day;
  out.status = page.status;
  out.missing = page.missing;
  out.unchanged = page.unchanged;
  out.same_as = page.same_as;
  return out;
}

}  // namespace dateline::indexer
