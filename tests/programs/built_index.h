#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/run_program.h"

namespace dateline::testing {

/// An index in a folder of its own, made and searched by the programs.
class BuiltIndex : public ::testing::Test {
 protected:
  void build(const std::string& input, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"build", input, "-i", idx_, "-q"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran built = run(DATELINE_INDEX_PROGRAM, arguments);
    ASSERT_EQ(built.code, 0) << built.err;
  }
  Ran search(std::vector<std::string> arguments, const std::string& input = "") const {
    arguments.insert(arguments.end(), {"-i", idx_});
    return run(DATELINE_SEARCH_PROGRAM, arguments, input);
  }
  nlohmann::json search_json(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const Ran ran = search(arguments);
    EXPECT_LE(ran.code, 1) << ran.err;
    const nlohmann::json out = nlohmann::json::parse(ran.out, nullptr, false);
    EXPECT_TRUE(out.is_object()) << ran.out;
    return out;
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
  std::string idx_ = path("a.idx");
};

}  // namespace dateline::testing
