#include "indexer/commit/serve.h"

#include <utility>

#include "common/index/damaged.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/index/state_files.h"

namespace dateline::indexer {

bool has_serve_values(const index::Manifest& manifest) {
  return manifest.state_file(index::kServeRole) != nullptr;
}

Result<index::ShardName> shard_name_of(const std::filesystem::path& index, const index::Manifest& manifest) {
  if (!has_serve_values(manifest)) return index::ShardName();
  const Result<std::string> text = index::read_state_file(index, manifest, index::kServeRole);
  if (!text) return fail(text.error());
  const auto shard = index::parse_shard_name(*text);
  if (!shard)
    return index::damaged((index / manifest.state_file(index::kServeRole)->name).string() + " is damaged");
  return *shard;
}

Result<ServeState> serve_state_of(const std::filesystem::path& index, const index::Manifest& manifest) {
  Result<std::string> dictionary = index::read_state_file(index, manifest, index::kDictionaryRole);
  if (!dictionary) return fail(dictionary.error());
  Result<std::string> names = index::read_state_file(index, manifest, index::kNamesRole);
  if (!names) return fail(names.error());
  const Result<index::ShardName> shard = shard_name_of(index, manifest);
  if (!shard) return fail(shard.error());
  return ServeState{std::move(*dictionary), std::move(*names), *shard};
}

void set_serve_metadata(IndexBuilder& builder, const ServeState& state, const Commit& commit,
                        const index::IndexCounts& counts, index::Docid first, index::Docid last) {
  index::Manifest manifest;
  manifest.schema = index::kSchemaVersion;
  manifest.analyzer = index::analyzer_tag();
  manifest.generation = commit.next_generation();
  manifest.next_docid = last + 1;
  manifest.next_number = 2;
  manifest.counts = counts;
  manifest.segments.push_back({.name = index::segment_name(1),
                               .first = first,
                               .last = last,
                               .articles = counts.articles,
                               .dead = 0,
                               .files = {}});
  builder.set_metadata(index::kMetaServe, index::to_text(state.shard));
  builder.set_metadata(index::kMetaBuild, index::to_text(manifest));
  builder.set_metadata(index::kMetaDictionary, state.dictionary);
  builder.set_metadata(index::kMetaNames, state.names);
}

Status note_serve_values(Commit& commit, const index::ShardName& shard) {
  return commit.write_state(index::kServeRole, {index::to_text(shard)});
}

}  // namespace dateline::indexer
