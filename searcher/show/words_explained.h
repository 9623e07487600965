#pragma once

#include <span>
#include <string_view>

namespace dateline::show {

/// A word of our answers that needs explaining.
struct ExplainedWord {
  std::string_view word;
  std::string_view means;  ///< sentences
};

/// All of them, in the order of their letters: for `:help words` and the help of the page.
std::span<const ExplainedWord> explained_words();

}  // namespace dateline::show
