#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/text/analyzer.h"
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

  /// What `find` needs of the tokens: stems only where a word is asked for by its stem.
  text::Analyzer::Stems stems() const { return stems_; }

  /// Whether a word of the plan may stand in a text without being asked for there: as part of a phrase, or
  /// outside the title.
  bool selective() const;

  /// In the order of the text and without overlap. Words of the query that stand side by side are one
  /// occurrence. Linear in the tokens, for phrases that begin alike times their number.
  std::vector<Occurrence> find(const text::TokenList& tokens, TextPart part) const;

 private:
  struct TermHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view term) const { return std::hash<std::string_view>()(term); }
  };
  template <class Value>
  using TermMap = std::unordered_map<std::string, Value, TermHash, std::equal_to<>>;
  using TermSet = std::unordered_set<std::string, TermHash, std::equal_to<>>;

  /// Which first bytes and lengths terms have: most words of a text have none of them, and need no look-up.
  class TermLengths {
   public:
    void add(std::string_view term) { bits_[first(term)] |= bit(term); }
    bool may_have(std::string_view term) const { return (bits_[first(term)] & bit(term)) != 0; }

   private:
    static std::size_t first(std::string_view term) {
      return term.empty() ? 0 : static_cast<unsigned char>(term.front());
    }
    static std::uint64_t bit(std::string_view term) { return std::uint64_t{1} << (term.size() & 63U); }
    std::array<std::uint64_t, 256> bits_{};
  };

  struct Sequence {  ///< a phrase, or words near each other
    std::vector<TermSet> slots;
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
  void find_sequences(const text::TokenList& tokens, TextPart part, std::vector<Occurrence>& out) const;
  void find_near(const Sequence& near, const Positions& positions, std::vector<Occurrence>& out) const;

  TermMap<bool> words_;  ///< term or "Z" + stem -> only in titles
  text::Analyzer::Stems stems_ = text::Analyzer::Stems::kLater;
  std::vector<Sequence> sequences_;
  TermMap<std::vector<std::size_t>> phrases_by_first_;  ///< indices of sequences_
  TermLengths word_lengths_;                            ///< of words_
  TermLengths first_lengths_;                           ///< of phrases_by_first_
};

}  // namespace dateline::search
