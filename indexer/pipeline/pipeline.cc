#include "indexer/pipeline/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "common/index/article_id.h"
#include "common/index/files.h"
#include "common/index/schema.h"
#include "common/index/stored_article.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/text_packer.h"
#include "common/start_thread.h"
#include "indexer/identity/grouping/fingerprint.h"
#include "indexer/pipeline/article_doubts.h"
#include "indexer/pipeline/article_maker.h"
#include "indexer/pipeline/dictionary_maker.h"
#include "indexer/pipeline/document_maker.h"
#include "indexer/pipeline/held_pages.h"
#include "indexer/pipeline/long_work.h"
#include "indexer/pipeline/site_answers.h"
#include "indexer/pipeline/turnstile.h"
#include "indexer/readers/missing_page.h"
#include "indexer/sources/batch_reader.h"

namespace dateline::indexer {
namespace {

/// Of pages that are held back; beyond it those of lone texts are let go.
constexpr std::size_t kMostHeldBytes = std::size_t{16} << 20;

std::int32_t day_of_fingerprint(const Article& article) {
  const dates::Publication& publication = article.publication;
  const bool day_known =
      publication.confidence != dates::Confidence::kNone && publication.precision == dates::Precision::kDay;
  return day_known ? static_cast<std::int32_t>(publication.from.time_since_epoch().count())
                   : Fingerprint::kNoDay;
}

class Pipeline {
 public:
  Pipeline(BatchSource& source, IndexBuilder& builder, index::ColumnsBuilder& columns, Registry& registry,
           const PipelineOptions& options)
      : source_(source),
        builder_(builder),
        columns_(columns),
        options_(options),
        long_work_(builder, options.memory_bytes),
        registry_(registry),
        last_docid_before_(registry.last_docid()),
        dictionaries_(options.dictionary) {
    report_.total_bytes = options.total_bytes;
    report_.lists = options.lists;
  }

  Result<BuildReport> run() {
    std::vector<std::thread> threads;
    for (int worker = 1; worker < options_.threads; ++worker) {
      if (!start_thread(threads, [this, worker] { work_guarded(worker); })) break;
    }
    work_guarded(0);
    for (std::thread& thread : threads) thread.join();
    if (!error_ && !stopped() && !held_.empty()) settle_held_guarded();
    if (error_) return fail(*error_);
    if (stopped()) return fail(interrupted());
    keep_unread();
    const std::vector<std::uint32_t> withdrawn = registry_.drop_withdrawn();
    if (options_.ledger != nullptr) {
      options_.ledger->withdraw(withdrawn, ledger::Withdrawn::kChanged);
      options_.ledger->use_dictionary(dictionaries_.dictionary());
    }
    for (const std::uint32_t docid : withdrawn) {
      drop(docid);
      ++report_.removed;
    }
    std::sort(report_.dropped.begin(), report_.dropped.end());
    for (const auto& [docid, words] : words_) {
      if (!replaced_.contains(docid)) columns_.set(index::NumberColumn::kWords, docid, words);
    }
    place_in_groups();
    report_.last_docid = registry_.last_docid();
    report_.dictionary = dictionaries_.dictionary();
    set_captures();
    count_articles(columns_, report_);
    return std::move(report_);
  }

 private:
  /// What was met of a file; the last counts most.
  enum class Seen : std::uint8_t { kNothing, kArticle, kDamage };
  struct Admitted {
    std::uint32_t docid;  ///< 0: the text is for the ledger alone
    const Article* article;
    LedgerRecorder::Wanted in_ledger;
    std::shared_ptr<const std::string> capture;  ///< where it is wanted
  };

  /// What a batch gave.
  struct Made {
    std::vector<Article> articles;
    std::vector<DatingBasis> bases;
    std::vector<Fingerprint> fingerprints;
    std::vector<std::uint64_t> versions;  ///< for the ledger
    std::vector<RawCapture> raws;         ///< the same
    std::vector<bool> web_pages;
    std::vector<HeldPage> released;  ///< of earlier batches
  };
  /// What a worker makes documents with.
  struct Maker {
    DocumentMaker maker;
    IndexDocument document;
    text::AnalysisCounts counts;
    ledger::TextPacker packer;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> words;  ///< docid, words

    /// Gives up the memory that is kept for the next document.
    void release() {
      maker.release();
      document = {};
    }
  };

  bool stopped() const { return options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed); }

  void give_up(Error error) {
    {
      const std::lock_guard lock(error_mutex_);
      if (!error_) error_ = std::move(error);
    }
    turnstile_.close();
  }

