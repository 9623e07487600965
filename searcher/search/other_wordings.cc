#include "searcher/search/other_wordings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/spread.h"
#include "searcher/search/text_names.h"
#include "searcher/search/word_units.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMostFound = 500;  ///< articles read: as many as 100 milliseconds allow
constexpr std::size_t kMostSilent = 1000;
constexpr std::uint64_t kLeastFound = 20;   ///< articles, to know what stands beside the query's words
constexpr std::uint64_t kLeastSilent = 50;  ///< articles, to call them silent
constexpr std::size_t kBeside = 2;          ///< words on each side
constexpr std::size_t kFeatures = 150;
constexpr std::uint32_t kLeastTimes = 5;  ///< a wording must stand so often
constexpr std::uint64_t kLeastArticles = 20;
constexpr double kRise = 3;  ///< and be so many times as frequent
constexpr double kLeastLikeness = 0.25;

using WordId = std::uint32_t;

/// The words of all texts that are read, by number.
class Words {
 public:
  WordId id(std::string_view word) {
    if (const auto known = ids_.find(word); known != ids_.end()) return known->second;
    const auto id = static_cast<WordId>(words_.size());
    words_.push_back(&ids_.emplace(std::string(word), id).first->first);
    return id;
  }
  const std::string& word(WordId id) const { return *words_[id]; }
  std::size_t size() const { return words_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
  };
  std::unordered_map<std::string, WordId, Hash, std::equal_to<>> ids_;
  std::vector<const std::string*> words_;
};

/// A word that tells nothing by itself, or the end of a text.
constexpr WordId kUntelling = std::numeric_limits<WordId>::max();

/// One word or two side by side.
struct Wording {
  WordId first = kUntelling;
  WordId second = kUntelling;  ///< kUntelling: there is none
  bool operator==(const Wording&) const = default;
  std::uint64_t key() const { return (std::uint64_t{first} << 32U) | second; }
};

/// Texts as the numbers of their words, one behind the other.
struct Texts {
  std::vector<WordId> words;
  std::uint64_t in_all = 0;           ///< words, also those that tell nothing
  std::vector<std::uint32_t> counts;  ///< of each word

  void add(WordId word) {
    words.push_back(word);
    if (word == kUntelling) return;
    if (counts.size() <= word) counts.resize(std::size_t{word} + 1);
    ++counts[word];
  }
  std::uint32_t count(WordId word) const { return word < counts.size() ? counts[word] : 0; }
};

/// How often wordings stand in texts; those of two words are looked for all at once.
class Counts {
 public:
  Counts(const Texts& texts, const std::vector<Wording>& wanted, std::size_t words) : texts_(texts) {
    std::vector<bool> begins(words);
    for (const Wording& wording : wanted) {
      if (wording.second == kUntelling) continue;
      begins[wording.first] = true;
      pairs_.emplace(wording.key(), 0);
    }
    for (std::size_t i = 0; i + 1 < texts.words.size(); ++i) {
      const Wording here{texts.words[i], texts.words[i + 1]};
      if (here.first == kUntelling || here.second == kUntelling || !begins[here.first]) continue;
      if (const auto pair = pairs_.find(here.key()); pair != pairs_.end()) ++pair->second;
    }
  }
  std::uint32_t of(const Wording& wording) const {
    return wording.second == kUntelling ? texts_.count(wording.first) : pairs_.at(wording.key());
  }

 private:
  const Texts& texts_;
  std::unordered_map<std::uint64_t, std::uint32_t> pairs_;
};

/// A word with the side on which it stands.
struct Feature {
  bool right = false;
  WordId word = kUntelling;
  std::uint64_t key() const { return (std::uint64_t{word} << 1U) | (right ? 1U : 0U); }
  static WordId word_of(std::uint64_t key) { return static_cast<WordId>(key >> 1U); }
};

/// How often each feature, by its key, stands beside something.
using Profile = std::unordered_map<std::uint64_t, double>;

