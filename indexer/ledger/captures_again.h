#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/ledger/ledger.h"
#include "common/result.h"
#include "indexer/readers/field_map.h"
#include "indexer/sources/format.h"

namespace dateline::indexer {

/// How the files of a run are read.
struct Reading {
  FieldMap map;
  std::optional<Format> format;  ///< as the caller said
};

/// A version whose text is to be taken out of its capture anew.
struct CaptureWanted {
  std::uint64_t id = 0;  ///< of the article
  std::uint64_t version = 0;
  std::string file;          ///< that it was read from
  std::uint64_t record = 0;  ///< its place there
  std::uint64_t hash = 0;    ///< of the record: another one there is none
};

/// Texts by id and version.
using TextsAnew = std::map<std::pair<std::uint64_t, std::uint64_t>, ledger::KeptText>;

/// Reads what captures say by the present rules: those that `known` keeps, and those that still stand in the
/// files that they were read from with the same bytes, read in the same way. Each file is read once. What
/// cannot be had is left out. An Index error when what is kept is damaged.
Result<TextsAnew> read_captures_again(const std::vector<CaptureWanted>& wanted, const ledger::Ledger& known,
                                      const Reading& reading);

}  // namespace dateline::indexer
