#include "searcher/search/other_wordings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/spread.h"
#include "searcher/search/text_names.h"
#include "searcher/search/word_units.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMostFound = 1200;  ///< articles read
constexpr std::size_t kMostSilent = 3000;
constexpr std::uint64_t kLeastFound = 20;   ///< articles, to know what stands beside the query's words
constexpr std::uint64_t kLeastSilent = 50;  ///< articles, to call them silent
constexpr std::size_t kBeside = 2;          ///< words on each side
constexpr std::size_t kFeatures = 150;
constexpr std::uint32_t kLeastTimes = 5;  ///< a wording must stand so often
constexpr std::uint64_t kLeastArticles = 20;
constexpr double kRise = 3;  ///< and be so many times as frequent
constexpr double kLeastLikeness = 0.25;

/// A word with the side on which it stands: "R politics" stands to the right.
using Feature = std::string;

Feature feature(char side, std::string_view word) { return fmt::format("{} {}", side, word); }

/// Counts of words and of pairs of words in some texts.
struct Frequencies {
  std::unordered_map<std::string, std::uint32_t> of;
  std::uint64_t words = 0;

  std::uint32_t count(const std::string& words_of) const {
    const auto found = of.find(words_of);
    return found == of.end() ? 0 : found->second;
  }
};

/// How often each feature stands beside something.
using Profile = std::unordered_map<std::string, double>;

/// Positive pointwise mutual information of each feature, of `times` places.
Profile weighed(const Profile& counts, double times, const Frequencies& frequencies) {
  Profile out;
  for (const auto& [name, count] : counts) {
    const double share =
        (frequencies.count(name.substr(2)) + 1.0) / (static_cast<double>(frequencies.words) + 1);
    const double information = std::log(count / times / share / kBeside);
    if (information > 0) out[name] = information;
  }
  return out;
}

double likeness(const Profile& a, const Profile& b) {
  double common = 0;
  double of_a = 0;
  double of_b = 0;
  for (const auto& [name, value] : a) {
    of_a += value * value;
    if (const auto found = b.find(name); found != b.end()) common += value * found->second;
  }
  for (const auto& [name, value] : b) of_b += value * value;
  return common > 0 ? common / std::sqrt(of_a * of_b) : 0;
}

class Reader {
 public:
  explicit Reader(Engine& engine) : engine_(engine) {}

  /// Whether a unit of the text being visited is part of the name of a person: no wording is.
  bool of_person(std::size_t unit) const { return of_person_[unit]; }

  /// Calls `visit(units, occurrences)` for each text.
  template <class Visit>
  Status read(const std::vector<std::uint32_t>& docids, const OccurrenceFinder& finder, Visit visit) {
    for (const std::uint32_t docid : docids) {
      stop_if_raised(engine_.stop_flag());
      const Result<Article> article = engine_.reader().article(docid);
      if (!article) return fail(article.error());
      texts_.each(*article, [&](const ArticleTexts::Text& text) {
        word_units(text.tokens, units_);
        mark_persons(text.tokens);
        visit(units_, finder.find(text.tokens, text.part));
      });
    }
    return {};
  }

 private:
  void mark_persons(const text::TokenList& tokens) {
    of_person_.assign(units_.size(), false);
    UnitRange range;
    for (const TextName& name : names_in(tokens, engine_.lexicon())) {
      if (!name.person) continue;
      range = units_at(units_, name.begin, name.end, range.begin);
      for (std::size_t i = range.begin; i < range.end; ++i) of_person_[i] = true;
    }
  }

  Engine& engine_;
  ArticleTexts texts_;
  std::vector<WordUnit> units_;
  std::vector<bool> of_person_;
};

void count_words(const std::vector<WordUnit>& units, Frequencies& frequencies) {
  frequencies.words += units.size();
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!is_telling(units[i])) continue;
    ++frequencies.of[std::string(units[i].word)];
    if (i + 1 < units.size() && is_telling(units[i + 1]))
      ++frequencies.of[fmt::format("{} {}", units[i].word, units[i + 1].word)];
  }
}

/// Adds the features beside units [begin, end).
void add_beside(const std::vector<WordUnit>& units, std::size_t begin, std::size_t end, Profile& profile) {
  for (std::size_t n = 1; n <= kBeside; ++n) {
    if (begin >= n && is_telling(units[begin - n])) ++profile[feature('L', units[begin - n].word)];
    if (end + n - 1 < units.size() && is_telling(units[end + n - 1]))
      ++profile[feature('R', units[end + n - 1].word)];
  }
}

struct Candidate {
  Profile beside;  ///< those of the query's features
  std::uint32_t places = 0;
};

/// The strongest features of the query's words.
Profile strongest(Profile profile, const Profile& counts) {
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [name, information] : profile) order.emplace_back(information * counts.at(name), name);
  std::sort(order.rbegin(), order.rend());
  Profile out;
  for (std::size_t i = 0; i < std::min(kFeatures, order.size()); ++i)
    out[order[i].second] = profile[order[i].second];
  return out;
}

