#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/scanner.h"
#include "common/ledger/edit_kind.h"
#include "common/ledger/name_reader.h"
#include "common/ledger/sentence_alignment.h"
#include "common/ledger/words.h"
#include "common/text/language.h"
#include "common/text/lexicon.h"

namespace dateline::ledger {

/// A text of an article, as it is compared. Views.
struct VersionText {
  std::string_view title;
  std::string_view body;
  text::Language language = {};
};

/// Words of the older text that others of the newer one stand for; one side may be empty. Bytes of the title
/// or body.
struct WordChange {
  Span older;
  Span newer;
  bool operator==(const WordChange&) const = default;
};

/// One or more sentences of the two texts that belong together.
struct ComparedSentences {
  Span older;       ///< empty: added
  Span newer;       ///< empty: removed
  EditKinds kinds;  ///< empty: equal
  std::vector<WordChange> words;
};

struct NameChange {
  std::string name;
  std::uint32_t before = 0;  ///< how often the older text says it, headline and body
  std::uint32_t after = 0;
  bool operator==(const NameChange&) const = default;
};

struct Comparison {
  EditKinds kinds;  ///< of all together
  std::vector<WordChange> title;
  std::vector<ComparedSentences> sentences;  ///< all, in the order of the newer text
  std::vector<NameChange> names;             ///< that are said more or less often, by name
};

/// Says what differs between two texts of one article. One per thread; bound to the lexicon. Any bytes are
/// valid; time is near linear in the texts and bounded for hostile ones.
class Comparer {
 public:
  explicit Comparer(const text::Lexicon& lexicon) : names_(lexicon) {}

  Comparison compare(const VersionText& older, const VersionText& newer);

 private:
  struct Side;
  void compare_title(const VersionText& older, const VersionText& newer, Comparison& out);
  void add_names(const VersionText& older, const VersionText& newer, const NameCounts& parts_before,
                 const NameCounts& parts_after, Comparison& out);
  void type_pair(const Side& older, const Side& newer, ComparedSentences& out);
  bool is_stamp(std::string_view text, const std::vector<Word>& words);
  std::vector<bool> date_words(std::string_view text, Span place, const std::vector<Word>& words);
  std::vector<std::string> name_words(std::string_view text, Span place, text::Language language,
                                      const std::vector<Word>& words);

  NameReader names_;
  dates::Scanner scanner_;
};

}  // namespace dateline::ledger
