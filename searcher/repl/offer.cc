#include "searcher/repl/offer.h"

#include <algorithm>
#include <utility>

namespace dateline::search {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

}  // namespace

bool begins_with(std::string_view text, std::string_view typed) {
  return text.size() >= typed.size() && std::equal(typed.begin(), typed.end(), text.begin(),
                                                   [](char a, char b) { return lower(a) == lower(b); });
}

Completion Offer::finish() {
  Completion out;
  out.start = start;
  out.goes_on = goes_on;
  if (found.empty()) return out;
  out.common = found.front().candidate.text;
  for (const Found& one : found) {
    const std::string& text = one.candidate.text;
    const auto [end, unused] = std::mismatch(out.common.begin(), out.common.end(), text.begin(), text.end());
    out.common.erase(end, out.common.end());
  }
  while (!out.common.empty() && out.common.size() < found.front().candidate.text.size() &&
         (static_cast<unsigned char>(found.front().candidate.text[out.common.size()]) & 0xC0U) == 0x80U) {
    out.common.pop_back();  // no character is cut
  }
  if (!begins_with(out.common, typed)) out.common = typed;
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.weight > b.weight; });
  if (found.size() > Completion::kMax) {
    out.more = found.size() - Completion::kMax;
    found.resize(Completion::kMax);
  }
  for (Found& one : found) out.candidates.push_back(std::move(one.candidate));
  return out;
}

}  // namespace dateline::search
