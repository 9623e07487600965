#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "common/index/index_reader.h"
#include "common/result.h"
#include "indexer/commit/build_index.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/new_segment.h"
#include "indexer/identity/index_state.h"
#include "indexer/ledger/ledger_recorder.h"
#include "indexer/pipeline/pipeline.h"
#include "indexer/writer/bulk_options.h"
#include "indexer/writer/index_builder.h"

/// What building and adding have in common.
namespace dateline::indexer {

/// Takes documents and forgets them: for --dry-run.
std::unique_ptr<IndexBuilder> make_null_builder();

/// 1..64; one for each processor where `wanted` is 0.
int worker_count(int wanted);
PipelineOptions pipeline_options(const BuildOptions& options, const InputList& inputs);
BulkOptions bulk_options(const BuildOptions& options, const std::filesystem::path& target);

/// Hash of the options that change what is read from a file.
std::uint64_t reading_of(const BuildOptions& options);

/// Notes how the files look before they are read; gives their numbers, ascending, standard input left out.
std::vector<std::uint32_t> register_files(const std::vector<InputFile>& inputs, std::uint64_t reading,
                                          InputFiles& files);

/// Finishes a segment while the hashes of the files `read` are taken.
Result<index::SegmentInfo> finish(NewSegment& segment, index::Docid last,
                                  const std::vector<std::uint32_t>& read, InputFiles& files);

/// What additions need to know of an index with that manifest.
Result<IndexState> read_state(const std::filesystem::path& index, const index::Manifest& manifest);

/// Writes the state files of an index after a run: the dictionary, where there was none, names where new ones
/// are given, what additions need to know.
Status write_state(Commit& commit, const BuildOptions& options, const BuildReport& report,
                   const IndexState& state);
/// The dictionary and the names alone.
Status write_common_state(Commit& commit, const BuildOptions& options, const BuildReport& report);
/// Writes what additions need to know.
Status write_captures(Commit& commit, const Result<NextTable>& table);

/// The ledger of an index, for a commit; with what the files `options.gone` say. Where the commit goes on
/// from the index before, `last_docid` is the last that this one has used. `scratch`: see LedgerCommit.
Result<std::unique_ptr<LedgerRecorder>> begin_ledger(Commit& commit, const BuildOptions& options,
                                                     std::filesystem::path scratch, index::Docid last_docid);
/// Writes the file of the ledger, when all else is written and before the commit is published. `before` is
/// the index before, null where there is none that can be read; `whole`: see LedgerRecorder::End.
Status write_ledger(Commit& commit, const BuildOptions& options, LedgerRecorder& history,
                    const index::IndexReader* before, bool whole = false);

/// To what the user should know, "; " between.
void add_notice(BuildReport& report, std::string_view notice);
bool is_stopped(const BuildOptions& options);

}  // namespace dateline::indexer
