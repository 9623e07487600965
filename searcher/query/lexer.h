#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/ast.h"
#include "searcher/query/query_error.h"

namespace dateline::query {

enum class LexKind : std::uint8_t {
  kWord,
  kPhrase,
  kField,  ///< a value of a field that is not text
  kNear,   ///< near/5 or before/5, the parenthesis follows
  kOpen,
  kClose,
  kAnd,
  kOr,
  kNot,  ///< NOT, or - before a part
  kPlus,
  kEnd,
};

struct LexToken {
  LexKind kind = LexKind::kEnd;
  SourceRange range = {};
  std::string text = {};                     ///< kWord, kPhrase, kField: without marks, quotes and field name
  index::Field field = index::Field::kBody;  ///< kWord, kPhrase, kNear: kBody or kTitle; kField: any other
  /// kField: kStem, kExact or kPrefix; kPhrase: kExact where no sign counts; kNear: kExact for an order
  WordMatch match = WordMatch::kStem;
  unsigned number = 0;  ///< kSpelling: the distance; kNear: the window
};

struct Lexed {
  std::vector<LexToken> tokens;  ///< the last one is kEnd
  std::vector<Notice> notices;
};

/// What the lexer is to take for punctuation.
struct LexOptions {
  bool literal = false;  ///< everything but words
  bool quotes_are_punctuation = false;
  bool parentheses_are_punctuation = false;
  bool capitals_are_words = false;  ///< AND, OR and NOT in a query of capitals alone
};

/// Splits a query of at most kMaxQueryBytes. The rules are those of docs/query-language.md. Linear in the
/// size of the query.
QueryResult<Lexed> lex(std::string_view query, const LexOptions& options = {});

/// One line a token, as `explain` shows it.
std::string dump(const std::vector<LexToken>& tokens);

}  // namespace dateline::query
