#include "searcher/query/field_names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/text/utf8.h"

namespace dateline::query {
namespace {

constexpr std::size_t kLongestName = 16;

}  // namespace

const index::FieldInfo* field_of(std::string_view name) {
  if (name.size() > kLongestName) return nullptr;
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return index::find_field(lower);
}

std::optional<std::string_view> near_miss(std::string_view name) {
  const bool small = std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!small || name.size() < 3 || name.size() > kLongestName) return std::nullopt;
  const std::u32string written = code_points(name);
  std::optional<std::string_view> best;
  unsigned best_distance = 3;
  for (const index::FieldInfo& row : index::kFields) {
    const unsigned limit = row.name.size() >= 5 ? 2 : 1;
    const unsigned distance = edit_distance(written, code_points(row.name), limit);
    if (row.name.size() >= 3 && distance <= limit && distance < best_distance) {
      best = row.name;
      best_distance = distance;
    }
  }
  return best;
}

std::string field_list() {
  std::string out;
  for (const index::FieldInfo& row : index::kFields) {
    if (!out.empty()) out += ", ";
    out += row.name;
  }
  return out;
}

std::string as_typed(std::string_view value) {
  const bool plain = !value.empty() && value.front() != '=' && value.back() != '*' && value.back() != ',' &&
                     value.back() != ';' && std::all_of(value.begin(), value.end(), [](char c) {
                       const auto byte = static_cast<unsigned char>(c);
                       return byte > 0x20 && byte < 0x7F && c != '(' && c != ')' && c != '"';
                     });
  if (plain) return std::string(value);
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned limit) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  // Three rows of the table: swapped neighbours look two rows back.
  std::vector<unsigned> before(b.size() + 1);
  std::vector<unsigned> last(b.size() + 1);
  std::vector<unsigned> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    unsigned smallest = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      smallest = std::min(smallest, row[j]);
    }
    if (smallest > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = text::next_code_point(text, i);
    out += c < 0 ? char32_t{0xFFFD} : static_cast<char32_t>(c);
  }
  return out;
}

}  // namespace dateline::query
