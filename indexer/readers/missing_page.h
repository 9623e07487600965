#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "common/ledger/missing.h"

namespace dateline::indexer {

/// What the status of an HTTP response says about the article: 404 and 410 that it is gone, a redirect to a
/// front page that it is not there any more, 403, 429, 451 and 5xx nothing (kBlocked). nullopt for success,
/// and for other redirects, which lead to the same page elsewhere. Pure.
std::optional<ledger::Missing> missing_by_status(int status, std::string_view location);

/// Bytes of a body: an error page says no more.
inline constexpr std::size_t kMostOfErrorPage = 1500;

/// The same of a page that came with success: one whose title is that of an error page and that says little
/// else, or one whose text is no more than such a sentence. Pure.
std::optional<ledger::Missing> missing_by_text(std::string_view title, std::string_view body);

/// Why a page is skipped that is no article, for counting.
std::string_view reason_of(ledger::Missing missing);

/// What a page is that stands under many addresses instead of their articles: kSoftGone, or kBlocked where it
/// speaks of a firewall, of too many requests or of work on the server. Pure.
ledger::Missing missing_by_words(std::string_view title, std::string_view body);

/// Whether an address may be that of an article: not one of a picture, script or style sheet.
bool is_page_address(std::string_view address);

}  // namespace dateline::indexer
