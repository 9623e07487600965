#include "indexer/build/xapian_document.h"

#include <string>

namespace dateline::indexer {
namespace {

constexpr std::size_t kRiskyBytes = 8000;

}  // namespace

Xapian::Document to_xapian(const IndexDocument& in) {
  Xapian::Document out;
  std::string term;
  for (const IndexDocument::Occurrence& o : in.occurrences()) {
    term.assign(in.term(o));
    if (o.has_position) {
      out.add_posting(term, o.position, o.wdf);
    } else {
      out.add_term(term, o.wdf);
    }
  }
  for (const auto& [slot, value] : in.values()) out.add_value(slot, value);
  out.set_data(in.data());
  return out;
}

bool may_be_unreadable(const IndexDocument& document) {
  std::size_t term_bytes = 0;
  for (const IndexDocument::Occurrence& o : document.occurrences()) term_bytes += o.length;
  return document.data().size() >= kRiskyBytes || term_bytes >= kRiskyBytes;
}

void read_back(const Xapian::Database& database, std::uint32_t docid) {
  const Xapian::Document document = database.get_document(docid);
  document.get_data();
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
  }
}

}  // namespace dateline::indexer
