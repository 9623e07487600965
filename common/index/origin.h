#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/result.h"

namespace dateline::index {

/// The role of the state file that says of an index that it is an earlier state of another one. Nothing is
/// added to such an index.
inline constexpr const char* kOriginRole = "origin";

/// Where such an index comes from.
struct Origin {
  struct Missing {
    ArticleId id;
    std::uint64_t text = 0;  ///< ledger::version_hash
    bool operator==(const Missing&) const = default;
  };
  bool borrowed = false;     ///< its files are those of the other one, and it goes when it was asked
  std::string index;         ///< folder of the other one, as it was named
  std::int64_t written = 0;  ///< when that generation was written, seconds since 1970-01-01 UTC; 0: not known
  std::vector<Missing> missing;  ///< articles that it had and that were purged since
  bool operator==(const Origin&) const = default;
};

/// As it lies on disk: a line for each fact. Pure.
std::string to_text(const Origin& origin);
/// An Index error when the text is damaged; `name` is that of the file in its message. Pure.
Result<Origin> parse_origin(std::string_view text, std::string_view name);

}  // namespace dateline::index
