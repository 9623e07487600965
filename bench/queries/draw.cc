#include "bench/queries/draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "bench/corpus/random.h"

namespace dateline::bench {
namespace {

using index::Facet;
using Form = Asked::Form;

constexpr int kYearBeforeJuche = 1911;
constexpr int kFirstJuche = 86;
constexpr std::size_t kDeepOffset = 1000;
constexpr int kNearWindow = 5;
constexpr int kAttempts = 2000;
constexpr std::array<std::string_view, 40> kStopWords{
    "the",  "of",   "and",   "to",    "in",  "for",  "on",   "at",   "by",   "with",
    "from", "as",   "is",    "its",   "was", "were", "that", "this", "it",   "are",
    "be",   "has",  "have",  "had",   "not", "but",  "or",   "an",   "will", "all",
    "who",  "they", "their", "which", "his", "her",  "she",  "been", "our",  "there"};

/// Runs of ASCII letters and digits in small letters, in the order of the text.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      words.back().push_back(static_cast<char>(c - 'A' + 'a'));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      words.back().push_back(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// Runs of two Hangul syllables or more.
std::vector<std::string> hangul_of(std::string_view text) {
  constexpr std::size_t kSyllableBytes = 3;
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    // U+AC00..U+D7A3 are EA B0 80 .. ED 9E A3; beyond the last syllable nothing is in use.
    const bool syllable = lead >= 0xEA && lead <= 0xED && i + kSyllableBytes <= text.size() &&
                          (lead != 0xEA || static_cast<unsigned char>(text[i + 1]) >= 0xB0);
    if (syllable) {
      words.back() += text.substr(i, kSyllableBytes);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
    i += syllable ? kSyllableBytes : 1;
  }
  std::erase_if(words, [](const std::string& word) { return word.size() < 2 * kSyllableBytes; });
  return words;
}

class Drawer {
 public:
  Drawer(std::span<const Record> records, const DrawOptions& options)
      : records_(records), options_(options), random_(options.seed) {
    count_words();
  }

  std::vector<Draft> draw() {
    one_words();
    several_words();
    ranges();
    facets_and_filters();
    others();
    return std::move(drafts_);
  }

 private:
  void count_words() {
    std::unordered_map<std::string, std::uint32_t> counts;
    std::set<std::string> seen;
    std::map<std::string, std::uint32_t> hangul;
    for (const Record& record : records_) {
      seen.clear();
      for (const std::string* text : {&record.title, &record.body}) {
        for (const std::string& word : words_of(*text)) {
          if (eligible(word)) seen.emplace(base_form(word));
        }
        if (options_.hangul.empty()) {
          for (const std::string& word : hangul_of(*text)) ++hangul[word];
        }
      }
      for (const std::string& word : seen) ++counts[word];
      if (record.date.size() >= 4) years_.push_back(std::atoi(record.date.substr(0, 4).c_str()));
    }
    for (const auto& [word, count] : counts) by_frequency_.emplace_back(count, word);
    std::ranges::sort(by_frequency_);
    frequency_ = std::move(counts);
    hangul_ = options_.hangul;
    for (const auto& [word, count] : hangul) {
      if (count >= 2) hangul_.push_back(word);
    }
    std::ranges::sort(years_);
  }

  bool eligible(const std::string& word) const {
    if (options_.eligible) return options_.eligible(word);
    return word.size() >= 3 && std::ranges::none_of(word, [](char c) { return c >= '0' && c <= '9'; }) &&
           std::ranges::find(kStopWords, word) == kStopWords.end();
  }

  std::string base_form(const std::string& word) const {
    return options_.base_form ? std::string(options_.base_form(word)) : word;
  }

  /// A word that is in `from` to `to` articles, or in nearly so many.
  std::string word_in(double from, double to) {
    const auto at = [&](double articles) {
      const auto found = std::ranges::lower_bound(by_frequency_, static_cast<std::uint32_t>(articles), {},
                                                  [](const auto& entry) { return entry.first; });
      return static_cast<std::uint32_t>(found - by_frequency_.begin());
    };
    const auto last = static_cast<std::uint32_t>(by_frequency_.size() - 1);
    const std::uint32_t first = std::min(at(from), last);
    const std::uint32_t end = std::max(std::min(at(to + 1), last), first + 1);
    return by_frequency_[first + random_.below(end - first)].second;
  }
  std::string rare() { return word_in(2, 10); }
  std::string middle() { return word_in(share(0.005), share(0.02)); }
  std::string frequent() { return word_in(share(0.15), share(0.35)); }
  double share(double part) const { return part * static_cast<double>(records_.size()); }

