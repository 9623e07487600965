#include "searcher/search/collocates.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <span>
#include <sstream>
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
#include "searcher/search/share_work.h"
#include "searcher/search/spread.h"
#include "searcher/search/text_names.h"
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
  std::vector<std::uint32_t> by_date;
  for (const Scored& scored :
       page_by_date(columns, set, true, {.offset = 0, .limit = set.size(), .fold = false}))
    by_date.push_back(scored.docid);
  return spread(std::move(by_date), most);
}

/// Reads articles and counts their words.
class WordReader {
 public:
  WordReader(const text::Lexicon& lexicon, bool all_words) : lexicon_(lexicon), all_words_(all_words) {}

  /// Words of the whole texts but those of the query, or only those within `window` words of them. `places`
  /// counts where the query's words stand.
  void read(const Article& article, std::uint32_t docid, const OccurrenceFinder& finder, WordsNear near,
            unsigned window) {
    texts_.each(article, finder.stems(), [&](const ArticleTexts::Text& text) {
      word_units(text.tokens, units_);
      join_names(text.tokens);
      const std::vector<Occurrence> found = finder.find(text.tokens, text.part);
      places_ += found.size();
      mark(found, near, window);
      for (std::size_t i = 0; i < units_.size(); ++i) {
        if (marks_[i] != Mark::kCounts) continue;
        words_ += words_in_[i];
        count(units_[i], docid);
      }
    });
  }

  /// Takes what another one counted in other articles.
  void add(WordReader&& other) {
    words_ += other.words_;
    places_ += other.places_;
    if (counts_.empty()) {
      counts_ = std::move(other.counts_);
      return;
    }
    for (const auto& [word, theirs] : other.counts_) {
      WordCount& count = counts_[word];
      count.kind = std::max(count.kind, theirs.kind);  // in whatever order
      count.found += theirs.found;
      count.articles += theirs.articles;
    }
  }

  /// How often words of the query stand in what was read.
  std::uint64_t places() const { return places_; }

  std::uint64_t words() const { return words_; }
  const WordCounts& counts() const { return counts_; }

 private:
  enum class Mark : std::uint8_t { kFar, kCounts, kOfQuery };

  /// Makes one unit of the words of a name, where these are written with blanks.
  void join_names(const text::TokenList& tokens) {
    joined_.clear();
    words_in_.assign(units_.size(), 1);
    std::size_t from = 0;
    for (const TextName& name : names_in(tokens, lexicon_)) {
      while (from < units_.size() && units_[from].begin < name.begin) ++from;
      std::size_t to = from;
      while (to < units_.size() && units_[to].end <= name.end && units_[to].kind == WordUnit::Kind::kWord)
        ++to;
      if (to - from < 2 || units_[from].begin != name.begin || units_[to - 1].end != name.end) continue;
      std::string& words = joined_.emplace_back(units_[from].word);
      for (std::size_t i = from + 1; i < to; ++i) words.append(1, ' ').append(units_[i].word);
      units_[from] = {words, name.begin, name.end, WordUnit::Kind::kName};
      words_in_[from] = to - from;
      const auto rest = static_cast<std::ptrdiff_t>(from + 1);
      units_.erase(units_.begin() + rest, units_.begin() + static_cast<std::ptrdiff_t>(to));
      words_in_.erase(words_in_.begin() + rest, words_in_.begin() + static_cast<std::ptrdiff_t>(to));
      ++from;
    }
  }

  void mark(const std::vector<Occurrence>& found, WordsNear near, unsigned window) {
    marks_.assign(units_.size(), near == WordsNear::kArticles ? Mark::kCounts : Mark::kFar);
    UnitRange range;
    std::vector<UnitRange> own;
    for (const Occurrence& at : found) {
      range = units_at(units_, at.whole.begin, at.whole.end, range.begin);
      own.push_back(range);
      if (near == WordsNear::kArticles) continue;
      const std::size_t end = std::min(units_.size(), range.end + window);
      for (std::size_t i = range.begin > window ? range.begin - window : 0; i < end; ++i)
        marks_[i] = Mark::kCounts;
    }
    for (const auto& [begin, end] : own) {
      std::fill(marks_.begin() + static_cast<std::ptrdiff_t>(begin),
                marks_.begin() + static_cast<std::ptrdiff_t>(end), Mark::kOfQuery);
    }
  }

  void count(const WordUnit& unit, std::uint32_t docid) {
    if (unit.word.empty() || (!all_words_ && !is_telling(unit))) return;
    WordCount& count = counts_[std::string(unit.word)];
    count.kind = std::max(count.kind, unit.kind);
    ++count.found;
    if (count.last_docid != docid) ++count.articles;
    count.last_docid = docid;
  }

  const text::Lexicon& lexicon_;
  bool all_words_;
  ArticleTexts texts_;
  std::vector<WordUnit> units_;
  std::vector<std::size_t> words_in_;  ///< of each unit
  std::deque<std::string> joined_;     ///< names of this text
  std::vector<Mark> marks_;
  WordCounts counts_;
  std::uint64_t words_ = 0;
  std::uint64_t places_ = 0;
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

/// The words with the highest log-likelihood.
class Strongest {
 public:
  explicit Strongest(std::size_t limit) : limit_(limit) {}

