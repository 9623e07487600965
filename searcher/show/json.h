#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/json_writer.h"
#include "searcher/notes/notes.h"
#include "searcher/search/mention.h"
#include "searcher/search/other_wordings.h"
#include "searcher/search/request.h"
#include "searcher/search/snippet.h"

namespace dateline::show {

/// The JSON of docs/json.md, one line ended by '\n'. Snippets are HTML: escaped, hits in <b>.
/// Adds members to an object.
using MoreMembers = std::function<void(JsonWriter& json)>;
std::string response_json(const search::SearchResponse& response, const MoreMembers& more = {});

/// On one line, what was asked for in <b>.
std::string snippet_html(const search::Snippet& snippet);

/// The members of a hit that belong to the article.
void write_article_head(JsonWriter& json, const Article& article);

/// A list of hits.
void write_hits(JsonWriter& json, const std::vector<search::Hit>& hits, bool with_snippets = true,
                bool copies_known = true);
/// "total" and "groups"; of shards also which of them answered. What is not known exactly is null.
void write_total(JsonWriter& json, const search::SearchResponse& response);
/// "shards"
void write_shards(JsonWriter& json, const search::ShardsAnswered& shards);

/// The members "tags" and "note", those of them that there are.
void write_notes(JsonWriter& json, const notes::ArticleNotes& notes);

/// The member `name`: an object with `id`, `date` and `title`, or null.
void write_mention(JsonWriter& json, std::string_view name, const std::optional<search::Mention>& mention);

/// The member "wordings".
void write_wordings(JsonWriter& json, const std::vector<search::OtherWording>& wordings);

/// The member "index".
void write_index(JsonWriter& json, std::uint64_t articles, const std::string& revision);

}  // namespace dateline::show
