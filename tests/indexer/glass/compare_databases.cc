#include "tests/indexer/glass/compare_databases.h"

#include <map>
#include <set>
#include <sstream>
#include <vector>

namespace dateline::testing {
namespace {

/// Everything of a document as text, for comparison and for the message.
std::string describe_document(const Xapian::Database& database, Xapian::docid docid) {
  std::ostringstream out;
  out << "length " << database.get_doclength(docid) << " unique " << database.get_unique_terms(docid);
  const Xapian::Document document = database.get_document(docid);
  out << "\nvalues";
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    out << ' ' << value.get_valueno() << '=' << *value;
    if (document.get_value(value.get_valueno()) != *value) out << "(differs by slot)";
  }
  out << " (" << document.values_count() << ")\n";
  for (auto term = database.termlist_begin(docid); term != database.termlist_end(docid); ++term) {
    out << *term << ' ' << term.get_wdf() << ' ' << term.get_termfreq() << " [" << term.positionlist_count()
        << ':';
    for (auto p = term.positionlist_begin(); p != term.positionlist_end(); ++p) out << ' ' << *p;
    out << "]\n";
  }
  return out.str();
}

std::string describe_term(const Xapian::Database& database, const std::string& term) {
  std::ostringstream out;
  out << "tf " << database.get_termfreq(term) << " cf " << database.get_collection_freq(term) << '\n';
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
    out << *posting << " wdf " << posting.get_wdf() << " length " << posting.get_doclength() << " at";
    if (!term.empty()) {
      for (auto p = posting.positionlist_begin(); p != posting.positionlist_end(); ++p) out << ' ' << *p;
    }
    out << '\n';
  }
  return out.str();
}

std::string describe_slot(const Xapian::Database& database, Xapian::valueno slot) {
  std::ostringstream out;
  out << database.get_value_freq(slot) << " in [" << database.get_value_lower_bound(slot) << ", "
      << database.get_value_upper_bound(slot) << "]\n";
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    out << value.get_docid() << '=' << *value << '\n';
  }
  return out.str();
}

std::string describe_totals(const Xapian::Database& database) {
  std::ostringstream out;
  out << "documents " << database.get_doccount() << " last " << database.get_lastdocid() << " length "
      << database.get_total_length() << " bounds " << database.get_doclength_lower_bound() << ' '
      << database.get_doclength_upper_bound() << " positions " << database.has_positions() << "\nmetadata";
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    out << ' ' << *key << '=' << database.get_metadata(*key);
  }
  return out.str();
}

/// Where two descriptions part, with a little of what stands around.
std::string difference(const std::string& what, const std::string& expected, const std::string& actual) {
  if (expected == actual) return {};
  std::size_t at = 0;
  while (at < expected.size() && at < actual.size() && expected[at] == actual[at]) ++at;
  const std::size_t from = at < 60 ? 0 : at - 60;
  return what + " at byte " + std::to_string(at) + ": expected ..." + expected.substr(from, 160) +
         "... but got ..." + actual.substr(from, 160);
}

std::vector<std::string> all_terms(const Xapian::Database& database) {
  return {database.allterms_begin(), database.allterms_end()};
}

}  // namespace

std::string data_difference(const std::vector<NumberedDocument>& expected, const Xapian::Database& actual) {
  for (const auto& [docid, document] : expected) {
    const std::string found = difference("data of document " + std::to_string(docid), document.data(),
                                         actual.get_document(docid).get_data());
    if (!found.empty()) return found;
  }
  return {};
}

std::string first_difference(const Xapian::Database& expected, const Xapian::Database& actual) {
  std::string found = difference("totals", describe_totals(expected), describe_totals(actual));
  if (!found.empty()) return found;
  const auto terms = all_terms(expected);
  if (terms != all_terms(actual)) return "the terms differ";
  // The empty term stands for all documents.
  found = difference("documents", describe_term(expected, ""), describe_term(actual, ""));
  if (!found.empty()) return found;
  for (const std::string& term : terms) {
    found = difference("term " + term, describe_term(expected, term), describe_term(actual, term));
    if (!found.empty()) return found;
    if (expected.get_wdf_upper_bound(term) > actual.get_wdf_upper_bound(term)) return "wdf bound of " + term;
  }
  std::set<Xapian::valueno> slots;
  for (auto posting = expected.postlist_begin(""); posting != expected.postlist_end(""); ++posting) {
    const std::string name = "document " + std::to_string(*posting);
    found = difference(name, describe_document(expected, *posting), describe_document(actual, *posting));
    if (!found.empty()) return found;
    const Xapian::Document document = expected.get_document(*posting);
    for (auto v = document.values_begin(); v != document.values_end(); ++v) slots.insert(v.get_valueno());
  }
  for (const Xapian::valueno slot : slots) {
    found = difference("slot " + std::to_string(slot), describe_slot(expected, slot),
                       describe_slot(actual, slot));
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace dateline::testing
