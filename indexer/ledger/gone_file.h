#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// A line of a file that tells when addresses were tried and what came:
///   address TAB time TAB HTTP status     time as 2013-12-14, with or without a time of day, or
///   20131214093000 a line of a CDX or CDXJ file of a web archive
/// A status of success says that the article was there. nullopt for lines that say nothing: empty ones,
/// comments, heads of CDX files, other redirects, addresses that are no pages. An Input error says what is
/// wrong with the line. Pure.
Result<std::optional<MissingPage>> read_gone_line(std::string_view line);

/// All lines of a file; wrong ones are given to `on_reject`. A Usage error when the file cannot be read.
Result<std::vector<MissingPage>> read_gone_file(const std::string& file,
                                                const std::function<void(const Reject&)>& on_reject);

}  // namespace dateline::indexer
