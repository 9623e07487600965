#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/result.h"

/// What a reader keeps about an archive: tags and notes of articles, and queries under names. It stands
/// beside the index and not in it, so a rebuild keeps it.
namespace dateline::notes {

/// Of one article.
struct ArticleNotes {
  std::set<std::string> tags;  ///< as tag_of gives them
  std::string text;            ///< the note; may have several lines
  bool empty() const { return tags.empty() && text.empty(); }
  bool operator==(const ArticleNotes&) const = default;
};

/// How far an index was known when a query last ran.
struct Seen {
  std::uint64_t built = 0;  ///< generation of its first addition: another one after a rebuild
  std::uint32_t last = 0;   ///< its last docid
  bool operator==(const Seen&) const = default;
};

/// A query under a name, with what narrows it.
struct SavedQuery {
  std::string words;
  std::vector<std::string> filters;  ///< "source=kcna.kp-en"
  std::string from;                  ///< as typed
  std::string to;
  std::string language;
  bool any = false;
  bool literal = false;
  bool exact_names = false;
  bool scattered = false;
  std::map<std::string, Seen> seen;  ///< by the name of the index's folder; empty: it never ran
  bool operator==(const SavedQuery&) const = default;
};

/// A plain value.
struct Notes {
  std::map<ArticleId, ArticleNotes> articles;  ///< those that have any
  std::map<std::string, SavedQuery> saved;

  /// Empty when there are none.
  const ArticleNotes& of(ArticleId id) const;
  /// The articles with a tag, or with one that begins so, by id. `tag` as a person writes it.
  std::vector<ArticleId> tagged(std::string_view tag, bool prefix) const;
  bool operator==(const Notes&) const = default;
};

/// Adds those of another index: tags come together, of two notes or queries the first stays.
void add(Notes& all, const Notes& others);

/// One JSON object a line: a head, then queries and articles. Pure.
std::string to_text(const Notes& notes);
/// An Index error names the line that is wrong; `name` is that of the file. Pure.
Result<Notes> parse_notes(std::string_view text, std::string_view name);

}  // namespace dateline::notes