  /// A thread must not end by an exception: it becomes the error of the run.
  void work_guarded(int worker) {
    try {
      work(worker);
    } catch (const std::bad_alloc&) {
      give_up({ErrorKind::kSystem, "out of memory", "use fewer --threads"});
    } catch (const std::exception& error) {
      give_up({ErrorKind::kSystem, error.what(), ""});
    }
  }

  std::optional<std::pair<Batch, std::uint64_t>> next_batch() {
    const std::lock_guard lock(source_mutex_);
    if (stopped()) {
      turnstile_.close();
      return std::nullopt;
    }
    std::optional<Batch> batch = source_.next();
    if (!batch) return std::nullopt;
    return std::pair{std::move(*batch), next_turn_++};
  }

  /// Captures in files are read as a whole, lines one by one.
  Status read_batch(int worker, const Batch& batch, BatchReader& reader, PageSink& sink) {
    std::size_t longest = 0;
    std::error_code unknown;
    for (const std::string& file : batch.files) {
      const std::uintmax_t size = std::filesystem::file_size(file, unknown);
      if (!unknown)
        longest =
            std::max(longest, static_cast<std::size_t>(std::min<std::uintmax_t>(size, kMaxCaptureBytes)));
    }
    for (const Capture& capture : batch.captures) longest = std::max(longest, capture.bytes.size());
    const auto room = long_work_.begin(worker, longest, kMemoryOfACaptureByte);
    if (!room) return fail(room.error());
    reader.read(batch, sink);
    return {};
  }

  Status date_pages(int worker, PageSink& sink, ArticleMaker& article_maker, Made& made) {
    std::size_t longest = 0;
    for (const Page& page : sink.pages) longest = std::max(longest, page.title.size() + page.body.size());
    const auto room = long_work_.begin(worker, longest, kMemoryOfATextByte);
    if (!room) return fail(room.error());
    made.articles.reserve(sink.pages.size());
    made.bases.reserve(sink.pages.size());
    made.fingerprints.reserve(sink.pages.size());
    for (Page& page : sink.pages) {
      made.web_pages.push_back(page.is_web_page);
      made.raws.push_back(std::move(page.raw));
      DatedArticle dated = article_maker.make(std::move(page));
      made.articles.push_back(std::move(dated.article));
      made.bases.push_back(std::move(dated.basis));
      const Article& article = made.articles.back();
      made.fingerprints.push_back(fingerprint(article.title, article.body, day_of_fingerprint(article)));
      if (options_.ledger != nullptr) made.versions.push_back(ledger::version_hash(article));
    }
    return {};
  }

  void work(int worker) {
    BatchReader reader(options_.map, {}, options_.supplements);
    ArticleMaker article_maker(ArticleMaker::Evidences::kLeftOut);
    Maker maker;
    StageTimer timer(options_.clocks);
    while (auto next = next_batch()) {
      timer.enter(Stage::kParse);
      const Batch& batch = next->first;
      PageSink sink;
      sink.keep_captures = options_.ledger != nullptr && options_.keep_captures;
      if (Status read = read_batch(worker, batch, reader, sink); !read) return give_up(read.error());
      timer.enter(Stage::kArticle);
      Made made;
      reject_long_texts(sink);
      if (Status dated = date_pages(worker, sink, article_maker, made); !dated) return give_up(dated.error());

      timer.enter(Stage::kTurn);
      if (!turnstile_.wait(next->second)) break;
      timer.enter(Stage::kAdmit);
      const std::vector<Admitted> admitted = admit(batch, made, article_maker, sink);
      add_to_dictionaries(admitted, maker);
      turnstile_.pass();
      if (options_.only_groups) {
        timer.enter(Stage::kRead);
        continue;
      }

      if (Status done = index_admitted(worker, admitted, maker, timer); !done) return give_up(done.error());
      timer.enter(Stage::kRead);
    }
    timer.enter(Stage::kRead);
    const std::lock_guard lock(error_mutex_);
    if (options_.clocks) report_.timings.workers.push_back(timer.times());
    take_counts(maker);
  }

  void add_to_dictionaries(const std::vector<Admitted>& admitted, Maker& maker) {
    for (const Admitted& item : admitted) {
      if (item.docid != 0 && !options_.only_groups) dictionaries_.add(*item.article);
    }
    dictionaries_.end_batch();
    maker.maker.use_dictionary(dictionaries_.dictionary());
  }

