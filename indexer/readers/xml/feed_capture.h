#pragma once

#include <string_view>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF) or Atom, also as a browser shows and saves it. Each item is a
/// page; its record is its number in the feed. The text is that of content:encoded or content, else the
/// summary: then the page is `partial`. The day of publication is pubDate, dc:date, published or issued;
/// `updated` alone is the day of the last change and only a mark. Relative addresses count from xml:base, the
/// feed's own address and the site's. Rejected: feeds without items, items with neither title nor text. Pure,
/// thread-safe.
void read_feed_capture(std::string_view bytes, const Origin& origin, PageSink& sink);

/// Reads a sitemap. Only the entries of a news-sitemap give pages, of title, day and address alone
/// (`partial`); a sitemap that lists addresses is rejected, with how many there are. Pure, thread-safe.
void read_sitemap(std::string_view bytes, const Origin& origin, PageSink& sink);

/// Reads the XML that the interface of kcna.kp gave: articles (NData with content), each a page, and lists
/// (NData without), of which each entry is a page of title and day alone (`partial`). Pure, thread-safe.
void read_kcna_xml(std::string_view bytes, const Origin& origin, PageSink& sink);

}  // namespace dateline::indexer
