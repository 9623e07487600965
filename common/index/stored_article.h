#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "common/result.h"

namespace dateline::index {

/// The stored data of a document: all of an Article, so that hits need no source file. A compact byte string
/// with a version in front; deflated by the database where that pays.
void encode_article(const Article& article, std::string& out);

/// An Index error when the data are damaged or of another version.
Result<Article> decode_article(std::string_view data);

}  // namespace dateline::index
