#include "searcher/search/twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

#include "common/text/lexicon.h"
#include "common/text/stop_words.h"
#include "searcher/search/article_texts.h"
#include "searcher/search/groups.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/shown_article.h"
#include "searcher/search/tie_break.h"

namespace dateline::search {
namespace {

using index::NumberColumn;

constexpr std::size_t kShownShared = 12;
/// A shared word of fewer letters is chance.
constexpr std::size_t kLetters = 4;
/// Twins are written at about the same length: a score falls by the root of how far they differ beyond this.
constexpr double kLengthRatio = 3;

/// What tells of what an article speaks, in any language: "@12" a group of the lexicon, "#981" a number,
/// "~deleg" the beginning of a word that languages with Latin letters may have in common, else a word with a
/// capital.
using Marks = std::set<std::string, std::less<>>;

bool is_latin_word(std::string_view term) {
  return std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The digits of a number without how they are grouped; empty for those that say little.
std::string digits_of(std::string_view term) {
  std::string digits;
  for (const char c : term) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits.size() >= 2 ? digits : std::string();
}

/// Languages with Latin letters share the beginnings of long words, "delegation" and "delegación": the first
/// letters, without what spelling alone tells apart. Empty for short words.
std::string common_beginning(std::string_view term) {
  constexpr std::size_t kLongWord = 6;
  constexpr std::size_t kBeginning = 5;
  if (term.size() < kLongWord || !is_latin_word(term) || text::is_stop_word(term)) return {};
  // "especial" is "special"
  if (term.starts_with("es") && std::string_view("aeiou").find(term[2]) == std::string_view::npos)
    term.remove_prefix(1);
  std::string out;
  for (std::size_t i = 0; i < term.size() && out.size() < kBeginning; ++i) {
    char c = term[i];
    const char next = i + 1 < term.size() ? term[i + 1] : ' ';
    if (c == 'p' && next == 'h') {
      c = 'f';
      ++i;
    } else if (c == 'q' || c == 'k') {
      c = 'c';
      if (next == 'u') ++i;
    } else if (c == 'y') {
      c = 'i';
    } else if (c == 'h' && !out.empty()) {
      continue;
    }
    if (out.empty() || out.back() != c) out += c;
  }
  return out;
}

class MarkFinder {
 public:
  explicit MarkFinder(const text::Lexicon& lexicon) : lexicon_(&lexicon) {}

  Marks find(const Article& article) {
    Marks marks;
    texts_.each(article, text::Analyzer::Stems::kLater, [&](const ArticleTexts::Text& text) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> named;  // positions that names cover
      for (const text::LexiconMatch& match : lexicon_->find(text.tokens)) {
        const auto kind = lexicon_->group(match.group).kind;
        if (kind == text::LexiconGroup::Kind::kSurname) continue;
        marks.insert(fmt::format("@{}", match.group));
        named.emplace_back(match.first_position, match.last_position);
      }
      auto name = named.begin();
      for (const text::Token& token : text.tokens) {
        while (name != named.end() && name->second < token.position) ++name;
        if (name != named.end() && token.position >= name->first) continue;
        if (token.kind == text::TokenKind::kNumber) {
          if (std::string digits = digits_of(token.term); !digits.empty()) marks.insert("#" + digits);
          continue;
        }
        if (std::string beginning = common_beginning(token.term); !beginning.empty())
          marks.insert("~" + beginning);
        if (token.kind == text::TokenKind::kWord && token.capitals != text::Capitals::kNone &&
            token.term.size() >= kLetters && is_latin_word(token.term)) {
          marks.emplace(token.term);
        }
      }
    });
    return marks;
  }

  std::string in_words(const std::string& mark) const {
    if (mark.starts_with('@'))
      return lexicon_->group(static_cast<std::size_t>(std::stoull(mark.substr(1)))).spellings.front();
    return mark.starts_with('#') ? mark.substr(1) : mark;
  }

 private:
  const text::Lexicon* lexicon_;
  ArticleTexts texts_;
};

struct Candidate {
  std::uint32_t docid = 0;
  Article article;
  Marks marks;
};

/// Articles with an exact day from `from` to `to`, in the order of docids.
std::vector<std::uint32_t> articles_of_days(const index::Columns& columns, const MatchSet& base,
                                            dates::Day from, dates::Day to) {
  const auto first = static_cast<std::uint32_t>(dates::to_yyyymmdd(from));
  const auto last = static_cast<std::uint32_t>(dates::to_yyyymmdd(to));
  std::vector<std::uint32_t> out;
  base.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      if (columns.number(NumberColumn::kPublished, docid) >= first &&
          columns.number(NumberColumn::kPublishedTo, docid) <= last) {
        out.push_back(docid);
      }
    }
  });
  return out;
}

