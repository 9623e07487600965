// Prints what becomes of every file below a folder: records, articles, duplicates, rejects, warnings and
// skipped records, file by file, then the reasons. Each file is read as `build` reads it, without an index
// being written. Usage: ingest_table [--each] FOLDER [title=MEMBER,…]
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/commit/build_index.h"
#include "indexer/sources/packing.h"

namespace {

namespace fs = std::filesystem;
using namespace dateline;

indexer::BuildReport read(const std::vector<std::string>& inputs, const indexer::FieldMap& map) {
  indexer::BuildOptions options;
  options.inputs = inputs;
  options.map = map;
  options.dry_run = true;
  std::istringstream nothing;
  Result<indexer::BuildReport> report = indexer::build_index(options, nothing);
  if (!report) {
    std::cerr << report.error().what << '\n';
    std::exit(1);
  }
  return std::move(*report);
}

std::uint64_t sum(const indexer::SkipCounts& counts) {
  std::uint64_t all = 0;
  for (const auto& [reason, count] : counts) all += count;
  return all;
}

void print_counts(const std::string& name, const indexer::BuildReport& r) {
  std::cout << fmt::format("{:<46} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n", name, r.records, r.articles,
                           r.duplicates, r.rejected, sum(r.skipped), r.warnings);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto each = std::find(arguments.begin(), arguments.end(), "--each");
  const bool file_by_file = each != arguments.end();
  if (file_by_file) arguments.erase(each);
  if (arguments.empty() || arguments.size() > 2) {
    std::cerr << "usage: ingest_table [--each] FOLDER [MAP]\n";
    return 2;
  }
  const Result<indexer::FieldMap> map = indexer::FieldMap::parse(arguments.size() > 1 ? arguments[1] : "");
  if (!map) {
    std::cerr << map.error().what << '\n';
    return 2;
  }
  const fs::path root = arguments[0];
  // A folder of many captures is one row, unless every file is asked for; other files have a row each.
  std::map<std::string, std::vector<std::string>> rows;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const fs::path relative = entry.path().lexically_relative(root);
    const std::string name = relative.filename().string();
    const auto format = indexer::format_by_ending(name);
    const bool capture = format == indexer::Format::kText || format == indexer::Format::kHtml;
    const bool together = capture && !file_by_file && !indexer::has_archive_ending(name);
    rows[together ? (relative.parent_path() / "*").string() : relative.string()].push_back(
        entry.path().string());
  }
  std::cout << fmt::format("{:<46} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "file", "records", "articles",
                           "same", "rejects", "skipped", "warnings");
  std::map<std::string, std::uint64_t> reasons;
  indexer::SkipCounts skipped;
  bool adds_up = true;
  for (auto& [name, files] : rows) {
    std::sort(files.begin(), files.end());
    const indexer::BuildReport report = read(files, *map);
    print_counts(name, report);
    for (const auto& [reason, count] : report.reasons) reasons[reason] += count;
    for (const auto& [reason, count] : report.skipped) skipped[reason] += count;
    adds_up = adds_up &&
              report.records == report.articles + report.duplicates + report.rejected + sum(report.skipped);
  }
  std::cout << "\nrejects and warnings by reason\n";
  for (const auto& [reason, count] : reasons) std::cout << fmt::format("{:>8} {}\n", count, reason);
  std::cout << "\nskipped by reason\n";
  for (const auto& [reason, count] : skipped) std::cout << fmt::format("{:>8} {}\n", count, reason);
  if (!adds_up) {
    std::cerr << "the counts of a file do not add up\n";
    return 1;
  }
  return 0;
}
