#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/article.h"

namespace dateline::ledger {

/// What a text says, without how it is set: case, white space, quotation marks, soft hyphens and all other
/// punctuation are gone, and so are U+FFFD and entities of HTML that were left in the text. Letters, digits
/// and the signs of money, per cent and the like stay. Between the digits of different numbers one mark
/// stays: a point or comma where nothing else stands there, none in "1,000", else a blank. Two texts of
/// equal form are never an edit. Any bytes are valid; linear.
std::string compared_form(std::string_view text);

/// The text hash of a version, the same on every machine: of the folded title and of the folded body, of
/// which `body_hash` is the hash (index::text_hash(index::fold_text(body))). Texts that differ only in case
/// or white space have the same.
std::uint64_t version_hash(std::string_view title, std::uint64_t body_hash);
std::uint64_t version_hash(std::string_view title, std::string_view body);
/// Of an article as it is read from an index or a capture, with its body_hash.
std::uint64_t version_hash(const Article& article);

/// XXH3-64 of the compared forms of title and body: equal for all texts that say the same.
std::uint64_t compared_hash(std::string_view title, std::string_view body);

/// Bytes of an entity of HTML at the beginning of `text` ("&nbsp;", "&#8217;"), 0 where there is none.
std::size_t entity_bytes(std::string_view text);

}  // namespace dateline::ledger