SearchResult<std::optional<Twins>> find_twins(Engine& engine, const TwinsRequest& request,
                                              Selection& selection) {
  const index::IndexReader& reader = engine.reader();
  const auto docid = find_article(reader, request.id);
  if (!docid) return std::optional<Twins>();
  Result<Article> article = reader.article(*docid);
  if (!article) return tl::unexpected(wrap(article.error()));
  const dates::Publication& published = article->publication;
  if (published.confidence == dates::Confidence::kNone || published.from != published.to) {
    return tl::unexpected(wrap(Error{ErrorKind::kUsage, "the article has no exact day",
                                     "twins are looked for among the articles of the days round it; "
                                     "dateline-search similar looks everywhere"}));
  }
  Twins out;
  out.revision = reader.revision();
  out.index_articles = reader.articles();
  out.notices = std::move(selection.notices);
  const index::Columns& columns = reader.columns();
  const std::chrono::days window{static_cast<int>(request.days)};
  MarkFinder finder(engine.lexicon());
  const Marks wanted = finder.find(*article);
  std::unordered_map<std::string, double> neighbours;  // articles of these days with a mark
  std::map<std::string, Marks> by_language;            // what articles of these days in a language speak of
  const auto language_of = [](const Article& one) { return std::string(one.language.code()); };
  by_language[language_of(*article)] = wanted;
  std::vector<Candidate> candidates;
  std::uint64_t read = 0;
  const std::uint32_t group = group_of(columns, *docid);
  for (const std::uint32_t other :
       articles_of_days(columns, selection.matches, published.from - window, published.from + window)) {
    stop_if_raised(engine.stop_flag());
    if (other == *docid || group_of(columns, other) == group) continue;
    Result<Article> neighbour = reader.article(other);
    if (!neighbour) return tl::unexpected(wrap(neighbour.error()));
    Marks marks = finder.find(*neighbour);
    ++read;
    for (const std::string& mark : marks) ++neighbours[mark];
    by_language[language_of(*neighbour)].insert(marks.begin(), marks.end());
    const bool elsewhere = neighbour->language.code() != article->language.code() ||
                           neighbour->source.slug != article->source.slug;
    if (elsewhere) candidates.push_back({other, std::move(*neighbour), std::move(marks)});
  }
  out.looked_at = candidates.size();

  constexpr double kBeginningWeight = 0.6;  ///< of one that may be shared by chance
  constexpr double kDayAway = 0.06;         ///< what a score loses for each day between the two
  const auto weight = [&](const std::string& mark) {
    const auto seen = neighbours.find(mark);
    const double n = seen == neighbours.end() ? 1 : std::max(seen->second, 1.0);
    const double rarity = std::log((static_cast<double>(read) + 2) / (n + 0.5));
    return mark.starts_with('~') ? kBeginningWeight * rarity : rarity;
  };
  // Of what an article speaks, only what the other language writes alike can be shared. Where that is little,
  // one more mark that is not shared keeps chance down.
  const double alone = std::pow(std::log((static_cast<double>(read) + 2) / 1.5), 2);
  const auto total = [&](const Marks& marks, const Marks& elsewhere) {
    double sum = alone;
    for (const std::string& mark : marks) {
      if (elsewhere.contains(mark)) sum += weight(mark) * weight(mark);
    }
    return sum;
  };
  const Marks& here = by_language[language_of(*article)];
  for (Candidate& candidate : candidates) {
    std::vector<std::pair<double, std::string>> shared;
    double common = 0;
    for (const std::string& mark : candidate.marks) {
      if (!wanted.contains(mark)) continue;
      const double w = weight(mark);
      common += w * w;
      if (!mark.starts_with('~')) shared.emplace_back(w, mark);
    }
    if (common <= 0) continue;
    const double own = total(wanted, by_language[language_of(candidate.article)]);
    const double other = total(candidate.marks, here);
    const auto a = static_cast<double>(article->body.size() + 1);
    const auto b = static_cast<double>(candidate.article.body.size() + 1);
    const double ratio = std::max(a, b) / std::min(a, b);
    double score = common / std::sqrt(own * other);
    if (ratio > kLengthRatio) score *= std::sqrt(kLengthRatio / ratio);
    const auto days_apart = static_cast<int>((candidate.article.publication.from - published.from).count());
    score *= 1 - kDayAway * std::min(std::abs(days_apart), 5);
    if (score < kLeastTwin) continue;
    std::stable_sort(shared.begin(), shared.end(),
                     [](const auto& x, const auto& y) { return x.first > y.first; });
    Twin twin{.docid = candidate.docid, .score = score};
    twin.days_apart = days_apart;
    twin.article = std::move(candidate.article);
    for (std::size_t i = 0; i < std::min(shared.size(), kShownShared); ++i)
      twin.shared.push_back(finder.in_words(shared[i].second));
    out.twins.push_back(std::move(twin));
  }
  std::sort(out.twins.begin(), out.twins.end(), [&](const Twin& a, const Twin& b) {
    if (a.score != b.score) return a.score > b.score;
    const int apart_a = std::abs(a.days_apart);
    const int apart_b = std::abs(b.days_apart);
    return apart_a != apart_b ? apart_a < apart_b : newer_first(columns, a.docid, b.docid);
  });
  if (out.twins.size() > request.limit) out.twins.resize(request.limit);
  out.article = std::move(*article);
  return std::optional(std::move(out));
}

}  // namespace

SearchResult<std::optional<Twins>> twins(Engine& engine, const TwinsRequest& request) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  return guard_reading([&] { return find_twins(engine, request, *selection); });
}

}  // namespace dateline::search
