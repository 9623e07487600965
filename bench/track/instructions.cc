#include "bench/track/instructions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "bench/record/environment.h"
#include "bench/support/child.h"
#include "bench/support/files.h"
#include "bench/track/index_both.h"
#include "bench/track/lasting_collection.h"
#include "indexer/readers/field_map.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kRecords = 2000;
constexpr std::uint64_t kSeed = 1997;
constexpr std::size_t kQuestions = 3;
/// What every shell is asked first, so that what it does once, at its first question, is in no count.
constexpr const char* kWarmUp = ":facets source year\nreport\n\"report of\"\n";
/// In which questions and indexing spend their instructions. Others may come and go without another ground.
constexpr std::array<std::string_view, 9> kLibraries{"libc.so",     "libm.so",     "libstdc++.",
                                                     "libxapian.",  "libicuuc.",   "libicudata.",
                                                     "libstemmer.", "libroaring.", "libz.so"};

/// A word as a shell reads it.
std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// Runs a command under callgrind with `input` as its standard input, answers thrown away.
Result<double> count(const std::vector<std::string>& command, const std::string& input,
                     const fs::path& file) {
  const fs::path script = file.string() + ".in";
  std::ofstream(script) << input;
  std::string line = fmt::format("exec valgrind --tool=callgrind --callgrind-out-file={}", quoted(file));
  for (const std::string& word : command) line += ' ' + quoted(word);
  line += fmt::format(" < {} > {} 2>&1", quoted(script), quoted(file.string() + ".out"));
  const auto run = run_child({"sh", "-c", line});
  if (!run) return fail(run.error());
  const auto total = callgrind_total(file);
  for (const char* ending : {"", ".in", ".out"}) fs::remove(file.string() + ending);
  return total;
}

struct Task {
  std::string name;  ///< of the class; empty: the shell alone
  std::string input;
  std::size_t questions = 0;
  Result<double> total = 0.0;
};

std::vector<Task> tasks_of(std::span<const Question> questions) {
  std::vector<Task> tasks{Task{"", kWarmUp}};
  for (const Question& question : questions) {
    if (question.way != Way::kShell) continue;
    if (tasks.back().name != question.query_class) {
      tasks.push_back({question.query_class, kWarmUp + question.settings + '\n'});
    }
    for (const std::string& line : question.before) tasks.back().input += line + '\n';
    tasks.back().input += question.line + '\n';
    ++tasks.back().questions;
  }
  return tasks;
}

/// The first lines of a file, into another one. How many there were.
std::size_t copy_lines(const fs::path& from, const fs::path& to, std::size_t most) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  std::size_t lines = 0;
  for (std::string line; lines < most && std::getline(in, line); ++lines) out << line << '\n';
  return lines;
}

/// For each class of the questions, on the index of the side.
Result<Instructions> count_asking(const Side& side, std::span<const Question> questions,
                                  const fs::path& scratch, const Progress& progress) {
  std::vector<Task> tasks = tasks_of(questions);
  std::atomic<std::size_t> next = 0;
  std::mutex talking;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      {
        const std::lock_guard lock(talking);
        progress(fmt::format("counting instructions of {}, {} of {}", side.name, i + 1, tasks.size()));
      }
      tasks[i].total = count({side.searcher().string(), "repl", "-i", side.index.string()}, tasks[i].input,
                             scratch / fmt::format("callgrind.{}", i));
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
      workers.emplace_back(work);
  }
  Instructions out;
  for (const Task& task : tasks) {
    if (!task.total) return fail(task.total.error());
    if (task.questions == 0) continue;
    out[task.name] = (*task.total - *tasks.front().total) / static_cast<double>(task.questions);
  }
  return out;
}

/// For an article while an index of `collection` is built: what the first half of it costs is taken off.
Result<double> count_building(const Side& side, const fs::path& collection, const fs::path& scratch) {
  constexpr std::size_t kMax = 400;
  Side apart = side;
  apart.index = scratch / "counted.idx";
  const fs::path part = scratch / "part.jsonl";
  const std::size_t lines = copy_lines(collection, part, kMax);
  std::array<double, 2> totals{};
  for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
    if (half == 0) copy_lines(collection, part, lines / 2);
    if (half == 1) copy_lines(collection, part, lines);
    fs::remove_all(apart.index);
    const auto total = count(build_command(apart, part, "", 1), "", scratch / "callgrind.build");
    if (!total) return fail(total.error());
    totals[half] = *total;
  }
  fs::remove_all(apart.index);
  fs::remove(part);
  return (totals[1] - totals[0]) / static_cast<double>(lines - lines / 2);
}

