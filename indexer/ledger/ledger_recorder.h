#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/index/index_reader.h"
#include "common/index/stored_data.h"
#include "common/index/write_file.h"
#include "common/ledger/ledger.h"
#include "common/ledger/record.h"
#include "common/ledger/text_packer.h"
#include "common/result.h"
#include "indexer/identity/registry.h"
#include "indexer/ledger/article_texts.h"
#include "indexer/ledger/captures_again.h"
#include "indexer/ledger/content_tally.h"
#include "indexer/ledger/list_history.h"
#include "indexer/ledger/missing_article.h"
#include "indexer/ledger/text_spool.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What a commit begins with.
struct LedgerCommit {
  ledger::Ledger known;           ///< what earlier generations knew; empty where that is to be forgotten
  std::uint64_t generation = 0;   ///< of the index that is written
  std::filesystem::path scratch;  ///< folder for a file without a name, made when the first text comes
  std::uint32_t last_docid = 0;   ///< of the index before, where this one goes on from it
  Reading reading;                ///< how files are read, for captures that are to be read again
  std::uint8_t extractor = ledger::kExtractor;  ///< number of the rules that take out the texts
};

/// Writes a file of the ledger behind the first `kept` of the index before; what was behind them does not
/// count any more.
using PutLedgerFile = std::function<Status(const index::Produce& produce, std::size_t kept)>;

/// Writes into the ledger what a commit learns of articles: every text that comes, also those that the index
/// does not keep, what was edited between them, and what goes. The captures come in the order of the input
/// (admit), their texts from any thread (keep), and when the index is written, and before it is published,
/// all of it becomes one state file (write). Memory: about 90 bytes a capture.
class LedgerRecorder {
 public:
  explicit LedgerRecorder(LedgerCommit commit);
  LedgerRecorder(const LedgerRecorder&) = delete;
  LedgerRecorder& operator=(const LedgerRecorder&) = delete;

  static constexpr std::uint32_t kNothing = 0xFFFFFFFF;
  /// What is wanted of a capture.
  struct Wanted {
    std::uint32_t text = kNothing;  ///< number for keep(), kNothing when its text is known
    std::uint32_t capture =
        kNothing;  ///< number for keep_capture(), where it comes with what it was read from
  };
  /// A capture, before `article.captured` becomes that of the newest. `version` is its version_hash.
  Wanted admit(const Article& article, std::uint64_t version, const Registry::Decision& decision,
               const RawCapture& raw);
  /// The stored data of a capture that was admitted. Thread-safe.
  Status keep(std::uint32_t number, std::string_view stored);
  /// What it was read from (encode_raw), as a TextPacker packs it. Thread-safe.
  Status keep_capture(std::uint32_t number, std::string_view packed);
  void add_missing(MissingArticle missing) { missing_.push_back(std::move(missing)); }
  /// What a list page named, in the order of the input.
  void add_listing(const Listing& listing);
  /// Whether a version stood under many addresses instead of their articles. The first time reads all records
  /// of earlier generations.
  bool is_no_article(std::uint64_t version);
  /// A text that an article has had before, in this commit or in the index before it, which may be null. When
  /// all texts that were admitted are kept.
  Result<std::optional<Article>> earlier_text(ArticleId id, const index::IndexReader* before);
  /// Articles of the index before that are not in this one.
  void withdraw(const std::vector<std::uint32_t>& docids, ledger::Withdrawn why);

  /// An article of which every text is to be deleted for good, by all ids that it has.
  void purge(const std::vector<std::uint64_t>& ids);
  bool knows(std::uint64_t id) const { return !commit_.known.entries(id).empty(); }

  /// Of the stored data that were kept.
  void use_dictionary(std::shared_ptr<const index::StoredDictionary> dictionary) {
    dictionary_ = std::move(dictionary);
  }

  std::size_t memory_bytes() const {
    return captures_.capacity() * (sizeof(Capture) + sizeof(TextSpool::Place)) + newest_.memory_bytes() +
           contents_.memory_bytes();
  }