  void add(std::string query_class, Asked asked, Action action = Action::kSearch) {
    drafts_.push_back({std::move(query_class), action, std::move(asked)});
  }
  /// `make` gives a query or, where the words at hand do not allow one, nothing, and is then asked again.
  template <class Make>
  void add_each(const std::string& query_class, Make make, Action action = Action::kSearch) {
    std::set<std::string> seen;
    std::size_t made = 0;
    for (int i = 0; i < kAttempts && made < options_.queries; ++i) {
      std::optional<Asked> asked = make();
      if (!asked) continue;
      // A query may come twice where there are few to choose from.
      if (!seen.insert(query_text(*asked)).second && i < kAttempts / 2) continue;
      add(query_class, std::move(*asked), action);
      ++made;
    }
  }

  static Asked words(Form form, std::vector<std::string> given) {
    Asked asked;
    asked.form = form;
    asked.words = std::move(given);
    return asked;
  }

  void one_words() {
    add_each("one_word/rare", [&] { return words(Form::kAll, {rare()}); });
    add_each("one_word/middle", [&] { return words(Form::kAll, {middle()}); });
    add_each("one_word/frequent", [&] { return words(Form::kAll, {frequent()}); });
  }

  /// `count` different words of one article, each in one of 200 articles and more.
  std::optional<std::vector<std::string>> together(std::size_t count) {
    const std::vector<std::string> text = words_of(random_.pick(records_).body);
    std::vector<std::string> chosen;
    for (std::size_t i = 0; i < count * 8 && chosen.size() < count && !text.empty(); ++i) {
      const std::string& word = random_.pick(text);
      if (!eligible(word) || frequency_.at(base_form(word)) < share(0.005)) continue;
      if (std::ranges::find(chosen, base_form(word)) == chosen.end()) chosen.push_back(base_form(word));
    }
    if (chosen.size() < count) return std::nullopt;
    return chosen;
  }

  /// Words of an article as they stand there: the first and the one `distance` further on, or all from the
  /// one to the other.
  std::optional<std::vector<std::string>> as_written(std::size_t distance, bool between) {
    const std::vector<std::string> text = words_of(random_.pick(records_).body);
    if (text.size() <= distance) return std::nullopt;
    const std::size_t first = random_.below(static_cast<std::uint32_t>(text.size() - distance));
    std::vector<std::string> chosen;
    for (std::size_t i = first; i <= first + distance; i += between ? 1 : distance) {
      if (!eligible(text[i])) return std::nullopt;
      chosen.push_back(text[i]);
    }
    return chosen;
  }

  void several_words() {
    for (std::size_t count = 2; count <= 5; ++count) {
      for (const auto& [name, form] :
           {std::pair{"all_words", Form::kAll}, std::pair{"any_word", Form::kAny}}) {
        add_each(fmt::format("{}/{}", name, count), [&, form = form]() -> std::optional<Asked> {
          auto chosen = together(count);
          if (!chosen) return std::nullopt;
          return words(form, std::move(*chosen));
        });
      }
    }
    for (std::size_t count = 2; count <= 3; ++count) {
      add_each(fmt::format("phrase/{}", count), [&]() -> std::optional<Asked> {
        auto chosen = as_written(count - 1, true);
        if (!chosen) return std::nullopt;
        return words(Form::kPhrase, std::move(*chosen));
      });
    }
    add_each("near/2", [&]() -> std::optional<Asked> {
      auto chosen = as_written(static_cast<std::size_t>(random_.between(1, kNearWindow - 1)), false);
      if (!chosen || chosen->front() == chosen->back()) return std::nullopt;
      Asked asked = words(Form::kNear, std::move(*chosen));
      asked.window = kNearWindow;
      return asked;
    });
    add_each("prefix", [&]() -> std::optional<Asked> {
      const std::string word = middle();
      if (word.size() < 5) return std::nullopt;
      return words(Form::kPrefix, {word.substr(0, 4)});
    });
  }

  /// A stretch of up to `most` years within those of the collection.
  std::pair<int, int> some_years(int most) {
    if (years_.empty()) return {1997, 1997};
    const int first = random_.pick(years_);
    return {first, std::min(first + random_.between(0, most - 1), years_.back())};
  }
  std::pair<int, int> some_juche_years() {
    const auto [first, last] = some_years(10);
    return {std::max(first - kYearBeforeJuche, kFirstJuche), std::max(last - kYearBeforeJuche, kFirstJuche)};
  }

