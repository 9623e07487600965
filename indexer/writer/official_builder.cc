#include "indexer/writer/official_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/word_forms.h"
#include "common/index/xapian_wall.h"
#include "common/text/stemmer.h"
#include "indexer/writer/xapian_document.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// Measured: 100 to 250 documents a database build fastest, Xapian's inverter slows down beyond.
constexpr std::uint32_t kDocumentsPerPart = 200;
/// Each open part takes up to five file descriptors while it is merged.
constexpr std::size_t kPartsPerMerge = 100;

struct Part {
  std::uint32_t first = 0;  ///< docid
  fs::path path;
};

class OfficialBuilder final : public IndexBuilder {
 public:
  OfficialBuilder(fs::path target, fs::path scratch, int workers)
      : target_(std::move(target)),
        scratch_(std::move(scratch)),
        workers_(static_cast<std::size_t>(workers)) {}

  ~OfficialBuilder() override {
    std::error_code ignored;
    workers_.clear();
    fs::remove_all(scratch_, ignored);
  }

  Status add(int number, std::uint32_t docid, const IndexDocument& document) override {
    Worker& worker = workers_[static_cast<std::size_t>(number)];
    return index::guard([&] {
      if (worker.open && (docid != worker.last + 1 || worker.count >= kDocumentsPerPart)) close(worker);
      if (!worker.open) open(worker, number, docid);
      worker.open->replace_document(docid, to_xapian(document));
      worker.last = docid;
      ++worker.count;
      collect_forms(document, worker.stemmers, worker.forms);
      if (may_be_unreadable(document)) worker.risky.push_back(docid);
    });
  }

  void drop(std::uint32_t docid) override {
    const std::lock_guard lock(dropping_);
    dropped_.push_back(docid);
  }

  void set_metadata(std::string_view key, std::string_view value) override {
    metadata_.emplace_back(key, value);
  }

  Result<BuildCounts> finish() override {
    std::sort(dropped_.begin(), dropped_.end());
    Result<BuildCounts> counts = index::guard([&] {
      merge_all();
      return complete();
    });
    if (!counts) return counts;
    if (const Status readable = read_back_risky(); !readable) return fail(readable.error());
    return counts;
  }

 private:
  struct Worker {
    std::optional<Xapian::WritableDatabase> open;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t count = 0;
    text::StemmerSet stemmers;
    index::FormsByStem forms;
    std::vector<std::uint32_t> risky;  ///< docids of documents that the library may leave unreadable
    int number = 0;
    fs::path path;
    std::vector<Part> parts;
  };

  /// Leaves no database where nothing was added.
  void merge_all() {
    std::vector<Part> parts;
    for (Worker& worker : workers_) {
      if (worker.open) close(worker);
      std::move(worker.parts.begin(), worker.parts.end(), std::back_inserter(parts));
    }
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.first < b.first; });
    for (int round = 0; parts.size() > kPartsPerMerge; ++round) parts = merge_groups(std::move(parts), round);
    if (!parts.empty()) merge(parts.data(), parts.size(), target_);
  }

  /// Drops what is to be dropped, writes metadata and forms, and closes the database.
  BuildCounts complete() {
    Xapian::WritableDatabase database(target_.string(), Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
    for (const std::uint32_t docid : dropped_) database.delete_document(docid);
    for (const auto& [key, value] : metadata_) database.set_metadata(key, value);
    for (const Worker& worker : workers_) add_forms(worker.forms, database);
    database.commit();
    BuildCounts counts;
    counts.documents = database.get_doccount();
    counts.last_docid = static_cast<std::uint32_t>(database.get_lastdocid());
    database.close();
    // Only for the summary: what cannot be counted is left out.
    std::error_code error;
    for (fs::directory_iterator entry(target_, error), end; !error && entry != end; entry.increment(error)) {
      std::error_code uncounted;
      const std::uint64_t bytes = entry->is_regular_file(uncounted) ? entry->file_size(uncounted) : 0;
      if (!uncounted) counts.bytes += bytes;
    }
    return counts;
  }

  /// See may_be_unreadable.
  Status read_back_risky() const {
    for (const Worker& worker : workers_) {
      for (const std::uint32_t docid : worker.risky) {
        if (std::binary_search(dropped_.begin(), dropped_.end(), docid)) continue;
        const auto read = index::guard([&] { read_back(Xapian::Database(target_.string()), docid); });
        if (read) continue;
        return fail(ErrorKind::kIndex,
                    fmt::format("Xapian cannot read back document {}: {}", docid, read.error().what),
                    "build with --builder bulk, which stores such documents readably");
      }
    }
    return {};
  }

  void open(Worker& worker, int number, std::uint32_t docid) {
    fs::create_directories(scratch_);
    worker.path = scratch_ / fmt::format("part-{}-{}", number, worker.number++);
    worker.open.emplace(worker.path.string(),
                        Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
    worker.first = docid;
    worker.count = 0;
  }

  void close(Worker& worker) {
    worker.open->commit();
    worker.open.reset();
    worker.parts.push_back({worker.first, worker.path});
  }

  static void merge(const Part* parts, std::size_t count, const fs::path& to) {
    Xapian::Database all;
    for (std::size_t i = 0; i < count; ++i) all.add_database(Xapian::Database(parts[i].path.string()));
    all.compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::STANDARD);
    all.close();
    for (std::size_t i = 0; i < count; ++i) fs::remove_all(parts[i].path);
  }

  std::vector<Part> merge_groups(std::vector<Part> parts, int round) const {
    std::vector<Part> merged;
    for (std::size_t i = 0; i < parts.size(); i += kPartsPerMerge) {
      const Part part{parts[i].first, scratch_ / fmt::format("merge-{}-{}", round, merged.size())};
      merge(&parts[i], std::min(kPartsPerMerge, parts.size() - i), part.path);
      merged.push_back(part);
    }
    return merged;
  }

  fs::path target_;
  fs::path scratch_;
  std::vector<Worker> workers_;
  std::mutex dropping_;
  std::vector<std::uint32_t> dropped_;  ///< ascending from finish() on
  std::vector<std::pair<std::string, std::string>> metadata_;
};

}  // namespace

std::unique_ptr<IndexBuilder> make_official_builder(fs::path target, fs::path scratch, int workers) {
  return std::make_unique<OfficialBuilder>(std::move(target), std::move(scratch), workers);
}

}  // namespace dateline::indexer
