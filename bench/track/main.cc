// bench_track: what became of latency from commit to commit. `./dev bench against`, `budget`, `history` and
// `bisect` call it. Needs nothing of the engine: it drives the programs.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <exception>
#include <iostream>

#include "bench/record/environment.h"
#include "bench/support/files.h"
#include "bench/support/scratch_folder.h"
#include "bench/track/against.h"
#include "bench/track/bisect.h"
#include "bench/track/budget.h"
#include "bench/track/history.h"
#include "bench/track/instructions.h"
#include "bench/track/revision.h"
#include "bench/track/selftest.h"
#include "bench/track/trend_chart.h"

namespace {

namespace fs = std::filesystem;
using namespace dateline::bench;
using dateline::fail;
using dateline::Result;

const fs::path kSource = DATELINE_SOURCE_DIR;
constexpr const char* kHistory = "bench/history.jsonl";
constexpr std::size_t kDayLength = 10;

int report(const dateline::Error& error) {
  std::cerr << "error: " << error.what << '\n';
  if (!error.hint.empty()) std::cerr << "  " << error.hint << '\n';
  return static_cast<int>(dateline::exit_code(error.kind));
}

/// Says what is being done, and since when.
Progress progress_on(std::ostream& out) {
  const auto start = std::chrono::steady_clock::now();
  return [&out, start](const std::string& what) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    out << fmt::format("{:6.1f} s  {}\n", seconds, what) << std::flush;
  };
}

/// The programs beside this one: what is in the working tree.
fs::path own_programs() { return fs::read_symlink("/proc/self/exe").parent_path(); }

/// How a revision is called in tables: its commit, or the folder that it is.
std::string name_of(const std::string& revision) {
  const auto commit = fs::is_directory(revision) ? Result<std::string>(revision) : commit_of(revision);
  return commit ? *commit : revision;
}

/// Measures `after` against `before`; an empty `after` is the working tree.
Result<Against> measure(const std::string& before, const std::string& after, const AgainstOptions& options) {
  const Progress progress = progress_on(std::cerr);
  const auto old_programs = programs_of(before, progress);
  if (!old_programs) return fail(old_programs.error());
  const auto new_programs = after.empty() ? Result<fs::path>(own_programs()) : programs_of(after, progress);
  if (!new_programs) return fail(new_programs.error());
  const ScratchFolder scratch;
  AgainstOptions keeping = options;
  keeping.kept_counts = kSource / "build/bench/counts";
  const std::string now = after.empty() ? look_around().commit : name_of(after);
  return measure_against({name_of(before), now}, {*old_programs, *new_programs}, keeping, scratch.path(),
                         progress);
}

/// 0: nothing is worse, 1: something is, else the error's code.
int against(const std::string& before, const std::string& after, const AgainstOptions& options) {
  const auto measured = measure(before, after, options);
  if (!measured) return report(measured.error());
  std::cout << text_of(*measured);
  return measured->worse() ? 1 : 0;
}

/// The commit whose programs the line tells of: with the changes that came with it, where there were some.
std::string revision_of(const HistoryLine& line, std::size_t number) {
  if (!line.changed) return line.commit;
  const std::string commit = commit_of_line(kHistory, number);
  return commit.empty() ? line.commit : commit;
}

int draw_charts(const std::vector<HistoryLine>& lines) {
  fs::create_directories(kSource / "bench/charts");
  for (const auto& [name, text] : trend_charts(lines)) {
    if (const auto written = write_file(kSource / "bench/charts" / name, text); !written) {
      return report(written.error());
    }
  }
  return 0;
}

dateline::Error no_valgrind() {
  return {dateline::ErrorKind::kSystem, "valgrind is not installed; without it no instructions are counted",
          "apt-get install valgrind"};
}

int add_line(const std::string& revision, const std::string& note, const AgainstOptions& options) {
  if (!can_count_instructions()) return report(no_valgrind());
  auto lines = read_history_lines(kSource / kHistory);
  if (!lines) return report(lines.error());
  const bool first = lines->empty();
  const std::string now = revision.empty() ? std::string() : revision;
  // The first line has nothing before it: it is measured against itself.
  const std::string before =
      first ? (now.empty() ? own_programs().string() : now) : revision_of(lines->back(), lines->size());
  const auto measured = measure(before, now, options);
  if (!measured) return report(measured.error());
  std::cout << text_of(*measured);
  HistoryLine line = line_of(*measured, first);
  const Environment environment = look_around();
  line.day = environment.date.substr(0, kDayLength);
  line.machine = machine_name(environment);
  line.changed = now.empty() && environment.changed;
  line.subject = subject_of(line.commit);
  line.note = note;
  if (!first) line.before = lines->back().commit;
  if (const auto added = append_line(kSource / kHistory, line); !added) return report(added.error());
  lines->push_back(line);
  return draw_charts(*lines);
}

/// 0: kept, 1: not kept, else the error's code.
int budget() {
  const auto lines = read_history_lines(kSource / kHistory);
  if (!lines) return report(lines.error());
  if (lines->empty()) {
    return report({dateline::ErrorKind::kUsage, "the history has no line", "./dev bench history add"});
  }
  if (!can_count_instructions()) return report(no_valgrind());
  const ScratchFolder scratch;
  const auto counted =
      count_instructions("this build", own_programs(), "", scratch.path(), progress_on(std::cerr));
  if (!counted) return report(counted.error());
  const std::string ground = ground_of(own_programs());
  const Budget checked = check_budget(lines->back(), *counted, ground);
  std::cout << text_of(checked, lines->back(), ground);
  return checked.kept() ? 0 : 1;
}

