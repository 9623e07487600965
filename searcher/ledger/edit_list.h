#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/dates/day.h"
#include "common/ledger/edit_kind.h"
#include "common/ledger/history.h"
#include "searcher/ledger/article_history.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

/// Of a timeline of edits.
enum class EditPeriod : std::uint8_t { kNone, kMonth, kYear };

struct EditListRequest {
  /// Only articles that it finds, with its filters and days; nullopt: all, also those that are not in the
  /// index any more. `limit` counts.
  std::optional<SearchRequest> search;
  ledger::EditKinds kinds;   ///< with one of these; empty: all that are edits
  std::string removed_name;  ///< said less often than before, in any spelling; empty: any
  std::string added_name;
  std::optional<ledger::Fate> fate;  ///< of the article
  std::optional<dates::Day> from;    ///< the newer version was seen on that day or later
  std::optional<dates::Day> to;
  EditPeriod by = EditPeriod::kNone;
  std::size_t limit = 20;
};

/// One month or year.
struct EditsOfPeriod {
  std::uint64_t edits = 0;  ///< whose newer text was first seen in it
  std::uint64_t chances =
      0;  ///< captures in it of articles that had been captured before: each could show an edit
  std::uint64_t removals = 0;      ///< articles first missing in it
  std::uint64_t restorations = 0;  ///< articles there again in it
};

struct ListedEdit {
  ArticleId id;
  std::string title;  ///< of the newer version, else of the article; empty: not known
  bool in_index = false;
  std::string published;             ///< as printed; empty when it is not known
  std::optional<dates::Day> before;  ///< the older version was last seen
  std::optional<dates::Day> after;   ///< the newer one was first seen
  bool comparable = true;
  ledger::EditKinds kinds;
  std::vector<ledger::NameChange> names;
};

struct EditList {
  std::string query;
  std::vector<ListedEdit> edits;  ///< the newest first, at most `limit`
  std::uint64_t total = 0;        ///< edits in all
  std::uint64_t articles = 0;     ///< that have them
  std::uint64_t exposed =
      0;  ///< articles looked at that were captured on two days or more: of others no edit could be seen
  std::uint64_t looked_at = 0;       ///< articles of which the ledger knows
  std::uint64_t not_comparable = 0;  ///< pairs that different extractors made; they are in no other count
  std::map<ledger::EditKind, std::uint64_t> by_kind;  ///< edits; one may be of several kinds
  std::map<std::string, EditsOfPeriod> periods;       ///< "2013-12" or "2013"; where asked for
  std::string revision;
  std::uint64_t index_articles = 0;
  std::vector<std::string> notices;
};

SearchResult<EditList> list_edits(Engine& engine, const Histories& histories, const EditListRequest& request);

}  // namespace dateline::search
