#include "indexer/commit/commit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/index/origin.h"
#include "common/index/state_files.h"
#include "common/ledger/past_step.h"
#include "indexer/commit/past_writer.h"

namespace dateline::indexer {

namespace fs = std::filesystem;

Commit::Commit(fs::path path, index::IndexFolderWriter folder)
    : path_(std::move(path)), folder_(std::make_unique<index::IndexFolderWriter>(std::move(folder))) {}

Commit::~Commit() {
  if (folder_) folder_->abandon();
}

Result<Commit> Commit::replace(const fs::path& index) {
  Result<index::IndexFolderWriter> folder = index::IndexFolderWriter::open(index);
  if (!folder) return fail(folder.error());
  return Commit(index, std::move(*folder));
}

Result<Commit> Commit::change(const fs::path& index) { return go_on(index, index::manifest_of); }
Result<Commit> Commit::upgrade(const fs::path& index) { return go_on(index, index::upgradable_manifest_of); }

Result<Commit> Commit::go_on(const fs::path& index, ManifestOf manifest_of) {
  if (const auto live = manifest_of(index); !live) return fail(live.error());
  Result<Commit> commit = replace(index);
  if (!commit) return commit;
  const Result<index::Manifest> live = manifest_of(index);  // now that nobody else may change it
  if (!live) return fail(live.error());
  Result<index::Changes> changes = index::read_changes(index, *live);
  if (!changes) return fail(changes.error());
  Result<std::vector<index::Addition>> additions = index::read_additions(index, *live);
  if (!additions) return fail(additions.error());
  commit->additions_ = std::move(*additions);
  commit->first_new_ = live->next_docid;
  if (live->state_file(index::kOriginRole) != nullptr) {
    return fail(ErrorKind::kIndex,
                fmt::format("{} is an earlier state of another index, which stays as it was", index.string()),
                "change the index that it was made of");
  }
  commit->next_ = *live;
  commit->changes_live_ = true;
  commit->live_changes_ = *changes;
  commit->changes_ = std::move(*changes);
  return commit;
}

void Commit::take_out(index::Docid first, index::Docid last) {
  std::erase_if(next_.segments, [&](const index::SegmentInfo& segment) {
    return segment.first >= first && segment.last <= last;
  });
  changes_.forget(first, last);
}

void Commit::put(index::SegmentInfo segment) {
  const auto place =
      std::find_if(next_.segments.begin(), next_.segments.end(),
                   [&](const index::SegmentInfo& other) { return other.first > segment.first; });
  next_.segments.insert(place, std::move(segment));
}

Status Commit::write_state(std::string_view role, std::initializer_list<std::string_view> parts,
                           std::size_t kept) {
  Result<index::FileInfo> file = folder_->write_state(role, parts);
  if (!file) return fail(file.error());
  put_state(role, std::move(*file), kept);
  return {};
}

Status Commit::write_state(std::string_view role, const index::Produce& produce, std::size_t kept) {
  Result<index::FileInfo> file = folder_->write_state(role, produce);
  if (!file) return fail(file.error());
  put_state(role, std::move(*file), kept);
  return {};
}

void Commit::put_state(std::string_view role, index::FileInfo file, std::size_t kept) {
  has_step_ = has_step_ || role == ledger::kPastRole;
  auto [place, end] = next_.state.equal_range(std::string(role));
  for (; place != end && kept > 0; --kept) ++place;
  next_.state.erase(place, end);
  next_.state.emplace(std::string(role), std::move(file));
}

/// One segment stays whatever it holds: an index is never without.
void Commit::drop_dead_segments() {
  for (std::size_t i = next_.segments.size(); i-- > 0;) {
    index::SegmentInfo& segment = next_.segments[i];
    segment.dead = changes_.count_dead(segment.first, segment.last);
    if (segment.living() > 0 || next_.segments.size() == 1) continue;
    take_out(segment.first, segment.last);
  }
}

Status Commit::write_additions() {
  if (!now_ || next_.next_docid <= first_new_) return {};
  const dates::Day day = std::chrono::floor<std::chrono::days>(*now_);
  index::append(additions_, {first_new_, next_.next_docid - 1, folder_->next_generation(), day});
  return write_state(index::kAdditionsRole, {index::to_text(additions_)});
}

Result<std::string> Commit::publish() {
  drop_dead_segments();
  if (changes_.empty()) {
    next_.state.erase(index::kChangesRole);
  } else if (changes_ != live_changes_ || next_.state_file(index::kChangesRole) == nullptr) {
    if (Status written = write_state(index::kChangesRole, {index::to_bytes(changes_)}); !written)
      return fail(written.error());
  }
  if (Status written = write_additions(); !written) return fail(written.error());
  if (!has_step_) {
    if (Status written = write_past(*this); !written) return fail(written.error());
  }
  return folder_->publish(std::move(next_));
}

}  // namespace dateline::indexer
