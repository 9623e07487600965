#include "searcher/search/mention.h"

#include "common/dates/publication.h"

namespace dateline::search {

Mention mention_of(const Article& article) {
  return {article.id, dates::publication_text(article.publication), article.title};
}

}  // namespace dateline::search
