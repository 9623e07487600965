#include "searcher/cite/index_state.h"

#include "common/ledger/compared_form.h"

namespace dateline::search {

Result<std::string> content_root(const index::IndexReader& reader) {
  if (reader.indexes().size() == 1 && !reader.manifest().content.empty()) return reader.manifest().content;
  ledger::ContentRoot root;
  for (index::Docid docid = 1; docid <= reader.columns().last_docid(); ++docid) {
    if (!reader.columns().is_living(docid)) continue;
    const Result<Article> article = reader.article(docid);
    if (!article) return fail(article.error());
    root.add(article->id.value, ledger::version_hash(*article));
  }
  return ledger::to_string(root);
}

}  // namespace dateline::search
