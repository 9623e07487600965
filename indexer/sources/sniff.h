#pragma once

#include <optional>
#include <string_view>

#include "indexer/sources/format.h"

namespace dateline::indexer {

/// So many first bytes are enough to tell a kind.
inline constexpr std::size_t kSniffBytes = 16 * 1024;

/// What the first bytes prove: a signature, a root element, the head of a mail. nullopt where they prove
/// nothing, as those of plain text and CSV.
std::optional<Format> signature(std::string_view head);

/// The kind of a file: its bytes decide, `hint` (of its name) where they prove nothing. What belongs to pages
/// by its name (style sheets, pictures) is that whatever it holds: servers send pages in place of missing
/// files. Without a hint, text that reads like prose is kText, other text kUnknown, the rest kBinary.
Format tell(std::string_view head, std::optional<Format> hint);

/// The document that a zip archive is, by the names and types at its beginning: DOCX, ODT, EPUB, HWPX,
/// spreadsheets, presentations. nullopt for an archive of files.
std::optional<Format> document_in_zip(std::string_view head, std::optional<Format> hint);

/// As `tell`, a document in a zip told too.
Format tell_file(std::string_view head, std::optional<Format> hint);

}  // namespace dateline::indexer
