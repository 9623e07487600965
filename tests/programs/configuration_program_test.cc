#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/run_program.h"

namespace dateline {
namespace {

using testing::Ran;

/// An index of the samples, and a place for a configuration.
class Configured : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"build", DATELINE_SOURCE_DIR "/tests/samples/captures",
                                                    "-i", path("a.idx"), "-q"})
                  .code,
              0);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  void configure(const std::string& text) { folder_.write("config/dateline/dateline.conf", text); }
  std::string file() const { return path("config/dateline/dateline.conf"); }

  /// With the configuration, in an empty environment but for `variables`.
  Ran run(const std::string& program, const std::vector<std::string>& arguments,
          const std::vector<std::string>& variables = {}) const {
    std::vector<std::string> words{"-i", "PATH=/usr/bin:/bin", "HOME=" + path(""),
                                   "XDG_CONFIG_HOME=" + path("config")};
    words.insert(words.end(), variables.begin(), variables.end());
    words.push_back(program);
    words.insert(words.end(), arguments.begin(), arguments.end());
    return testing::run("/usr/bin/env", words);
  }
  Ran search(const std::vector<std::string>& arguments,
             const std::vector<std::string>& variables = {}) const {
    return run(DATELINE_SEARCH_PROGRAM, arguments, variables);
  }
  /// Hits of a query that has nine.
  std::size_t hits(const std::vector<std::string>& more = {},
                   const std::vector<std::string>& variables = {}) const {
    std::vector<std::string> arguments{"embankment", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = search(arguments, variables);
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto json = nlohmann::json::parse(ran.out, nullptr, false);
    return json.is_object() ? json["hits"].size() : 0;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(Configured, TheCommandLineComesFirstThenVariablesThenTheFile) {
  configure("index = " + path("a.idx") + "\n[search]\nlimit = 4\n[search.query]\nlimit = 3\n");
  EXPECT_EQ(hits(), 3U);
  EXPECT_EQ(hits({}, {"DATELINE_LIMIT=2"}), 2U);
  EXPECT_EQ(hits({"-n", "1"}, {"DATELINE_LIMIT=2"}), 1U);
  EXPECT_EQ(hits({"--limit=1"}), 1U);
  EXPECT_EQ(search({"kwic", "embankment"}).code, 0);
  EXPECT_EQ(run(DATELINE_INDEX_PROGRAM, {"info"}).code, 0);
  EXPECT_EQ(search({"embankment"}, {"DATELINE_INDEX=" + path("no.idx")}).code, 4);
}

TEST_F(Configured, AnotherFileOrNone) {
  configure("[search]\nlimit = 4\n");
  folder_.write("other.conf", "[search]\nlimit = 2\n");
  const std::string index = "DATELINE_INDEX=" + path("a.idx");
  EXPECT_EQ(hits({}, {index}), 4U);
  EXPECT_EQ(hits({}, {index, "DATELINE_CONFIG=" + path("other.conf")}), 2U);
  EXPECT_GT(hits({}, {index, "DATELINE_CONFIG="}), 4U);
  const Ran other = search({"--config", path("other.conf"), "embankment", "--format", "json"}, {index});
  EXPECT_EQ(nlohmann::json::parse(other.out)["hits"].size(), 2U) << other.err;
  const Ran missing = search({"--config", path("no.conf"), "embankment"}, {index});
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.err.find("no such file: " + path("no.conf")), std::string::npos) << missing.err;
}

TEST_F(Configured, FlagsAndRepeatedOptions) {
  const std::vector<std::string> all{"confidence:high OR confidence:medium OR confidence:none", "-n", "100",
                                     "--format", "json"};
  const auto found = [&] { return nlohmann::json::parse(search(all).out)["hits"].size(); };
  configure("[search]\nindex = " + path("a.idx") + "\n");
  const std::size_t folded = found();
  configure("[search]\nindex = " + path("a.idx") + "\ncopies = true\n");
  EXPECT_EQ(found(), folded + 1);
  configure("[search]\nindex = " + path("a.idx") + "\nindex = " + path("no.idx") + "\n");
  EXPECT_NE(search(all).err.find("no.idx"), std::string::npos);
}

TEST_F(Configured, AnOptionThatExcludesASetOneWins) {
  configure("[search]\nindex = " + path("a.idx") + "\nrecency = 5\n");
  EXPECT_GT(hits({"--rank", "bm25"}), 0U);
}

TEST_F(Configured, WhatIsWrongIsSaidWithItsPlace) {
  configure("index = " + path("a.idx") + "\n[search]\nlimit = many\n");
  const Ran number = search({"embankment"});
  EXPECT_EQ(number.code, 2);
  EXPECT_NE(number.err.find(file() + ", line 3: "), std::string::npos) << number.err;
  EXPECT_NE(number.err.find("--limit"), std::string::npos) << number.err;
  EXPECT_EQ(search({"config"}).code, 2);
  EXPECT_EQ(search({"info"}).code, 0);  // has no such option
  configure("[search]\nlimti = 3\n");
  EXPECT_NE(search({"embankment"}).err.find("did you mean limit?"), std::string::npos);
  EXPECT_EQ(run(DATELINE_INDEX_PROGRAM, {"kinds"}).code, 0);
  const Ran variable = search({"-i", path("a.idx"), "embankment"}, {"DATELINE_CONFIG=", "DATELINE_LIMIT=-3"});
  EXPECT_EQ(variable.code, 2);
  EXPECT_NE(variable.err.find("DATELINE_LIMIT: "), std::string::npos) << variable.err;
}

TEST_F(Configured, ConfigSaysWhatIsInForceAndFromWhere) {
  const Ran nothing = search({"config"});
  EXPECT_EQ(nothing.code, 0);
  EXPECT_EQ(nothing.out, "file       " + file() +
                             " (not there)\n"
                             "Nothing is set; config --all lists the options with their defaults.\n");
  configure("index = a.idx\n[search.kwic]\nwidth = 40\n");
  const Ran some = search({"config", "--format", "json"}, {"DATELINE_COLOR=never", "DATELINE_LIMTI=3"});
  ASSERT_EQ(some.code, 0) << some.err;
  const auto json = nlohmann::json::parse(some.out);
  EXPECT_EQ(json["file"], file());
  EXPECT_EQ(json["file_read"], true);
  EXPECT_EQ(json["unknown_variables"], nlohmann::json({"DATELINE_LIMTI"}));
  std::map<std::string, nlohmann::json> options;
  for (const auto& option : json["options"]) options[option["option"]] = option;
  ASSERT_EQ(options.size(), 3U) << some.out;
  EXPECT_EQ(options["index"]["values"][0], "a.idx");
  EXPECT_EQ(options["index"]["from"], file() + ", line 1");
  EXPECT_GT(options["index"]["commands"].size(), 10U);
  EXPECT_EQ(options["width"]["commands"], nlohmann::json({"kwic"}));
  EXPECT_EQ(options["color"]["from"], "DATELINE_COLOR");
  const Ran all = search({"config", "--all"});
  EXPECT_NE(all.out.find("max-articles   20000"), std::string::npos) << all.out;
  EXPECT_EQ(run(DATELINE_INDEX_PROGRAM, {"config"}).code, 0);
}

}  // namespace
}  // namespace dateline
