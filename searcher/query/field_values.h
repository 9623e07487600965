#pragma once

#include <string_view>

#include "searcher/query/ast.h"
#include "searcher/query/lexer.h"
#include "searcher/query/query_error.h"

namespace dateline::query {

/// The node of a kField token: its value is checked as far as that goes without an index (a day must exist,
/// an id has 16 digits, …) and brought into the form in which the index has it.
QueryResult<Node> field_node(std::string_view query, const LexToken& token, std::optional<dates::Day> today);

}  // namespace dateline::query
