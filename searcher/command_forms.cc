#include "searcher/command_forms.h"

#include <algorithm>
#include <array>

#include "common/dates/query_dates.h"

namespace dateline::search {
namespace {

constexpr std::array<CommandForm, 31> kForms{{
    {"batch", Follows::kOneWord, "batch FILE"},
    {"calendar", Follows::kYears, "calendar YEAR"},
    {"cite", Follows::kAnything, "cite WORDS"},
    {"collocates", Follows::kAnything, "collocates WORDS"},
    {"config", Follows::kNothing, "config"},
    {"diff", Follows::kIds, "diff ID"},
    {"edits", Follows::kAnything, "edits WORDS"},
    {"explain", Follows::kAnything, "explain WORDS"},
    {"export", Follows::kAnything, "export WORDS"},
    {"facets", Follows::kAnything, "facets WORDS"},
    {"history", Follows::kIds, "history ID"},
    {"info", Follows::kNothing, "info"},
    {"issue", Follows::kDay, "issue DAY"},
    {"kwic", Follows::kAnything, "kwic WORDS"},
    {"ngrams", Follows::kAnything, "ngrams WORDS"},
    {"note", Follows::kIdThenWords, "note ID TEXT"},
    {"query", Follows::kAnything, "query WORDS"},
    {"recheck", Follows::kOneWord, "recheck FILE"},
    {"reference", Follows::kIds, "reference ID"},
    {"repl", Follows::kNothing, "repl"},
    {"saved", Follows::kSavedAction, "saved list"},
    {"serve", Follows::kNothing, "serve"},
    {"show", Follows::kIds, "show ID"},
    {"significant", Follows::kAnything, "significant WORDS"},
    {"silences", Follows::kAnything, "silences WORDS"},
    {"similar", Follows::kIdAndWords, "similar ID"},
    {"tag", Follows::kIdThenWords, "tag ID WORD"},
    {"timeline", Follows::kAnything, "timeline WORDS"},
    {"titles", Follows::kName, "titles NAME"},
    {"twins", Follows::kIdAndWords, "twins ID"},
    {"untag", Follows::kIdThenWords, "untag ID WORD"},
}};

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_id(std::string_view word) { return has_digit(word) || word.find("://") != std::string_view::npos; }

/// "Kim", "김정은", a phrase or a field: a word in small letters begins no name.
bool is_like_name(std::string_view word) {
  const bool small = !word.empty() && word.front() >= 'a' && word.front() <= 'z';
  return !word.empty() && (!small || word.find(':') != std::string_view::npos);
}

bool is_day(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return has_digit(text) && dates::parse_query_date(text).has_value();
}

bool is_saved_action(std::span<const std::string> words) {
  if (words.front() == "list") return words.size() == 1;
  if (words.front() == "run" || words.front() == "remove") return words.size() == 2;
  return words.front() == "add" && words.size() > 1;
}

}  // namespace

std::span<const CommandForm> all_command_forms() { return kForms; }

const CommandForm* find_command_form(std::string_view name) {
  const auto found =
      std::find_if(kForms.begin(), kForms.end(), [&](const CommandForm& form) { return form.name == name; });
  return found == kForms.end() ? nullptr : &*found;
}

bool fits(Follows follows, std::span<const std::string> words, bool has_options) {
  switch (follows) {
    case Follows::kAnything:
      return true;
    case Follows::kNothing:
      return words.empty();
    case Follows::kIds:
      return words.empty() ? has_options : std::all_of(words.begin(), words.end(), is_id);
    case Follows::kIdAndWords:
      return words.empty() ? has_options : is_id(words.front());
    case Follows::kOneWord:
      return words.empty() ? has_options : words.size() == 1;
    case Follows::kName:
      return words.empty() ? has_options : is_like_name(words.front());
    case Follows::kIdThenWords:
      return words.empty() ? has_options : is_id(words.front()) && (words.size() > 1 || has_options);
    case Follows::kYears:
      return words.empty() || is_day({words.data(), 1});
    case Follows::kSavedAction:
      return words.empty() ? has_options : is_saved_action(words);
    case Follows::kDay:
      return words.empty() ? has_options : is_day(words);
  }
  return true;
}

}  // namespace dateline::search
