#pragma once

#include <pugixml.hpp>
#include <string>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Where the items of a feed stand.
struct FeedContext {
  std::string prefix;  ///< in front of the feed's own names, "" or "atom:"
  std::string base;    ///< address from which relative ones count, may be empty
  std::string title;   ///< of the feed
};

/// The page of an item of RSS or an entry of Atom; `page` comes with its origin. Title and body are empty
/// where the item has none.
void read_feed_item(pugi::xml_node item, const FeedContext& feed, Page& page);

/// The day of publication that a feed prints: RFC 822 (two digits of the year too), ISO 8601, and what
/// parse_field_date reads.
std::optional<dates::GivenDate> parse_feed_date(std::string_view printed);

/// Marks a page of which only a part was there: "summary", "title".
void mark_partial(Page& page, std::string what);

/// The base of a node: xml:base of it and of those around it, resolved against `base`.
std::string base_of(pugi::xml_node node, std::string base);

/// The address that a feed or an entry of Atom links to as `relation`, as written; empty where there is none.
std::string atom_link(pugi::xml_node node, std::string_view prefix, std::string_view relation);

}  // namespace dateline::indexer