  Status index_admitted(int worker, const std::vector<Admitted>& admitted, Maker& maker, StageTimer& timer) {
    for (const Admitted& item : admitted) {
      if (item.capture != nullptr) {
        const std::string packed = maker.packer.pack(*item.capture, {});
        if (Status kept = options_.ledger->keep_capture(item.in_ledger.capture, packed); !kept) return kept;
      }
      if (item.docid == 0) {
        if (item.in_ledger.text == LedgerRecorder::kNothing) continue;
        std::string encoded;
        index::encode_article(*item.article, encoded);
        if (Status kept = keep(item, encoded); !kept) return kept;
        continue;
      }
      timer.enter(Stage::kAnalyse);
      const auto room = long_work_.begin(worker, item.article->title.size() + item.article->body.size(),
                                         kMemoryOfATextByte);
      if (!room) return fail(room.error());
      maker.words.emplace_back(item.docid, maker.maker.make(*item.article, maker.document, maker.counts));
      if (options_.serve_values) add_serve_values(*item.article, group_name(item.docid), maker.document);
      if (Status kept = keep(item, maker.document.data()); !kept) return kept;
      timer.enter(Stage::kInvert);
      if (Status added = builder_.add(worker, item.docid, maker.document); !added) return added;
      if (room->is_long()) maker.release();
    }
    return {};
  }

  void take_counts(const Maker& maker) {
    report_.analysis += maker.counts;
    words_.insert(words_.end(), maker.words.begin(), maker.words.end());
  }

  void settle_held_guarded() {
    try {
      if (Status done = settle_held(); !done) error_ = done.error();
    } catch (const std::bad_alloc&) {
      error_ = Error{ErrorKind::kSystem, "out of memory", "use fewer --threads"};
    } catch (const std::exception& error) {
      error_ = Error{ErrorKind::kSystem, error.what(), ""};
    }
  }

  /// At the end of the input, when all other texts are kept: pages that were held back become captures, or
  /// evidence that their addresses have lost their articles.
  Status settle_held() {
    Status failed;
    options_.ledger->use_dictionary(dictionaries_.dictionary());
    const auto earlier = [&](ArticleId id) -> std::optional<Article> {
      Result<std::optional<Article>> article = options_.ledger->earlier_text(id, options_.before);
      if (article) return std::move(*article);
      failed = fail(article.error());
      return std::nullopt;
    };
    HeldPages::Split split = held_.take_all(
        earlier, [this](std::uint64_t version) { return options_.ledger->is_no_article(version); });
    if (!failed) return failed;
    ArticleMaker article_maker(ArticleMaker::Evidences::kLeftOut);
    std::vector<Admitted> admitted;
    for (HeldPage& page : split.articles) {
      answers_.note(page.article, page.version);
      admit_article(page.article, page.basis, page.fingerprint, page.version, page.raw, article_maker,
                    admitted);
    }
    for (const HeldPage& page : split.no_articles) add_no_article(page);
    Maker maker;
    StageTimer timer(options_.clocks);
    add_to_dictionaries(admitted, maker);
    if (Status done = index_admitted(0, admitted, maker, timer); !done) return done;
    take_counts(maker);
    return {};
  }

  /// A site that gave nothing else on that day may have failed as a whole, which says nothing of an article.
  void add_no_article(const HeldPage& page) {
    MissingPage missing{.address = page.article.url, .day = page.article.captured};
    missing.missing = missing_by_words(page.article.title, page.article.body);
    if (!answers_.has_others(page.article, page.version)) missing.missing = ledger::Missing::kBlocked;
    ++report_.records;
    ++report_.skipped[std::string(reason_of(missing.missing))];
    MissingArticle out = missing_article(missing);
    out.text = page.version;
    options_.ledger->add_missing(std::move(out));
  }

  /// Dating and indexing take up to kMemoryOfATextByte: the memory of the build is bounded by the longest.
  void reject_long_texts(PageSink& sink) const {
    std::erase_if(sink.pages, [&](const Page& page) {
      if (page.title.size() + page.body.size() <= options_.max_text_bytes) return false;
      sink.rejects.push_back({Reject::Kind::kRejected, page.origin,
                              fmt::format("the text is longer than {} KiB", options_.max_text_bytes >> 10),
                              "cut it into articles, or give --max-text"});
      return true;
    });
  }

