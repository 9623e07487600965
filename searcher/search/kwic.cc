#include "searcher/search/kwic.h"

#include <algorithm>
#include <utility>

#include "common/dates/publication.h"
#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/one_line.h"
#include "searcher/search/paging.h"

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

/// The words next to an occurrence, the nearest first. Only tokens that have a place in the text count:
/// words, numbers, characters.
std::string context_key(const text::TokenList& tokens, const Occurrence& at, KwicSort sort) {
  std::vector<std::string_view> words;
  const auto is_placed = [](const text::Token& token) {
    return token.kind != text::TokenKind::kBigram && token.kind != text::TokenKind::kHangulWord;
  };
  if (sort == KwicSort::kRight) {
    const auto first = std::find_if(tokens.begin(), tokens.end(), [&](const text::Token& token) {
      return token.offset >= at.whole.end && is_placed(token);
    });
    for (auto token = first; token != tokens.end() && words.size() < kSortWords; ++token) {
      if (is_placed(*token)) words.push_back(token->term);
    }
  } else {
    for (const text::Token& token : tokens) {
      if (token.offset >= at.whole.begin) break;
      if (is_placed(token)) words.push_back(token.term);
    }
    std::reverse(words.begin(), words.end());
    if (words.size() > kSortWords) words.resize(kSortWords);
  }
  std::string key;
  for (const std::string_view word : words) key.append(word).append(1, '\x01');
  return key;
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

SearchResult<Concordance> read_lines(Engine& engine, const KwicRequest& request, Selection& selection,
                                     const OccurrenceFinder& finder) {
  const index::IndexReader& reader = engine.reader();
  Concordance out;
  out.query = request.search.query;
  out.revision = reader.revision();
  out.index_articles = reader.articles();
  out.relaxed = selection.relaxed;
  out.notices = std::move(selection.notices);
  if (!request.search.copies) selection.matches = fold_copies(selection.matches, reader.columns());
  out.articles = selection.matches.size();
  ArticleTexts texts;
  FirstLines sorted(request.limit);
  const auto read = [&](std::uint32_t docid) -> SearchResult<void> {
    stop_if_raised(engine.stop_flag());
    const Result<Article> article = reader.article(docid);
    if (!article) return tl::unexpected(wrap(article.error()));
    ++out.read;
    texts.each(*article, [&](const ArticleTexts::Text& text) {
      for (const Occurrence& at : finder.find(text.tokens, text.part)) {
        ++out.found;
        if (by_context(request.sort)) {
          sorted.add({context_key(text.tokens, at, request.sort),
                      line_of(*article, text, at, docid, request.context_bytes)});
        } else if (out.lines.size() < request.limit) {
          out.lines.push_back(line_of(*article, text, at, docid, request.context_bytes));
        }
      }
    });
    return {};
  };
  const std::size_t all = selection.matches.size();
  const std::size_t most = request.max_articles == 0 ? all : std::min(all, request.max_articles);
  if (by_context(request.sort)) {
    const auto order = reading_order(engine, selection, request, 0, all);
    if (!order) return tl::unexpected(order.error());
    for (std::size_t i = 0; i < most; ++i) {  // where not all are read, every n-th is
      if (auto done = read((*order)[i * order->size() / most]); !done) return tl::unexpected(done.error());
    }
  }
  const auto wants_more = [&](std::size_t first) {
    return !by_context(request.sort) && first < most && out.lines.size() < request.limit;
  };
  for (std::size_t first = 0; wants_more(first);) {
    // As many as there can be need for, then more and more of those that come after.
    const std::size_t count = std::min(most - first, std::max(request.limit, first * kGrowth));
    const auto order = reading_order(engine, selection, request, first, count);
    if (!order) return tl::unexpected(order.error());
    for (const std::uint32_t docid : *order) {
      if (out.lines.size() >= request.limit) break;
      if (auto done = read(docid); !done) return tl::unexpected(done.error());
    }
    first += count;
  }
  if (by_context(request.sort)) out.lines = sorted.take();
  out.whole = out.read == out.articles;
  return out;
}

}  // namespace

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
