#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/cite/citation.h"
#include "searcher/ledger/article_history.h"
#include "searcher/search/engine.h"

namespace dateline::search {

/// Why an article is found that was not, or is not that was.
enum class Reason : std::uint8_t {
  kAdded,          ///< it came into the index since
  kNotInIndex,     ///< it is not in this index, and nothing tells why
  kWithdrawn,      ///< it was removed from the index, or the inputs do not have it any more
  kEdited,         ///< it has another text
  kSetOtherwise,   ///< its text differs in punctuation and the like alone
  kDayRevised,     ///< it has another day of publication
  kReadOtherwise,  ///< rules of analysis, names or program differ
  kNotKnown,
};
std::string_view name(Reason reason);

struct Difference {
  std::string id;
  std::string title;  ///< empty where it is not known
  Reason reason = Reason::kNotKnown;
  std::string detail;  ///< "2013-12-13 to 2013-12-14"; may be empty
};

/// A citation compared with what the same question finds now.
struct Recheck {
  enum class Verdict : std::uint8_t { kSame, kOtherOrder, kDiffers };
  Verdict verdict = Verdict::kSame;
  Citation before;
  Citation now;
  bool same_index = false;              ///< the content roots are equal
  std::vector<std::string> conditions;  ///< what else is not as it was: "analysis dateline/4, now dateline/5"
  std::vector<Difference> gone;         ///< found then, not now
  std::vector<Difference> found;        ///< found now, not then
  std::vector<Difference> changed;      ///< found both times, with another text or day
};

/// Asks the question of a citation again. Own spellings of names (`--names`) that counted then must be given.
SearchResult<Recheck> recheck(Engine& engine, const Histories& histories, const Citation& before,
                              std::shared_ptr<const std::vector<text::NameList>> names,
                              const CitationContext& context);

std::string recheck_text(const Recheck& recheck);
std::string recheck_json(const Recheck& recheck);

}  // namespace dateline::search
