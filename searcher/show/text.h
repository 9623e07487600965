#pragma once

#include <string>

#include "searcher/search/request.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// What is to be said about the query, and the hits.
std::string hits_text(const search::SearchResponse& response, const Style& style);

/// Hits, facets and a status line for people.
std::string response_text(const search::SearchResponse& response, const Style& style);

/// One article with all its fields, dates and the whole text, in lines that fit; hits marked.
std::string article_text(const Article& article, const search::Snippet& body, const Style& style);

/// "12 articles (11 different texts) in 1.4 ms".
std::string status_line(const search::SearchResponse& response);

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);

}  // namespace dateline::show
