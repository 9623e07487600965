#pragma once

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/ledger/edit_kind.h"

namespace dateline::ledger {

/// A text of an article.
struct PlainText {
  std::string title;
  std::string body;
  std::string language;  ///< en, es, ko
};

/// A text into which one edit of a known kind was put, and how it may be typed.
struct Injected {
  PlainText text;
  EditKinds wanted;   ///< must be found
  EditKinds allowed;  ///< may be found beside: what follows from the edit itself
};

/// What the program puts in, one after the other.
enum class Injection {
  kTypography,
  kLayout,
  kDate,
  kTitle,
  kNumber,
  kNameRemoved,
  kNameAdded,
  kOffice,
  kAdded,
  kRemoved,
  kChanged,
  kMoved
};
inline constexpr std::array<std::string_view, 12> kInjectionNames{
    "typography only", "layout only",      "date or stamp",    "title",
    "number",          "name removed",     "name added",       "office",
    "sentence added",  "sentence removed", "sentence changed", "sentence moved"};

/// Puts an edit into a text; nullopt where the text has no place for it. Knows nothing of how edits are
/// found: it cuts sentences, names and numbers by rules of its own.
std::optional<Injected> inject(Injection injection, const PlainText& text, std::mt19937& random);

}  // namespace dateline::ledger
