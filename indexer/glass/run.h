#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/glass/docid_set.h"
#include "indexer/glass/storage.h"

/// Sorted runs: what a worker has gathered, in the order of the tables, as one stream of bytes. A run comes
/// from memory or from a scratch file; reader and merger do not see the difference.
///
///   run    = entry* 00
///   entry  = kind byte, sized key, varint documents, varint collection frequency, record*, 00
///   record = varint docid gap (>= 1), then by the kind of entry: varint length; sized bytes; or for a term
///   varint
///            wdf * 4 + form of the positions, then 0: nothing, 1: varint position, 2: sized position list
namespace dateline::indexer::glass {

/// What an entry holds; the order of the numbers is the order of the entries.
enum class RunKind : std::uint8_t {
  kEnd = 0,
  kForms = 1,    ///< of the stem that is the key: words (index::encode_forms) under the last docid of the run
  kValues = 2,   ///< of the slot whose varint is the key: docid -> value
  kLengths = 3,  ///< docid -> document length
  kTerm =
      4,  ///< of the term that is the key: docid -> wdf, position list as stored (empty without positions)
  kDocuments = 5,  ///< docid -> what a table by document stores
};

/// How the positions of a posting stand in a run.
enum class PositionsAs : std::uint8_t { kNone = 0, kOne = 1, kList = 2 };

/// What a reader of runs is after.
enum class RunPart {
  kAll,
  kPositions,  ///< terms alone, and of those the records with positions
};

/// Bytes in order, in pieces. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// 1..`size` bytes; 0 only at the end.
  virtual Result<std::size_t> read(char* out, std::size_t size) = 0;
};

/// A part of a file, which outlives this object.
class FileRegion final : public ByteSource {
 public:
  FileRegion(const File& file, std::uint64_t offset, std::uint64_t size)
      : file_(file), at_(offset), end_(offset + size) {}
  Result<std::size_t> read(char* out, std::size_t size) override;

 private:
  const File& file_;
  std::uint64_t at_;
  std::uint64_t end_;
};

void append_run_header(std::string& out, RunKind kind, std::string_view key, std::uint64_t documents,
                       std::uint64_t collection);

struct RunRecord {
  std::uint32_t docid = 0;
  std::uint64_t number = 0;  ///< length or wdf
  std::string_view bytes;    ///< valid until the next call to the reader or merger
};

/// Reads one run: next_key(), then next_record() until false, and again. The first error sticks. Not
/// thread-safe.
class RunReader {
 public:
  /// Buffers `window_bytes` at a time, more only for a single record that is longer.
  RunReader(std::unique_ptr<ByteSource> source, std::size_t window_bytes, RunPart part = RunPart::kAll);

  /// The next entry; false at the end or on error.
  bool next_key();
  /// The next record of the entry; false at its end or on error.
  bool next_record();

  RunKind kind() const { return kind_; }
  const std::string& key() const { return key_; }
  std::uint64_t documents() const { return documents_; }
  std::uint64_t collection() const { return collection_; }
  const RunRecord& record() const { return record_; }
  const Status& status() const { return status_; }

 private:
  /// Makes `bytes` contiguous bytes readable, or all that are left.
  void refill(std::size_t bytes);
  void need(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) refill(bytes);
  }
  bool read_key();
  bool read_record();
  bool read_term_record(std::uint64_t number);
  bool read_bytes(std::uint64_t size);
  std::uint64_t varint();
  bool broken();

  std::unique_ptr<ByteSource> source_;
  std::vector<char> window_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  bool exhausted_ = false;
  RunPart part_;
  RunKind kind_ = RunKind::kEnd;
  std::string key_;
  std::uint64_t documents_ = 0;
  std::uint64_t collection_ = 0;
  RunRecord record_;
  Status status_;
};

/// Reads many runs as one: keys in order, each once, and under each key the records of all runs by docid. No
/// two runs hold the same docid under one key. Not thread-safe.
class RunMerger {
 public:
  /// Leaves out the records of the docids in `dropped`, which outlives the merger, except forms.
  RunMerger(std::vector<std::unique_ptr<RunReader>> readers, const DocidSet& dropped);

  bool next_key();
  bool next_record();

  RunKind kind() const { return active_.front()->kind(); }
  const std::string& key() const { return active_.front()->key(); }
  /// Sums over the runs, dropped documents included.
  std::uint64_t documents() const { return documents_; }
  std::uint64_t collection() const { return collection_; }
  const RunRecord& record() const { return current_->record(); }
  /// The first error of any run. Look at it when next_key() has returned false.
  Status status() const;

 private:
  bool advance();
  void choose();

  std::vector<std::unique_ptr<RunReader>> readers_;
  const DocidSet& dropped_;
  std::vector<RunReader*> by_key_;    ///< heap: the smallest key in front
  std::vector<RunReader*> active_;    ///< the runs that have the current key
  std::vector<RunReader*> by_docid_;  ///< heap: those of them with records left, except current_
  RunReader* current_ = nullptr;
  std::uint64_t documents_ = 0;
  std::uint64_t collection_ = 0;
  bool primed_ = false;
};

}  // namespace dateline::indexer::glass
