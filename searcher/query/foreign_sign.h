#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "searcher/query/query_error.h"

namespace dateline::query {

/// A sign that other search engines know, where it would mean something to them.
struct ForeignSign {
  enum class Meaning : std::uint8_t {
    kAnd,
    kOr,
    kNot,
    kNone,  ///< left out
  };
  Meaning meaning = Meaning::kNone;
  SourceRange range;
  std::string notice;  ///< how it is read
};

/// The sign at byte `i`, outside quotations: `||`, `&&`, a `!` before a part, `|` alone, `~` before a word,
/// `^2` behind a part. `part_before`: a part of the query stands before it, so that an operator may follow.
std::optional<ForeignSign> foreign_sign_at(std::string_view query, std::size_t i, bool part_before);

/// The operator of another engine that is written as a word, at byte `i` between two parts of a query: `w/5`,
/// `pre/3`, `NEAR`, `ADJ2`, `AROUND(3)`, `XOR`, `ANDNOT`.
std::optional<ForeignSign> foreign_operator_at(std::string_view query, std::size_t i, bool part_before);

/// A field of another engine ("site") and how the same is asked here.
struct ForeignField {
  std::string_view name;
  std::string_view before;  ///< what is written before the value: "host:"
  std::string_view after;   ///< and behind it
};
/// Null for other names; the case of letters does not matter.
const ForeignField* foreign_field(std::string_view name);

}  // namespace dateline::query
