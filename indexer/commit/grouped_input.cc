#include "indexer/commit/grouped_input.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>

#include "indexer/commit/build_steps.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// All of a stream, in a file that goes when it is closed.
Result<std::ifstream> kept_in(const fs::path& folder, std::istream& stream) {
  const fs::path file = folder / "standard-input";
  std::ofstream keeping(file, std::ios::binary);
  if (stream.peek() != std::istream::traits_type::eof()) keeping << stream.rdbuf();
  keeping.close();
  std::ifstream kept(file, std::ios::binary);
  std::error_code ignored;
  fs::remove(file, ignored);
  if (keeping && kept) return kept;
  return fail(ErrorKind::kSystem, "cannot keep standard input in " + folder.string(),
              "is the disk full? or name files instead of -");
}

}  // namespace

Result<GroupedInput> GroupedInput::read(const BuildOptions& options, InputList inputs,
                                        std::istream& standard_input, const fs::path& folder,
                                        IndexState state) {
  GroupedInput out;
  out.standard_input_ = &standard_input;
  const bool is_named = std::any_of(inputs.files.begin(), inputs.files.end(),
                                    [](const InputFile& file) { return file.path == "-"; });
  if (is_named) {
    Result<std::ifstream> kept = kept_in(folder, standard_input);
    if (!kept) return fail(kept.error());
    out.kept_ = std::move(*kept);
  }
  PipelineOptions pipeline = pipeline_options(options, inputs);
  pipeline.on_reject = {};  // they are told when it is read again
  pipeline.on_progress = {};
  pipeline.clocks = {};
  pipeline.serve_values = false;
  pipeline.only_groups = true;
  pipeline.files = &state.files;
  pipeline.first_docid = std::numeric_limits<std::uint32_t>::max();  // the groups of all are told
  index::ColumnsBuilder columns(state.registry.last_docid() + 1);
  const std::unique_ptr<BatchSource> source = make_file_source(std::move(inputs), out.standard_input());
  Result<BuildReport> report = run_pipeline(*source, *make_null_builder(), columns, state.registry, pipeline);
  if (!report) return fail(report.error());
  out.groups_ = std::move(report->regrouped);
  for (const Placed& placed : out.groups_) out.names_.emplace(placed.docid, placed.name);
  return out;
}

std::istream& GroupedInput::standard_input() {
  if (!kept_.is_open()) return *standard_input_;
  kept_.clear();
  kept_.seekg(0);
  return kept_;
}

}  // namespace dateline::indexer
