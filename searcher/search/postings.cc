#include "searcher/search/postings.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dateline::search {
namespace {

constexpr std::uint32_t kMostWdf = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint32_t kNoDocid = std::numeric_limits<std::uint32_t>::max();

}  // namespace

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

void PostingStore::read(const std::string& term, Postings& out) const {
  const std::size_t size = database_.get_termfreq(term);
  out.docids.reserve(size);
  out.wdfs.reserve(size);
  const auto end = database_.postlist_end(term);
  for (auto it = database_.postlist_begin(term); it != end; ++it) {
    out.docids.push_back(*it);
    out.wdfs.push_back(static_cast<std::uint16_t>(std::min<Xapian::termcount>(it.get_wdf(), kMostWdf)));
  }
}

void PostingStore::join(Postings& postings, const Postings& other, Postings& scratch) {
  scratch.docids.clear();
  scratch.wdfs.clear();
  scratch.docids.reserve(postings.docids.size() + other.docids.size());
  scratch.wdfs.reserve(postings.docids.size() + other.docids.size());
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < postings.docids.size() || j < other.docids.size()) {
    const std::uint32_t a = i < postings.docids.size() ? postings.docids[i] : kNoDocid;
    const std::uint32_t b = j < other.docids.size() ? other.docids[j] : kNoDocid;
    std::uint32_t wdf = 0;
    if (a <= b) wdf += postings.wdfs[i++];
    if (b <= a) wdf += other.wdfs[j++];
    scratch.docids.push_back(std::min(a, b));
    scratch.wdfs.push_back(static_cast<std::uint16_t>(std::min(wdf, kMostWdf)));
  }
  std::swap(postings, scratch);
}

PostingStore::Shared PostingStore::get(const std::vector<std::string>& terms) {
  std::string name = terms.front();
  for (std::size_t i = 1; i < terms.size(); ++i) name.append("\t").append(terms[i]);
  if (const auto known = by_term_.find(name); known != by_term_.end()) {
    kept_.splice(kept_.begin(), kept_, known->second);
    return known->second->postings;
  }
  auto read = std::make_shared<Postings>();
  std::vector<Postings> forms;
  for (const std::string& form : forms_.terms(terms)) {
    Postings one;
    this->read(form, one);
    if (!one.docids.empty()) forms.push_back(std::move(one));
  }
  // The shortest first, so that the long ones are copied once.
  std::sort(forms.begin(), forms.end(),
            [](const Postings& a, const Postings& b) { return a.docids.size() < b.docids.size(); });
  if (forms.size() == 1) *read = std::move(forms.front());
  Postings scratch;
  for (const Postings& form : forms) {
    if (forms.size() > 1) join(*read, form, scratch);
  }
  if (read->bytes() > room_ / 4) return read;
  kept_.push_front({std::move(name), read});
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
