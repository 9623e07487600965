#include "common/ledger/past_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/index/damaged.h"
#include "common/index/stored_article.h"
#include "common/ledger/ledger.h"

namespace dateline::ledger {
namespace {

constexpr std::string_view kMagic = "DLPAST01";

/// Adds the steps of a file.
Status read_file_of_steps(const std::filesystem::path& path, const index::FileInfo& info,
                          std::vector<index::MappedFile>& files, std::vector<PastStep>& steps) {
  Result<index::MappedFile> file = index::map_file(path);
  if (!file) return fail(file.error());
  std::string_view bytes = file->bytes;
  if (bytes.size() != info.bytes || !bytes.starts_with(kMagic))
    return index::damaged(fmt::format("{} is not the one that was written", path.string()));
  bytes.remove_prefix(kMagic.size());
  files.push_back(std::move(*file));
  while (!bytes.empty()) {
    Result<PastStep> step = take_step(bytes);
    if (!step) return fail(step.error());
    const bool follows = steps.empty()
                             ? step->begins
                             : !step->begins && step->after.generation > steps.back().after.generation &&
                                   step->after.next_docid >= steps.back().after.next_docid;
    if (!follows) return index::damaged(fmt::format("{} is damaged", path.string()));
    steps.push_back(std::move(*step));
  }
  return {};
}

/// Whether an article is one of `purged`, by any address that it had.
Result<bool> is_purged(const PastArticle& past, const std::set<std::uint64_t>& purged) {
  if (past.is_purged()) return false;
  if (purged.contains(past.id)) return true;
  const Result<Article> article = index::decode_article(past.article);
  if (!article) return fail(article.error());
  const std::vector<std::uint64_t> ids = ids_of(*article);
  return std::ranges::any_of(ids, [&](std::uint64_t id) { return purged.contains(id); });
}

Status write_without(const PastStep& step, const std::set<std::uint64_t>& purged, const index::Sink& sink) {
  PastStepWriter out(sink);
  if (Status done = out.begin(step.after, step.begins); !done) return done;
  const Status copied = step.each([&](PastRecord record) -> Status {
    if (auto* past = std::get_if<PastArticle>(&record)) {
      const Result<bool> gone = is_purged(*past, purged);
      if (!gone) return fail(gone.error());
      if (*gone) {
        past->article.clear();
        past->text_is_kept = false;
      }
    }
    return out.add(record);
  });
  if (!copied) return copied;
  return out.end();
}

}  // namespace

Result<PastLog> PastLog::open(const std::filesystem::path& index, const index::Manifest& manifest) {
  PastLog out;
  for (const index::FileInfo& info : manifest.state_files(kPastRole)) {
    if (Status read = read_file_of_steps(index / info.name, info, out.files_, out.steps_); !read)
      return fail(read.error());
  }
  return out;
}

Status begin_past_file(const std::filesystem::path& index, std::span<const index::FileInfo> files,
                       const std::set<std::uint64_t>& purged, const index::Sink& sink) {
  if (Status done = sink(kMagic); !done) return done;
  for (const index::FileInfo& info : files) {
    // What is written again is compared first, so that no damage is carried on.
    const Result<index::FileInfo> now = index::describe_file(index / info.name);
    if (!now) return fail(now.error());
    if (*now != info)
      return index::damaged(fmt::format("{} is not the one that was written", (index / info.name).string()));
    const Result<index::MappedFile> file = index::map_file(index / info.name);
    if (!file) return fail(file.error());
    std::string_view bytes = file->bytes.substr(kMagic.size());
    if (purged.empty()) {
      if (Status done = sink(bytes); !done) return done;
      continue;
    }
    while (!bytes.empty()) {
      const Result<PastStep> step = take_step(bytes);
      if (!step) return fail(step.error());
      if (Status done = write_without(*step, purged, sink); !done) return done;
    }
  }
  return {};
}

}  // namespace dateline::ledger
