#include "indexer/readers/html/shown_address.h"

#include "common/percent_decoded.h"

namespace dateline::html {

std::string shown_address(std::string_view address) {
  constexpr std::string_view kSource = "view-source:";
  while (address.starts_with(kSource)) address.remove_prefix(kSource.size());
  for (const std::string_view mode : {"about:reader?", "read://", "chrome-distiller://"}) {
    if (!address.starts_with(mode)) continue;
    std::size_t at = address.find("?url=");
    if (at == std::string_view::npos) at = address.find("&url=");
    if (at == std::string_view::npos) break;
    const std::string_view rest = address.substr(at + 5);
    return percent_decoded(rest.substr(0, rest.find('&')));
  }
  return std::string(address);
}

}  // namespace dateline::html
