// The fast path of the Analyzer against the path that asks ICU for every boundary: the tokens must be equal,
// terms bounded, and positions must not fall.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/text/analyzer.h"

namespace {

using dateline::text::AnalysisCounts;
using dateline::text::Analyzer;
using dateline::text::Token;
using dateline::text::TokenKind;
using dateline::text::TokenList;

bool equal(const Token& a, const Token& b) {
  return a.term == b.term && a.stem == b.stem && a.position == b.position && a.offset == b.offset &&
         a.length == b.length && a.kind == b.kind;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Analyzer fast;
  static Analyzer reference(Analyzer::Path::kReference);
  static TokenList tokens;
  static TokenList expected;
  if (size == 0) return 0;
  constexpr std::string_view kLanguages[] = {"en", "ko", "ru", "es", ""};
  const auto language = dateline::text::Language::from_code(kLanguages[data[0] % 5]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  AnalysisCounts counts;
  AnalysisCounts expected_counts;
  fast.analyze(text, language, tokens, counts);
  reference.analyze(text, language, expected, expected_counts);
  if (!(counts == expected_counts) || tokens.size() != expected.size()) std::abort();
  std::uint32_t position = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (!equal(token, expected[i])) std::abort();
    if (token.term.size() > dateline::text::kMaxTermBytes ||
        token.stem.size() > dateline::text::kMaxTermBytes)
      std::abort();
    if (token.offset + token.length > text.size() || (token.term.empty() && token.stem.empty())) std::abort();
    if (token.kind == TokenKind::kHangulWord) continue;
    if (token.position < position || token.position > position + 1) std::abort();
    position = token.position;
  }
  return 0;
}
