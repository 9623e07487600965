#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "searcher/feed/feed_field.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::feed {

struct FeedOptions {
  Target target = Target::kSolr;
  std::string index_name = "dateline";  ///< what the index is called over there
  std::string index;                    ///< as the head names the index here
};

struct FeedReport {
  std::uint64_t total = 0;    ///< articles found
  std::uint64_t written = 0;  ///< documents of this run
  std::uint64_t kept = 0;     ///< documents of an earlier run that stopped
};

/// Whether an index may have that name in every engine: letters in lower case, digits, '-' and '_', a letter
/// first, 3 to 100 of them.
bool is_index_name(std::string_view name);

/// All articles that a request finds, each of them and no copies folded, in the order of the request: as a
/// folder (see FeedFolder), which is finished where an earlier run stopped.
search::SearchResult<FeedReport> feed_to_folder(search::Engine& engine, const search::SearchRequest& request,
                                                const FeedOptions& options,
                                                const std::filesystem::path& folder);

}  // namespace dateline::feed
