#include "indexer/commit/merge_index.h"

#include <optional>
#include <utility>
#include <vector>

#include "indexer/commit/build_steps.h"
#include "indexer/commit/merge_policy.h"
#include "indexer/commit/new_segment.h"
#include "indexer/commit/serve.h"

namespace dateline::indexer {
namespace {

std::uint64_t dead_of(const index::Manifest& manifest) {
  std::uint64_t dead = 0;
  for (const index::SegmentInfo& segment : manifest.segments) dead += segment.dead;
  return dead;
}

std::vector<SegmentRange> ranges_of(const index::Manifest& manifest, bool clean, bool adds_values) {
  std::vector<SegmentSize> sizes;
  for (const index::SegmentInfo& segment : manifest.segments)
    sizes.push_back({segment.living(), segment.dead});
  if (!clean) return segments_to_merge(sizes);
  const bool is_clean = !adds_values && sizes.size() == 1 && sizes[0].dead == 0 &&
                        manifest.state_file(index::kChangesRole) == nullptr;
  return is_clean ? std::vector<SegmentRange>{} : std::vector<SegmentRange>{{0, sizes.size()}};
}

}  // namespace

Result<std::uint64_t> merge_segments(Commit& commit, const index::IndexReader& reader,
                                     const BuildOptions& given, index::Docid first, index::Docid last,
                                     Repacking repacking) {
  BuildOptions options = given;
  options.serve_values = has_serve_values(commit.next());
  Result<NewSegment> segment = NewSegment::begin(commit, options, first);
  if (!segment) return fail(segment.error());
  if (Status stored =
          segment->add_stored(reader, first, last, commit.changes(), options, std::move(repacking));
      !stored)
    return fail(stored.error());
  const index::Manifest& next = commit.next();
  const bool is_whole = next.segments.front().first >= first && next.segments.back().last <= last;
  if (options.serve_values && is_whole) {
    Result<ServeState> serve = serve_state_of(options.index, next);
    if (!serve) return fail(serve.error());
    if (!options.names.empty()) serve->names = options.names;
    set_serve_metadata(segment->builder(), *serve, commit, next.counts, first, last);
  }
  Result<index::SegmentInfo> written = segment->finish(last);
  if (!written) return fail(written.error());
  const std::uint64_t articles = written->articles;
  commit.take_out(first, last);
  commit.put(std::move(*written));
  commit.next().written_articles += articles;
  return articles;
}

Result<MergeReport> merge_index(const BuildOptions& options, bool clean) {
  Result<Commit> commit = Commit::change(options.index);
  if (!commit) return fail(commit.error());
  commit->date(options.now);
  const index::Manifest live = commit->next();
  const bool adds_values = options.serve_values && !has_serve_values(live);
  MergeReport out;
  out.segments_before = out.segments = live.segments.size();
  out.dead_before = out.dead = dead_of(live);
  out.index_bytes = live.bytes();
  const std::vector<SegmentRange> ranges = ranges_of(live, clean, adds_values);
  if (ranges.empty()) return out;
  if (adds_values) {
    if (const Status noted = note_serve_values(*commit, {}); !noted) return fail(noted.error());
  }
  Result<index::IndexReader> opened = index::IndexReader::open(options.index);
  if (!opened) return fail(opened.error());
  if (const Status sound = opened->columns().verify(); !sound) return fail(sound.error());
  std::optional<index::IndexReader> reader = std::move(*opened);
  for (const SegmentRange& range : ranges) {
    const Result<std::uint64_t> written = merge_segments(
        *commit, *reader, options, live.segments[range.begin].first, live.segments[range.end - 1].last);
    if (!written) return fail(written.error());
    out.written += *written;
  }
  if (clean) {
    const Result<IndexState> state = read_state(options.index, live);
    if (!state) return fail(state.error());
    if (Status done = write_captures(*commit, single_table(*state)); !done) return fail(done.error());
  }
  if (is_stopped(options)) return fail(interrupted());
  reader.reset();  // so that the old segments can go
  Result<std::string> published = commit->publish();
  if (!published) return fail(published.error());
  const index::Manifest& now = *commit->folder().live();
  out.changed = true;
  out.segments = now.segments.size();
  out.dead = dead_of(now);
  out.index_bytes = now.bytes();
  out.notice = std::move(*published);
  return out;
}

}  // namespace dateline::indexer
