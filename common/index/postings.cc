#include "common/index/postings.h"

#include <algorithm>
#include <limits>

namespace dateline::index {
namespace {

constexpr std::uint32_t kMaxWdf = std::numeric_limits<std::uint16_t>::max();

}  // namespace

void Postings::add(Docid docid, std::uint32_t wdf) {
  docids.push_back(docid);
  wdfs.push_back(static_cast<std::uint16_t>(std::min(wdf, kMaxWdf)));
}

std::uint16_t Postings::wdf(Docid docid) const {
  const auto found = std::lower_bound(docids.begin(), docids.end(), docid);
  if (found == docids.end() || *found != docid) return 0;
  return wdfs[static_cast<std::size_t>(found - docids.begin())];
}

std::uint16_t Postings::wdf_from(Docid docid, std::size_t& from) const {
  std::size_t step = 1;
  while (from + step < docids.size() && docids[from + step] < docid) step *= 2;
  const auto begin = docids.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = docids.begin() + static_cast<std::ptrdiff_t>(std::min(docids.size(), from + step + 1));
  const auto found = std::lower_bound(begin, end, docid);
  from = static_cast<std::size_t>(found - docids.begin());
  return found != docids.end() && *found == docid ? wdfs[from] : std::uint16_t{0};
}

Postings joined(const Postings& a, const Postings& b) {
  Postings out;
  out.docids.reserve(a.docids.size() + b.docids.size());
  out.wdfs.reserve(a.docids.size() + b.docids.size());
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.docids.size() && j < b.docids.size()) {
    const Docid docid = std::min(a.docids[i], b.docids[j]);
    std::uint32_t wdf = 0;
    if (a.docids[i] == docid) wdf += a.wdfs[i++];
    if (b.docids[j] == docid) wdf += b.wdfs[j++];
    out.add(docid, wdf);
  }
  const auto append = [&out](const Postings& rest, std::size_t from) {
    const auto at = static_cast<std::ptrdiff_t>(from);
    out.docids.insert(out.docids.end(), rest.docids.begin() + at, rest.docids.end());
    out.wdfs.insert(out.wdfs.end(), rest.wdfs.begin() + at, rest.wdfs.end());
  };
  append(a, i);
  append(b, j);
  return out;
}

}  // namespace dateline::index
