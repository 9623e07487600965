#pragma once

#include <span>
#include <string>
#include <vector>

#include "searcher/repl/completion.h"
#include "searcher/search/request.h"

namespace dateline::search {

/// The articles of the last answer that a person saw, so that a shell can complete their ids. They stand in
/// "last-answer" in the folder; each answer replaces the one before. With an empty folder, or one that cannot
/// be written, nothing is kept.
void keep_last_answer(const std::string& state_folder, std::span<const Hit> hits);

/// Ids with titles, in the order in which they were shown.
std::vector<Candidate> last_answer(const std::string& state_folder);

}  // namespace dateline::search
