#include "common/dates/token.h"

namespace dateline::dates {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

bool is_plain_year(std::string_view normal, const Token& token) {
  if (!has_year_size(token)) return false;
  const std::size_t b = token.begin;
  if (b > 0) {
    const char before = normal[b - 1];
    if (is_letter(before) || before == '$' || before == '#' || before == '/') return false;
    const bool digit_before = b > 1 && is_digit(normal[b - 2]);
    if ((before == '.' || before == ',') && digit_before) return false;
    if (before == '-' && b > 1 && is_letter(normal[b - 2])) return false;
  }
  const std::string_view after = normal.substr(token.end, 4);
  if (after.empty()) return true;
  if (is_letter(after[0]) || after[0] == '%') return false;
  if ((after[0] == ',' || after[0] == '.') && after.size() == 4 && is_digit(after[1]) && is_digit(after[2]) &&
      is_digit(after[3])) {
    return false;
  }
  return true;
}

}  // namespace dateline::dates
