#include "searcher/search/take_notes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "searcher/notes/notes_file.h"
#include "searcher/notes/tag.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/shown_article.h"

namespace dateline::search {
namespace {

using index::Docid;
using index::Snapshot;
using notes::ArticleNotes;
using notes::Notes;
using notes::SavedQuery;
using Indexes = std::vector<std::shared_ptr<const Snapshot>>;

const Snapshot& index_with(const index::IndexReader& reader, Docid docid) {
  const Indexes& all = reader.indexes();
  const auto found =
      std::find_if(all.rbegin(), all.rend(), [&](const auto& index) { return docid > index->base; });
  return found == all.rend() ? *all.front() : **found;
}

Docid last_docid(const Snapshot& index) { return index.segments.back()->last(); }

/// "archive.idx": an archive may be moved.
std::string name_of(const Snapshot& index) {
  const std::filesystem::path folder = index.folder.lexically_normal();
  return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

notes::Seen seen_now(const Snapshot& index) {
  return {index.additions.empty() ? 0 : index.additions.front().generation, last_docid(index)};
}

Error no_such_query(const Notes& notes, std::string_view name) {
  std::vector<std::string> names;
  for (const auto& [known, query] : notes.saved) names.push_back(known);
  return {ErrorKind::kUsage, fmt::format("there is no saved query '{}'", name),
          names.empty() ? "none is saved yet" : fmt::format("there are {}", fmt::join(names, ", "))};
}

SearchResult<void> wrapped(const Status& status) {
  if (!status) return tl::unexpected(wrap(status.error()));
  return {};
}

}  // namespace

SearchResult<std::optional<NotesTaken>> change_article_notes(
    Engine& engine, std::string_view id, const std::function<Status(ArticleNotes&)>& change) {
  if (engine.shards() != nullptr) return tl::unexpected(wrap(engine.notes().error()));
  const index::IndexReader& reader = engine.reader();
  std::optional<Docid> docid;
  const SearchResult<void> looked = guard_reading([&]() -> SearchResult<void> {
    docid = find_article(reader, id);
    return {};
  });
  if (!looked) return tl::unexpected(looked.error());
  if (!docid) return std::optional<NotesTaken>();
  NotesTaken out{reader.columns().id(*docid), {}};
  const Status changed = notes::change_notes(index_with(reader, *docid).folder, [&](Notes& notes) -> Status {
    ArticleNotes& of = notes.articles[out.article];
    if (Status done = change(of); !done) return done;
    out.notes = of;
    if (of.empty()) notes.articles.erase(out.article);
    return {};
  });
  if (!changed) return tl::unexpected(wrap(changed.error()));
  return std::optional(std::move(out));
}

std::function<Status(ArticleNotes&)> add_tags(std::vector<std::string> written) {
  return [written = std::move(written)](ArticleNotes& notes) -> Status {
    for (const std::string& word : written) {
      Result<std::string> tag = notes::tag_of(word);
      if (!tag) return fail(tag.error());
      notes.tags.insert(std::move(*tag));
    }
    return {};
  };
}

std::function<Status(ArticleNotes&)> remove_tags(std::vector<std::string> written) {
  return [written = std::move(written)](ArticleNotes& notes) -> Status {
    for (const std::string& word : written) {
      const Result<std::string> tag = notes::tag_of(word);
      if (!tag) return fail(tag.error());
      if (notes.tags.erase(*tag) > 0) continue;
      return fail(ErrorKind::kUsage, fmt::format("the article has no tag '{}'", *tag),
                  notes.tags.empty() ? "it has none" : fmt::format("it has {}", fmt::join(notes.tags, ", ")));
    }
    return {};
  };
}

std::function<Status(ArticleNotes&)> set_note(std::string written) {
  return [written = std::move(written)](ArticleNotes& notes) -> Status {
    Result<std::string> note = notes::note_of(written);
    if (!note) return fail(note.error());
    notes.text = std::move(*note);
    return {};
  };
}

SavedQuery saved_query_of(const SearchRequest& request) {
  return {.words = request.query,
          .filters = request.filters,
          .from = request.from,
          .to = request.to,
          .language = request.language,
          .any = request.any,
          .literal = request.literal,
          .exact_names = request.exact_names,
          .scattered = request.scattered,
          .seen = {}};
}

void ask_saved(const SavedQuery& query, SearchRequest& request) {
  request.query = query.words;
  request.filters = query.filters;
  request.from = query.from;
  request.to = query.to;
  request.language = query.language;
  request.any = query.any;
  request.literal = query.literal;
  request.exact_names = query.exact_names;
  request.scattered = query.scattered;
}

std::string saved_query_text(const SavedQuery& query) {
  std::vector<std::string> parts;
  if (!query.words.empty()) parts.push_back(query.words);
  parts.insert(parts.end(), query.filters.begin(), query.filters.end());
  if (!query.from.empty()) parts.push_back("from " + query.from);
  if (!query.to.empty()) parts.push_back("to " + query.to);
  if (query.any) parts.emplace_back("any word");
  if (query.literal) parts.emplace_back("literal");
  if (query.exact_names) parts.emplace_back("exact names");
  if (query.scattered) parts.emplace_back("scattered");
  if (parts.empty()) parts.emplace_back("everything");
  return fmt::format("{}", fmt::join(parts, " · "));
}

SearchResult<void> save_query(Engine& engine, std::string_view name, const SearchRequest& request) {
  const Result<std::string> kept = notes::query_name_of(name);
  if (!kept) return tl::unexpected(wrap(kept.error()));
  if (engine.shards() != nullptr) return tl::unexpected(wrap(engine.notes().error()));
  return wrapped(notes::change_notes(engine.reader().named_folders().front(), [&](Notes& notes) -> Status {
    if (notes.saved.emplace(*kept, saved_query_of(request)).second) return {};
    return fail(ErrorKind::kUsage, fmt::format("there is a saved query '{}' already", *kept),
                "remove it first, or choose another name");
  }));
}

SearchResult<SavedQuery> find_saved(Engine& engine, std::string_view name) {
  const auto notes = engine.notes();
  if (!notes) return tl::unexpected(wrap(notes.error()));
  const auto found = (*notes)->saved.find(std::string(name));
  if (found == (*notes)->saved.end()) return tl::unexpected(wrap(no_such_query(**notes, name)));
  return found->second;
}

SearchResult<void> remove_saved(Engine& engine, std::string_view name) {
  for (const auto& index : engine.reader().indexes()) {
    bool removed = false;
    const Status changed = notes::change_notes(index->folder, [&](Notes& notes) -> Status {
      removed = notes.saved.erase(std::string(name)) > 0;
      return {};
    });
    if (!changed) return tl::unexpected(wrap(changed.error()));
    if (removed) return {};
  }
  const auto notes = engine.notes();
  if (!notes) return tl::unexpected(wrap(notes.error()));
  return tl::unexpected(wrap(no_such_query(**notes, name)));
}

NewArticles new_since(const Engine& engine, const SavedQuery& query) {
  NewArticles out;
  MatchSet articles;
  const index::IndexReader& reader = engine.reader();
  for (const auto& index : reader.indexes()) {
    const std::string name = name_of(*index);
    const notes::Seen now = seen_now(*index);
    const auto seen = query.seen.find(name);
    Docid first = 1;
    if (seen == query.seen.end()) {
      out.notice = query.seen.empty() ? "The query runs for the first time: all articles count as new."
                                      : fmt::format(
                                            "All articles of {} count as new: the query has not run "
                                            "over it before.",
                                            name);
    } else if (seen->second.built != now.built || now.built == 0) {
      out.notice = fmt::format(
          "All articles of {} count as new: it was built anew since the query last ran, or by an older program.",
          name);
    } else {
      first = seen->second.last + 1;
    }
    if (first <= now.last) articles |= MatchSet::range(index->base + first, index->base + now.last);
  }
  out.set = std::make_shared<const ArticleSet>(ArticleSet{reader.revision(), std::move(articles)});
  return out;
}

SearchResult<void> mark_seen(Engine& engine, std::string_view name) {
  const Indexes& indexes = engine.reader().indexes();
  for (const auto& beside : indexes) {
    bool found = false;
    const Status changed = notes::change_notes(beside->folder, [&](Notes& notes) -> Status {
      const auto query = notes.saved.find(std::string(name));
      found = query != notes.saved.end();
      for (const auto& index : indexes) {
        if (found) query->second.seen[name_of(*index)] = seen_now(*index);
      }
      return {};
    });
    if (!changed) return tl::unexpected(wrap(changed.error()));
    if (found) return {};
  }
  return {};
}

}  // namespace dateline::search
