#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "tests/indexer/glass/generated_documents.h"

namespace dateline::testing {

/// Compares all that the public interface shows of two databases, but for stored data; the first difference
/// in words, or nothing.
std::string first_difference(const Xapian::Database& expected, const Xapian::Database& actual);

/// The same for stored data, against the documents themselves: the library cannot always read what it wrote.
std::string data_difference(const std::vector<NumberedDocument>& expected, const Xapian::Database& actual);

}  // namespace dateline::testing