/// What is asked while instructions are counted.
struct Counted {
  fs::path collection;
  std::string hash;  ///< of collection and questions
  std::string query_class;
  std::vector<Question> questions;
};

Result<Counted> draw_counted(const std::string& query_class, const fs::path& scratch) {
  const auto collection = write_lasting_collection(kRecords, kSeed, scratch / "counted.jsonl");
  if (!collection) return fail(collection.error());
  const auto records = read_records(collection->file, indexer::FieldMap());
  if (!records) return fail(records.error());
  Counted out{collection->file, {}, query_class, draw_questions(*records, true, kQuestions, kSeed)};
  out.questions = of_class(std::move(out.questions), query_class);
  out.hash = collection->hash + kWarmUp + hash(out.questions);
  return out;
}

Result<Instructions> count(const Side& side, const Counted& asked, const fs::path& scratch,
                           const Progress& progress) {
  fs::remove_all(side.index);
  const auto built = run_child_to_success(build_command(side, asked.collection, "", 1));
  if (!built) return fail(built.error());
  auto counted = count_asking(side, asked.questions, scratch, progress);
  fs::remove_all(side.index);
  if (!counted || !asked.query_class.empty()) return counted;
  progress(fmt::format("counting instructions of {}, building", side.name));
  const auto article = count_building(side, asked.collection, scratch);
  if (!article) return fail(article.error());
  (*counted)[kBuildOfAnArticle] = *article;
  return counted;
}

/// What a count depends on, as the name of a file.
Result<std::string> key_of(const Counted& asked, const fs::path& programs) {
  std::string all = asked.hash + asked.query_class + ground_of(programs);
  for (const char* program : {"dateline-index", "dateline-search"}) {
    const auto bytes = read_file(programs / program);
    if (!bytes) return fail(bytes.error());
    all += *bytes;
  }
  return fmt::format("{:016x}", XXH3_64bits(all.data(), all.size()));
}

}  // namespace

bool can_count_instructions() {
  const auto run = run_child({"sh", "-c", "command -v valgrind > /dev/null"});
  return run && run->exit_code == 0;
}

std::string ground_of(const fs::path& programs) {
  const auto libraries = run_child({"ldd", (programs / "dateline-search").string()});
  std::vector<std::string> files;
  std::istringstream lines(libraries ? libraries->out : "");
  for (std::string line; std::getline(lines, line);) {
    const std::size_t path = line.find('/');
    const std::size_t end = line.find(" (", path);
    if (path == std::string::npos || end == std::string::npos) continue;
    if (std::ranges::none_of(kLibraries,
                             [&](std::string_view name) { return line.find(name) != std::string::npos; })) {
      continue;
    }
    std::error_code error;
    const fs::path file = fs::canonical(line.substr(path, end - path), error);
    if (!error) files.push_back(fmt::format("{} {}", file.string(), fs::file_size(file)));
  }
  std::ranges::sort(files);
  const std::string text = fmt::to_string(fmt::join(files, "\n"));
  const auto valgrind = run_child({"valgrind", "--version"});
  std::string version = valgrind ? valgrind->out : "";
  version.erase(std::min(version.find('\n'), version.size()));
  const bool avx2 = run_child_to_success({"grep", "-qw", "avx2", "/proc/cpuinfo"}).has_value();
  return fmt::format("{}, {}, libraries {:016x}{}", look_around().compiler, version,
                     XXH3_64bits(text.data(), text.size()), avx2 ? ", AVX2" : "");
}

Result<double> callgrind_total(const fs::path& file) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    for (const std::string_view name : {"summary:", "totals:"}) {
      if (line.starts_with(name)) return std::strtod(line.c_str() + name.size(), nullptr);
    }
  }
  return fail(ErrorKind::kInput, "callgrind counted nothing: " + file.string(), "does valgrind work here?");
}

Result<Instructions> count_instructions(const std::string& name, const fs::path& programs,
                                        const std::string& query_class, const fs::path& scratch,
                                        const Progress& progress, const fs::path& kept) {
  const auto asked = draw_counted(query_class, scratch);
  if (!asked) return fail(asked.error());
  const Side side{name, programs, scratch / "asked.idx"};
  if (kept.empty()) return count(side, *asked, scratch, progress);
  const auto key = key_of(*asked, programs);
  if (!key) return fail(key.error());
  const fs::path file = kept / (*key + ".json");
  if (const auto text = read_file(file)) {
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (json.is_object() && !json.empty()) return json.get<Instructions>();
  }
  auto counted = count(side, *asked, scratch, progress);
  if (!counted) return counted;
  fs::create_directories(kept);
  const Status written = write_file(file, nlohmann::json(*counted).dump());
  if (!written) return fail(written.error());
  return counted;
}

}  // namespace dateline::bench
