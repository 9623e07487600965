#include "indexer/build/xapian_document.h"

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
