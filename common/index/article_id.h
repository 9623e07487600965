#pragma once

#include <string>
#include <string_view>

#include "common/article.h"

namespace dateline::index {

/// Case-folded NFKC, every run of white space and control characters one space, trimmed. The form in which
/// texts are compared for identity.
std::string fold_text(std::string_view text);
/// The same, replacing `out`, which keeps its memory.
void fold_text(std::string_view text, std::string& out);

/// The address in one spelling: scheme and host in lower case, "www." and port dropped,
/// http and https alike, fragment kept (KCNA pages hold several articles under one file).
std::string canonical_url(std::string_view url);

/// Host of an address in lower case without "www.", empty when there is none.
std::string host_of(std::string_view url);

/// XXH3-64 of the canonical address, or where there is none of source, day of publication, folded title and
/// the first 200 characters of the folded body. Stable between builds. `folded_body` is `fold_text(body)`.
ArticleId article_id(const Article& article, std::string_view folded_body);

/// The id that an address gives.
ArticleId address_id(std::string_view url);

/// The id of a second text under an id that is taken.
ArticleId article_id(ArticleId taken, std::uint64_t text_hash);

/// XXH3-64 of a folded text.
std::uint64_t text_hash(std::string_view folded);

}  // namespace dateline::index
