#pragma once

#include <string>

#include "common/text/analyzer.h"

namespace dateline::text::testing {

/// Tokens as one line: term@position, or term/stem@position where the stem differs, "/stem@position" for a
/// whole Hangul word.
inline std::string shown(const TokenList& tokens) {
  std::string line;
  for (const Token& token : tokens) {
    if (!line.empty()) line += ' ';
    line += token.term;
    if (!token.stem.empty() && token.stem != token.term) line.append("/").append(token.stem);
    line.append("@").append(std::to_string(token.position));
  }
  return line;
}

inline std::string shown(std::string_view text, std::string_view language,
                         Analyzer::Path path = Analyzer::Path::kFast) {
  Analyzer analyzer(path);
  TokenList tokens;
  AnalysisCounts counts;
  analyzer.analyze(text, Language::from_code(language), tokens, counts);
  return shown(tokens);
}

}  // namespace dateline::text::testing
