#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/track/ask_both.h"
#include "common/result.h"

namespace dateline::bench {

/// The commit of a name that git knows, 12 digits. A Usage error when there is none.
Result<std::string> commit_of(const std::string& name);

/// Commits behind `good` up to `bad`, the oldest first, along the first parents.
Result<std::vector<std::string>> commits_between(const std::string& good, const std::string& bad);

/// The first line of a commit's message.
std::string subject_of(const std::string& commit);

/// The commit that a line of a file was added by; empty when it is not committed yet. `line` counts from 1.
std::string commit_of_line(const std::string& file, std::size_t line);

/// The folder of a commit's two programs, which are built in a worktree below build/bench/revs unless they
/// are there already; that takes minutes. A folder with the two programs stands for itself. An Input error
/// when they cannot be built.
Result<std::filesystem::path> programs_of(const std::string& revision, const Progress& progress);

}  // namespace dateline::bench