/// Positive pointwise mutual information of each feature, of `times` places.
Profile weighed(const Profile& counts, double times, const Texts& texts) {
  Profile out;
  for (const auto& [key, count] : counts) {
    const double share = (texts.count(Feature::word_of(key)) + 1.0) / (static_cast<double>(texts.in_all) + 1);
    const double information = std::log(count / times / share / kBeside);
    if (information > 0) out[key] = information;
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

  Words& words() { return words_; }
  /// The words of the text being visited.
  const std::vector<WordId>& ids() const { return ids_; }
  /// Which words of the text being visited are part of the name of a person: no wording is.
  const std::vector<bool>& of_person() {
    if (!has_persons_) mark_persons();
    return of_person_;
  }

  /// Calls `visit(units, occurrences)` for each text, and keeps its words. Occurrences are looked for where
  /// there is a finder.
  template <class Visit>
  Status read(const std::vector<std::uint32_t>& docids, const OccurrenceFinder* finder, Texts& kept,
              Visit visit) {
    const auto stems = finder != nullptr ? finder->stems() : text::Analyzer::Stems::kLater;
    for (const std::uint32_t docid : docids) {
      stop_if_raised(engine_.stop_flag());
      const Result<Article> article = engine_.reader().article(docid);
      if (!article) return fail(article.error());
      texts_.each(*article, stems, [&](const ArticleTexts::Text& text) {
        tokens_ = &text.tokens;
        has_persons_ = false;
        word_units(text.tokens, units_);
        ids_.clear();
        for (const WordUnit& unit : units_) {
          ids_.push_back(is_telling(unit) ? words_.id(unit.word) : kUntelling);
          kept.add(ids_.back());
        }
        kept.add(kUntelling);
        kept.in_all += units_.size();
        visit(units_, finder != nullptr ? finder->find(text.tokens, text.part) : std::vector<Occurrence>());
      });
    }
    return {};
  }

 private:
  void mark_persons() {
    has_persons_ = true;
    of_person_.assign(units_.size(), false);
    UnitRange range;
    for (const TextName& name : names_in(*tokens_, engine_.lexicon())) {
      if (!name.person) continue;
      range = units_at(units_, name.begin, name.end, range.begin);
      for (std::size_t i = range.begin; i < range.end; ++i) of_person_[i] = true;
    }
  }

  Engine& engine_;
  Words words_;
  ArticleTexts texts_;
  const text::TokenList* tokens_ = nullptr;
  std::vector<WordUnit> units_;
  std::vector<WordId> ids_;
  std::vector<bool> of_person_;
  bool has_persons_ = false;
};

/// Calls `visit(Feature)` for what stands beside words [begin, end).
template <class Visit>
void each_beside(const std::vector<WordId>& ids, std::size_t begin, std::size_t end, Visit visit) {
  for (std::size_t n = 1; n <= kBeside; ++n) {
    if (begin >= n && ids[begin - n] != kUntelling) visit(Feature{false, ids[begin - n]});
    if (end + n - 1 < ids.size() && ids[end + n - 1] != kUntelling) visit(Feature{true, ids[end + n - 1]});
  }
}

struct Candidate {
  Wording wording;
  Profile beside;  ///< those of the query's features
  std::uint32_t places = 0;
};
using Candidates = std::unordered_map<std::uint64_t, Candidate>;

/// The strongest features of the query's words.
Profile strongest(const Profile& profile, const Profile& counts, const Words& words) {
  struct Entry {
    double strength;
    std::string name;
    std::uint64_t key;
  };
  std::vector<Entry> order;
  for (const auto& [key, information] : profile) {
    const std::string& word = words.word(Feature::word_of(key));
    order.push_back({information * counts.at(key), ((key & 1U) != 0 ? "R " : "L ") + word, key});
  }
  std::sort(order.begin(), order.end(), [](const Entry& a, const Entry& b) {
    return a.strength != b.strength ? a.strength > b.strength : a.name > b.name;
  });
  Profile out;
  for (std::size_t i = 0; i < std::min(kFeatures, order.size()); ++i)
    out[order[i].key] = profile.at(order[i].key);
  return out;
}

/// Words and pairs that stand beside a feature of the query in a silent text. `is_feature` by key.
void add_candidates(Reader& reader, const std::vector<bool>& is_feature, Candidates& candidates) {
  const std::vector<WordId>& ids = reader.ids();
  std::vector<std::uint64_t> beside;
  const auto add = [&](std::size_t begin, std::size_t end) {
    beside.clear();
    each_beside(ids, begin, end, [&](const Feature& feature) {
      const std::uint64_t key = feature.key();
      if (key < is_feature.size() && is_feature[key]) beside.push_back(key);
    });
    if (beside.empty()) return;
    const std::vector<bool>& of_person = reader.of_person();
    for (std::size_t i = begin; i < end; ++i) {
      if (of_person[i]) return;
    }
    const Wording wording{ids[begin], end == begin + 2 ? ids[begin + 1] : kUntelling};
    Candidate& candidate = candidates[wording.key()];
    candidate.wording = wording;
    ++candidate.places;
    for (const std::uint64_t key : beside) ++candidate.beside[key];
  };
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == kUntelling) continue;
    add(i, i + 1);
    if (i + 1 < ids.size() && ids[i + 1] != kUntelling) add(i, i + 2);
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
  Texts in_found;
  Profile counts;
  double places = 0;
  double persons = 0;
  const auto read_found =
      reader.read(spread(fold_copies(found, columns).docids(), kMostFound), &finder, in_found,
                  [&](const auto& units, const auto& occurrences) {
                    UnitRange range;
                    for (const Occurrence& at : occurrences) {
                      range = units_at(units, at.whole.begin, at.whole.end, range.begin);
                      each_beside(reader.ids(), range.begin, range.end,
                                  [&](const Feature& feature) { ++counts[feature.key()]; });
                      ++places;
                      if (range.begin < range.end && reader.of_person()[range.begin]) ++persons;
                    }
                  });
  if (!read_found) return fail(read_found.error());
  if (places == 0 || persons > places / 2) return out;
  std::erase_if(counts, [&](const auto& entry) { return entry.second < std::max(3.0, places / 400); });
  const Profile features = strongest(weighed(counts, places, in_found), counts, reader.words());
  if (features.empty()) return out;
  std::vector<bool> is_feature(2 * reader.words().size());
  for (const auto& [key, information] : features) is_feature[key] = true;

  Texts in_silent;
  Candidates candidates;
  const auto read_silent =
      reader.read(spread(fold_copies(silent, columns).docids(), kMostSilent), nullptr, in_silent,
                  [&](const auto&, const auto&) { add_candidates(reader, is_feature, candidates); });
  if (!read_silent) return fail(read_silent.error());
  std::vector<Wording> wanted;
  for (const auto& [key, candidate] : candidates) wanted.push_back(candidate.wording);
  const Counts silent_counts(in_silent, wanted, reader.words().size());
  const Counts found_counts(in_found, wanted, reader.words().size());
  for (const auto& [key, candidate] : candidates) {
    const std::uint32_t times = silent_counts.of(candidate.wording);
    if (times < kLeastTimes || candidate.beside.size() < 3) continue;
    const double rise =
        (times / static_cast<double>(in_silent.in_all)) /
        ((found_counts.of(candidate.wording) + 0.5) / static_cast<double>(in_found.in_all + 1));
    if (rise < kRise) continue;
    const double alike = likeness(features, weighed(candidate.beside, times, in_silent)) *
                         std::min(1.0, 2.0 * candidate.places / times);
    if (alike < kLeastLikeness) continue;
    std::string words = reader.words().word(candidate.wording.first);
    if (candidate.wording.second != kUntelling) words += " " + reader.words().word(candidate.wording.second);
    out.push_back({std::move(words), 0, rise, alike});
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
