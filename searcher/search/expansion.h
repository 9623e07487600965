#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "common/index/docid.h"
#include "common/index/terms.h"

namespace dateline::search {

/// At most `limit` terms of an article that tell it from others most, of those that `keep` lets through and
/// that another article has too; the most telling first. They are weighed as Xapian's expansion weighs the
/// terms of one relevant document: by how often the article has the term, and how few articles have it. Reads
/// the frequencies of as few terms as decide it. May throw index errors.
std::vector<std::string> expansion_terms(const index::Terms& terms, index::Docid docid, std::size_t limit,
                                         const std::function<bool(const std::string& term)>& keep);

}  // namespace dateline::search
