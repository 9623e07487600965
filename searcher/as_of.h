#pragma once

#include <sys/types.h>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "common/result.h"
#include "searcher/streams.h"

namespace dateline::search {

/// Earlier states of indexes, made by `dateline-index as-of` in folders that go with this. Where this program
/// is killed they go too: the other one holds them until its input ends.
class AsOfIndexes {
 public:
  AsOfIndexes() = default;
  AsOfIndexes(AsOfIndexes&&) = default;
  AsOfIndexes& operator=(AsOfIndexes&&) = delete;
  ~AsOfIndexes();

  /// Where the arguments of a command ask for an earlier state, puts its folders in the place of the indexes.
  /// Says on `streams.err` which state that is. An error where it cannot be had.
  template <class Command>
  static Result<AsOfIndexes> of(Command& command, const Streams& streams) {
    if constexpr (requires { command.query.as_of; })
      return make(command.query.indexes, command.query.as_of, streams);
    if constexpr (requires { command.as_of; }) return make(command.indexes, command.as_of, streams);
    return AsOfIndexes();
  }

 private:
  /// A running `dateline-index as-of`.
  struct Holder {
    pid_t process = 0;
    int input = -1;  ///< ends it when it is closed
  };
  static Result<AsOfIndexes> make(std::vector<std::filesystem::path>& indexes, const std::string& as_of,
                                  const Streams& streams);
  Result<std::filesystem::path> add(const std::filesystem::path& index, const std::string& as_of,
                                    const Streams& streams);

  std::vector<Holder> holders_;
};

}  // namespace dateline::search
