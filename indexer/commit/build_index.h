#pragma once

#include <chrono>
#include <filesystem>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "common/ledger/record.h"
#include "indexer/pipeline/pipeline.h"
#include "indexer/sources/supplements.h"
#include "indexer/writer/choose_builder.h"

namespace dateline::indexer {

struct BuildOptions {
  std::vector<std::string> inputs;
  std::filesystem::path index;
  std::filesystem::path leave_out;  ///< a file that is written meanwhile: not read when it lies in a folder
  std::optional<Format> format;     ///< by the ending of the file when not given
  FieldMap map;
  SupplementOptions supplements;  ///< what is told of files elsewhere than in them
  std::string names;  ///< text::encode of the lists of names for searches; empty: none, or as before
  int threads = 0;    ///< 0: one for each processor
  BuilderKind builder = BuilderKind::kBulk;
  std::size_t memory_bytes = std::size_t{512} << 20;  ///< of the bulk builder, all workers together
  std::size_t inverting_bytes = 0;  ///< of `memory_bytes`, what the bulk builder may have; 0: all
  std::size_t max_text_bytes = 0;   ///< of one article; 0: a kTextsInMemory-th of `memory_bytes`
  bool verify = true;               ///< check the whole database before it is published
  bool dry_run = false;             ///< read and report, write nothing
  bool serve_values = false;        ///< with what servers of Xapian need (common/index/serve_values.h)
  Clocks clocks;                    ///< when given, the report says where the time went
  const std::atomic<bool>* stop = nullptr;
  std::vector<std::string> gone;  ///< files for the ledger, see read_gone_line
  bool purge = false;             ///< of remove_from_index: delete every text of the articles for good
  bool forget_history = false;    ///< begin the ledger anew
  bool keep_captures = false;     ///< the ledger keeps what versions were read from
  std::uint8_t extractor = ledger::kExtractor;  ///< number of the rules that take out the texts
  std::string program;                          ///< version of the program, for the ledger
  /// UTC, for the ledger and the days of additions; no article is published later. Without, nothing is dated
  /// or checked.
  std::optional<std::chrono::sys_seconds> now;
  RejectObserver on_reject;
  ProgressObserver on_progress;

  std::optional<dates::Day> today() const {
    if (!now) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*now);
  }
};

/// Builds a new index from the inputs and publishes it in one step. Whatever goes wrong before that leaves
/// the old index as it was. Input errors when nothing could be indexed.
Result<BuildReport> build_index(const BuildOptions& options, std::istream& standard_input);

}  // namespace dateline::indexer
