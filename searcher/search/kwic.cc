#include "searcher/search/kwic.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/dates/publication.h"
#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/one_line.h"
#include "searcher/search/paging.h"
#include "searcher/search/spread.h"

namespace dateline::search {
namespace {

/// So many words of context decide the order of lines.
constexpr std::size_t kSortWords = 8;

/// So many times as many articles are put in order next, where those before had too few lines.
constexpr std::size_t kGrowth = 4;

bool by_context(KwicSort sort) { return sort == KwicSort::kLeft || sort == KwicSort::kRight; }

struct SortedLine {
  std::string key;
  KwicLine line;
};

bool comes_before(const SortedLine& a, const SortedLine& b) {
  if (a.key != b.key) return a.key < b.key;
  if (a.line.date != b.line.date) return a.line.date < b.line.date;
  if (a.line.id != b.line.id) return a.line.id < b.line.id;
  if (a.line.part != b.line.part) return a.line.part < b.line.part;
  return a.line.offset < b.line.offset;
}

/// The words beside an occurrence, the nearest first. Only tokens that have a place in the text count: words,
/// numbers, characters.
struct Context {
  std::vector<std::string_view> left;
  std::vector<std::string_view> right;
};

Context context_of(const text::TokenList& tokens, const Occurrence& at) {
  Context out;
  for (const text::Token& token : tokens) {
    if (token.kind == text::TokenKind::kBigram || token.kind == text::TokenKind::kHangulWord) continue;
    if (token.offset < at.whole.begin) out.left.push_back(token.term);
    if (token.offset >= at.whole.end) out.right.push_back(token.term);
    if (out.right.size() == kSortWords) break;
  }
  std::reverse(out.left.begin(), out.left.end());
  if (out.left.size() > kSortWords) out.left.resize(kSortWords);
  return out;
}

/// What lines are sorted by: the words at these places, none where the text ends before.
std::string context_key(const text::TokenList& tokens, const Occurrence& at, const std::vector<int>& places) {
  const Context context = context_of(tokens, at);
  std::string key;
  for (const int place : places) {
    const std::vector<std::string_view>& side = place < 0 ? context.left : context.right;
    const auto i = static_cast<std::size_t>(place < 0 ? -place : place) - 1;
    if (i < side.size()) key.append(side[i]);
    key.append(1, '\x01');
  }
  return key;
}

std::vector<int> places_of(const KwicRequest& request) {
  if (!request.words.empty() || !by_context(request.sort)) return request.words;
  std::vector<int> places;
  for (int i = 1; i <= static_cast<int>(kSortWords); ++i)
    places.push_back(request.sort == KwicSort::kLeft ? -i : i);
  return places;
}

/// Keeps the lines that come first, in memory bounded by their number.
class FirstLines {
 public:
  explicit FirstLines(std::size_t limit) : limit_(limit) {}

  void add(SortedLine line) {
    lines_.push_back(std::move(line));
    if (lines_.size() >= 2 * limit_ + 1000) shrink();
  }
  std::vector<KwicLine> take() {
    shrink();
    std::sort(lines_.begin(), lines_.end(), comes_before);
    std::vector<KwicLine> out;
    for (SortedLine& line : lines_) out.push_back(std::move(line.line));
    return out;
  }

 private:
  void shrink() {
    if (lines_.size() <= limit_) return;
    std::nth_element(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(limit_), lines_.end(),
                     comes_before);
    lines_.resize(limit_);
  }

