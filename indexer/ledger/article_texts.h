#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/index/stored_data.h"
#include "common/ledger/ledger_file.h"
#include "common/ledger/record.h"
#include "common/result.h"
#include "indexer/ledger/text_spool.h"

namespace dateline::indexer {

/// What is to be done for one article that has, or had, several texts: those that are not kept yet are
/// packed, and neighbours that were not compared yet are compared.
struct ArticleTexts {
  struct Text {
    std::uint64_t version = 0;
    std::string bytes;         ///< ledger::encode_text; empty: to be read from the spool
    TextSpool::Place spooled;  ///< stored data of the article
    bool kept = false;         ///< in the ledger already
  };

  std::uint64_t id = 0;
  std::vector<std::pair<std::int32_t, std::uint64_t>> sightings;  ///< days and versions
  std::vector<Text> texts;  ///< all that are needed or to be kept, oldest first
  std::set<std::pair<std::uint64_t, std::uint64_t>> known_edits;
  std::set<std::pair<std::uint64_t, std::uint64_t>> not_comparable;  ///< of known_edits
  std::map<std::uint64_t, std::uint8_t> extractors;                  ///< by version
  std::map<std::uint64_t, std::uint64_t>
      read_as;  ///< the same: the version that now comes of the same record
  std::map<std::uint64_t, ledger::KeptText> anew;  ///< of versions of other rules, as those of now read them

  /// Null where it is not there.
  const Text* find(std::uint64_t version) const;
};

/// Does that for all of these on several threads, and adds texts and edits to `out` in their order. Stored
/// data in `spool` were packed with `dictionary`, which may be null. `extractor` is the number of the rules
/// of now.
Status add_texts_and_edits(std::vector<ArticleTexts>& articles, const TextSpool& spool,
                           const index::StoredDictionary* dictionary, int threads, std::uint8_t extractor,
                           ledger::LedgerFileWriter& out);

}  // namespace dateline::indexer
