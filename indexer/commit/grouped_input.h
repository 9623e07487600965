#pragma once

#include <filesystem>
#include <fstream>
#include <istream>
#include <vector>

#include "common/result.h"
#include "indexer/commit/build_index.h"
#include "indexer/identity/index_state.h"
#include "indexer/pipeline/pipeline.h"
#include "indexer/sources/inputs.h"

namespace dateline::indexer {

/// An input of which it is known in which groups of copies its articles will stand, before they are written:
/// it has been read once for that. Servers of Xapian need the name of the group in the document, and shards
/// are filled by it. Costs about a fifth of a build.
class GroupedInput {
 public:
  /// `state` is what is known of the index when `inputs` are read again, to be written; it is used up. What
  /// was read of standard input, which can be read once only, is kept in a file of `folder` until then. A
  /// System error when it cannot be, else the first error of the run.
  static Result<GroupedInput> read(const BuildOptions& options, InputList inputs,
                                   std::istream& standard_input, const std::filesystem::path& folder,
                                   IndexState state);

  /// From its beginning.
  std::istream& standard_input();
  /// Of the articles that come and of those that they move into other groups.
  const std::vector<Placed>& groups() const { return groups_; }
  const GroupNames& names() const { return names_; }
  std::uint64_t name(std::uint32_t docid) const { return name_of(names_, docid); }

 private:
  std::istream* standard_input_ = nullptr;
  std::ifstream kept_;
  std::vector<Placed> groups_;
  GroupNames names_;
};

}  // namespace dateline::indexer
