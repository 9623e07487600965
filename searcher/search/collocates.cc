#include "searcher/search/collocates.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "common/dates/query_dates.h"
#include "searcher/search/archive_frequencies.h"
#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/log_likelihood.h"
#include "searcher/search/occurrences.h"
#include "searcher/search/paging.h"
#include "searcher/search/word_units.h"

namespace dateline::search {
namespace {

struct WordCount {
  std::uint64_t found = 0;
  std::uint64_t articles = 0;
  std::uint32_t last_docid = 0;
  WordUnit::Kind kind = WordUnit::Kind::kWord;
};
using WordCounts = std::unordered_map<std::string, WordCount>;

/// The articles to read: all, or every n-th by date.
std::vector<std::uint32_t> sample(const index::Columns& columns, const MatchSet& set, std::size_t most) {
  if (most == 0 || set.size() <= most) return set.docids();
  const std::vector<Scored> order =
      page_by_date(columns, set, true, {.offset = 0, .limit = set.size(), .fold = false});
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < most; ++i) out.push_back(order[i * order.size() / most].docid);
  return out;
}

/// Reads articles and counts their words.
class WordReader {
 public:
  WordReader(const index::IndexReader& reader, bool all_words) : reader_(reader), all_words_(all_words) {}

  /// Words of the whole texts but those of the query, or only those within `window` words of them. `places`
  /// counts where the query's words stand.
  Status read(std::uint32_t docid, const OccurrenceFinder& finder, WordsNear near, unsigned window,
              std::uint64_t& places) {
    const Result<Article> article = reader_.article(docid);
    if (!article) return fail(article.error());
    texts_.each(*article, [&](const ArticleTexts::Text& text) {
      word_units(text.tokens, units_);
      const std::vector<Occurrence> found = finder.find(text.tokens, text.part);
      places += found.size();
      mark(found, near, window);
      for (std::size_t i = 0; i < units_.size(); ++i) {
        if (marks_[i] == Mark::kCounts) count(units_[i], docid);
      }
    });
    return {};
  }

  std::uint64_t words() const { return words_; }
  const WordCounts& counts() const { return counts_; }

 private:
  enum class Mark : std::uint8_t { kFar, kCounts, kOfQuery };

  void mark(const std::vector<Occurrence>& found, WordsNear near, unsigned window) {
    marks_.assign(units_.size(), near == WordsNear::kArticles ? Mark::kCounts : Mark::kFar);
    std::size_t first = 0;
    std::vector<std::pair<std::size_t, std::size_t>> own;
    for (const Occurrence& at : found) {
      while (first < units_.size() && units_[first].end <= at.whole.begin) ++first;
      std::size_t last = first;
      while (last < units_.size() && units_[last].begin < at.whole.end) ++last;
      own.emplace_back(first, last);
      if (near == WordsNear::kArticles) continue;
      for (std::size_t i = first > window ? first - window : 0; i < std::min(units_.size(), last + window);
           ++i)
        marks_[i] = Mark::kCounts;
    }
    for (const auto& [begin, end] : own) {
      std::fill(marks_.begin() + static_cast<std::ptrdiff_t>(begin),
                marks_.begin() + static_cast<std::ptrdiff_t>(end), Mark::kOfQuery);
    }
  }

  void count(const WordUnit& unit, std::uint32_t docid) {
    ++words_;
    if (unit.word.empty() || (!all_words_ && !is_telling(unit))) return;
    WordCount& count = counts_[std::string(unit.word)];
    count.kind = unit.kind;
    ++count.found;
    if (count.last_docid != docid) ++count.articles;
    count.last_docid = docid;
  }

  const index::IndexReader& reader_;
  bool all_words_;
  ArticleTexts texts_;
  std::vector<WordUnit> units_;
  std::vector<Mark> marks_;
  WordCounts counts_;
  std::uint64_t words_ = 0;
};

/// What the texts are compared to, when it is not the whole archive.
struct Reference {
  std::string name;
  MatchSet articles;
};

SearchResult<Reference> reference_of(Engine& engine, const WordsRequest& request) {
  SearchRequest other;
  other.today = request.search.today;
  other.literal = request.search.literal;
  other.exact_names = request.search.exact_names;
  other.scattered = request.search.scattered;
  other.names = request.search.names;
  other.language = request.search.language;
  Reference out;
  if (dates::parse_query_date(request.against)) {
    other.query = "date:" + (request.against.find(' ') == std::string::npos ? request.against
                                                                            : "\"" + request.against + "\"");
    other.literal = false;
    out.name = fmt::format("articles of {}", request.against);
  } else {
    other.query = request.against;
    out.name = fmt::format("articles found by {}", request.against);
  }
  SearchResult<Selection> selection = engine.select(other);
  if (!selection) return tl::unexpected(selection.error());
  out.articles = std::move(selection->matches);
  return out;
}

class Comparison {
 public:
  Comparison(const Engine& engine, const WordsRequest& request, Selection& selection)
      : reader_(engine.reader()),
        stop_(engine.stop_flag()),
        request_(request),
        selection_(selection),
        finder_(selection.plan.root) {}

