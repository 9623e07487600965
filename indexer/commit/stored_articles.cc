#include "indexer/commit/stored_articles.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "common/index/index_reader.h"
#include "common/index/xapian_wall.h"
#include "common/start_thread.h"
#include "indexer/pipeline/document_maker.h"
#include "indexer/pipeline/pipeline.h"

namespace dateline::indexer {

StoredArticles::StoredArticles(std::filesystem::path index, std::vector<std::uint32_t> docids,
                               IndexBuilder& builder, const std::atomic<bool>* stop,
                               const index::Changes* serve_values, Repacking repacking)
    : index_(std::move(index)),
      docids_(std::move(docids)),
      builder_(builder),
      stop_(stop),
      serve_values_(serve_values),
      repacking_(std::move(repacking)) {}

Status StoredArticles::run(int threads) {
  std::vector<std::thread> helpers;
  for (int worker = 1; worker < threads; ++worker) {
    if (!start_thread(helpers, [this, worker] { work_guarded(worker); })) break;
  }
  work_guarded(0);
  for (std::thread& helper : helpers) helper.join();
  if (stop_ != nullptr && stop_->load()) return fail(interrupted());
  return std::move(first_error_);
}

void StoredArticles::work_guarded(int worker) {
  const Result<Status> done = index::guard([&] { return work(worker); });
  note(done ? *done : Status(fail(done.error())));
}

Status StoredArticles::work(int worker) {
  constexpr std::size_t kBlock = 256;
  const Result<index::IndexReader> reader = index::IndexReader::open_to_upgrade(index_);
  if (!reader) return fail(reader.error());
  DocumentMaker maker;
  maker.use_dictionary(repacking_.value_or(reader->dictionary()));
  IndexDocument document;
  text::AnalysisCounts ignored;
  for (;;) {
    const std::size_t begin = next_.fetch_add(kBlock);
    if (begin >= docids_.size() || failed_ || (stop_ != nullptr && stop_->load())) return {};
    const std::size_t end = std::min(begin + kBlock, docids_.size());
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t docid = docids_[i];
      const Result<Article> article = reader->article(docid);
      if (!article) return fail(article.error());
      maker.make(*article, document, ignored);
      if (serve_values_ != nullptr) {
        const index::Change* change = serve_values_->find(docid);
        const bool moved = change != nullptr && change->group != 0;
        add_serve_values(*article, moved ? change->group_name : reader->columns().group_name(docid),
                         document);
      }
      if (Status added = builder_.add(worker, docid, document); !added) return added;
    }
  }
}

void StoredArticles::note(Status status) {
  if (status) return;
  failed_ = true;
  const std::lock_guard lock(mutex_);
  if (first_error_) first_error_ = std::move(status);
}

}  // namespace dateline::indexer
