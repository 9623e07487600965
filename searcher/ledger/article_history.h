#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/ledger/history.h"
#include "common/ledger/ledger.h"
#include "common/result.h"
#include "searcher/search/engine.h"
#include "searcher/search/search_error.h"

namespace dateline::search {

/// Another article of the same group: with the same text or nearly the same, under another address.
struct CopyHistory {
  Article head;  ///< without its body
  ledger::History history;
  ledger::EditKinds kinds;                ///< what it says otherwise
  std::vector<ledger::NameChange> names;  ///< that it says more or less often
};

/// What the ledger knows of one article, and the article where it is in the index.
struct ArticleHistory {
  ArticleId id;
  std::optional<Article> article;
  std::vector<std::uint64_t> ids;  ///< under all its addresses
  ledger::History history;
  std::vector<CopyHistory> copies;  ///< by add_copies: the oldest first, kMaxCopies at most
};

/// The ledgers of the open index, or of several.
class Histories {
 public:
  /// An Index error when a ledger is damaged or of another format. With kWhenRead, for who asks for some
  /// articles by find() and text(), they say what is damaged of that which they read.
  static Result<Histories> open(const index::IndexReader& reader,
                                ledger::LedgerChecks checks = ledger::LedgerChecks::kAtOnce);

  /// The text of a version as the rules of that number took it out of its capture anew; nullopt where they
  /// did not.
  Result<std::optional<ledger::KeptText>> text_anew(const ArticleHistory& of, std::uint64_t version,
                                                    std::uint8_t extractor) const;
  const std::vector<ledger::Ledger>& ledgers() const { return ledgers_; }
  bool empty() const;

  /// By id, key or address; an article that was removed by its id or address. nullopt when nothing is known
  /// of it.
  SearchResult<std::optional<ArticleHistory>> find(Engine& engine, std::string_view id) const;
  /// Fills in the copies of an article that is in the index.
  SearchResult<void> add_copies(Engine& engine, ArticleHistory& of) const;
  /// The text of a version that one of the ledgers keeps under that id, nullopt when none does.
  Result<std::optional<ledger::KeptText>> kept(std::uint64_t id, std::uint64_t version) const;
  /// The text of a version, that of the article in the index too; nullopt when it was not kept.
  Result<std::optional<ledger::KeptText>> text(const ArticleHistory& of, std::uint64_t version) const;

 private:
  std::vector<ledger::Ledger> ledgers_;
};

}  // namespace dateline::search
