#pragma once

#include <string>

namespace dateline::indexer {

/// The text as sound UTF-8: what is none becomes U+FFFD. Libraries let broken letters through that a file
/// writes with numbers (&#xD800;) or in strings of its own.
std::string sound_text(std::string text);

}  // namespace dateline::indexer
