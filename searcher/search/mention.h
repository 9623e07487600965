#pragma once

#include <string>

#include "common/article.h"

namespace dateline::search {

/// An article as an answer names it, at the end of a line or beside a silence.
struct Mention {
  ArticleId id;
  std::string date;  ///< as in publication_text
  std::string title;
};

Mention mention_of(const Article& article);

}  // namespace dateline::search
