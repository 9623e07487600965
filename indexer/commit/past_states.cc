#include "indexer/commit/past_states.h"

#include <fmt/format.h>

#include <ranges>
#include <utility>

#include "common/index/damaged.h"
#include "common/index/index_folder.h"
#include "common/ledger/ledger.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;
using ledger::PastState;

/// Whether a commit that the ledger knows led to the state that is meant.
bool is_meant(const ledger::LedgerHead& head, const ledger::PastWish& wish) {
  if (!wish.content.empty()) return head.root && to_string(*head.root).starts_with(wish.content);
  if (wish.generation) return head.generation == *wish.generation;
  return wish.by && head.written != 0 && head.written <= *wish.by;
}

/// Why there is no such state. The ledger goes on over a build anew: it still knows what was there, and when.
Error no_state(const fs::path& index, const index::Manifest& manifest, const PastState& first,
               const ledger::PastWish& wish, const std::string& asked) {
  Error error{
      ErrorKind::kIndex, fmt::format("{} has no state '{}'", index.string(), asked),
      fmt::format("the first state that is known is {}; what stood before it cannot be had", name_of(first))};
  const Result<ledger::Ledger> known = ledger::Ledger::open(index, manifest);
  if (!known) return error;
  for (const ledger::LedgerFile& file : known->files()) {
    for (const ledger::LedgerHead& head : file.heads() | std::views::reverse) {
      if (head.generation >= first.generation || !is_meant(head, wish)) continue;
      error.what = fmt::format("'{}' was generation {} of {}, before {} was built anew", asked,
                               head.generation, ledger::time_text(head.written), index.string());
    }
  }
  return error;
}

}  // namespace

Result<ledger::PastLog> open_past(const fs::path& index, const index::Manifest& manifest) {
  Result<ledger::PastLog> log = ledger::PastLog::open(index, manifest);
  if (!log) return log;
  if (!log->steps().empty() && log->steps().back().after.generation == manifest.generation) return log;
  return fail(ErrorKind::kIndex,
              fmt::format("{} does not tell how it was before: generation {} was written by a program that "
                          "does not note it",
                          index.string(), manifest.generation),
              "it can be asked for every state from its next change on");
}

Result<std::size_t> find_past(const fs::path& index, const index::Manifest& manifest,
                              const ledger::PastLog& log, const ledger::PastWish& wish,
                              const std::string& asked) {
  const std::optional<std::size_t> found = ledger::find_state(log.steps(), wish);
  if (!found) return fail(no_state(index, manifest, log.steps().front().after, wish, asked));
  return *found;
}

std::string name_of(const PastState& state) {
  return fmt::format("generation {} of {}", state.generation, ledger::time_text(state.written));
}

Result<Differences> undo_steps(const ledger::PastLog& log, std::size_t at) {
  Differences out;
  const index::Docid end = log.steps()[at].after.next_docid;
  for (std::size_t i = log.steps().size() - 1; i > at; --i) {
    const Status read = log.steps()[i].each([&](ledger::PastRecord record) -> Status {
      if (auto* names = std::get_if<ledger::PastNames>(&record)) out.names = std::move(names->names);
      if (const auto* change = std::get_if<index::Change>(&record)) {
        if (change->docid < end) out.changed[change->docid] = *change;
      }
      if (auto* past = std::get_if<ledger::PastArticle>(&record)) {
        if (past->docid < end && !out.articles.emplace(past->docid, std::move(*past)).second)
          return index::damaged("what is known of earlier generations is damaged");
      }
      return {};
    });
    if (!read) return fail(read.error());
  }
  for (auto& [docid, past] : out.articles) {
    const auto change = out.changed.find(docid);
    if (change == out.changed.end()) continue;
    past.captures = change->second.captures;
    past.first_captured = change->second.first_captured;
    if (change->second.group != 0) {
      past.group = change->second.group;
      past.group_name = change->second.group_name;
    }
    out.changed.erase(change);
  }
  return out;
}

Result<std::vector<PastState>> states_of(const fs::path& index) {
  const Result<index::Manifest> manifest = index::manifest_of(index);
  if (!manifest) return fail(manifest.error());
  const Result<ledger::PastLog> log = open_past(index, *manifest);
  if (!log) return fail(log.error());
  std::vector<PastState> out;
  for (const ledger::PastStep& step : log->steps()) out.push_back(step.after);
  return out;
}

Result<PastState> find_state_of(const fs::path& index, const ledger::PastWish& wish,
                                const std::string& asked) {
  const Result<index::Manifest> manifest = index::manifest_of(index);
  if (!manifest) return fail(manifest.error());
  const Result<ledger::PastLog> log = open_past(index, *manifest);
  if (!log) return fail(log.error());
  const Result<std::size_t> at = find_past(index, *manifest, *log, wish, asked);
  if (!at) return fail(at.error());
  return log->steps()[*at].after;
}

}  // namespace dateline::indexer
