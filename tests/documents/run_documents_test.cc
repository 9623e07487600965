// Every command of every document is run, in the folder that the documents speak of, and its output compared
// with what stands there. DATELINE_WRITE_GOLDEN=1 writes the outputs of the programs into the documents.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/documents/document.h"
#include "tests/support/run_program.h"

namespace dateline::documents {
namespace {

namespace fs = std::filesystem;
using testing::Ran;
using testing::run;

const fs::path kRoot = DATELINE_SOURCE_DIR;

std::vector<std::string> documents() {
  std::vector<std::string> out{"README.md"};
  for (const auto& entry : fs::directory_iterator(kRoot / "docs")) {
    if (entry.path().extension() == ".md") out.push_back("docs/" + entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// How fast and large a build was: the documents leave it out.
bool is_speed(const std::string& line) {
  static const std::regex speed(R"(  [0-9.]+ s, [0-9,.]+ articles/s, .* of memory at peak)");
  return std::regex_match(line, speed);
}

class Document : public ::testing::TestWithParam<std::string> {
 protected:
  /// A folder like that of a reader who has followed the documents: the samples, indexes, a few lists.
  void SetUp() override {
    const Ran made =
        run("/bin/sh", {"-eu", (kRoot / "tests/documents/folder.sh").string(), folder_.path().string(),
                        kRoot.string(), fs::path(DATELINE_INDEX_PROGRAM).parent_path().string()});
    ASSERT_EQ(made.code, 0) << made.out << made.err;
  }
  Ran shell(const std::string& command) const {
    const std::string path = fs::path(DATELINE_INDEX_PROGRAM).parent_path().string() + ":/usr/bin:/bin";
    return run("/usr/bin/env", {"-i", "PATH=" + path, "HOME=" + folder_.path().string(), "LC_ALL=C.UTF-8",
                                "DATELINE_CONFIG=", "/bin/bash", "-c",
                                "cd '" + folder_.path().string() + "' && { " + command + "\n} 2>&1"});
  }
  testing::TemporaryFolder folder_;
};

TEST_P(Document, SaysWhatItsCommandsDo) {
  const std::string text = testing::read_whole(kRoot / GetParam());
  std::vector<Command> commands = commands_of(text);
  const bool rewrite = std::getenv("DATELINE_WRITE_GOLDEN") != nullptr;
  for (Command& command : commands) {
    if (!command.run) continue;
    const Ran ran = shell(command.text);
    std::vector<std::string> lines = lines_of(ran.out);
    std::erase_if(lines, is_speed);
    const std::string place = GetParam() + ":" + std::to_string(command.line) + ": " + command.text;
    EXPECT_LE(ran.code, 1) << place << "\n" << ran.out;
    if (!command.has_output || matches(command.output, lines)) continue;
    if (rewrite) {
      command.output = lines;
      continue;
    }
    std::string shown;
    for (const std::string& line : lines) shown += line + "\n";
    ADD_FAILURE() << place << "\nprints now:\n" << shown;
  }
  if (rewrite) std::ofstream(kRoot / GetParam()) << with_outputs(text, commands);
}

/// Commands in the running text, such as `dateline-search kwic QUERY --sort right`: the command and the
/// options are there.
TEST_P(Document, NamesOnlyOptionsThatThereAre) {
  const std::string text = testing::read_whole(kRoot / GetParam());
  for (const std::string program : {"dateline-index", "dateline-search"}) {
    const std::string path = program == "dateline-index" ? DATELINE_INDEX_PROGRAM : DATELINE_SEARCH_PROGRAM;
    const auto table = nlohmann::json::parse(run(path, {"--generate", "json"}).out);
    std::map<std::string, std::set<std::string>> options;
    for (const auto& option : table["options"])
      options[""].insert(option["names"].begin(), option["names"].end());
    for (const auto& command : table["commands"]) {
      for (const auto& option : command["options"])
        options[command["name"]].insert(option["names"].begin(), option["names"].end());
    }
    const std::regex span("`" + program + " ([^`]*)`");
    const std::regex name(R"((^| )(--[a-z][-a-z]*))");
    for (std::sregex_iterator at(text.begin(), text.end(), span), end; at != end; ++at) {
      const std::string words = (*at)[1];
      const std::string first = words.substr(0, words.find_first_of(" \n"));
      const std::string command = options.contains(first)        ? first
                                  : first.starts_with("-")       ? ""
                                  : program == "dateline-search" ? "query"
                                                                 : "";
      for (std::sregex_iterator one(words.begin(), words.end(), name); one != end; ++one) {
        const std::string option = (*one)[2];
        EXPECT_TRUE(options[command].contains(option) ||
                    (command.empty() && options["query"].contains(option)) || option == "--")
            << GetParam() << ": " << at->str();
      }
    }
  }
}

TEST(Picture, ShowsWhatTheProgramsPrint) {
  if (run("/bin/sh", {"-c", "command -v python3"}).code != 0)
    GTEST_SKIP() << "no python3, which draws the picture";
  const Ran ran = run("/usr/bin/env", {"python3", (kRoot / "tests/documents/session_picture.py").string(),
                                       "--check", fs::path(DATELINE_INDEX_PROGRAM).parent_path().string(),
                                       (kRoot / "docs/pictures/session.svg").string()});
  EXPECT_EQ(ran.code, 0) << ran.err;
}

INSTANTIATE_TEST_SUITE_P(All, Document, ::testing::ValuesIn(documents()), [](const auto& one) {
  return std::regex_replace(one.param, std::regex("[^A-Za-z0-9]"), "_");
});

}  // namespace
}  // namespace dateline::documents