  /// The one stage that runs in the order of the input.
  std::vector<Admitted> admit(const Batch& batch, Made& made, ArticleMaker& article_maker,
                              const PageSink& sink) {
    std::vector<Admitted> admitted;
    for (const Reject& reject : sink.rejects) {
      if (reject.kind == Reject::Kind::kRejected || reject.cut) note(reject.origin, Seen::kDamage);
      count(reject);
    }
    for (const auto& [reason, count] : sink.skipped) {
      report_.skipped[reason] += count;
      report_.records += count;
    }
    if (options_.ledger != nullptr) {
      for (const MissingPage& page : sink.missing) options_.ledger->add_missing(missing_article(page));
      for (const Listing& listing : sink.listings) options_.ledger->add_listing(listing);
    }
    // Where an earlier reading has told the groups, docids must be those of that reading.
    const bool may_hold = options_.ledger != nullptr && options_.group_names == nullptr;
    if (held_.bytes() > kMostHeldBytes) {
      made.released = held_.take_lone();
      for (HeldPage& page : made.released)
        admit_article(page.article, page.basis, page.fingerprint, page.version, page.raw, article_maker,
                      admitted);
    }
    for (std::size_t i = 0; i < made.articles.size(); ++i) {
      Article& article = made.articles[i];
      const std::uint64_t version = options_.ledger != nullptr ? made.versions[i] : 0;
      if (may_hold && made.web_pages[i]) {
        const auto replaces = HeldPages::may_be_no_article(article) ? registry_.would_replace(article)
                                                                    : std::optional<ArticleId>();
        if (replaces) {
          held_.hold({*replaces, std::move(article), std::move(made.bases[i]), made.fingerprints[i], version,
                      std::move(made.raws[i])});
          continue;
        }
        answers_.note(article, version);
      }
      admit_article(article, made.bases[i], made.fingerprints[i], version, made.raws[i], article_maker,
                    admitted);
    }
    for (const auto& [kind, pages] : sink.read_as) report_.by_reader[kind] += pages;
    long_work_.leave_room(registry_.memory_bytes() + columns_.memory_bytes() + held_.bytes() +
                          (options_.ledger != nullptr ? options_.ledger->memory_bytes() : 0));
    report_.input_bytes += batch.bytes;
    report_.read_bytes += batch.file_bytes;
    if (options_.on_progress) options_.on_progress(report_);
    return admitted;
  }

  void admit_article(Article& article, const DatingBasis& basis, Fingerprint fingerprint,
                     std::uint64_t version, const RawCapture& raw, ArticleMaker& article_maker,
                     std::vector<Admitted>& admitted) {
    for (const Reject& doubt : doubts_of(article, options_.today)) count(doubt);
    ++report_.records;
    const std::uint32_t file = note(article.origin, Seen::kArticle);
    const Vote vote = vote_of(article, day_number(article.captured));
    if (const auto better = registry_.better_vote(article, vote)) {
      article_maker.date_anew(article, basis, publication_of(*better));
      fingerprint.day = day_of_fingerprint(article);
    }
    const Registry::Decision decision = registry_.admit(article, fingerprint, file, vote);
    if (decision.id_taken) {
      count({Reject::Kind::kWarning, article.origin,
             article.url.empty() ? "source, day, title and beginning are those of another article"
                                 : "the address is that of another article with another text",
             "both are kept"});
    }
    LedgerRecorder::Wanted in_ledger;
    if (options_.ledger != nullptr) in_ledger = options_.ledger->admit(article, version, decision, raw);
    const bool keeps = in_ledger.capture != LedgerRecorder::kNothing;
    const std::shared_ptr<const std::string> capture = keeps ? raw.kept : nullptr;
    article.id = decision.id;
    if (decision.docid == 0) {
      ++report_.duplicates;
      if (in_ledger.text != LedgerRecorder::kNothing || keeps)
        admitted.push_back({0, &article, in_ledger, capture});
      return;
    }
    article.captured = decision.captured;
    if (!decision.addresses.empty()) {
      article.url = decision.addresses.front();
      article.other_urls.assign(decision.addresses.begin() + 1, decision.addresses.end());
    }
    if (decision.replaces) drop_replaced(*decision.replaces);
    for (const std::uint32_t docid : decision.also_drops) drop_replaced(docid);
    ++report_.added;
    report_.source_names.try_emplace(article.source.slug, article.source.name);
    add_columns(article, decision.docid, columns_);
    if (options_.on_admit) options_.on_admit(article, decision);
    admitted.push_back({decision.docid, &article, in_ledger, capture});
  }

  void drop_replaced(std::uint32_t docid) {
    ++report_.duplicates;
    drop(docid);
    replaced_.insert(docid);
  }

  void drop(std::uint32_t docid) {
    if (docid <= last_docid_before_) report_.dropped.push_back(docid);
    if (docid < options_.first_docid) return;
    builder_.drop(docid);
    columns_.clear(docid);
  }

