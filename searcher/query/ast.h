#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/dates/day.h"
#include "common/dates/query_days.h"
#include "common/index/schema.h"
#include "searcher/query/query_error.h"

namespace dateline::query {

struct Node;

/// How the words of a text are compared.
enum class WordMatch : std::uint8_t {
  kStem,      ///< visits: all forms of the word, all spellings of a name
  kExact,     ///< =visits: this form alone
  kPrefix,    ///< visit*: words that begin so
  kSpelling,  ///< putni~: words at most so many letters away
  kPattern,   ///< vis*t, wom?n, *ment: words that the pattern matches
  kRegex,     ///< /embank(ed|ment)/: words that the expression matches
};

/// What stands between two blanks; the Analyzer may find several words in it ("nuclear-armed").
struct WordNode {
  std::string text;  ///< without the marks = * ~; kPattern: with * and ?; kRegex: without its slashes
  WordMatch match = WordMatch::kStem;
  unsigned distance = 0;                     ///< kSpelling: 1 or 2
  index::Field field = index::Field::kBody;  ///< kBody (title and body together) or kTitle
};

/// A part of a phrase with signs in it.
struct PhraseItem {
  enum class Kind : std::uint8_t {
    kWords,    ///< one of `choices`: "river", "embank*", "(lake|river bank)"
    kAnyWord,  ///< "*": one to kMaxOpenWords words, whichever
    kName,     ///< "{Kim Jong Un}": the text of the only word, in every spelling
  };
  Kind kind = Kind::kWords;
  std::vector<std::vector<WordNode>> choices;
};

/// "…": the words as written, one after the other.
struct PhraseNode {
  std::string text;
  index::Field field = index::Field::kBody;
  std::vector<PhraseItem> items = {};  ///< where the text has signs in it; else empty
};

/// near/5(a b): the words as written, in any order, all within a stretch of `window` words. before/5(a b): in
/// this order.
struct NearNode {
  unsigned window = 0;
  std::vector<WordNode> words;  ///< kStem is compared like kExact: stems have no place in the text
  index::Field field = index::Field::kBody;
  bool ordered = false;
};

/// source:kcna and the like: a value of a boolean field.
struct FieldNode {
  index::Field field = index::Field::kSource;
  std::string value;
  bool exact = false;   ///< source:=kcna: this value alone, not those below it
  bool prefix = false;  ///< url:https://example.org/* (the star is not in `value`)
};

/// date:, mentions:, captured: an inclusive interval, open where a side is missing.
struct DateNode {
  index::Field field = index::Field::kPublished;
  std::string text;  ///< as written
  std::optional<dates::Day> from;
  std::optional<dates::Day> to;
  std::optional<dates::YearlyDays> yearly = {};  ///< these days of every year, in place of the interval
};

/// A day with the Juche number of its year.
struct JucheDate {
  unsigned year = 1;  ///< 1..200
  unsigned month = 1;
  unsigned day = 1;
  auto operator<=>(const JucheDate&) const = default;
};

/// juche:112, juche:86..113: stamps as printed. Open where a side is missing.
struct JucheNode {
  std::string text;
  std::optional<JucheDate> from;
  std::optional<JucheDate> to;
};

/// Parts side by side: all of them, or as the mode of the search says.
struct ListNode {
  std::vector<Node> parts;
};
/// a AND b: all parts in every mode.
struct AndNode {
  std::vector<Node> parts;
};
/// a OR b
struct OrNode {
  std::vector<Node> parts;
};
/// -a, NOT a: exactly one part.
struct NotNode {
  std::vector<Node> part;
};
/// +a: needed in every mode, even when it is a word like "the": exactly one part.
struct RequiredNode {
  std::vector<Node> part;
};
/// A blank query: every article.
struct EverythingNode {};
/// A query of punctuation alone: no article.
struct NothingNode {};

struct Node {
  using Value = std::variant<EverythingNode, NothingNode, WordNode, PhraseNode, NearNode, FieldNode, DateNode,
                             JucheNode, ListNode, AndNode, OrNode, NotNode, RequiredNode>;
  Value value;
  SourceRange range;
};

/// Something that a person should hear about how the query was read; no error.
struct Notice {
  SourceRange range;
  std::string text;  ///< one sentence without final full stop
  bool operator==(const Notice&) const = default;
};

void add_notice(std::vector<Notice>& notices, SourceRange range, std::string text);

/// A parsed query. A plain value; nesting is at most kMaxDepth levels of parentheses.
struct Ast {
  Node root;
  std::vector<Notice> notices;
};

/// The tree as indented text, one node a line, ended by '\n'.
std::string dump(const Ast& ast);

}  // namespace dateline::query
