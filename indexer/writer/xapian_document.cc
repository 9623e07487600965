#include "indexer/writer/xapian_document.h"

#include <string>
#include <string_view>

namespace dateline::indexer {
namespace {

constexpr std::size_t kRiskyBytes = 8000;

}  // namespace

Xapian::Document to_xapian(const IndexDocument& in) {
  Xapian::Document out;
  in.for_each_occurrence([&](std::string_view bytes, const IndexDocument::Occurrence& o) {
    const std::string term(bytes);
    if (o.has_position) {
      out.add_posting(term, o.position, o.wdf);
    } else {
      out.add_term(term, o.wdf);
    }
  });
  for (const auto& [slot, value] : in.values()) out.add_value(slot, value);
  out.set_data(in.data());
  return out;
}

void collect_forms(const IndexDocument& document, text::StemmerSet& stemmers, index::FormsByStem& forms) {
  document.for_each_form(stemmers, [&](std::string_view stem, std::string_view word) {
    auto words = forms.find(stem);
    if (words == forms.end()) words = forms.try_emplace(std::string(stem)).first;
    if (!words->second.contains(word)) words->second.emplace(word);
  });
}

void add_forms(const index::FormsByStem& forms, Xapian::WritableDatabase& database) {
  for (const auto& [stem, words] : forms) {
    const std::string key = index::forms_key(stem);
    const std::string before = database.get_metadata(key);
    auto all = words;
    for (const std::string_view word : index::decode_forms(before)) all.emplace(word);
    const std::string after = index::encode_forms(all);
    if (after != before) database.set_metadata(key, after);
  }
}

bool may_be_unreadable(const IndexDocument& document) {
  std::size_t term_bytes = 0;
  document.for_each_occurrence(
      [&](std::string_view term, const IndexDocument::Occurrence&) { term_bytes += term.size(); });
  return document.data().size() >= kRiskyBytes || term_bytes >= kRiskyBytes;
}

void read_back(const Xapian::Database& database, std::uint32_t docid) {
  const Xapian::Document document = database.get_document(docid);
  document.get_data();
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
  }
}

}  // namespace dateline::indexer
