#pragma once

#include <optional>
#include <string>

#include "indexer/readers/html/list_page.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What a list page named; nullopt when the page is none: articles of its own site, five or more, make up
/// most of its text, and their days ascend or descend. `fetched` is the address of the page, or of its copy
/// in a web archive, against which its links stand; `address` that of the page itself. Pure.
std::optional<Listing> read_listing(const html::DatedLinks& dated, const std::string& fetched,
                                    const std::string& address, dates::Day captured);

}  // namespace dateline::indexer
