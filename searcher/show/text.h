#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searcher/search/request.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// What is to be said about the query, and the hits.
std::string hits_text(const search::SearchResponse& response, const Style& style);

/// Hits, facets and a status line for people.
std::string response_text(const search::SearchResponse& response, const Style& style);

/// Title, fields and dates of an article, the tags and the note of the reader, in lines that fit.
std::string article_head_text(const Article& article, const notes::ArticleNotes& notes, const Style& style);

/// "#floods #2010"; empty without tags.
std::string tags_text(const notes::ArticleNotes& notes);

/// The title, or "(no title)"; valid as long as the article.
std::string_view title_text(const Article& article);

/// What was counted, as it is; where shards are missing "at least …, shards: 3 of 4".
std::string bounded_text(const std::string& counted, const std::optional<search::ShardsAnswered>& shards);

/// "1,234 articles (1,200 different texts)"; where shards are missing "at least 900 articles, shards: 3 of
/// 4".
std::string total_text(const search::SearchResponse& response);
/// "12 articles (11 different texts) in 1.4 ms".
std::string status_line(const search::SearchResponse& response);

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);

/// "1 article", "2,000 articles".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// "2013-12-13 by stamp, confidence high" with the flags behind; "no date".
std::string published_text(const Article& article);

/// "2013-12-20, 3 times, first 2013-12-14"; empty where nothing is known.
std::string captured_text(const Article& article);

}  // namespace dateline::show
