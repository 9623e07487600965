#include "common/cli/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace dateline::cli {
namespace {

bool has_word(std::string_view text, std::string_view word) {
  const auto parts = [&](std::size_t at) {
    return at >= text.size() || std::string_view(" ,;:()").find(text[at]) != std::string_view::npos;
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if ((at == 0 || parts(at - 1)) && parts(at + word.size())) return true;
  }
  return false;
}

}  // namespace

std::string operand_usage(const OptionRow& operand) {
  const std::string name = operand.required ? operand.names.front() : "[" + operand.names.front() + "]";
  return operand.repeated ? name + "..." : name;
}

std::string option_heading(const OptionRow& option) {
  std::string out = fmt::format("{}", fmt::join(option.names, ", "));
  if (option.value.empty()) return out;
  return out + " " + option.value;
}

std::string option_facts(const OptionRow& option) {
  std::string out;
  const auto add = [&](std::string_view fact) {
    if (!out.empty()) out += "; ";
    out += fact;
  };
  const auto is_named = [&](const std::string& choice) { return has_word(option.about, choice); };
  if (!std::all_of(option.choices.begin(), option.choices.end(), is_named))
    add(fmt::format("one of {}", fmt::join(option.choices, ", ")));
  if (!option.range.empty()) add(option.range);
  if (!option.standard.empty()) add("default " + option.standard);
  if (option.repeated && !option.names.front().empty() && option.names.front().front() == '-')
    add("may be given several times");
  for (const std::string& other : option.excludes) add("not with " + other);
  return out;
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out.back() != '.' && out.back() != ')') out += '.';
  return out;
}

std::string nearest(std::string_view typed, const std::vector<std::string>& names) {
  std::string best;
  std::size_t least = typed.size() < 4 ? 2 : typed.size() / 4 + 2;  // fewer changes than these
  for (const std::string& name : names) {
    // Rows of the usual table: changes from what was typed to the beginnings of the name.
    std::vector<std::size_t> row(name.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t k = 0; k < typed.size(); ++k) {
      std::size_t corner = row[0];
      row[0] = k + 1;
      for (std::size_t i = 0; i < name.size(); ++i) {
        const std::size_t changed = corner + (name[i] == typed[k] ? 0 : 1);
        corner = row[i + 1];
        row[i + 1] = std::min({changed, row[i] + 1, row[i + 1] + 1});
      }
    }
    if (row.back() < least) {
      least = row.back();
      best = name;
    }
  }
  return best;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace dateline::cli
