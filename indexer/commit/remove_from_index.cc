#include "indexer/commit/remove_from_index.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/index/xapian_wall.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/tally.h"

namespace dateline::indexer {
namespace {

/// Docids, ascending, of the articles with these ids or keys.
Result<std::vector<index::Docid>> docids_of(const std::vector<std::string>& ids, const index::Terms& terms,
                                            std::vector<std::string>& unknown) {
  std::vector<index::Docid> out;
  const Status found = index::guard([&] {
    for (const std::string& id : ids) {
      std::vector<index::Docid> docids = terms.docids(index::boolean_term(index::Field::kId, id));
      if (docids.empty()) docids = terms.docids(index::boolean_term(index::Field::kKey, id));
      if (docids.empty()) unknown.push_back(id);
      out.insert(out.end(), docids.begin(), docids.end());
    }
  });
  if (!found) return fail(found.error());
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

Result<RemoveReport> remove_from_index(const std::vector<std::string>& ids, const BuildOptions& options) {
  Result<Commit> commit = Commit::change(options.index);
  if (!commit) return fail(commit.error());
  Result<index::IndexReader> opened = index::IndexReader::open(options.index);
  if (!opened) return fail(opened.error());
  if (const Status sound = opened->columns().verify(); !sound) return fail(sound.error());
  std::optional<index::IndexReader> reader = std::move(*opened);
  RemoveReport out;
  const Result<std::vector<index::Docid>> docids = docids_of(ids, reader->terms(), out.unknown);
  if (!docids) return fail(docids.error());
  index::IndexCounts& counts = commit->next().counts;
  out.removed = docids->size();
  out.articles = counts.articles - docids->size();
  if (docids->empty()) return out;

  Result<IndexState> state = read_state(options.index, commit->next());
  if (!state) return fail(state.error());
  std::vector<index::Change> dead;
  std::vector<ArticleId> gone;
  for (const index::Docid docid : *docids) {
    gone.push_back(reader->columns().id(docid));
    take_out(reader->columns(), docid, counts);
    dead.push_back({docid, 0, 0});
  }
  state->registry.remove(gone);
  counts.groups = state->registry.groups();
  commit->changes().apply(dead);
  if (Status done = write_captures(*commit, next_table(*state)); !done) return fail(done.error());
  if (is_stopped(options)) return fail(interrupted());
  reader.reset();  // so that segments of which nothing lives can go
  if (const Result<std::string> published = commit->publish(); !published) return fail(published.error());
  return out;
}

}  // namespace dateline::indexer
