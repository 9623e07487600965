#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::indexer {

/// The page in a file that SingleFile made self-extracting: a page that holds a zip archive of the page that
/// was saved, with the comment of SingleFile before it. nullopt for every other file, and when the archive is
/// damaged. Pure.
std::optional<std::string> self_extracted_page(std::string_view bytes);

}  // namespace dateline::indexer
