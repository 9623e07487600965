#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "searcher/notes/notes.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"
#include "searcher/search/search_error.h"

/// What a reader does with tags, notes and saved queries: the same for the command line, the shell and the
/// page. Files: searcher/notes/notes_file.h.
namespace dateline::search {

/// Changes the notes of the article with that id or key, beside the index that holds it. nullopt when there
/// is no such article; else the notes as they are now.
struct NotesTaken {
  ArticleId article;
  notes::ArticleNotes notes;
};
SearchResult<std::optional<NotesTaken>> change_article_notes(
    Engine& engine, std::string_view id, const std::function<Status(notes::ArticleNotes&)>& change);

/// Changes for the function above. `written` are tags as typed.
std::function<Status(notes::ArticleNotes&)> add_tags(std::vector<std::string> written);
std::function<Status(notes::ArticleNotes&)> remove_tags(std::vector<std::string> written);
/// An empty text removes the note.
std::function<Status(notes::ArticleNotes&)> set_note(std::string written);

/// What is kept of a request under a name.
notes::SavedQuery saved_query_of(const SearchRequest& request);
/// Puts a saved query in place of what `request` asks for; how it is answered stays.
void ask_saved(const notes::SavedQuery& query, SearchRequest& request);
/// As a person reads it: "flood · source=kcna.kp-en · from 1995".
std::string saved_query_text(const notes::SavedQuery& query);

/// Keeps a request under a name, beside the first index. A Usage error when the name is taken or is none.
SearchResult<void> save_query(Engine& engine, std::string_view name, const SearchRequest& request);
/// A Usage error when there is none of that name, with a hint at what there is.
SearchResult<notes::SavedQuery> find_saved(Engine& engine, std::string_view name);
SearchResult<void> remove_saved(Engine& engine, std::string_view name);

/// The articles that came into the indexes after a query last ran.
struct NewArticles {
  std::shared_ptr<const ArticleSet> set;
  std::string notice;  ///< why all articles of an index count as new; else empty
};
NewArticles new_since(const Engine& engine, const notes::SavedQuery& query);
/// Remembers that a query ran over the indexes as the engine has them open.
SearchResult<void> mark_seen(Engine& engine, std::string_view name);

}  // namespace dateline::search