  std::size_t limit_;
  std::vector<SortedLine> lines_;
};

/// The articles to read, in their order, `count` of them from the `first` on. Lines in the order of their
/// articles come mostly from the first few, so no more are put in order than are asked for.
SearchResult<std::vector<std::uint32_t>> reading_order(Engine& engine, const Selection& selection,
                                                       const KwicRequest& request, std::size_t first,
                                                       std::size_t count) {
  const PageRange range{.offset = first, .limit = count, .fold = false};
  SearchResult<std::vector<Scored>> order = request.sort == KwicSort::kRank
                                                ? engine.rank(selection.plan, selection.matches, range)
                                                : page_by_date(engine.reader().columns(), selection.matches,
                                                               request.sort != KwicSort::kNewest, range);
  if (!order) return tl::unexpected(order.error());
  std::vector<std::uint32_t> out;
  for (const Scored& scored : *order) out.push_back(scored.docid);
  return out;
}

KwicLine line_of(const Article& article, const ArticleTexts::Text& text, const Occurrence& at,
                 std::uint32_t docid, std::size_t context) {
  KwicLine line;
  line.docid = docid;
  line.id = article.id;
  line.date = dates::publication_text(article.publication);
  line.source = article.source.slug;
  line.part = text.part;
  line.offset = at.whole.begin;
  const std::size_t begin =
      at.whole.begin > context ? floor_character(text.text, at.whole.begin - context) : 0;
  const std::size_t end = floor_character(text.text, std::min(text.text.size(), at.whole.end + context));
  line.left = one_line(text.text.substr(begin, at.whole.begin - begin));
  line.keyword = one_line(text.text.substr(at.whole.begin, at.whole.end - at.whole.begin));
  line.right = one_line(text.text.substr(at.whole.end, end - at.whole.end));
  return line;
}

/// Reads articles into the lines of a concordance.
class LineReader {
 public:
  LineReader(Engine& engine, const KwicRequest& request, const OccurrenceFinder& finder, Concordance& out)
      : engine_(engine), request_(request), finder_(finder), places_(places_of(request)), out_(out) {}

  /// Gives `add` the lines of an article, each with what it is sorted by.
  template <class Add>
  SearchResult<void> read(std::uint32_t docid, Add add) {
    stop_if_raised(engine_.stop_flag());
    const Result<Article> article = engine_.reader().article(docid);
    if (!article) return tl::unexpected(wrap(article.error()));
    ++out_.read;
    texts_.each(*article, finder_.stems(), [&](const ArticleTexts::Text& text) {
      for (const Occurrence& at : finder_.find(text.tokens, text.part)) {
        ++out_.found;
        add([&] {
          return SortedLine{places_.empty() ? std::string() : context_key(text.tokens, at, places_),
                            line_of(*article, text, at, docid, request_.context_bytes)};
        });
      }
    });
    return {};
  }

