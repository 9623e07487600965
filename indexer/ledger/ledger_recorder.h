#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/index/index_reader.h"
#include "common/index/stored_data.h"
#include "common/ledger/compare.h"
#include "common/ledger/ledger.h"
#include "common/ledger/record.h"
#include "common/result.h"
#include "indexer/identity/registry.h"
#include "indexer/ledger/text_spool.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What a commit begins with.
struct LedgerCommit {
  std::filesystem::path index;
  std::uint64_t live = 0;         ///< generation of the index before; 0: there is none
  std::uint64_t next = 0;         ///< that of the index that is written
  std::filesystem::path scratch;  ///< folder for a file without a name, made when the first text comes
  std::uint32_t last_docid = 0;   ///< of the index before, where this one goes on from it
  bool forget = false;            ///< leave out what earlier generations knew
};

/// An address that did not give its article when it was tried, or a list that named it.
struct MissingArticle {
  ArticleId id;
  ledger::Missing missing = ledger::Missing::kGone;
  std::optional<dates::Day> day;
  std::uint16_t status = 0;
  std::string address;
  bool unchanged = false;  ///< see MissingPage
  std::optional<dates::Day> same_as = {};
};

/// The article that an address, perhaps one of a web archive, stands for.
MissingArticle missing_article(const MissingPage& page);

/// Writes into the ledger what a commit learns of articles: every text that comes, also those that the index
/// does not keep, what was edited between them, and what goes. The captures come in the order of the input
/// (admit), their texts from any thread (keep), and when the index is written, and before it is published,
/// all of it becomes one file (write). Memory: about 80 bytes a capture.
class LedgerRecorder {
 public:
  /// Opens what is known and sweeps what unfinished commits left. Holds the lock of the writer.
  static Result<std::unique_ptr<LedgerRecorder>> begin(LedgerCommit commit);
  LedgerRecorder() = default;
  LedgerRecorder(const LedgerRecorder&) = delete;
  LedgerRecorder& operator=(const LedgerRecorder&) = delete;

  static constexpr std::uint32_t kNothing = 0xFFFFFFFF;
  /// A capture, before `article.captured` becomes that of the newest. `version` is its version_hash. The
  /// number for keep(), or kNothing when its text is known.
  std::uint32_t admit(const Article& article, std::uint64_t version, const Registry::Decision& decision);
  /// The stored data of a capture that was admitted. Thread-safe.
  Status keep(std::uint32_t number, std::string_view stored);
  void add_missing(MissingArticle missing) { missing_.push_back(std::move(missing)); }
  /// Articles of the index before that are not in this one.
  void withdraw(const std::vector<std::uint32_t>& docids, ledger::Withdrawn why);

  /// An article of which every text is to be deleted for good, by all ids that it has.
  void purge(const std::vector<std::uint64_t>& ids);
  bool knows(std::uint64_t id) const { return !known_.entries(id).empty(); }

  /// Of the stored data that were kept.
  void use_dictionary(std::shared_ptr<const index::StoredDictionary> dictionary) {
    dictionary_ = std::move(dictionary);
  }

  std::size_t memory_bytes() const {
    return captures_.capacity() * (sizeof(Capture) + sizeof(TextSpool::Place)) + newest_.memory_bytes() +
           by_docid_.capacity() * sizeof(by_docid_[0]);
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
  /// Compares texts and writes the file; it counts once the index is published. Nothing is written when there
  /// is nothing to say.
  Status write(const End& end);
  /// After the index was published. Else what was written does not count, and the next commit
  /// removes it.
  Status published();
  /// Whether earlier generations knew something.
  bool goes_on() const { return !known_.empty(); }
  /// After write(): what the index will hold, empty where it is not known.
  std::string content() const { return root_ ? to_string(*root_) : std::string(); }
  /// The file that write() makes.
  std::filesystem::path file() const;
  /// Of the ledger, with the file that was written.
  std::uint64_t bytes() const { return known_.bytes() + bytes_; }

 private:
  struct Capture {
    std::uint64_t id = 0;
    std::uint64_t text = 0;
    std::int32_t day = ledger::Record::kNoDay;
    std::uint32_t file = 0;
    std::uint32_t place = 0;
    std::uint32_t superseded = 0;  ///< docid of the index before whose text this one replaces
  };
  class Work;

  Result<std::unique_ptr<Work>> job_of(std::uint64_t id, std::span<const std::uint32_t> captures,
                                       const End& end);
  Status work(std::vector<std::unique_ptr<Work>>& jobs, const End& end);
  Status work_one(Work& job, ledger::Comparer& comparer, ledger::TextPacker& packer) const;
  Status add_withdrawn(const End& end, const std::vector<std::uint32_t>& order,
                       std::set<std::uint64_t>& gone);
  void add_missing_record(const MissingArticle& missing);
  std::vector<std::uint32_t> by_id() const;
  void take_revisits(const End& end);
  std::uint64_t text_seen(const MissingArticle& revisit, std::span<const std::uint32_t> captures) const;
  void drop(std::uint32_t docid);
  Result<std::optional<ledger::ContentRoot>> root_after(const End& end);

  LedgerCommit commit_;
  ledger::Ledger known_;
  TextSpool spool_;
  ledger::LedgerFileWriter file_;
  std::vector<Capture> captures_;
  std::mutex keeping_;
  std::vector<TextSpool::Place> kept_;  ///< by capture; under keeping_
  std::vector<std::pair<std::uint32_t, ledger::Withdrawn>> withdrawn_;
  std::vector<MissingArticle> missing_;
  std::set<std::uint64_t> purged_;  ///< ids
  std::shared_ptr<const index::StoredDictionary> dictionary_;
  std::uint64_t bytes_ = 0;
  std::optional<ledger::ContentRoot> root_;
  ledger::ContentRoot added_;                                      ///< by articles of this commit
  std::vector<std::pair<std::uint64_t, std::uint64_t>> by_docid_;  ///< id and text of these
  std::vector<std::uint32_t> dropped_;                             ///< docids of the index before
  HashSlots newest_;                                               ///< in captures_, by id
};

}  // namespace dateline::indexer
