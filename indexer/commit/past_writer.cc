#include "indexer/commit/past_writer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "common/index/state_files.h"
#include "common/index/stored_article.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/files_to_keep.h"
#include "common/ledger/ledger.h"
#include "common/ledger/past_log.h"
#include "common/ledger/past_step.h"

namespace dateline::indexer {
namespace {

using ledger::PastArticle;

constexpr std::uint64_t kBytesOfArticle = 300;  // about, where the ledger has the text
constexpr std::uint64_t kBytesOfChange = 4;
constexpr std::uint64_t kBytesOfHead = 1000;

ledger::PastState state_after(Commit& commit, const ledger::Ledger& known) {
  const index::Manifest& next = commit.next();
  ledger::PastState state;
  state.generation = commit.next_generation();
  state.written = commit.now() ? commit.now()->time_since_epoch().count() : 0;
  state.content = next.content;
  state.next_docid = next.next_docid;
  state.added_articles = next.added_articles;
  state.written_articles = next.written_articles;
  state.ledger_commits = known.commits();
  state.counts = next.counts;
  return state;
}

/// Whether the steps of the index lead to it as it is: not where an older program wrote it.
Result<bool> goes_on(Commit& commit) {
  const std::optional<index::Manifest>& live = commit.folder().live();
  if (!commit.changes_live() || !live) return false;
  const Result<ledger::PastLog> log = ledger::PastLog::open(commit.path(), *live);
  if (!log) return fail(log.error());
  return !log->steps().empty() && log->steps().back().after.generation == live->generation;
}

/// The lists of names before, where this commit replaces them.
Result<std::optional<ledger::PastNames>> replaced_names(Commit& commit) {
  const index::Manifest& live = *commit.folder().live();
  const index::FileInfo* before = live.state_file(index::kNamesRole);
  const index::FileInfo* now = commit.next().state_file(index::kNamesRole);
  const bool same = before != nullptr && now != nullptr
                        ? before->bytes == now->bytes && before->hash == now->hash
                        : before == now;
  if (same) return std::optional<ledger::PastNames>();
  Result<std::string> names = index::read_state_file(commit.path(), live, index::kNamesRole);
  if (!names) return fail(names.error());
  return std::optional(ledger::PastNames{std::move(*names)});
}

class ArticlesBefore {
 public:
  ArticlesBefore(const index::IndexReader& before, const ledger::Ledger& texts,
                 const std::set<std::uint64_t>& purged)
      : before_(before), texts_(texts), purged_(purged) {}

  Result<PastArticle> past(index::Docid docid) const {
    using index::NumberColumn;
    Result<Article> article = before_.article(docid);
    if (!article) return fail(article.error());
    const index::Columns& columns = before_.columns();
    PastArticle out;
    out.docid = docid;
    out.captures = columns.number(NumberColumn::kCaptures, docid);
    out.first_captured = columns.number(NumberColumn::kFirstCaptured, docid);
    out.group = columns.number(NumberColumn::kGroup, docid);
    out.group_name = columns.group_name(docid);
    out.id = article->id.value;
    out.text = ledger::version_hash(*article);
    if (std::ranges::any_of(ledger::ids_of(*article), [&](auto id) { return purged_.contains(id); }))
      return out;
    // A text of the same hash may be set otherwise: only the very same is left to the ledger.
    const Result<std::optional<ledger::KeptText>> kept = texts_.text(out.id, out.text);
    if (!kept) return fail(kept.error());
    out.text_is_kept = *kept && (*kept)->title == article->title && (*kept)->body == article->body;
    if (out.text_is_kept) {
      article->title.clear();
      article->body.clear();
    }
    index::encode_article(*article, out.article);
    return out;
  }

 private:
  const index::IndexReader& before_;
  const ledger::Ledger& texts_;
  const std::set<std::uint64_t>& purged_;
};

/// `before` may be null where there is nothing to undo.
Status write_step(Commit& commit, const index::IndexReader* before, const Undo& undo,
                  const std::set<std::uint64_t>& purged) {
  const Result<bool> on = goes_on(commit);
  if (!on) return fail(on.error());
  std::optional<ledger::PastNames> names;
  const Result<ledger::Ledger> opened = ledger::Ledger::open(
      commit.path(), commit.next().state_files(index::kLedgerRole), ledger::LedgerChecks::kWhenRead);
  if (!opened) return fail(opened.error());
  const ledger::Ledger& texts = *opened;
  if (*on) {
    Result<std::optional<ledger::PastNames>> replaced = replaced_names(commit);
    if (!replaced) return fail(replaced.error());
    names = std::move(*replaced);
  }
  std::vector<index::FileInfo> files;
  if (*on) files = commit.next().state_files(ledger::kPastRole);
  const std::uint64_t incoming = kBytesOfHead + undo.changed.size() * kBytesOfChange +
                                 undo.died.size() * kBytesOfArticle + (names ? names->names.size() : 0);
  const std::size_t kept = purged.empty() ? ledger::files_to_keep(files, incoming) : 0;
  const auto produce = [&](const index::Sink& sink) -> Status {
    if (Status done = ledger::begin_past_file(commit.path(), std::span(files).subspan(kept), purged, sink);
        !done)
      return done;
    ledger::PastStepWriter step(sink);
    if (Status done = step.begin(state_after(commit, texts), !*on); !done) return done;
    if (!*on) return step.end();
    if (names) {
      if (Status done = step.add(*names); !done) return done;
    }
    for (const index::Change& change : undo.changed) {
      if (Status done = step.add(change); !done) return done;
    }
    const ArticlesBefore articles(*before, texts, purged);
    for (const index::Docid docid : undo.died) {
      Result<PastArticle> past = articles.past(docid);
      if (!past) return fail(past.error());
      if (Status done = step.add(std::move(*past)); !done) return done;
    }
    return step.end();
  };
  return commit.write_state(ledger::kPastRole, produce, kept);
}

}  // namespace

Status write_past(Commit& commit, const index::IndexReader& before, Undo undo,
                  const std::set<std::uint64_t>& purged) {
  std::erase_if(undo.died, [&](index::Docid docid) { return !before.columns().is_living(docid); });
  std::sort(undo.died.begin(), undo.died.end());
  undo.died.erase(std::unique(undo.died.begin(), undo.died.end()), undo.died.end());
  std::erase_if(undo.changed, [&](const index::Change& change) {
    return !before.columns().is_living(change.docid) ||
           std::binary_search(undo.died.begin(), undo.died.end(), change.docid);
  });
  return write_step(commit, &before, undo, purged);
}

Status write_past(Commit& commit) { return write_step(commit, nullptr, {}, {}); }

}  // namespace dateline::indexer