/// By how much a class costs more: its instructions where they were counted and tell, else its time.
double cost_of(const Against& measured, bool by_instructions) {
  double logs = 0;
  for (const ClassAgainst& of : measured.classes) {
    logs += std::log(by_instructions ? of.instruction_ratio().value_or(1) : of.change.ratio);
  }
  return std::exp(logs / static_cast<double>(measured.classes.size()));
}

int bisect(const std::string& good, const std::string& bad, const AgainstOptions& options) {
  const auto commits = commits_between(good, bad);
  if (!commits) return report(commits.error());
  const auto whole = measure(good, bad, options);
  if (!whole) return report(whole.error());
  std::cout << text_of(*whole);
  if (!whole->worse()) {
    std::cout << fmt::format("{} is no slower than {}: there is nothing to look for.\n", bad, good);
    return 0;
  }
  const bool by_instructions = cost_of(*whole, true) > kMoreInstructions;
  // Nearer to the good one or nearer to the bad one.
  const double limit = std::sqrt(cost_of(*whole, by_instructions));
  const auto found = find_first_bad(commits->size(), [&](std::size_t at) -> Result<std::optional<bool>> {
    const std::string& commit = (*commits)[at];
    const auto measured = measure(good, commit, options);
    if (!measured) {
      std::cerr << fmt::format("{} cannot be judged: {}\n", commit, measured.error().what);
      return std::optional<bool>();
    }
    const double cost = cost_of(*measured, by_instructions);
    std::cout << fmt::format("{} {:.3f} {}  {}\n", commit, cost, cost > limit ? "bad " : "good",
                             subject_of(commit))
              << std::flush;
    return std::optional(cost > limit);
  });
  if (!found) return report(found.error());
  const std::string& first = (*commits)[found->at];
  std::cout << fmt::format("\n{} made {} slower: {}\n", first, options.query_class, subject_of(first));
  for (const std::size_t at : found->unknown) {
    std::cout << fmt::format("or {}, which could not be judged: {}\n", (*commits)[at],
                             subject_of((*commits)[at]));
  }
  const auto alone = measure(found->at == 0 ? good : (*commits)[found->at - 1], first, options);
  if (!alone) return report(alone.error());
  std::cout << '\n' << text_of(*alone);
  return 1;
}

/// 0: verdicts can be trusted here, 1: they cannot, else the error's code.
int selftest(int runs) {
  if (!can_count_instructions()) return report(no_valgrind());
  const ScratchFolder scratch;
  const auto passed = test_against(own_programs(), DATELINE_SLOWED_PROGRAMS, runs, scratch.path(), std::cout);
  if (!passed) return report(passed.error());
  return *passed ? 0 : 1;
}

void add_sizes(CLI::App& command, AgainstOptions& options) {
  command.add_option("--corpus", options.corpus, "JSON Lines to index and ask instead of generated articles")
      ->check(CLI::ExistingFile);
  command.add_option("--map", options.map, "members of the corpus, as for dateline-index build");
  command.add_option("--records", options.records, "size of the generated collection")->capture_default_str();
  command.add_option("--questions", options.questions, "of each class")->capture_default_str();
  command.add_option("--rounds", options.rounds, "how often each question is timed")->capture_default_str();
  command.add_option("--repetitions", options.repetitions, "of building and adding")->capture_default_str();
  command.add_option("--clients", options.clients, "shells of each side, asked at the same time")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
}

int run_program(int argc, char** argv) {
  CLI::App app{"The history of latency: any commit against any other, in one run.", "./dev bench"};
  AgainstOptions options;
  std::string before;
  std::string after;
  std::string note;
  const char* kRevision = "a commit, or a folder with its two programs";
  CLI::App* comparing = app.add_subcommand(
      "against", "measure this build against another commit; exit code 1 when something is slower");
  comparing->add_option("REV", before, kRevision)->required();
  comparing->add_option("--of", after, "measure this commit instead of this build");
  comparing->add_option("--class", options.query_class, "only this class, or all that begin so: one_word/");
  CLI::App* budgeting = app.add_subcommand(
      "budget",
      "instructions of this build; exit code 1 when they are over those of the history's last line");
  CLI::App* history = app.add_subcommand("history", "the lines of bench/history.jsonl");
  history->require_subcommand(1);
  CLI::App* adding = history->add_subcommand("add", "measure against the last line, and add one");
  adding->add_option("REV", after, "a commit; otherwise this build");
  adding->add_option("--note", note, "why something costs more");
  CLI::App* drawing = history->add_subcommand("charts", "draw bench/charts again");
  CLI::App* bisecting = app.add_subcommand("bisect", "find the commit that made a class slower");
  bisecting->add_option("CLASS", options.query_class, "as for --class")->required();
  bisecting->add_option("GOOD", before, "a commit that is fast")->required();
  bisecting->add_option("BAD", after, "a later one that is slow")->required();
  for (CLI::App* command : {comparing, adding, bisecting}) add_sizes(*command, options);
  for (CLI::App* command : {comparing, bisecting}) {
    command->add_flag("!--no-instructions", options.instructions, "time only");
  }
  CLI::App* testing =
      app.add_subcommand("selftest", "is a slowed build found, and an equal one not? a minute for each run");
  int runs = 10;
  testing->add_option("--pairs", runs, "runs of each kind")->check(CLI::Range(1, 100))->capture_default_str();
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);

  if (*comparing) return against(before, after, options);
  if (*budgeting) return budget();
  if (*adding) return add_line(after, note, options);
  if (*testing) return selftest(runs);
  if (*bisecting) return bisect(before, after, options);
  if (*drawing) {
    const auto lines = read_history_lines(kSource / kHistory);
    return lines ? draw_charts(*lines) : report(lines.error());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << '\n';
    return static_cast<int>(dateline::ExitCode::kSystem);
  }
}
