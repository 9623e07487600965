#include "bench/queries/asked.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace dateline::bench {
namespace {

constexpr std::size_t kWordsThatAskForMost = 5;

std::string words_of(const Asked& asked) {
  switch (asked.form) {
    case Asked::Form::kAll:
      return fmt::to_string(
          fmt::join(asked.words, asked.words.size() >= kWordsThatAskForMost ? " AND " : " "));
    case Asked::Form::kAny:
    case Asked::Form::kCharacters:
      return fmt::to_string(fmt::join(asked.words, " "));
    case Asked::Form::kPhrase:
      return fmt::format("\"{}\"", fmt::join(asked.words, " "));
    case Asked::Form::kNear:
      return fmt::format("near/{}({})", asked.window, fmt::join(asked.words, " "));
    case Asked::Form::kPrefix:
      return fmt::format("{}*", asked.words.front());
  }
  return {};
}

Oracle::Matches match_words(const Asked& asked, const Oracle& oracle) {
  const auto fold = [&](auto combine) {
    Oracle::Matches matches = oracle.with_word(Vocabulary::base_form(asked.words.front()));
    for (const std::string& word : asked.words) {
      matches = combine(std::move(matches), oracle.with_word(Vocabulary::base_form(word)));
    }
    return matches;
  };
  switch (asked.form) {
    case Asked::Form::kAll:
      return fold(Oracle::both);
    case Asked::Form::kAny:
      return fold(Oracle::either);
    case Asked::Form::kPhrase:
      return oracle.with_phrase(asked.words);
    case Asked::Form::kNear:
      return oracle.with_near(asked.words[0], asked.words[1], asked.window);
    case Asked::Form::kPrefix:
      return oracle.with_prefix(asked.words.front());
    case Asked::Form::kCharacters:
      return oracle.with_characters(asked.words.front());
  }
  return {};
}

bool within(const std::optional<std::pair<int, int>>& range, int value) {
  return !range || (value >= range->first && value <= range->second);
}

bool one_of(const std::vector<int>& wanted, int value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

}  // namespace

std::string_view name(Action action) {
  switch (action) {
    case Action::kSearch:
      return "search";
    case Action::kOpenAndSearch:
      return "open_and_search";
    case Action::kTimeline:
      return "timeline";
    case Action::kKwic:
      return "kwic";
    case Action::kSimilar:
      return "similar";
    case Action::kShell:
      return "shell";
    case Action::kComplete:
      return "complete";
    case Action::kPage:
      return "page";
    case Action::kSilences:
      return "silences";
    case Action::kPlaces:
      return "places";
    case Action::kNgrams:
      return "ngrams";
    case Action::kTitles:
      return "titles";
    case Action::kTwins:
      return "twins";
  }
  return {};
}

std::string query_text(const Asked& asked) {
  std::string query = asked.words.empty() ? std::string() : words_of(asked);
  const auto add = [&](std::string_view field, const std::optional<std::pair<int, int>>& range) {
    if (!range) return;
    if (!query.empty()) query += ' ';
    query += fmt::format("{}:{}..{}", field, range->first, range->second);
  };
  add("date", asked.years);
  add("juche", asked.juche);
  return query;
}

std::uint64_t count_matches(const Asked& asked, const Oracle& oracle) {
  Oracle::Matches matches = oracle.where([&](const GeneratedArticle& article) {
    const int year = static_cast<int>(article.date.year());
    return within(asked.years, year) && within(asked.juche, article.juche) &&
           one_of(asked.filter_years, year);
  });
  if (!asked.words.empty()) matches = Oracle::both(std::move(matches), match_words(asked, oracle));
  return Oracle::count(matches);
}

}  // namespace dateline::bench
