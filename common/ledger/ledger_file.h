#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/files.h"
#include "common/index/write_file.h"
#include "common/ledger/record.h"
#include "common/ledger/text_packer.h"
#include "common/result.h"

namespace dateline::ledger {

/// What to do about a ledger of which a file is missing or damaged.
inline constexpr const char* kRestoreLedger =
    "restore it from a copy, or forget the history with 'dateline-index build --forget-history'";

/// Collects what one commit has to say, or several, and writes it as a file that never changes. Not
/// thread-safe. The format is described in docs/index-layout.md.
class LedgerFileWriter {
 public:
  LedgerHead head;                 ///< of the newest commit
  std::vector<LedgerHead> before;  ///< of those before it, newest first: Record::age - 1 is a place here

  /// The number of a string, 0 for the empty one.
  std::uint32_t string(std::string_view text);
  /// The number of a list of names, from 1; 0 for an empty list.
  std::uint32_t names(const std::vector<NameChange>& names);
  /// The number of a text, from 1, packed by a TextPacker. `base` is the version hash of the text of the same
  /// article that it was packed with, which must be kept before it; 0: none.
  std::uint32_t text(std::string_view frame, std::uint64_t base);
  /// The same of bytes that stay where they are until write() has ended.
  std::uint32_t text_there(std::string_view frame, std::uint64_t base);
  /// The same of bytes that `read_later` gives by their place.
  std::uint32_t text_later(std::uint64_t place, std::uint32_t bytes);
  std::function<Result<std::string>(std::uint64_t place, std::uint32_t bytes)> read_later;
  void add(const Record& record) { records_.push_back(record); }
  bool empty() const { return records_.empty(); }
  /// About as many as write() will write.
  std::uint64_t bytes() const;

  /// The bytes of the file, to be called once.
  Status write(const index::Sink& sink);

 private:
  std::string names_from(std::size_t first) const;
  struct Text {
    enum class In : std::uint8_t { kFrames, kMemory, kElsewhere };
    In in;
    std::uint64_t place;  ///< in frames_; elsewhere: for read_later
    std::uint64_t bytes;
    std::uint64_t base;
    const char* memory = nullptr;
  };
  std::uint32_t add_text(Text text);
  Status write_texts(const index::Sink& sink) const;
  std::vector<Record> records_;
  std::vector<std::string> strings_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<std::vector<NameChange>> names_;
  std::vector<Text> texts_;
  std::string frames_;
  std::uint64_t text_bytes_ = 0;
  TextPacker packer_;
};

/// When records are compared with their checksums.
enum class LedgerChecks : std::uint8_t {
  kAtOnce,    ///< all of them when a file is opened
  kWhenRead,  ///< each when it is read: for who asks for few, and asks for `is_damaged` afterwards
};

/// A ledger file, mapped into memory. Immutable, thread-safe.
class LedgerFile {
 public:
  /// Reads the head, which must be sound, and with kAtOnce all records; texts and names have checksums of
  /// their own. An Index error when the file is missing, damaged or of another format.
  static Result<LedgerFile> open(const std::filesystem::path& file,
                                 LedgerChecks checks = LedgerChecks::kAtOnce);
  /// The same of a file that is mapped already; `file` is its name in messages.
  static Result<LedgerFile> open(index::MappedFile mapped, const std::filesystem::path& file,
                                 LedgerChecks checks = LedgerChecks::kAtOnce);

  /// Whether a record that was read is damaged; such a record is empty.
  bool is_damaged() const { return checked_->damaged; }

  /// Of the commits that wrote it, newest first: that of a record stands at its age. Never empty.
  const std::vector<LedgerHead>& heads() const { return heads_; }
  const LedgerHead& head() const { return heads_.front(); }
  std::uint64_t bytes() const { return mapped_.bytes.size(); }
  /// Of the whole file, which is read for it: XXH3-64.
  std::uint64_t hash() const;
  std::size_t size() const { return records_; }
  /// Records ascend by id; those of one article stand in the order in which they were written.
  Record record(std::size_t i) const;
  std::uint64_t id(std::size_t i) const;
  Event event(std::size_t i) const;
  /// [first, last) of an article.
  std::pair<std::size_t, std::size_t> range(std::uint64_t id) const;

  Result<std::string> string(std::uint32_t number) const;
  Result<std::vector<NameChange>> names(std::uint32_t number) const;
  /// A packed text, and the version hash of the one that it needs, 0 for none.
  struct Frame {
    std::string_view bytes;
    std::uint64_t base = 0;
  };
  Result<Frame> frame(std::uint32_t number) const;

 private:
  /// Some lists of names, which are unpacked when one of them is first asked for: most never are.
  struct NameLists {
    std::once_flag once;
    std::string_view packed;
    std::string bytes;
    std::vector<std::string_view> lists;  ///< in `bytes`, as they were written; none where they are damaged
  };
  struct Tables {
    std::string bytes;
    std::vector<std::string_view> strings;  ///< in `bytes`
    std::uint64_t names = 0;                ///< lists
    std::unique_ptr<NameLists[]> name_lists;
  };
  /// Blocks of records and of text rows that were compared with their checksums.
  struct Checked {
    std::unique_ptr<std::atomic<bool>[]> blocks;
    std::atomic<bool> damaged = false;
  };

  bool is_sound(std::size_t block) const;
  std::string_view row(std::size_t i) const;
  std::string_view text_row(std::size_t i) const;
  Status read_tables(std::string_view packed);

  index::MappedFile mapped_;
  std::vector<LedgerHead> heads_;
  std::size_t records_ = 0;
  std::size_t texts_ = 0;
  std::string_view rows_;
  std::string_view text_rows_;
  std::string_view checks_;
  std::string_view frames_;
  std::shared_ptr<const Tables> tables_;
  std::shared_ptr<Checked> checked_;
};

}  // namespace dateline::ledger
