#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dateline::search {

/// What a part of a plan adds to the score of one article.
struct Contribution {
  enum class Kind : std::uint8_t {
    kWord,      ///< a word of the query
    kTitle,     ///< all words stand in the title
    kNear,      ///< two words stand near each other
    kLead,      ///< words stand at the beginning of the text
    kFeedback,  ///< a word of the best articles
    kRecency,
  };
  Kind kind = Kind::kWord;
  std::vector<std::string> terms;  ///< of the index; several count as one
  double factor = 1;
  std::uint64_t articles = 0;     ///< that have one of the terms
  std::uint32_t occurrences = 0;  ///< in this article
  double score = 0;               ///< the scores of an article add up to its score in the order of hits
};

}  // namespace dateline::search
