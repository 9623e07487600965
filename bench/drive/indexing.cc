#include "bench/drive/indexing.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "bench/support/child.h"
#include "common/index/index_reader.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

/// What the program says of a build.
struct Report {
  std::uint64_t articles = 0;
  std::uint64_t rejected = 0;
  std::uint64_t index_bytes = 0;
};

Result<Report> read_report(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const auto number = [&](const char* member) {
    return json.is_object() && json.contains(member) && json[member].is_number_unsigned()
               ? json[member].get<std::uint64_t>()
               : UINT64_MAX;
  };
  const Report report{number("articles"), number("rejected"), number("index_bytes")};
  if (std::max({report.articles, report.rejected, report.index_bytes}) == UINT64_MAX) {
    return fail(ErrorKind::kInput, "the indexer's report is not understood: " + text);
  }
  return report;
}

Result<std::uint64_t> articles_in(const fs::path& index) {
  const auto reader = index::IndexReader::open(index);
  if (!reader) return fail(reader.error());
  return reader->articles();
}

}  // namespace

Result<IndexingFigures> measure_build(const Indexer& indexer, const Collection& collection,
                                      const std::string& size, const fs::path& index, int threads,
                                      int repetitions) {
  IndexingFigures figures;
  figures.engine = "Dateline";
  figures.work = "build";
  figures.size = size;
  figures.input_bytes = collection.bytes;
  figures.threads = threads;
  std::vector<std::string> words{indexer.program.string(),
                                 "build",
                                 collection.file.string(),
                                 "-i",
                                 index.string(),
                                 "--threads",
                                 std::to_string(threads),
                                 "--output",
                                 "json",
                                 "--quiet"};
  if (!indexer.map.empty()) words.insert(words.end(), {"--map", indexer.map});
  for (int i = 0; i < repetitions; ++i) {
    fs::remove_all(index);
    const auto run = run_child_to_success(words);
    if (!run) return fail(run.error());
    const Result<Report> report = read_report(run->out);
    if (!report) return fail(report.error());
    if (collection.generated && (report->articles != collection.articles || report->rejected != 0)) {
      return fail(
          ErrorKind::kInput,
          fmt::format("the index of {} holds {} articles and {} were rejected; it should be {} and none",
                      collection.name, report->articles, report->rejected, collection.articles));
    }
    figures.articles = report->articles;
    figures.index_bytes = report->index_bytes;
    figures.seconds.push_back(run->seconds);
    figures.peak_bytes = std::max(figures.peak_bytes, run->peak_bytes);
  }
  return figures;
}

bool can_add(const Indexer& indexer) {
  const auto help = run_child({indexer.program.string(), "--help"});  // lists the commands, one a line
  return help && help->out.find("\n  add ") != std::string::npos;
}

Result<IndexingFigures> measure_add(const Indexer& indexer, const Collection& added, const std::string& size,
                                    const fs::path& index) {
  const Result<std::uint64_t> before = articles_in(index);
  if (!before) return fail(before.error());
  const auto run = run_child_to_success(
      {indexer.program.string(), "add", added.file.string(), "-i", index.string(), "--quiet"});
  if (!run) return fail(run.error());
  const Result<std::uint64_t> after = articles_in(index);
  if (!after) return fail(after.error());
  if (*after != *before + added.articles) {
    return fail(ErrorKind::kInput,
                fmt::format("the index grew from {} to {} articles by {}", *before, *after, added.articles));
  }
  IndexingFigures figures;
  figures.engine = "Dateline";
  figures.work = "add";
  figures.size = size;
  figures.articles = added.articles;
  figures.input_bytes = added.bytes;
  figures.threads = static_cast<int>(std::thread::hardware_concurrency());
  figures.seconds = {run->seconds};
  figures.peak_bytes = run->peak_bytes;
  return figures;
}

Repeating::Repeating(std::function<Status()> work)
    : thread_([this, work = std::move(work)] {
        while (!stopping_ && outcome_) {
          outcome_ = work();
          if (outcome_) ++finished_;
        }
      }) {}

Repeating::~Repeating() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

Result<std::uint64_t> Repeating::stop() {
  stopping_ = true;
  thread_.join();
  if (!outcome_) return fail(outcome_.error());
  return finished_;
}

}  // namespace dateline::bench