 private:
  Engine& engine_;
  const KwicRequest& request_;
  const OccurrenceFinder& finder_;
  std::vector<int> places_;
  ArticleTexts texts_;
  Concordance& out_;
};

/// All lines in the order of their context, or those of every n-th article where there are too many.
SearchResult<void> read_by_context(Engine& engine, const KwicRequest& request, const Selection& selection,
                                   std::size_t most, LineReader& reader, Concordance& out) {
  FirstLines sorted(request.offset + request.limit);
  auto order = reading_order(engine, selection, request, 0, selection.matches.size());
  if (!order) return tl::unexpected(order.error());
  for (const std::uint32_t docid : spread(std::move(*order), most)) {
    auto done = reader.read(docid, [&](auto line) { sorted.add(line()); });
    if (!done) return tl::unexpected(done.error());
  }
  out.lines = sorted.take();
  const std::size_t skipped = std::min(request.offset, out.lines.size());
  out.lines.erase(out.lines.begin(), out.lines.begin() + static_cast<std::ptrdiff_t>(skipped));
  return {};
}

/// Lines in the order of their articles, until there are enough.
SearchResult<void> read_in_order(Engine& engine, const KwicRequest& request, const Selection& selection,
                                 std::size_t most, LineReader& reader, Concordance& out) {
  const std::size_t wanted = request.offset + request.limit;
  const auto add = [&](auto line) {
    if (out.found > request.offset && out.lines.size() < request.limit) out.lines.push_back(line().line);
  };
  for (std::size_t first = 0; first < most && out.found < wanted;) {
    // As many as there can be need for, then more and more of those that come after.
    const std::size_t count = std::min(most - first, std::max(wanted, first * kGrowth));
    const auto order = reading_order(engine, selection, request, first, count);
    if (!order) return tl::unexpected(order.error());
    for (const std::uint32_t docid : *order) {
      if (out.found >= wanted) break;
      if (auto done = reader.read(docid, add); !done) return tl::unexpected(done.error());
    }
    first += count;
  }
  return {};
}

/// Some lines of each year.
SearchResult<void> read_years(Engine& engine, const KwicRequest& request, const Selection& selection,
                              LineReader& reader, Concordance& out) {
  KwicRequest by_date = request;
  if (request.sort != KwicSort::kNewest) by_date.sort = KwicSort::kOldest;
  const auto order = reading_order(engine, selection, by_date, 0, selection.matches.size());
  if (!order) return tl::unexpected(order.error());
  const index::Columns& columns = engine.reader().columns();
  constexpr std::uint32_t kYear = 10000;
  std::vector<SortedLine> lines;
  for (std::size_t i = 0; i < order->size();) {
    const auto year_of = [&](std::size_t at) {
      return columns.number(index::NumberColumn::kPublished, (*order)[at]) / kYear;
    };
    std::vector<std::uint32_t> year;
    for (const std::uint32_t first = year_of(i); i < order->size() && year_of(i) == first; ++i)
      year.push_back((*order)[i]);
    std::vector<SortedLine> of_year;
    for (const std::uint32_t docid : spread(std::move(year), request.per_year)) {
      auto done = reader.read(docid, [&](auto line) { of_year.push_back(line()); });
      if (!done) return tl::unexpected(done.error());
    }
    for (SortedLine& line : spread(std::move(of_year), request.per_year)) lines.push_back(std::move(line));
  }
  if (by_context(request.sort)) std::stable_sort(lines.begin(), lines.end(), comes_before);
  for (std::size_t i = request.offset; i < lines.size() && out.lines.size() < request.limit; ++i)
    out.lines.push_back(std::move(lines[i].line));
  return {};
}

SearchResult<Concordance> read_lines(Engine& engine, const KwicRequest& request, Selection& selection,
                                     const OccurrenceFinder& finder) {
  const index::IndexReader& reader = engine.reader();
  Concordance out;
  out.query = request.search.query;
  out.revision = reader.revision();
  out.index_articles = reader.articles();
  out.relaxed = selection.relaxed;
  out.notices = std::move(selection.notices);
  out.offset = request.offset;
  out.per_year = request.per_year;
  if (!request.search.copies) selection.matches = fold_copies(selection.matches, reader.columns());
  out.articles = selection.matches.size();
  const std::size_t all = selection.matches.size();
  const std::size_t most = request.max_articles == 0 ? all : std::min(all, request.max_articles);
  LineReader lines(engine, request, finder, out);
  const auto done = request.per_year > 0       ? read_years(engine, request, selection, lines, out)
                    : by_context(request.sort) ? read_by_context(engine, request, selection, most, lines, out)
                                               : read_in_order(engine, request, selection, most, lines, out);
  if (!done) return tl::unexpected(done.error());
  out.whole = out.read == out.articles;
  return out;
}

}  // namespace

std::optional<KwicOrder> find_kwic_order(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, KwicSort>, 5> kOrders{{{"date", KwicSort::kOldest},
                                                                          {"-date", KwicSort::kNewest},
                                                                          {"rank", KwicSort::kRank},
                                                                          {"left", KwicSort::kLeft},
                                                                          {"right", KwicSort::kRight}}};
  for (const auto& [known, sort] : kOrders) {
    if (known == name) return KwicOrder{sort};
  }
  KwicOrder out{KwicSort::kRight};
  while (!name.empty()) {
    const std::string_view place = name.substr(0, name.find(','));
    if (place.size() != 2 || place[0] < '1' || place[0] > '8') return std::nullopt;
    const int distance = place[0] - '0';
    if (place[1] == 'L' || place[1] == 'l') {
      out.words.push_back(-distance);
    } else if (place[1] == 'R' || place[1] == 'r') {
      out.words.push_back(distance);
    } else {
      return std::nullopt;
    }
    name.remove_prefix(std::min(place.size() + 1, name.size()));
  }
  if (out.words.empty() || out.words.size() > kSortWords) return std::nullopt;
  return out;
}

SearchResult<Concordance> kwic(Engine& engine, const KwicRequest& request) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  const OccurrenceFinder finder(selection->plan.root);
  if (finder.empty()) {
    return tl::unexpected(wrap(Error{ErrorKind::kQuery, "the query has no words to show in their context",
                                     "add a word or a phrase to the fields"}));
  }
  return guard_reading([&] { return read_lines(engine, request, *selection, finder); });
}

}  // namespace dateline::search
