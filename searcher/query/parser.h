#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/dates/day.h"
#include "searcher/query/ast.h"
#include "searcher/query/lexer.h"
#include "searcher/query/query_error.h"

namespace dateline::query {

struct ParseOptions {
  bool literal = false;  ///< nothing but words is read; never fails, but for the bounds of limits.h
  std::optional<dates::Day> today = {};  ///< from which date:-7d.. counts; without it that is an error
};

/// Reads a query as docs/query-language.md describes it. Any bytes are valid input; time is linear in them
/// and the bounds of limits.h hold. Knows no index: a query that parses may still ask for what is not there.
/// Thread-safe.
///
/// From tight to loose: NOT and -, AND, OR, parts side by side. So `a b OR c d` is a, one of b and c, and d.
QueryResult<Ast> parse(std::string_view query, const ParseOptions& options = {});

/// A parsed query with the tokens that it was read from, for `explain`.
struct Parsed {
  Ast ast;
  std::vector<LexToken> tokens;
};
QueryResult<Parsed> parse_with_tokens(std::string_view query, const ParseOptions& options = {});

}  // namespace dateline::query
