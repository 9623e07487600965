#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Longer XML is rejected.
inline constexpr std::size_t kMaxXmlBytes = 32 << 20;
/// Items of a feed, entries of a list; what follows is rejected.
inline constexpr std::uint64_t kMaxXmlItems = 20'000;

/// Parses XML in any encoding that it declares or that its bytes prove. Declarations of entities are passed
/// over, never followed, and nothing is fetched: an entity that XML does not know by itself stays as it is
/// written. False when nothing can be read, with a reject; damage further on is a warning, and what stands
/// before it is read. Time and memory linear in the bytes; no recursion.
bool parse_xml(std::string_view bytes, const Origin& origin, pugi::xml_document& document, PageSink& sink);

/// The same for a part of a document in an archive: no warnings, false when nothing can be read.
bool parse_xml_part(std::string_view bytes, pugi::xml_document& document);

/// Rejects what stands behind the last item that is read.
void reject_further_items(const Origin& origin, PageSink& sink);

/// The value of an attribute, empty where there is none.
std::string attribute_text(pugi::xml_node node, const char* name);

/// "encoded" of "content:encoded".
std::string_view local_name(pugi::xml_node node);

/// Whether `name` is the name of the node behind `prefix` ("" or "dc:").
bool is_named(pugi::xml_node node, std::string_view prefix, std::string_view name);

/// All text in a node and below, in order, without mark-up. No recursion.
std::string inner_text(pugi::xml_node node);

/// What stands in a node as mark-up, which a page reader can read: children are written out, without the
/// prefixes of their names. No recursion.
std::string inner_markup(pugi::xml_node node);

}  // namespace dateline::indexer
