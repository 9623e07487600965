#include "searcher/feed/run_feed.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "common/ledger/history.h"
#include "common/ledger/ledger.h"
#include "searcher/export/run_export.h"
#include "searcher/feed/feed_document.h"
#include "searcher/feed/feed_folder.h"

namespace dateline::feed {
namespace {

using search::SearchResult;

/// All of a request, with every copy.
search::SearchRequest whole(const search::SearchRequest& request) {
  search::SearchRequest all = request;
  all.snippet_bytes = 0;
  all.facets.clear();
  all.copies = true;
  return all;
}

Result<std::vector<ledger::Ledger>> ledgers_of(const index::IndexReader& reader) {
  std::vector<ledger::Ledger> out;
  for (const auto& index : reader.indexes()) {
    Result<ledger::Ledger> ledger = ledger::Ledger::open(*index);
    if (!ledger) return fail(ledger.error());
    out.push_back(std::move(*ledger));
  }
  return out;
}

}  // namespace

bool is_index_name(std::string_view name) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return name.size() >= 3 && name.size() <= 100 && letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

SearchResult<FeedReport> feed_to_folder(search::Engine& engine, const search::SearchRequest& request,
                                        const FeedOptions& options, const std::filesystem::path& folder) {
  std::optional<FeedFolder> out;
  FeedReport report;
  const auto ledgers = ledgers_of(engine.reader());
  if (!ledgers) return tl::unexpected(search::wrap(ledgers.error()));
  DocumentMaker maker(options.target, engine.lexicon());
  const search::SearchRequest all = whole(request);
  const auto begin = [&](const search::SearchResponse& found) -> Status {
    report.total = found.total;
    Result<FeedFolder> opened =
        FeedFolder::open(folder, {options.target, options.index_name,
                                  search::head_json(search::head_of(all, found, {.index = options.index}))});
    if (!opened) return fail(opened.error());
    report.kept = opened->written();
    out = std::move(*opened);
    return {};
  };
  const auto take = [&](const search::Hit& hit) -> Status {
    if (hit.rank <= report.kept) return {};
    ++report.written;
    const std::uint64_t group = engine.reader().columns().group_name(hit.docid);
    const auto history = ledger::history_of(*ledgers, ledger::ids_of(hit.article));
    if (!history) return fail(history.error());
    // Of an article that was added before there were ledgers nothing is known.
    const std::size_t versions = std::max<std::size_t>(history->versions.size(), 1);
    return out->add(to_string(hit.article.id), maker.document(hit.article, group, versions));
  };
  if (const SearchResult<void> streamed = engine.stream(all, begin, take); !streamed)
    return tl::unexpected(streamed.error());
  if (const Status finished = out->finish(); !finished) return tl::unexpected(search::wrap(finished.error()));
  return report;
}

}  // namespace dateline::feed
