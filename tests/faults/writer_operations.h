#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace dateline::testing {

/// Something that writes an index: a command of dateline-index.
struct Operation {
  std::string name;
  bool first = false;                  ///< there is no index yet
  std::vector<std::string> arguments;  ///< BASE, MORE and MOST stand for inputs, ID for an article
};

/// All of them.
const std::vector<Operation>& writer_operations();

/// Inputs for operations, and the index that they begin with.
class WriterGround {
 public:
  /// Writes inputs of so many articles into the folder.
  WriterGround(const TemporaryFolder& folder, int base, int more);

  /// Makes an index of two segments, the second small enough to be written again when more comes. A failure
  /// of the test when it cannot.
  void make_index(const std::filesystem::path& idx);

  /// Of the program; `make_index` comes first where the operation needs an id.
  std::vector<std::string> arguments(const Operation& operation, const std::filesystem::path& idx) const;

 private:
  std::string base_;
  std::string second_;
  std::string more_;
  std::string most_;
  std::string id_;
};

}  // namespace dateline::testing
