#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/index/schema.h"

namespace dateline::query {

/// The field of that name in any case ("Source", "lang"), nullptr when there is none.
const index::FieldInfo* field_of(std::string_view name);

/// The field name that a person probably meant: `name` is in small letters of ASCII and one slip (a letter
/// more, less, other or swapped; two in names of five letters and more) away from it. nullopt otherwise.
std::optional<std::string_view> near_miss(std::string_view name);

/// "id, key, title, …": for messages.
std::string field_list();

/// A value of a field as a query takes it: in quotation marks where it holds blanks or signs, a quotation
/// mark doubled.
std::string as_typed(std::string_view value);

/// Slips between two words: letters added, left out, replaced, or neighbours swapped; more than `limit` is
/// given as limit + 1. Letters are code points.
unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned limit);

/// Code points of UTF-8; bytes that are none become U+FFFD.
std::u32string code_points(std::string_view text);

}  // namespace dateline::query
