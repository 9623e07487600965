#include "indexer/build/official_builder.h"

#include <string>

namespace dateline::indexer {

Xapian::Document to_xapian(const IndexDocument& document) {
  Xapian::Document out;
  for (const auto& occurrence : document.occurrences()) {
    const std::string term(document.term(occurrence));
    if (occurrence.has_position) {
      out.add_posting(term, occurrence.position, occurrence.wdf);
    } else {
      out.add_term(term, occurrence.wdf);
    }
  }
  for (const auto& [slot, value] : document.values()) out.add_value(slot, value);
  out.set_data(document.data());
  return out;
}

}  // namespace dateline::indexer
