#include "searcher/search/titles.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "common/dates/publication.h"
#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/occurrences.h"
#include "searcher/search/paging.h"
#include "searcher/search/printed_titles.h"
#include "searcher/search/share_work.h"

namespace dateline::search {
namespace {

/// A title while it is counted.
struct Use {
  TitleUse use;
  std::uint32_t last_docid = 0;
  std::map<std::string, std::uint64_t> forms;  ///< as printed
  std::vector<ArticleId> ids;                  ///< kMostIds and one at most
};

/// A phrase of the query language; quotation marks cannot stand in one.
std::string phrase(std::string text) {
  std::erase(text, '"');
  return '"' + text + '"';
}

std::string query_of(const std::string& name, const Use& entry) {
  if (entry.ids.size() > kMostIds) {
    return fmt::format("{} {}", name.find('"') == std::string::npos ? phrase(name) : name,
                       phrase(entry.use.title));
  }
  std::string ids;
  for (const ArticleId id : entry.ids) ids += (ids.empty() ? "" : " OR ") + to_string(id);
  return entry.ids.size() == 1 ? "id:" + ids : fmt::format("id:({})", ids);
}

class TitleCounter {
 public:
  void add(const PrintedTitle& title, const Article& article, std::uint32_t docid) {
    Use& entry = uses_[{title.key, title.behind}];
    TitleUse& use = entry.use;
    ++entry.forms[title.text];
    ++use.places;
    if (entry.last_docid == docid) return;
    entry.last_docid = docid;
    ++use.articles;
    if (entry.ids.size() <= kMostIds) entry.ids.push_back(article.id);
    // Articles come by their day, those without one last.
    if (article.publication.confidence == dates::Confidence::kNone) return;
    const std::string day = dates::publication_text(article.publication);
    if (use.first.empty()) {
      use.first = day;
      use.first_id = article.id;
    }
    use.last = day;
    use.last_id = article.id;
  }

  std::vector<TitleUse> take(const TitlesRequest& request) {
    std::vector<TitleUse> out;
    for (auto& [key, entry] : uses_) {
      if (entry.use.articles < request.least) continue;
      entry.use.behind = key.second;
      entry.use.title =
          std::max_element(entry.forms.begin(), entry.forms.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
          })->first;
      entry.use.query = query_of(request.search.query, entry);
      out.push_back(std::move(entry.use));
    }
    std::stable_sort(out.begin(), out.end(), [](const TitleUse& a, const TitleUse& b) {
      return a.articles != b.articles ? a.articles > b.articles : a.places > b.places;
    });
    return out;
  }

 private:
  std::map<std::pair<std::string, bool>, Use> uses_;
};

bool overlap(const TitleUse& a, const TitleUse& b) {
  return !a.first.empty() && !b.first.empty() && a.first <= b.last && b.first <= a.last;
}

/// An article with the titles that it prints beside the name.
struct ReadArticle {
  std::uint32_t docid = 0;
  Article article;
  std::uint64_t places = 0;
  std::vector<PrintedTitle> titles = {};
};

void find_titles(const OccurrenceFinder& finder, const text::Lexicon& lexicon, ArticleTexts& texts,
                 ReadArticle& read) {
  texts.each(read.article, finder.stems(), [&](const ArticleTexts::Text& text) {
    std::vector<NamePlace> places;
    for (const Occurrence& at : finder.find(text.tokens, text.part))
      places.push_back({at.whole.begin, at.whole.end});
    if (places.empty()) return;
    read.places += places.size();
    std::vector<PrintedTitle> found =
        read.article.language.code() == "ko"
            ? korean_titles(text.text, places)
            : english_titles(text.text, text.tokens, places, names_in(text.tokens, lexicon));
    std::ranges::move(found, std::back_inserter(read.titles));
  });
}

/// Articles are fetched by this thread and looked at by all; what is counted follows their order.
Result<void> count_titles(Engine& engine, const MatchSet& matches, const OccurrenceFinder& finder,
                          TitleCounter& counter, Titles& out) {
  const index::IndexReader& reader = engine.reader();
  std::vector<ArticleTexts> texts(workers_of_machine());
  const PageRange all{.offset = 0, .limit = matches.size(), .fold = false};
  const std::vector<Scored> by_date = page_by_date(reader.columns(), matches, true, all);
  for (std::size_t begin = 0; begin < by_date.size(); begin += kSharedArticles) {
    std::vector<ReadArticle> part;
    for (std::size_t i = begin; i < std::min(begin + kSharedArticles, by_date.size()); ++i) {
      stop_if_raised(engine.stop_flag());
      Result<Article> article = reader.article(by_date[i].docid);
      if (!article) return fail(article.error());
      part.push_back({.docid = by_date[i].docid, .article = std::move(*article)});
    }
    share_work(part.size(), texts.size(), [&](std::size_t worker, std::size_t i) {
      find_titles(finder, engine.lexicon(), texts[worker], part[i]);
    });
    for (const ReadArticle& read : part) {
      out.places += read.places;
      out.titled += read.titles.size();
      for (const PrintedTitle& title : read.titles) counter.add(title, read.article, read.docid);
    }
  }
  return {};
}

}  // namespace

SearchResult<Titles> titles(Engine& engine, const TitlesRequest& request) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  const OccurrenceFinder finder(selection->plan.root);
  if (finder.empty()) {
    return tl::unexpected(
        wrap(Error{ErrorKind::kQuery, "the query has no name", "write the name of a person"}));
  }
  return guard_reading([&]() -> SearchResult<Titles> {
    Titles out;
    out.query = request.search.query;
    out.revision = engine.reader().revision();
    out.index_articles = engine.reader().articles();
    out.relaxed = selection->relaxed;
    out.notices = std::move(selection->notices);
    const MatchSet matches = fold_copies(selection->matches, engine.reader().columns());
    out.articles = matches.size();
    TitleCounter counter;
    if (auto read = count_titles(engine, matches, finder, counter, out); !read)
      return tl::unexpected(wrap(read.error()));
    out.titles = counter.take(request);
    out.in_all = out.titles.size();
    if (out.titles.size() > request.limit) out.titles.resize(request.limit);
    for (TitleUse& title : out.titles) {
      for (std::size_t i = 0; i < out.titles.size(); ++i) {
        if (&out.titles[i] != &title && overlap(title, out.titles[i])) title.overlaps.push_back(i + 1);
      }
    }
    return out;
  });
}

}  // namespace dateline::search
