#pragma once

#include <string>
#include <string_view>

namespace dateline::indexer {

bool is_web_address(std::string_view address);  ///< begins with http:// or https:// in any case

/// `reference` as it stands in a document whose address is `base`, by RFC 3986: "../b.html" in
/// "http://h/x/a.html" is "http://h/b.html". Empty when the result is no address of the web.
std::string resolve_address(std::string_view base, std::string_view reference);

}  // namespace dateline::indexer
