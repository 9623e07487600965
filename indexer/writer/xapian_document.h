#pragma once

#include <xapian.h>

#include "common/index/word_forms.h"
#include "indexer/writer/index_document.h"

namespace dateline::indexer {

/// The document as the library takes it.
Xapian::Document to_xapian(const IndexDocument& in);

/// Adds the words of the document that differ from their stems.
void collect_forms(const IndexDocument& document, text::StemmerSet& stemmers, index::FormsByStem& forms);
/// Joins the words with those that the database has for their stems. Throws Xapian::Error.
void add_forms(const index::FormsByStem& forms, Xapian::WritableDatabase& database);

/// True when the library may leave the document unreadable: up to 2.1 it cannot read back some stored data
/// and term lists of 8,000 bytes and more that deflate very well.
bool may_be_unreadable(const IndexDocument& document);

/// Reads what was stored of the document; throws Xapian::Error when that cannot be done.
void read_back(const Xapian::Database& database, std::uint32_t docid);

}  // namespace dateline::indexer
