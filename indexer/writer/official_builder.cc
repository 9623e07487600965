#include "indexer/writer/official_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/index/xapian_wall.h"
#include "indexer/writer/xapian_builder.h"
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

class OfficialBuilder final : public XapianBuilder {
 public:
  OfficialBuilder(fs::path target, fs::path scratch, int workers)
      : XapianBuilder(std::move(target), "build with --builder bulk, which stores such documents readably"),
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
      take_note(docid, document, worker.notes);
    });
  }

  Result<BuildCounts> finish() override {
    const Status merged = index::guard([&] { merge_all(); });
    if (!merged) return fail(merged.error());
    std::vector<const Notes*> notes;
    for (const Worker& worker : workers_) notes.push_back(&worker.notes);
    return complete(
        [this] {
          return Xapian::WritableDatabase(path().string(),
                                          Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
        },
        notes);
  }

 private:
  struct Worker {
    std::optional<Xapian::WritableDatabase> open;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t count = 0;
    Notes notes;
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
    if (!parts.empty()) merge(parts.data(), parts.size(), path());
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

  fs::path scratch_;
  std::vector<Worker> workers_;
};

}  // namespace

std::unique_ptr<IndexBuilder> make_official_builder(fs::path target, fs::path scratch, int workers) {
  return std::make_unique<OfficialBuilder>(std::move(target), std::move(scratch), workers);
}

}  // namespace dateline::indexer