  /// What a commit ends with.
  struct End {
    const index::IndexReader* before = nullptr;  ///< the index before; may be null
    std::uint64_t articles = 0;                  ///< in the index
    bool whole = false;  ///< all articles of the index were admitted: others were withdrawn
    int threads = 1;
    std::int64_t written = 0;  ///< seconds since 1970
    std::string program = {};
  };
  /// Compares texts and writes the file, unless there is nothing to say; before it those that tell of
  /// articles that were purged, without that.
  Status write(const End& end, const PutLedgerFile& put);
  /// Whether earlier generations knew something.
  bool goes_on() const { return !commit_.known.empty(); }
  /// After write(): what the index will hold, empty where it is not known.
  std::string content() const { return root_ ? to_string(*root_) : std::string(); }

 private:
  struct Capture {
    std::uint64_t id = 0;
    std::uint64_t text = 0;
    std::uint64_t raw = 0;  ///< hash of what it was read from
    std::int32_t day = ledger::Record::kNoDay;
    std::uint32_t file = 0;
    std::uint32_t place = 0;
    std::uint32_t superseded = 0;  ///< docid of the index before whose text this one replaces
  };
  struct Gathered;

  Status add_captures(const End& end, const std::vector<std::uint32_t>& order);
  Result<std::optional<ArticleTexts>> texts_of(std::uint64_t id, std::span<const std::uint32_t> captures,
                                               const End& end);
  Gathered gathered(std::uint64_t id) const;
  void take_superseded(const Capture& capture, const index::IndexReader& before, Gathered& known);
  void take_capture(std::uint32_t number, Gathered& known);
  Result<std::optional<ArticleTexts>> unfinished(Gathered known, const End& end) const;
  bool is_capture_wanted(std::uint64_t id, std::uint64_t version);
  Status want_again(ArticleTexts& of, std::span<const std::uint32_t> captures,
                    std::vector<CaptureWanted>& out) const;
  void add_withdrawn(const Article* article, std::uint64_t id, ledger::Withdrawn why);
  Status add_all_withdrawn(const End& end, const std::vector<std::uint32_t>& order);
  void add_missing_record(const MissingArticle& missing);
  Status add_lists();
  Status add_list(std::uint64_t id);
  std::vector<std::uint32_t> by_id() const;
  std::uint64_t id_of(std::uint32_t capture) const { return captures_[capture].id; }
  void take_revisits(const End& end);
  std::uint64_t text_seen(const MissingArticle& revisit, std::span<const std::uint32_t> captures) const;
  Result<std::optional<ledger::ContentRoot>> root_after(const End& end);
  Status take_in(std::size_t first);

  LedgerCommit commit_;
  TextSpool spool_;
  ledger::LedgerFileWriter file_;
  ledger::TextPacker packer_;
  std::vector<Capture> captures_;
  std::mutex keeping_;
  std::vector<TextSpool::Place> kept_;  ///< by capture; under keeping_
  TextSpool capture_spool_;
  std::unordered_map<std::uint32_t, TextSpool::Place> kept_captures_;  ///< by capture; under keeping_
  std::set<std::pair<std::uint64_t, std::uint64_t>> captures_wanted_;  ///< ids and versions
  std::vector<std::pair<std::uint32_t, ledger::Withdrawn>> withdrawn_;
  std::optional<std::set<std::uint64_t>> no_articles_;  ///< versions; nullopt: not read yet
  std::set<std::uint64_t> gone_;                        ///< ids of articles that are withdrawn
  std::vector<MissingArticle> missing_;
  struct List {
    std::string address;
    std::vector<ListCapture> captures;
  };
  std::map<std::uint64_t, List> lists_;                         ///< by the id of the address of the page
  std::unordered_map<std::uint64_t, std::int32_t> last_named_;  ///< of articles, by any of these
  std::set<std::uint64_t> purged_;                              ///< ids
  std::shared_ptr<const index::StoredDictionary> dictionary_;
  ContentTally contents_;
  std::optional<ledger::ContentRoot> root_;
  HashSlots newest_;  ///< in captures_, by id
};

}  // namespace dateline::indexer
