#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/text/token_list.h"
#include "searcher/query/plan.h"

namespace dateline::search {

/// Which of the two texts of an article.
enum class TextPart : std::uint8_t { kTitle, kBody };

/// A place in a text where the words of a query stand.
struct Occurrence {
  struct Bytes {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const Bytes&) const = default;
  };
  Bytes whole;                       ///< from the first of the words to the last
  std::uint32_t first_position = 0;  ///< of the tokens that it covers
  std::uint32_t last_position = 0;
  std::vector<Bytes>
      words;  ///< what of it was asked for, in order; more than one for nearness and neighbours
  bool operator==(const Occurrence&) const = default;
};

/// Finds what a plan asks for in texts, as the matcher finds it in the index: words by term or stem, phrases
/// as phrases, words near each other only where they are near. Made once for a plan. Thread-safe.
class OccurrenceFinder {
 public:
  explicit OccurrenceFinder(const query::PlanNode& root);

  /// True when the plan asks for no words, only for fields.
  bool empty() const { return words_.empty() && sequences_.empty(); }

  /// Whether a word of the plan may stand in a text without being asked for there: as part of a phrase, or
  /// outside the title.
  bool selective() const;

  /// In the order of the text and without overlap. Words of the query that stand side by side are one
  /// occurrence. Linear in the tokens, for phrases that begin alike times their number.
  std::vector<Occurrence> find(const text::TokenList& tokens, TextPart part) const;

 private:
  struct Sequence {  ///< a phrase, or words near each other
    std::vector<std::unordered_set<std::string>> slots;
    unsigned window = 0;   ///< 0 for a phrase
    bool ordered = false;  ///< the words of a window stand in the order of the slots
    bool title_only = false;
  };
  class Positions;

  void add(const query::PlanNode& node);
  void add_word(std::string term);
  void add_sequence(const query::PlanNode& node);
  void find_phrase(const Sequence& phrase, std::size_t at, const Positions& positions,
                   std::vector<Occurrence>& out) const;
  void find_near(const Sequence& near, const Positions& positions, std::vector<Occurrence>& out) const;

  std::unordered_map<std::string, bool> words_;  ///< term or "Z" + stem -> only in titles
  std::vector<Sequence> sequences_;
  std::unordered_map<std::string, std::vector<std::size_t>> phrases_by_first_;  ///< indices of sequences_
};

}  // namespace dateline::search