  /// Groups are made of all texts, so they are known when all have come.
  void place_in_groups() {
    registry_.settle([this](const Placed& placed) {
      const bool is_written = placed.docid >= options_.first_docid;
      if (is_written) columns_.set_group(placed.docid, placed.group, placed.name);
      if (!is_written || placed.docid <= last_docid_before_) report_.regrouped.push_back(placed);
    });
  }

  /// Of an article that is written, from an earlier reading of the same input.
  std::uint64_t group_name(std::uint32_t docid) const {
    return options_.group_names != nullptr ? name_of(*options_.group_names, docid) : 0;
  }

  /// Stored data of an article, for the ledger.
  Status keep(const Admitted& item, std::string_view stored) {
    if (item.in_ledger.text == LedgerRecorder::kNothing) return {};
    return options_.ledger->keep(item.in_ledger.text, stored);
  }

  /// Number of the file from which a record is.
  std::uint32_t note(const Origin& origin, Seen what) {
    if (options_.files == nullptr) return 0;
    const std::uint32_t file = options_.files->find(origin.path);
    if (seen_.size() <= file) seen_.resize(options_.files->size());
    Seen& seen = seen_[file];
    seen = std::max(seen, what);
    return file;
  }

  /// A changed file that gave rejects or no article may have lost what it had before, by damage or because it
  /// cannot be read now: its articles stay.
  void keep_unread() {
    if (options_.files == nullptr) return;
    seen_.resize(options_.files->size());
    std::vector<bool> unread(seen_.size());
    for (std::size_t i = 0; i < seen_.size(); ++i) unread[i] = seen_[i] != Seen::kArticle;
    for (const auto& [file, articles] : registry_.keep(unread)) {
      report_.kept_files.push_back(file);
      count({Reject::Kind::kWarning,
             {options_.files->at(file).path, 0},
             std::string(kKeptFile),
             fmt::format("mend it and add it again; {} {} it still", articles,
                         articles == 1 ? "article is from" : "articles are from")});
    }
  }

  void count(const Reject& reject) {
    const bool rejected = reject.kind == Reject::Kind::kRejected;
    ++(rejected ? report_.rejected : report_.warnings);
    if (rejected) ++report_.records;
    ++report_.reasons[reject.reason];
    if (options_.on_reject) options_.on_reject(reject);
  }

  void set_captures() {
    for (const Registry::Captures& article : registry_.captures()) {
      if (article.docid < options_.first_docid) continue;
      columns_.set(index::NumberColumn::kCaptures, article.docid, article.count);
      columns_.set(index::NumberColumn::kFirstCaptured, article.docid,
                   article.first ? static_cast<std::uint32_t>(dates::to_yyyymmdd(*article.first)) : 0U);
    }
  }

  BatchSource& source_;
  IndexBuilder& builder_;
  index::ColumnsBuilder& columns_;
  const PipelineOptions& options_;
  LongWork long_work_;

  std::mutex source_mutex_;
  std::uint64_t next_turn_ = 0;
  Turnstile turnstile_;
  Registry& registry_;                          ///< at the turnstile only
  std::uint32_t last_docid_before_ = 0;         ///< the highest docid of the index before
  BuildReport report_;                          ///< at the turnstile only, but for `analysis`
  std::vector<Seen> seen_;                      ///< by number of the file; at the turnstile only
  std::unordered_set<std::uint32_t> replaced_;  ///< docids; at the turnstile only
  DictionaryMaker dictionaries_;                ///< at the turnstile only
  HeldPages held_;                              ///< at the turnstile only
  SiteAnswers answers_;                         ///< the same
  std::mutex error_mutex_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words_;  ///< docid and words, behind error_mutex_
  std::optional<Error> error_;
};

}  // namespace

Error interrupted() { return stopped_error("the index is as it was before"); }

void count_articles(const index::ColumnsBuilder& columns, BuildReport& report) {
  report.by_source = columns.count(index::Facet::kSource);
  report.by_language = columns.count(index::Facet::kLanguage);
  report.by_confidence = columns.count(index::Facet::kConfidence);
  report.groups = columns.distinct(index::NumberColumn::kGroup);
  report.articles = 0;
  for (const auto& [confidence, articles] : report.by_confidence) report.articles += articles;
  const auto undated = report.by_confidence.find(std::string(dates::name(dates::Confidence::kNone)));
  report.undated = undated != report.by_confidence.end() ? undated->second : 0;
}

Result<BuildReport> run_pipeline(BatchSource& source, IndexBuilder& builder, index::ColumnsBuilder& columns,
                                 Registry& registry, const PipelineOptions& options) {
  return Pipeline(source, builder, columns, registry, options).run();
}

}  // namespace dateline::indexer
