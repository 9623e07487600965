#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "common/error.h"

namespace dateline::query {

/// A byte range of the query as it was typed.
struct SourceRange {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;

  std::uint32_t end() const { return offset + length; }
  bool operator==(const SourceRange&) const = default;
};

/// The smallest range that holds both.
SourceRange cover(SourceRange a, SourceRange b);

/// Why a query cannot be understood, and where.
struct QueryError {
  std::string message;     ///< the reason, one sentence without final full stop
  std::string hint;        ///< what to write instead; may be empty
  SourceRange range;       ///< the place, in bytes; may be empty at the end of the query
  std::size_t column = 1;  ///< of the place, in characters (code points), 1-based

  /// The message and the hint as an Error of kind kQuery, for those who cannot show the place.
  Error to_error() const { return {ErrorKind::kQuery, message, hint}; }
  bool operator==(const QueryError&) const = default;
};

template <class T>
using QueryResult = tl::expected<T, QueryError>;

/// The error for a place in `query`; the range is cut to the query.
tl::unexpected<QueryError> fail_at(std::string_view query, SourceRange range, std::string message,
                                   std::string hint = {});

/// The error as a person reads it in a terminal, each line ended by '\n':
///
///     column 5: nothing stands after AND
///       kim AND
///           ^^^
///     write the word "and" in small letters, or put the query in quotes
///
/// Characters of double width take two columns, control characters are shown as blanks, and of a long query
/// only the surroundings of the place are shown. `query` is the text that was parsed.
std::string caret_text(const QueryError& error, std::string_view query);

}  // namespace dateline::query
