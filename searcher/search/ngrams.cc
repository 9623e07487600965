#include "searcher/search/ngrams.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/ngram_counter.h"
#include "searcher/search/occurrences.h"
#include "searcher/search/word_units.h"

namespace dateline::search {
namespace {

constexpr std::uint64_t kBetweenProgress = 500;  ///< articles

/// Whether a sentence ends between two words. A point before a small letter is that of an abbreviation.
bool ends_sentence(std::string_view between, std::string_view behind) {
  if (between.find_first_of("!?;:\n") != std::string_view::npos) return true;
  if (between.find("。") != std::string_view::npos || between.find("！") != std::string_view::npos ||
      between.find("？") != std::string_view::npos) {
    return true;
  }
  const bool small = !behind.empty() && behind.front() >= 'a' && behind.front() <= 'z';
  return between.find('.') != std::string_view::npos && !small;
}

void add_text(const ArticleTexts::Text& text, const OccurrenceFinder* finder, std::vector<WordUnit>& units,
              NgramCounter& counter) {
  word_units(text.tokens, units);
  std::vector<Occurrence> marked;
  if (finder != nullptr) marked = finder->find(text.tokens, text.part);
  auto at = marked.begin();
  counter.add_break();
  for (std::size_t i = 0; i < units.size(); ++i) {
    const WordUnit& unit = units[i];
    if (i > 0 && unit.begin > units[i - 1].end) {
      const std::string_view between = text.text.substr(units[i - 1].end, unit.begin - units[i - 1].end);
      if (ends_sentence(between, text.text.substr(unit.begin))) counter.add_break();
    }
    while (at != marked.end() && at->whole.end <= unit.begin) ++at;
    if (unit.word.empty()) {
      counter.add_break();
    } else {
      counter.add_word(unit.word, is_telling(unit), at != marked.end() && at->whole.begin < unit.end);
    }
  }
}

/// The years of articles and the shares of their words.
std::map<int, double> shares_of_years(const NgramCounter& counter) {
  std::map<int, double> shares;
  double dated = 0;
  for (const auto& [year, words] : counter.parts()) {
    if (year == 0) continue;
    shares[static_cast<int>(year)] = static_cast<double>(words);
    dated += static_cast<double>(words);
  }
  for (auto& [year, share] : shares) share = dated > 0 ? share / dated : 0;
  return shares;
}

double deviation_of(const std::map<int, std::uint64_t>& found, const std::map<int, double>& shares) {
  std::uint64_t dated = 0;
  for (const auto& [year, count] : found) dated += count;
  if (dated == 0 || shares.size() < 2) return 0;
  double sum = 0;
  double least = 1;
  for (const auto& [year, share] : shares) {
    const auto at = found.find(year);
    const double own = at == found.end() ? 0 : static_cast<double>(at->second) / static_cast<double>(dated);
    sum += std::abs(own - share);
    least = std::min(least, share);
  }
  return least < 1 ? sum / 2 / (1 - least) : 0;
}

Ngram ngram_of(const NgramCounter& counter, NgramCounter::Places places, unsigned n,
               const std::map<int, double>& shares) {
  Ngram out{.words = counter.words_at(places.front(), n), .found = places.size()};
  std::map<int, std::uint64_t> years;
  std::size_t last = static_cast<std::size_t>(-1);
  for (const std::uint32_t place : places) {
    const std::size_t text = counter.text_of(place);
    if (text != last) ++out.articles;
    last = text;
    if (const auto year = static_cast<int>(counter.part_of_text(text)); year != 0) ++years[year];
  }
  out.years = years.size();
  if (!years.empty()) {
    out.first_year = years.begin()->first;
    out.last_year = years.rbegin()->first;
  }
  out.deviation = deviation_of(years, shares);
  return out;
}

/// Which of two comes first.
struct ComesFirst {
  NgramOrder order;
  bool operator()(const Ngram& a, const Ngram& b) const {
    if (order == NgramOrder::kSpread && a.deviation != b.deviation) return a.deviation < b.deviation;
    if (order == NgramOrder::kArticles && a.articles != b.articles) return a.articles > b.articles;
    return a.found != b.found ? a.found > b.found : a.words < b.words;
  }
};

/// Keeps the first in an order, in memory bounded by their number.
class FirstNgrams {
 public:
  FirstNgrams(std::size_t limit, NgramOrder order) : limit_(limit), first_{order} {}

