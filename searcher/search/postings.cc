#include "searcher/search/postings.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dateline::search {
namespace {

constexpr std::uint32_t kMaxWdf = std::numeric_limits<std::uint16_t>::max();

}  // namespace

void Postings::add(std::uint32_t docid, std::uint32_t wdf) {
  docids.push_back(docid);
  wdfs.push_back(static_cast<std::uint16_t>(std::min(wdf, kMaxWdf)));
}

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

Postings joined(const Postings& a, const Postings& b) {
  Postings out;
  out.docids.reserve(a.docids.size() + b.docids.size());
  out.wdfs.reserve(a.docids.size() + b.docids.size());
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.docids.size() && j < b.docids.size()) {
    const std::uint32_t docid = std::min(a.docids[i], b.docids[j]);
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

Postings PostingStore::read(const std::string& term) const {
  Postings out;
  const std::size_t size = database_.get_termfreq(term);
  out.docids.reserve(size);
  out.wdfs.reserve(size);
  auto left_out = options_.left_out.begin();
  const auto end = database_.postlist_end(term);
  for (auto it = database_.postlist_begin(term); it != end; ++it) {
    const std::uint32_t docid = *it;
    while (left_out != options_.left_out.end() && *left_out < docid) ++left_out;
    if (left_out != options_.left_out.end() && *left_out == docid) continue;
    out.add(docid, it.get_wdf());
  }
  return out;
}

Postings PostingStore::read(const std::vector<std::string>& terms) const {
  std::vector<Postings> forms;
  for (const std::string& form : forms_.terms(terms)) {
    if (Postings one = read(form); !one.docids.empty()) forms.push_back(std::move(one));
  }
  if (forms.empty()) return {};
  // The shortest first, so that the long ones are copied once.
  std::sort(forms.begin(), forms.end(),
            [](const Postings& a, const Postings& b) { return a.docids.size() < b.docids.size(); });
  Postings out = std::move(forms.front());
  for (std::size_t i = 1; i < forms.size(); ++i) out = joined(out, forms[i]);
  return out;
}

PostingStore::Shared PostingStore::get(const std::vector<std::string>& terms) {
  std::string name = terms.front();
  for (std::size_t i = 1; i < terms.size(); ++i) name.append("\t").append(terms[i]);
  return get(std::move(name), [&] { return read(terms); });
}

PostingStore::Shared PostingStore::get(std::string name, const std::function<Postings()>& make) {
  if (Shared known = kept_.find(name)) return known;
  auto made = std::make_shared<const Postings>(make());
  kept_.keep(std::move(name), made, made->bytes());
  return made;
}

}  // namespace dateline::search
