#include "bench/track/revision.h"

#include <fmt/format.h>

#include <sstream>

#include "bench/support/child.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrograms[] = {"dateline-index", "dateline-search"};

Result<std::string> git(std::vector<std::string> words) {
  words.insert(words.begin(), {"git", "-C", DATELINE_SOURCE_DIR});
  const auto run = run_child_to_success(words);
  if (!run) return fail(run.error());
  return run->out;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

bool has_programs(const fs::path& folder) {
  for (const char* program : kPrograms) {
    if (!fs::is_regular_file(folder / program)) return false;
  }
  return true;
}

/// Release, the two programs, nothing else. With ccache where it is: headers are not precompiled then, for
/// what includes a precompiled one is compiled anew in every folder, and neighbours in history share most
/// sources.
Status build(const fs::path& source, const fs::path& build, const fs::path& log) {
  const std::string command = fmt::format(
      "{{ export CCACHE_BASEDIR='{0}'; cmake -S '{0}' -B '{1}' -G Ninja -Wno-dev -DCMAKE_BUILD_TYPE=Release "
      "-DDATELINE_TESTS=OFF -DDATELINE_BENCH=OFF "
      "$(command -v ccache > /dev/null && echo -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DDATELINE_PCH=OFF) && "
      "cmake --build '{1}' --target {2} {3}; }} > '{4}' 2>&1",
      source.string(), build.string(), kPrograms[0], kPrograms[1], log.string());
  const auto run = run_child({"sh", "-c", command});
  if (!run) return fail(run.error());
  if (run->exit_code == 0) return {};
  return fail(ErrorKind::kInput, "the commit cannot be built: " + source.string(), "see " + log.string());
}

}  // namespace

Result<std::string> commit_of(const std::string& name) {
  const auto commit = git({"rev-parse", "--short=12", "--verify", "--quiet", name + "^{commit}"});
  if (!commit) return fail(ErrorKind::kUsage, "git knows no commit '" + name + "'", "give a commit or a tag");
  return first_line(*commit);
}

Result<std::vector<std::string>> commits_between(const std::string& good, const std::string& bad) {
  const auto listed =
      git({"rev-list", "--first-parent", "--reverse", "--abbrev-commit", "--abbrev=12", good + ".." + bad});
  if (!listed) return fail(listed.error());
  std::vector<std::string> commits;
  std::istringstream lines(*listed);
  for (std::string line; std::getline(lines, line);) commits.push_back(line);
  if (commits.empty()) {
    return fail(ErrorKind::kUsage, fmt::format("no commits lead from {} to {}", good, bad),
                "give the older one first");
  }
  return commits;
}

std::string subject_of(const std::string& commit) {
  const auto subject = git({"log", "-1", "--format=%s", commit});
  return subject ? first_line(*subject) : std::string();
}

std::string commit_of_line(const std::string& file, std::size_t line) {
  const auto blamed = git({"blame", "--porcelain", "-L", fmt::format("{0},{0}", line), "--", file});
  if (!blamed) return {};
  const std::string commit = blamed->substr(0, 12);
  return commit.find_first_not_of('0') == std::string::npos ? std::string() : commit;
}

Result<fs::path> programs_of(const std::string& revision, const Progress& progress) {
  if (has_programs(revision)) return fs::canonical(revision);
  const auto commit = commit_of(revision);
  if (!commit) return fail(commit.error());
  const fs::path source = fs::path(DATELINE_SOURCE_DIR) / "build/bench/revs" / *commit;
  const fs::path folder = source / "build";
  if (has_programs(folder / "bin")) return folder / "bin";
  progress(fmt::format("building {} ({})", *commit, subject_of(*commit)));
  if (!fs::exists(source)) {
    fs::create_directories(source.parent_path());
    if (const auto pruned = git({"worktree", "prune"}); !pruned) return fail(pruned.error());
    const auto added = git({"worktree", "add", "--quiet", "--force", "--detach", source.string(), *commit});
    if (!added) return fail(added.error());
  }
  const Status built = build(source, folder, source.string() + ".log");
  if (!built) return fail(built.error());
  return folder / "bin";
}

}  // namespace dateline::bench
