#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/corpus/oracle.h"
#include "common/index/schema.h"

namespace dateline::bench {

/// What is done with a request and timed.
enum class Action : std::uint8_t {
  kSearch,
  kOpenAndSearch,  ///< a new engine is opened for it
  kTimeline,       ///< by month
  kKwic,           ///< the first 50 lines by date, copies too
  kSimilar,        ///< the query is the id of an article; counted are the hits
  kShell,          ///< a line in a shell that is open
  kComplete,       ///< Tab in that shell; counted are the completions
  kPage,           ///< the page of a search as HTML, without a socket
  kSilences,       ///< without other wordings
  kPlaces,         ///< by month, with the places of the words
  kNgrams,         ///< of three words; counted are different texts
  kTitles,         ///< counted are different texts
  kTwins,          ///< the query is the id of an article; counted are the articles looked at
};

std::string_view name(Action action);

/// What a query asks, taken apart, so that an oracle need not read the query language.
struct Asked {
  enum class Form : std::uint8_t {
    kAll,         ///< all words, in any form of each
    kAny,         ///< one of them
    kPhrase,      ///< as written, one after the other
    kNear,        ///< two words as written, within `window` words
    kPrefix,      ///< words that begin so
    kCharacters,  ///< Hangul as it stands in the text
  };
  Form form = Form::kAll;
  std::vector<std::string> words;            ///< in small letters; none: every article
  int window = 0;                            ///< kNear only
  std::optional<std::pair<int, int>> years;  ///< of publication, both included
  std::optional<std::pair<int, int>> juche;  ///< years of the stamp, both included
  std::vector<int> filter_years;             ///< as filter, any of them
  std::vector<index::Facet> facets;
  std::size_t offset = 0;
};

/// A query of which the answer is not known yet.
struct Draft {
  std::string query_class;
  Action action = Action::kSearch;
  Asked asked;
};

/// The query as a user would write it, without filters. Five words or more are joined with AND, because so
/// many without a sign ask for most of them only.
std::string query_text(const Asked& asked);

/// How many of the generated articles it must find.
std::uint64_t count_matches(const Asked& asked, const Oracle& oracle);

}  // namespace dateline::bench
