#include "searcher/search/postings.h"

#include <algorithm>
#include <utility>

namespace dateline::search {

Postings PostingStore::read(const std::vector<std::string>& terms) const {
  std::vector<Postings> forms;
  for (const std::string& form : terms_.forms(terms)) {
    if (Postings one = terms_.postings(form); !one.docids.empty()) forms.push_back(std::move(one));
  }
  if (forms.empty()) return {};
  // The shortest first, so that the long ones are copied once.
  std::sort(forms.begin(), forms.end(),
            [](const Postings& a, const Postings& b) { return a.docids.size() < b.docids.size(); });
  Postings out = std::move(forms.front());
  for (std::size_t i = 1; i < forms.size(); ++i) out = index::joined(out, forms[i]);
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
