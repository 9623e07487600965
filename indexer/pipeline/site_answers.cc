#include "indexer/pipeline/site_answers.h"

#include "common/index/article_id.h"
#include "common/ledger/record.h"

namespace dateline::indexer {
namespace {

std::uint64_t site_and_day(const Article& page) {
  return index::text_hash(index::host_of(page.url)) ^
         (static_cast<std::uint64_t>(ledger::day_number(page.captured)) << 32);
}

}  // namespace

void SiteAnswers::note(const Article& page, std::uint64_t version) {
  if (!page.captured) return;
  const auto [known, is_first] = by_site_and_day_.try_emplace(site_and_day(page), Given{version});
  if (!is_first && known->second.version != version) known->second.several = true;
}

bool SiteAnswers::has_others(const Article& page, std::uint64_t version) const {
  const auto known = by_site_and_day_.find(site_and_day(page));
  return known != by_site_and_day_.end() && (known->second.several || known->second.version != version);
}

}  // namespace dateline::indexer
