#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::ledger {

/// How an address did not give its article.
enum class Missing : std::uint8_t {
  kGone,      ///< HTTP 404 or 410
  kRedirect,  ///< it leads to the front page
  kSoftGone,  ///< a page that says that there is nothing, with a status of success
  kBlocked,   ///< a firewall or a failing server: says nothing about the article
  kThere,     ///< not missing: a list, or the index of a web archive, has it on that day
  kDelisted,  ///< a list that named it before does not any more, though it names its neighbours
  kListed,    ///< not missing: a list names it
};
inline constexpr std::uint8_t kMissingCount = 7;
std::string_view name(Missing missing);

}  // namespace dateline::ledger
