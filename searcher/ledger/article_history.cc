#include "searcher/ledger/article_history.h"

#include <algorithm>
#include <utility>

#include "common/index/article_id.h"
#include "common/ledger/compare.h"
#include "common/ledger/compared_form.h"

namespace dateline::search {

std::vector<std::uint64_t> ids_of(const Article& article) {
  std::vector<std::uint64_t> ids{article.id.value};
  const auto add = [&ids](std::uint64_t id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  // A second text under an address has an id of its own, and nothing to do with the first.
  for (const std::string& url : article.other_urls) add(index::address_id(url).value);
  return ids;
}

Result<Histories> Histories::open(const index::IndexReader& reader) {
  if (reader.indexes().empty()) return fail(not_of_shards("the history of articles"));
  Histories out;
  for (const auto& index : reader.indexes()) {
    Result<ledger::Ledger> ledger = ledger::Ledger::open(index->folder, index->manifest.generation);
    if (!ledger) return fail(ledger.error());
    out.ledgers_.push_back(std::move(*ledger));
  }
  return out;
}

bool Histories::empty() const {
  return std::all_of(ledgers_.begin(), ledgers_.end(), [](const ledger::Ledger& l) { return l.empty(); });
}

std::uint64_t Histories::bytes() const {
  std::uint64_t bytes = 0;
  for (const ledger::Ledger& ledger : ledgers_) bytes += ledger.bytes();
  return bytes;
}

SearchResult<std::optional<ArticleHistory>> Histories::find(Engine& engine, std::string_view id) const {
  SearchResult<std::optional<Engine::Shown>> shown = engine.show(id);
  if (!shown) return tl::unexpected(shown.error());
  ArticleHistory out;
  if (*shown) {
    out.article = std::move((*shown)->article);
    out.id = out.article->id;
    out.ids = ids_of(*out.article);
  } else if (const auto parsed = parse_article_id(id)) {
    out.id = *parsed;
    out.ids = {parsed->value};
  } else {
    return std::optional<ArticleHistory>();
  }
  Result<ledger::History> history = ledger::history_of(ledgers_, out.ids);
  if (!history) return tl::unexpected(wrap(history.error()));
  out.history = std::move(*history);
  if (!out.article && out.history.empty()) return std::optional<ArticleHistory>();
  return std::optional(std::move(out));
}

SearchResult<void> Histories::add_copies(Engine& engine, ArticleHistory& of) const {
  if (!of.article) return {};
  const SearchResult<std::optional<Engine::Shown>> shown = engine.show(to_string(of.id));
  if (!shown) return tl::unexpected(shown.error());
  if (!*shown || (*shown)->copies.empty()) return {};
  ledger::Comparer comparer(engine.lexicon());
  for (const ArticleCopy& copy : (*shown)->copies) {
    Result<ledger::History> history = ledger::history_of(ledgers_, ids_of(copy.head));
    if (!history) return tl::unexpected(wrap(history.error()));
    const Result<Article> there = engine.reader().article(copy.docid);
    if (!there) return tl::unexpected(wrap(there.error()));
    ledger::Comparison compared =
        comparer.compare({of.article->title, of.article->body, of.article->language},
                         {there->title, there->body, there->language});
    of.copies.push_back({copy.head, std::move(*history), compared.kinds, std::move(compared.names)});
  }
  return {};
}

Result<std::optional<ledger::KeptText>> Histories::text(const ArticleHistory& of,
                                                        std::uint64_t version) const {
  using Text = std::optional<ledger::KeptText>;
  if (of.article && ledger::version_hash(of.article->title, of.article->body) == version) {
    return Text(ledger::KeptText{of.article->title, of.article->body, of.article->url,
                                 std::string(of.article->language.code())});
  }
  for (const ledger::Ledger& ledger : ledgers_) {
    for (const std::uint64_t id : of.ids) {
      Result<Text> text = ledger.text(id, version);
      if (!text || *text) return text;
    }
  }
  return Text();
}

}  // namespace dateline::search
