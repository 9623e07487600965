#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "common/result.h"
#include "searcher/repl/session.h"

namespace dateline::bench {

/// The search shell without a terminal: what a line costs from Enter to the last byte of the printed answer,
/// and what Tab costs. Not thread-safe.
class Shell {
 public:
  /// `engine` outlives the shell.
  explicit Shell(search::Engine& engine);
  ~Shell();

  /// Articles that a query finds, asked with the counts that the shell shows with every answer. An Input
  /// error when the shell refuses the line.
  Result<std::uint64_t> ask(const std::string& line);
  /// How many ways there are to complete a line.
  std::uint64_t complete(const std::string& line);

 private:
  class NoScreen;
  std::unique_ptr<NoScreen> screen_;
  search::Session session_;
};

}  // namespace dateline::bench
