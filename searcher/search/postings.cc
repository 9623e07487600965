#include "searcher/search/postings.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dateline::search {

std::uint16_t Postings::wdf(std::uint32_t docid) const {
  const auto found = std::lower_bound(docids.begin(), docids.end(), docid);
  if (found == docids.end() || *found != docid) return 0;
  return wdfs[static_cast<std::size_t>(found - docids.begin())];
}

std::uint16_t Postings::wdf_from(std::uint32_t docid, std::size_t& from) const {
  std::size_t step = 1;
  while (from + step < docids.size() && docids[from + step] < docid) step *= 2;
  const auto begin = docids.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = docids.begin() + static_cast<std::ptrdiff_t>(std::min(docids.size(), from + step + 1));
  const auto found = std::lower_bound(begin, end, docid);
  from = static_cast<std::size_t>(found - docids.begin());
  return found != docids.end() && *found == docid ? wdfs[from] : std::uint16_t{0};
}

PostingStore::Shared PostingStore::get(const std::string& term) {
  if (const auto known = by_term_.find(term); known != by_term_.end()) {
    kept_.splice(kept_.begin(), kept_, known->second);
    return known->second->postings;
  }
  auto read = std::make_shared<Postings>();
  const std::size_t size = database_.get_termfreq(term);
  read->docids.reserve(size);
  read->wdfs.reserve(size);
  const auto end = database_.postlist_end(term);
  for (auto it = database_.postlist_begin(term); it != end; ++it) {
    read->docids.push_back(*it);
    read->wdfs.push_back(static_cast<std::uint16_t>(
        std::min<Xapian::termcount>(it.get_wdf(), std::numeric_limits<std::uint16_t>::max())));
  }
  if (read->bytes() > room_ / 4) return read;
  kept_.push_front({term, read});
  by_term_.emplace(kept_.front().term, kept_.begin());
  used_ += read->bytes();
  while (used_ > room_) {
    used_ -= kept_.back().postings->bytes();
    by_term_.erase(kept_.back().term);
    kept_.pop_back();
  }
  return read;
}

}  // namespace dateline::search