/// Words and pairs that stand beside a feature of the query in the silent articles.
void add_candidates(const Reader& reader, const std::vector<WordUnit>& units, const Profile& features,
                    std::unordered_map<std::string, Candidate>& candidates) {
  const auto add = [&](std::size_t begin, std::size_t end) {
    Profile beside;
    add_beside(units, begin, end, beside);
    std::erase_if(beside, [&](const auto& entry) { return !features.contains(entry.first); });
    if (beside.empty()) return;
    std::string words(units[begin].word);
    if (end == begin + 2) words += fmt::format(" {}", units[begin + 1].word);
    Candidate& candidate = candidates[words];
    ++candidate.places;
    for (const auto& [name, count] : beside) candidate.beside[name] += count;
  };
  const auto may_be = [&](std::size_t i) { return is_telling(units[i]) && !reader.of_person(i); };
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!may_be(i)) continue;
    add(i, i + 1);
    if (i + 1 < units.size() && may_be(i + 1)) add(i, i + 2);
  }
}

bool is_part(const std::string& a, const std::string& b) {
  return (" " + b + " ").find(" " + a + " ") != std::string::npos;
}

}  // namespace

Result<std::vector<OtherWording>> other_wordings(Engine& engine, const OccurrenceFinder& finder,
                                                 const MatchSet& found, const MatchSet& silent,
                                                 std::size_t limit) {
  std::vector<OtherWording> out;
  if (finder.empty() || found.size() < kLeastFound || silent.size() < kLeastSilent) return out;
  const index::Columns& columns = engine.reader().columns();
  Reader reader(engine);
  Frequencies in_found;
  Profile counts;
  double places = 0;
  double persons = 0;
  const auto read_found = reader.read(spread(fold_copies(found, columns).docids(), kMostFound), finder,
                                      [&](const auto& units, const auto& occurrences) {
                                        count_words(units, in_found);
                                        UnitRange range;
                                        for (const Occurrence& at : occurrences) {
                                          range = units_at(units, at.whole.begin, at.whole.end, range.begin);
                                          add_beside(units, range.begin, range.end, counts);
                                          ++places;
                                          if (range.begin < range.end && reader.of_person(range.begin))
                                            ++persons;
                                        }
                                      });
  if (!read_found) return fail(read_found.error());
  if (places == 0 || persons > places / 2) return out;
  std::erase_if(counts, [&](const auto& entry) { return entry.second < std::max(3.0, places / 400); });
  const Profile features = strongest(weighed(counts, places, in_found), counts);
  if (features.empty()) return out;

  Frequencies in_silent;
  std::unordered_map<std::string, Candidate> candidates;
  const auto read_silent = reader.read(spread(fold_copies(silent, columns).docids(), kMostSilent), finder,
                                       [&](const auto& units, const auto&) {
                                         count_words(units, in_silent);
                                         add_candidates(reader, units, features, candidates);
                                       });
  if (!read_silent) return fail(read_silent.error());
  for (const auto& [words, candidate] : candidates) {
    const std::uint32_t times = in_silent.count(words);
    if (times < kLeastTimes || candidate.beside.size() < 3) continue;
    const double rise = (times / static_cast<double>(in_silent.words)) /
                        ((in_found.count(words) + 0.5) / static_cast<double>(in_found.words + 1));
    if (rise < kRise) continue;
    const double alike = likeness(features, weighed(candidate.beside, times, in_silent)) *
                         std::min(1.0, 2.0 * candidate.places / times);
    if (alike >= kLeastLikeness) out.push_back({words, 0, rise, alike});
  }
  std::sort(out.begin(), out.end(), [](const OtherWording& a, const OtherWording& b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : a.words < b.words;
  });
  // Of "army" and "army first" the one that is more alike.
  std::vector<OtherWording> kept;
  for (OtherWording& wording : out) {
    if (kept.size() == limit) break;
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const OtherWording& other) {
      return is_part(wording.words, other.words) || is_part(other.words, wording.words);
    });
    if (known) continue;
    SearchRequest exact;
    exact.query = fmt::format("\"{}\"", wording.words);
    SearchResult<Selection> all = engine.select(exact);
    if (!all) return fail(all.error().error);
    all->matches &= silent;
    wording.articles = all->matches.size();
    if (wording.articles >= kLeastArticles) kept.push_back(std::move(wording));
  }
  return kept;
}

std::string with_other_wordings(const std::string& query, const std::vector<OtherWording>& wordings) {
  std::string out = query.find(' ') == std::string::npos || query.front() == '"' ? query : "(" + query + ")";
  for (const OtherWording& wording : wordings) {
    out += wording.words.find(' ') == std::string::npos ? " OR " + wording.words
                                                        : fmt::format(" OR \"{}\"", wording.words);
  }
  return out;
}

std::string wordings_notice(const std::string& query, const std::vector<OtherWording>& wordings) {
  if (wordings.empty()) return {};
  std::string list;
  for (const OtherWording& wording : wordings) {
    list += fmt::format("{}\"{}\" ({} {})", list.empty() ? "" : ", ", wording.words, wording.articles,
                        wording.articles == 1 ? "article" : "articles");
  }
  return fmt::format("Other words stand there where these stand: {}. For all of them ask {}", list,
                     with_other_wordings(query, wordings));
}

}  // namespace dateline::search
