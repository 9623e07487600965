#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dateline::indexer {

/// Addresses that must have lost their articles to one text before it counts as that of an error page.
inline constexpr std::size_t kAddressesOfErrorPage = 3;

/// Whether a text that stands under several addresses is no article but what a site says instead of one:
/// `earlier` are the texts (title and body) that these addresses had before it, one of each. Enough of them
/// say something else than `text` and than each other. Copies of one story that were edited alike do not,
/// because they said nearly the same before. Where `is_known`, it was found to be such a text before, and one
/// address will do. Pure; O(bytes).
bool replaces_articles(std::string_view text, std::span<const std::string> earlier, bool is_known = false);

}  // namespace dateline::indexer
