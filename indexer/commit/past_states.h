#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/index/changes.h"
#include "common/index/docid.h"
#include "common/index/manifest.h"
#include "common/ledger/past_log.h"
#include "common/ledger/past_step.h"
#include "common/ledger/past_wish.h"
#include "common/result.h"

/// The states of an index that can be had, and how they differ from that of now.
namespace dateline::indexer {

/// The steps of an index, the last of which led to it as it is. An Index error where none does, because the
/// index was written by a program that does not note them.
Result<ledger::PastLog> open_past(const std::filesystem::path& index, const index::Manifest& manifest);

/// The place of the state that is meant among the steps of the index. An Index error says why there is none;
/// `asked` is the wish as it was written.
Result<std::size_t> find_past(const std::filesystem::path& index, const index::Manifest& manifest,
                              const ledger::PastLog& log, const ledger::PastWish& wish,
                              const std::string& asked);

/// "generation 7 of 2026-11-30T10:15:30Z".
std::string name_of(const ledger::PastState& state);

/// What was otherwise in a state than it is now, of articles that it had.
struct Differences {
  std::map<index::Docid, ledger::PastArticle> articles;  ///< that went since
  std::map<index::Docid, index::Change> changed;         ///< captures of others that are others since
  std::optional<std::string> names;                      ///< the lists of names, where they were replaced
};

/// Undoes the steps behind `at`, the newest first. Cost: what these did.
Result<Differences> undo_steps(const ledger::PastLog& log, std::size_t at);

/// All states, oldest first; the last one is that of now.
Result<std::vector<ledger::PastState>> states_of(const std::filesystem::path& index);
/// The one that is meant.
Result<ledger::PastState> find_state_of(const std::filesystem::path& index, const ledger::PastWish& wish,
                                        const std::string& asked);

}  // namespace dateline::indexer
