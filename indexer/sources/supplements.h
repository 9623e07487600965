#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"
#include "indexer/readers/page.h"
#include "indexer/readers/supplement/supplement.h"
#include "indexer/sources/inputs.h"
#include "indexer/sources/path_date.h"

namespace dateline::indexer {

/// What is told of files elsewhere than in them: lists, and dates in paths. Shared by threads once it is
/// made.
class Supplements {
 public:
  /// Adds to a page what is told of its file, or of its address.
  void apply(Page& page) const;

 private:
  friend class SupplementFinder;
  const Supplement* find(const Page& page) const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class Value>
  using ByName = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  std::vector<Supplement> entries_;
  ByName<std::size_t> by_path_;                                ///< of files, as the input names them
  ByName<std::size_t> by_member_;                              ///< of members of archives, the names alone
  std::unordered_map<std::uint64_t, std::size_t> by_address_;  ///< by the id that an address gives
  std::optional<PathDate> path_date_;
};

/// What the user says of it.
struct SupplementOptions {
  std::vector<std::string> metadata;  ///< lists of --metadata
  std::string date_from;              ///< of --date-from; empty: none
};

/// Finds what is told of the files of `inputs` and sets `inputs.supplements`, of each file what is told of it
/// (`told`), and for the summary `lists`. Takes the lists out of the input and counts them as skipped:
/// - those that the user names, which may call their files by any end of their paths;
/// - a `metadata.csv` beside the files that has a column `file` which names at least one of them; one that
///   has not, or that holds texts, stays in the input and is read as captures;
/// - libraries of references (RIS, BibTeX, CSL-JSON) that describe files or addresses of the input.
/// A Usage error for a list that the user names and that cannot be read, and for a wrong --date-from.
Status take_supplements(InputList& inputs, const SupplementOptions& options);

}  // namespace dateline::indexer
