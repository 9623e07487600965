#include "searcher/query/vocabulary_pattern.h"

#include <re2/re2.h>

namespace dateline::query {
namespace {

constexpr std::int64_t kMaxMemory = 8 << 20;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

/// The letters with which every match begins, where they are plain.
std::string_view literal_start(std::string_view expression) {
  std::size_t n = 0;
  while (n < expression.size() && expression[n] >= 'a' && expression[n] <= 'z') ++n;
  if (expression.find('|') != std::string_view::npos) return {};
  const bool repeats =
      n < expression.size() && std::string_view("*?{+").find(expression[n]) != std::string_view::npos;
  return expression.substr(0, repeats && n > 0 ? n - 1 : n);
}

}  // namespace

std::string expression_of(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    if (pattern[i] == '*' || pattern[i] == '?') {
      out += pattern[i++] == '*' ? ".*" : ".";
      continue;
    }
    const std::size_t end = std::min(pattern.find_first_of("*?", i), pattern.size());
    out += re2::RE2::QuoteMeta(piece_of(pattern.substr(i, end - i)));
    i = end;
  }
  return out;
}

Result<std::optional<std::vector<std::string>>> terms_matching(const index::Terms& index_terms,
                                                               std::string_view prefix,
                                                               std::string_view expression,
                                                               std::size_t limit) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(false);
  options.set_max_mem(kMaxMemory);
  const re2::RE2 matcher(piece_of(expression), options);
  if (!matcher.ok()) return fail(ErrorKind::kQuery, matcher.error(), {});
  const std::string start = std::string(prefix).append(literal_start(expression));
  std::vector<std::string> out;
  auto at = index_terms.dictionary(start);
  while (!at.at_end()) {
    const std::string name = at.term();
    // Words never begin with a capital; terms of fields do.
    if (name.size() > prefix.size() && is_capital(name[prefix.size()])) {
      at.skip_to(std::string(prefix) + '[');
      continue;
    }
    if (re2::RE2::FullMatch(piece_of(std::string_view(name).substr(prefix.size())), matcher) &&
        at.is_living()) {
      if (out.size() == limit) return std::optional<std::vector<std::string>>();
      out.push_back(name);
    }
    at.next();
  }
  return std::optional(std::move(out));
}

}  // namespace dateline::query
