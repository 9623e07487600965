#include "indexer/commit/remove_from_index.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/index/xapian_wall.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/changed_articles.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/past_writer.h"
#include "indexer/commit/serve.h"
#include "indexer/commit/tally.h"
#include "indexer/pipeline/dictionary_maker.h"

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

/// A dictionary of the articles that stay: that of the index has pieces of the others.
Result<std::shared_ptr<const index::StoredDictionary>> dictionary_without(const index::IndexReader& reader,
                                                                          const index::Changes& changes) {
  constexpr std::size_t kBatch = 256;
  DictionaryMaker maker(nullptr);
  std::size_t articles = 0;
  for (index::Docid docid = 1; docid <= reader.columns().last_docid(); ++docid) {
    const index::Change* change = changes.find(docid);
    if (!reader.columns().is_living(docid) || (change != nullptr && change->is_dead())) continue;
    const Result<Article> article = reader.article(docid);
    if (!article) return fail(article.error());
    maker.add(*article);
    if (++articles % kBatch == 0) maker.end_batch();
  }
  maker.end_batch();
  return maker.dictionary();
}

/// Everything again, without what is dead, in one segment.
Status write_again(Commit& commit, const index::IndexReader& reader, const BuildOptions& options) {
  Result<std::shared_ptr<const index::StoredDictionary>> dictionary =
      dictionary_without(reader, commit.changes());
  if (!dictionary) return fail(dictionary.error());
  const std::vector<index::SegmentInfo>& segments = commit.next().segments;
  // The dictionary first: servers of Xapian have it from the segment.
  if (!*dictionary) {
    commit.next().state.erase(index::kDictionaryRole);
  } else if (Status done = commit.write_state(index::kDictionaryRole, {(*dictionary)->bytes()}); !done) {
    return done;
  }
  const Result<std::uint64_t> written = merge_segments(commit, reader, options, segments.front().first,
                                                       segments.back().last, Repacking(*dictionary));
  return written ? Status() : fail(written.error());
}

/// Segments in whose documents stands a group that is another one now.
Status write_moved(Commit& commit, const index::IndexReader& reader, const BuildOptions& options) {
  const std::vector<index::SegmentInfo> segments = commit.next().segments;
  for (const index::SegmentInfo& segment : segments) {
    if (!has_moved(commit.changes(), segment)) continue;
    const Result<std::uint64_t> written =
        merge_segments(commit, reader, options, segment.first, segment.last);
    if (!written) return fail(written.error());
  }
  return {};
}

/// Notes what is to be purged. Of ids that no article of the index has those that the ledger knows are no
/// longer unknown. `purged`: all ids that are.
Status purge(LedgerRecorder& history, const index::IndexReader& reader,
             const std::vector<index::Docid>& docids, RemoveReport& out, std::set<std::uint64_t>& purged) {
  const auto note = [&](const std::vector<std::uint64_t>& ids) {
    history.purge(ids);
    purged.insert(ids.begin(), ids.end());
  };
  for (const index::Docid docid : docids) {
    const Result<Article> article = reader.article(docid);
    if (!article) return fail(article.error());
    note(ledger::ids_of(*article));
  }
  out.purged = docids.size();
  std::erase_if(out.unknown, [&](const std::string& id) {
    const std::optional<ArticleId> known = parse_article_id(id);
    if (!known || !history.knows(known->value)) return false;
    note({known->value});
    ++out.purged;
    return true;
  });
  return {};
}

}  // namespace

Result<RemoveReport> remove_from_index(const std::vector<std::string>& ids, const BuildOptions& given) {
  Result<Commit> commit = Commit::change(given.index);
  if (!commit) return fail(commit.error());
  BuildOptions options = given;
  options.serve_values = has_serve_values(commit->next());
  commit->date(options.now);
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
  if (docids->empty() && !options.purge) return out;

  Result<IndexState> state = read_state(options.index, commit->next());
  if (!state) return fail(state.error());
  const auto history = begin_ledger(*commit, options, {}, state->registry.last_docid());
  if (!history) return fail(history.error());
  std::set<std::uint64_t> purged;
  if (options.purge) {
    if (Status noted = purge(**history, *reader, *docids, out, purged); !noted) return fail(noted.error());
    if (out.purged == 0) return out;
  }
  (*history)->withdraw(*docids, ledger::Withdrawn::kRemoved);
  ChangedArticles changed(reader->columns());
  std::vector<ArticleId> gone;
  for (const index::Docid docid : *docids) {
    gone.push_back(reader->columns().id(docid));
    take_out(reader->columns(), docid, counts);
    changed.drop(docid);
  }
  state->registry.remove(gone);
  state->registry.settle([&changed](const Placed& placed) { changed.set_group(placed); });
  counts.groups = state->registry.groups();
  commit->changes().apply(changed.changes());
  if (options.purge) {
    if (Status done = write_again(*commit, *reader, options); !done) return fail(done.error());
  } else if (options.serve_values) {
    if (Status done = write_moved(*commit, *reader, options); !done) return fail(done.error());
  }
  if (Status done = write_captures(*commit, next_table(*state)); !done) return fail(done.error());
  if (Status done = write_ledger(*commit, options, **history, &*reader); !done) return fail(done.error());
  if (Status done = write_past(*commit, *reader, {*docids, changed.before()}, purged); !done)
    return fail(done.error());
  if (is_stopped(options)) return fail(interrupted());
  reader.reset();  // so that segments of which nothing lives can go
  if (const Result<std::string> published = commit->publish(); !published) return fail(published.error());
  return out;
}

}  // namespace dateline::indexer