  void add(TellingWord word) {
    words_.push_back(std::move(word));
    std::push_heap(words_.begin(), words_.end(), stronger);
    if (words_.size() <= limit_) return;
    std::pop_heap(words_.begin(), words_.end(), stronger);
    words_.pop_back();
  }
  /// Whether a word of this log-likelihood would be one of them.
  bool may_hold(double log_likelihood) const {
    return limit_ > 0 && (words_.size() < limit_ || log_likelihood >= words_.front().log_likelihood);
  }
  std::vector<TellingWord> take() && {
    std::sort_heap(words_.begin(), words_.end(), stronger);
    return std::move(words_);
  }

 private:
  static bool stronger(const TellingWord& a, const TellingWord& b) {
    return a.log_likelihood != b.log_likelihood ? a.log_likelihood > b.log_likelihood : a.word < b.word;
  }
  std::size_t limit_;
  std::vector<TellingWord> words_;  ///< a heap, the weakest in front
};

class Comparison {
 public:
  Comparison(Engine& engine, const WordsRequest& request, Selection& selection)
      : reader_(engine.reader()),
        lexicon_(engine.lexicon()),
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

    WordReader here(lexicon_, request_.all_words);
    const MatchSet articles = fold_copies(selection_.matches, columns);
    if (auto read = read_all(articles, finder_, request_.near, here, out_.here); !read)
      return fail(read.error());
    out_.places = here.places();
    out_.here.words = here.words();

    WordReader there(lexicon_, request_.all_words);
    if (reference != nullptr) {
      out_.against = reference->name;
      MatchSet others = reference->articles;
      others -= selection_.matches;
      others = fold_copies(others, columns);
      const OccurrenceFinder nothing({});
      if (auto read = read_all(others, nothing, WordsNear::kArticles, there, out_.elsewhere); !read)
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
  /// Articles are fetched by this thread and counted by all.
  Status read_all(const MatchSet& set, const OccurrenceFinder& finder, WordsNear near, WordReader& reader,
                  ComparedText& text) const {
    text.articles = set.size();
    const std::vector<std::uint32_t> docids = sample(reader_.columns(), set, request_.max_articles);
    std::deque<WordReader> readers;
    while (readers.size() < workers_of_machine()) readers.emplace_back(lexicon_, request_.all_words);
    for (std::size_t begin = 0; begin < docids.size(); begin += kSharedArticles) {
      std::vector<Article> part;
      for (std::size_t i = begin; i < std::min(begin + kSharedArticles, docids.size()); ++i) {
        stop_if_raised(stop_);
        Result<Article> article = reader_.article(docids[i]);
        if (!article) return fail(article.error());
        part.push_back(std::move(*article));
      }
      share_work(part.size(), readers.size(), [&](std::size_t worker, std::size_t i) {
        readers[worker].read(part[i], docids[begin + i], finder, near, request_.window);
      });
      text.read += part.size();
    }
    for (WordReader& one : readers) reader.add(std::move(one));
    return {};
  }

  void compare(const WordCounts& here, const WordCounts* reference) {
    std::optional<ArchiveFrequencies> archive;
    if (reference == nullptr) archive.emplace(reader_.terms());
    Strongest strongest(request_.limit);
    std::vector<std::pair<double, const WordCounts::value_type*>> names;  // to be counted in the archive
    for (const auto& entry : here) {
      const auto& [word, count] = entry;
      if (count.found < request_.least) continue;
      if (archive && count.kind == WordUnit::Kind::kName) {
        names.emplace_back(log_likelihood({count.found, 0, out_.here.words, out_.elsewhere.words}), &entry);
      } else if (archive) {
        add(word, count, rest_of(archive->of(word, count.kind), count), strongest);
      } else {
        const auto found = reference->find(word);
        add(word, count, found == reference->end() ? 0 : found->second.found, strongest);
      }
    }
    // Places of a name are found one by one, so no name is counted that could not be among the first even if
    // it stood nowhere else.
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second->first < b.second->first;
    });
    for (const auto& [most, entry] : names) {
      stop_if_raised(stop_);
      if (!strongest.may_hold(most)) break;
      const auto& word = entry->first;
      const WordCount& count = entry->second;
      // The more places are found elsewhere, the less the name tells: it may fall out before all are.
      bool falls_out = false;
      const std::uint64_t places = archive->of_phrase(words_of(word), [&](std::uint64_t so_far) {
        const Frequencies frequencies = frequencies_of(count, rest_of(so_far, count));
        falls_out = times_as_frequent(frequencies) <= 1 || !strongest.may_hold(log_likelihood(frequencies));
        return falls_out;
      });
      if (!falls_out) add(word, count, rest_of(places, count), strongest);
    }
    out_.words = std::move(strongest).take();
  }

  Frequencies frequencies_of(const WordCount& count, std::uint64_t elsewhere) const {
    return {count.found, elsewhere, out_.here.words, out_.elsewhere.words};
  }

  static std::uint64_t rest_of(std::uint64_t all, const WordCount& count) {
    return all - std::min(all, count.found);
  }

  static std::vector<std::string> words_of(const std::string& name) {
    std::vector<std::string> words;
    std::istringstream in(name);
    for (std::string word; in >> word;) words.push_back(std::move(word));
    return words;
  }

  void add(const std::string& word, const WordCount& count, std::uint64_t elsewhere,
           Strongest& strongest) const {
    const Frequencies frequencies = frequencies_of(count, elsewhere);
    const double times = times_as_frequent(frequencies);
    if (times <= 1) return;
    strongest.add({word, count.found, count.articles, elsewhere, log_likelihood(frequencies), times});
  }

  const index::IndexReader& reader_;
  const text::Lexicon& lexicon_;
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