  /// Whether one that stands in so many places may be among them.
  bool wants(std::uint64_t found) const {
    return first_.order != NgramOrder::kFound || kept_.size() < limit_ || found >= kept_.front().found;
  }
  void add(Ngram ngram) {
    kept_.push_back(std::move(ngram));
    std::push_heap(kept_.begin(), kept_.end(), first_);
    if (kept_.size() <= limit_) return;
    std::pop_heap(kept_.begin(), kept_.end(), first_);
    kept_.pop_back();
  }
  std::vector<Ngram> take() && {
    std::sort_heap(kept_.begin(), kept_.end(), first_);
    return std::move(kept_);
  }

 private:
  std::size_t limit_;
  ComesFirst first_;
  std::vector<Ngram> kept_;  ///< a heap, the last in front
};

SearchResult<Ngrams> count(Engine& engine, const NgramsRequest& request, Selection& selection,
                           const OccurrenceFinder* finder) {
  const index::IndexReader& reader = engine.reader();
  Ngrams out;
  out.query = request.search.query;
  out.revision = reader.revision();
  out.index_articles = reader.articles();
  out.words = request.words;
  out.near = request.near;
  out.relaxed = selection.relaxed;
  out.notices = std::move(selection.notices);
  const MatchSet matches = fold_copies(selection.matches, reader.columns());
  out.articles = matches.size();
  NgramCounter counter;
  ArticleTexts texts;
  const auto stems = finder != nullptr ? finder->stems() : text::Analyzer::Stems::kLater;
  std::vector<WordUnit> units;
  std::uint64_t read = 0;
  constexpr std::uint32_t kYear = 10000;
  for (const std::uint32_t docid : matches.docids()) {
    stop_if_raised(engine.stop_flag());
    if (request.progress && read % kBetweenProgress == 0) request.progress(read, out.articles);
    const Result<Article> article = reader.article(docid);
    if (!article) return tl::unexpected(wrap(article.error()));
    ++read;
    counter.begin_text(reader.columns().number(index::NumberColumn::kPublished, docid) / kYear);
    texts.each(*article, stems,
               [&](const ArticleTexts::Text& text) { add_text(text, finder, units, counter); });
  }
  if (request.progress) request.progress(read, out.articles);
  out.text_words = counter.words();
  const std::map<int, double> shares = shares_of_years(counter);
  out.years = shares.size();
  FirstNgrams first(request.limit, request.order);
  counter.each(request.words, request.least, finder != nullptr, engine.stop_flag(),
               [&](NgramCounter::Places places) {
                 ++out.in_all;
                 if (first.wants(places.size())) first.add(ngram_of(counter, places, request.words, shares));
               });
  out.ngrams = std::move(first).take();
  return out;
}

}  // namespace

std::optional<NgramOrder> find_ngram_order(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, NgramOrder>, 3> kOrders{
      {{"found", NgramOrder::kFound}, {"articles", NgramOrder::kArticles}, {"spread", NgramOrder::kSpread}}};
  for (const auto& [known, order] : kOrders) {
    if (known == name) return order;
  }
  return std::nullopt;
}

SearchResult<Ngrams> ngrams(Engine& engine, const NgramsRequest& request) {
  if (request.words < kMinNgram || request.words > kMaxNgram) {
    return tl::unexpected(wrap(Error{
        ErrorKind::kUsage, fmt::format("{} words are not from {} to {}", request.words, kMinNgram, kMaxNgram),
        "ask for three or four first"}));
  }
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  const OccurrenceFinder finder(selection->plan.root);
  if (request.near && finder.empty()) {
    return tl::unexpected(wrap(Error{ErrorKind::kQuery, "the query has no words that others could be near to",
                                     "add a word or a phrase, or leave out --near"}));
  }
  return guard_reading([&] { return count(engine, request, *selection, request.near ? &finder : nullptr); });
}

}  // namespace dateline::search
