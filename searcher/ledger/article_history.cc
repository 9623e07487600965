#include "searcher/ledger/article_history.h"

#include <algorithm>
#include <utility>

#include "common/ledger/compare.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/text_packer.h"

namespace dateline::search {

Result<Histories> Histories::open(const index::IndexReader& reader, ledger::LedgerChecks checks) {
  if (reader.indexes().empty()) return fail(not_of_shards("the history of articles"));
  Histories out;
  for (const auto& index : reader.indexes()) {
    Result<ledger::Ledger> ledger = ledger::Ledger::open(*index, checks);
    if (!ledger) return fail(ledger.error());
    out.ledgers_.push_back(std::move(*ledger));
  }
  return out;
}

bool Histories::empty() const {
  return std::all_of(ledgers_.begin(), ledgers_.end(), [](const ledger::Ledger& l) { return l.empty(); });
}

SearchResult<std::optional<ArticleHistory>> Histories::find(Engine& engine, std::string_view id) const {
  SearchResult<std::optional<Engine::Shown>> shown = engine.show(id);
  if (!shown) return tl::unexpected(shown.error());
  ArticleHistory out;
  if (*shown) {
    out.article = std::move((*shown)->article);
    out.id = out.article->id;
    out.ids = ledger::ids_of(*out.article);
  } else if (const auto meant = id_of_article(id)) {
    out.id = *meant;
    out.ids = {meant->value};
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
    Result<ledger::History> history = ledger::history_of(ledgers_, ledger::ids_of(copy.head));
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
  if (of.article && ledger::version_hash(*of.article) == version) return Text(ledger::kept_text(*of.article));
  for (const std::uint64_t id : of.ids) {
    Result<Text> text = kept(id, version);
    if (!text || *text) return text;
  }
  return Text();
}

Result<std::optional<ledger::KeptText>> Histories::text_anew(const ArticleHistory& of, std::uint64_t version,
                                                             std::uint8_t extractor) const {
  for (const std::uint64_t id : of.ids) {
    for (const ledger::Ledger& ledger : ledgers_) {
      auto text = ledger.text_anew(id, version, extractor);
      if (!text || *text) return text;
    }
  }
  return std::optional<ledger::KeptText>();
}

Result<std::optional<ledger::KeptText>> Histories::kept(std::uint64_t id, std::uint64_t version) const {
  for (const ledger::Ledger& ledger : ledgers_) {
    Result<std::optional<ledger::KeptText>> text = ledger.text(id, version);
    if (!text || *text) return text;
  }
  return std::optional<ledger::KeptText>();
}

}  // namespace dateline::search