  Result<TellingWords> run(const MatchSet& everything, const Reference* reference) {
    out_.query = request_.search.query;
    out_.revision = reader_.revision();
    out_.index_articles = reader_.articles();
    out_.near = request_.near;
    out_.window = request_.near == WordsNear::kCollocates ? request_.window : 0;
    out_.relaxed = selection_.relaxed;
    out_.notices = std::move(selection_.notices);
    const index::Columns& columns = reader_.columns();

    WordReader here(reader_, request_.all_words);
    const MatchSet articles = fold_copies(selection_.matches, columns);
    if (auto read = read_all(articles, finder_, request_.near, here, out_.here, out_.places); !read)
      return fail(read.error());
    out_.here.words = here.words();

    WordReader there(reader_, request_.all_words);
    if (reference != nullptr) {
      out_.against = reference->name;
      MatchSet others = reference->articles;
      others -= selection_.matches;
      others = fold_copies(others, columns);
      std::uint64_t ignored = 0;
      const OccurrenceFinder nothing({});
      if (auto read = read_all(others, nothing, WordsNear::kArticles, there, out_.elsewhere, ignored); !read)
        return fail(read.error());
      out_.elsewhere.words = there.words();
    } else {
      out_.against = "the rest of the archive";
      out_.elsewhere.articles = everything.size() - articles.size();
      std::uint64_t words = 0;
      everything.for_each_block([&](std::span<const std::uint32_t> docids) {
        for (const std::uint32_t docid : docids) words += columns.number(index::NumberColumn::kWords, docid);
      });
      out_.elsewhere.words = words - std::min(words, out_.here.words);
    }
    compare(here.counts(), reference != nullptr ? &there.counts() : nullptr);
    return std::move(out_);
  }

 private:
  Status read_all(const MatchSet& set, const OccurrenceFinder& finder, WordsNear near, WordReader& reader,
                  ComparedText& text, std::uint64_t& places) const {
    text.articles = set.size();
    for (const std::uint32_t docid : sample(reader_.columns(), set, request_.max_articles)) {
      stop_if_raised(stop_);
      if (auto read = reader.read(docid, finder, near, request_.window, places); !read) return read;
      ++text.read;
    }
    return {};
  }

  void compare(const WordCounts& here, const WordCounts* reference) {
    std::optional<ArchiveFrequencies> archive;
    if (reference == nullptr) archive.emplace(reader_.terms());
    const auto elsewhere = [&](const std::string& word, const WordCount& count) -> std::uint64_t {
      if (archive) {
        const std::uint64_t all = archive->of(word, count.kind);
        return all - std::min(all, count.found);
      }
      const auto found = reference->find(word);
      return found == reference->end() ? 0 : found->second.found;
    };
    for (const auto& [word, count] : here) {
      if (count.found < request_.least) continue;
      const Frequencies frequencies{count.found, elsewhere(word, count), out_.here.words,
                                    out_.elsewhere.words};
      const double times = times_as_frequent(frequencies);
      if (times <= 1) continue;
      out_.words.push_back(
          {word, count.found, count.articles, frequencies.there, log_likelihood(frequencies), times});
    }
    const auto more = [](const TellingWord& a, const TellingWord& b) {
      return a.log_likelihood != b.log_likelihood ? a.log_likelihood > b.log_likelihood : a.word < b.word;
    };
    const std::size_t kept = std::min(request_.limit, out_.words.size());
    std::partial_sort(out_.words.begin(), out_.words.begin() + static_cast<std::ptrdiff_t>(kept),
                      out_.words.end(), more);
    out_.words.resize(kept);
  }

  const index::IndexReader& reader_;
  const StopFlag* stop_;
  const WordsRequest& request_;
  Selection& selection_;
  OccurrenceFinder finder_;
  TellingWords out_;
};

}  // namespace

SearchResult<TellingWords> telling_words(Engine& engine, const WordsRequest& request) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  if (request.near == WordsNear::kCollocates && OccurrenceFinder(selection->plan.root).empty()) {
    return tl::unexpected(wrap(Error{ErrorKind::kQuery, "the query has no words that others could be near to",
                                     "add a word or a phrase; 'significant' takes fields alone"}));
  }
  std::optional<Reference> reference;
  if (!request.against.empty()) {
    SearchResult<Reference> found = reference_of(engine, request);
    if (!found) return tl::unexpected(found.error());
    reference = std::move(*found);
  }
  const SearchResult<Selection> everything = engine.select({});
  if (!everything) return tl::unexpected(everything.error());
  return guard_reading([&]() -> SearchResult<TellingWords> {
    Result<TellingWords> words =
        Comparison(engine, request, *selection).run(everything->matches, reference ? &*reference : nullptr);
    if (!words) return tl::unexpected(wrap(words.error()));
    return std::move(*words);
  });
}

}  // namespace dateline::search