  void ranges() {
    const auto in_years = [&](std::vector<std::string> given) {
      Asked asked = words(Form::kAll, std::move(given));
      asked.years = some_years(10);
      return asked;
    };
    const auto in_juche_years = [&](std::vector<std::string> given) {
      Asked asked = words(Form::kAll, std::move(given));
      asked.juche = some_juche_years();
      return asked;
    };
    add_each("date_range", [&] { return in_years({}); });
    add_each("date_range_and_word", [&] { return in_years({middle()}); });
    add_each("juche_range", [&] { return in_juche_years({}); });
    add_each("juche_range_and_word", [&] { return in_juche_years({middle()}); });
  }

  void facets_and_filters() {
    const std::vector<Facet> five{Facet::kSource, Facet::kLanguage, Facet::kYear, Facet::kJucheYear,
                                  Facet::kTopic};
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, five.size()}) {
      add_each(fmt::format("facets/{}", count), [&] {
        Asked asked = words(Form::kAll, {frequent()});
        asked.facets.assign(five.begin(), five.begin() + static_cast<std::ptrdiff_t>(count));
        return asked;
      });
    }
    add_each("filter_and_word", [&] {
      Asked asked = words(Form::kAll, {frequent()});
      asked.filter_years = {some_years(1).first};
      return asked;
    });
    add_each("multi_select", [&] {
      Asked asked = words(Form::kAll, {frequent()});
      const int year = some_years(1).first;
      asked.filter_years = {year, year + 1};
      asked.facets = {Facet::kYear, Facet::kSource};
      return asked;
    });
  }

  /// Words of a title, as one pastes it into the shell.
  std::optional<Asked> headline() {
    constexpr std::size_t kFewest = 3;
    std::vector<std::string> chosen;
    for (const std::string& word : words_of(random_.pick(records_).title)) {
      if (!eligible(word)) continue;
      if (std::ranges::find(chosen, base_form(word)) == chosen.end()) chosen.push_back(base_form(word));
    }
    if (chosen.size() < kFewest) return std::nullopt;
    return words(Form::kAll, std::move(chosen));
  }

  void others() {
    if (!hangul_.empty()) {
      add_each("hangul_word", [&] { return words(Form::kCharacters, {random_.pick(hangul_)}); });
    }
    add_each("no_hits", [&] {
      return words(Form::kAll, {fmt::format("qzx{}vjq", static_cast<char>('a' + random_.below(26)))});
    });
    add_each("deep_page", [&] {
      Asked asked = words(Form::kAll, {frequent()});
      asked.offset = kDeepOffset;
      return asked;
    });
    add_each(
        "timeline", [&] { return words(Form::kAll, {frequent()}); }, Action::kTimeline);
    add_each(
        "kwic", [&] { return words(Form::kAll, {frequent()}); }, Action::kKwic);
    add_each(
        "shell/headline", [&] { return headline(); }, Action::kShell);
    add_each(
        "first_after_open", [&] { return words(Form::kAll, {middle()}); }, Action::kOpenAndSearch);
  }

  std::span<const Record> records_;
  const DrawOptions& options_;
  Random random_;
  std::vector<std::pair<std::uint32_t, std::string>> by_frequency_;  ///< articles and word, ascending
  std::unordered_map<std::string, std::uint32_t> frequency_;
  std::vector<std::string> hangul_;
  std::vector<int> years_;  ///< one for each dated record, ascending
  std::vector<Draft> drafts_;
};

}  // namespace

DrawOptions options_for_generated(const Vocabulary& vocabulary) {
  constexpr std::size_t kHangulWords = 400;  // the most frequent ones
  const auto words = std::make_shared<const std::unordered_set<std::string>>(vocabulary.english().begin(),
                                                                             vocabulary.english().end());
  DrawOptions options;
  options.eligible = [words](std::string_view word) {
    return words->contains(std::string(Vocabulary::base_form(word)));
  };
  options.base_form = &Vocabulary::base_form;
  options.hangul.assign(vocabulary.korean().begin(), vocabulary.korean().begin() + kHangulWords);
  return options;
}

std::vector<Draft> draw_queries(std::span<const Record> records, const DrawOptions& options) {
  if (records.empty()) return {};
  return Drawer(records, options).draw();
}

}  // namespace dateline::bench
