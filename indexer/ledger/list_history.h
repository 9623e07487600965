#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/ledger/record.h"

namespace dateline::indexer {

/// What a list page named on a day.
struct ListCapture {
  struct Named {
    std::uint64_t id = 0;  ///< of the article's address
    std::int32_t day = ledger::Record::kNoDay;
    bool operator==(const Named&) const = default;
  };
  std::int32_t day = ledger::Record::kNoDay;  ///< of the capture
  std::vector<Named> articles;                ///< in the order of the page
};

/// As it is kept in the ledger: a line of id and day (YYYY-MM-DD) for each article.
std::string list_text(const std::vector<ListCapture::Named>& articles);
/// Back from there; what is no such line is left out.
std::vector<ListCapture::Named> read_list_text(std::string_view text);

/// What two captures of a list page that follow one another tell of an article.
struct ListLook {
  std::uint64_t id = 0;
  std::int32_t day = ledger::Record::kNoDay;
  bool named = false;  ///< false: it was named in the capture before, and is no more
  bool operator==(const ListLook&) const = default;
};

/// What the captures of one list page tell, given in the order of their days. An article is no longer named
/// when one before it and one behind it, of those that were named with it, still are, in the same order, and
/// its day lies within theirs: what moved to the next page of a list, or fell off its end, tells nothing. For
/// each such article also the day on which it was named last, and that on which it is named again. Pure.
std::vector<ListLook> looks_of(const std::vector<ListCapture>& captures);

}  // namespace dateline::indexer
