#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/support/run_program.h"

namespace dateline {
namespace {

using testing::Ran;
using testing::run;
using testing::TemporaryFolder;

struct Program {
  std::string name;
  std::string path;
  std::vector<std::string> sources;  ///< where its options are declared
};

const std::vector<Program>& programs() {
  static const std::vector<Program> all{
      {"dateline-index", DATELINE_INDEX_PROGRAM, {"indexer/options.cc"}},
      {"dateline-search", DATELINE_SEARCH_PROGRAM, {"searcher/option_groups.cc", "searcher/options.cc"}}};
  return all;
}

/// What the source text declares, by a reading of it that knows nothing of the option parser: "-i", "--index"
/// …
std::set<std::string> declared_options(const std::string& source) {
  std::set<std::string> out;
  const std::regex call(R"re(add_(?:option|flag)\(\s*"(-[^"]+)")re");
  const std::regex name(R"(--?[a-z][-a-z]*)");
  for (std::sregex_iterator at(source.begin(), source.end(), call), end; at != end; ++at) {
    const std::string names = (*at)[1];
    for (std::sregex_iterator one(names.begin(), names.end(), name); one != end; ++one)
      out.insert(one->str());
  }
  return out;
}

std::set<std::string> declared_commands(const std::string& source) {
  std::set<std::string> out;
  const std::regex call(R"re(row\(\s*"([a-z][-a-z]*)")re");
  for (std::sregex_iterator at(source.begin(), source.end(), call), end; at != end; ++at)
    out.insert((*at)[1]);
  return out;
}

/// How a name is written in a generated file.
std::string written(const std::string& name, const std::string& kind) {
  if (kind == "fish")
    return name.starts_with("--") ? " -l " + name.substr(2) + " " : " -s " + name.substr(1) + " ";
  if (kind == "man") return "\\fB" + std::regex_replace(name, std::regex("-"), "\\-") + "\\fR";
  if (kind == "json") return "\"" + name + "\"";
  return name;
}

TEST(Generate, KnowsEveryCommandAndOptionOfTheSource) {
  for (const Program& program : programs()) {
    std::string source = testing::read_whole(DATELINE_SOURCE_DIR "/common/cli/describe.cc");
    for (const std::string& file : program.sources)
      source += testing::read_whole(std::filesystem::path(DATELINE_SOURCE_DIR) / file);
    const std::set<std::string> options = declared_options(source);
    const std::set<std::string> commands = declared_commands(source);
    ASSERT_GT(options.size(), 10U);
    ASSERT_GT(commands.size(), 5U);
    for (const std::string kind : {"man", "bash", "zsh", "fish", "json"}) {
      const Ran ran = run(program.path, {"--generate", kind});
      ASSERT_EQ(ran.code, 0) << ran.err;
      for (const std::string& option : options)
        EXPECT_NE(ran.out.find(written(option, kind)), std::string::npos)
            << program.name << " " << kind << " misses " << option;
      for (const std::string& command : commands)
        EXPECT_NE(ran.out.find(kind == "man" ? std::regex_replace(command, std::regex("-"), "\\-") : command),
                  std::string::npos)
            << program.name << " " << kind << " misses " << command;
    }
  }
}

/// Every option of every command stands where that command is described, not just anywhere.
TEST(Generate, GivesEachCommandItsOptions) {
  for (const Program& program : programs()) {
    const auto list = nlohmann::json::parse(run(program.path, {"--generate", "json"}).out);
    const std::string bash = run(program.path, {"--generate", "bash"}).out;
    const std::string zsh = run(program.path, {"--generate", "zsh"}).out;
    const std::string fish = run(program.path, {"--generate", "fish"}).out;
    const std::string man = run(program.path, {"--generate", "man"}).out;
    for (const auto& command : list["commands"]) {
      const std::string name = command["name"];
      const auto part = [&](const std::string& text, const std::string& begin, const std::string& end) {
        const std::size_t at = text.find(begin);
        EXPECT_NE(at, std::string::npos) << name;
        return at == std::string::npos ? "" : text.substr(at, text.find(end, at + begin.size()) - at);
      };
      const std::string in_bash = part(bash, "\n    " + name + ")\n", "\n      ;;\n");
      const std::string in_zsh = part(zsh, "\n    (" + name + ")\n", "\n      ;;\n");
      const std::string in_man =
          part(man, "\n.SS " + std::regex_replace(name, std::regex("-"), "\\-") + "\n", "\n.S");
      const std::string help = run(program.path, {name, "--help"}).out;
      for (const auto& option : command["options"]) {
        for (const std::string option_name : option["names"]) {
          EXPECT_NE(in_bash.find(option_name), std::string::npos) << name << " " << option_name;
          EXPECT_NE(in_zsh.find(option_name + (option["value"].is_null()       ? "["
                                               : option_name.starts_with("--") ? "=["
                                                                               : "[")),
                    std::string::npos)
              << name << " " << option_name;
          EXPECT_NE(help.find(option_name), std::string::npos) << name << " " << option_name;
          const std::regex line("\n[^\n]*_is " + name + "( first)?'[^\n]*" +
                                (option_name.starts_with("--") ? " -l " + option_name.substr(2)
                                                               : " -s " + option_name.substr(1)) +
                                " ");
          EXPECT_TRUE(std::regex_search(fish, line)) << name << " " << option_name;
        }
        EXPECT_NE(in_man.find(written(option["names"].back(), "man")), std::string::npos)
            << name << " " << option["names"];
      }
    }
  }
}

/// An example of a command shows that command, and each help ends with the exit codes.
TEST(Generate, GivesEachCommandItsOwnExamples) {
  for (const Program& program : programs()) {
    const auto list = nlohmann::json::parse(run(program.path, {"--generate", "json"}).out);
    for (const auto& command : list["commands"]) {
      const std::string name = command["name"];
      const std::string notes = command["notes"];
      const std::string shown = program.name + (name == "query" ? "" : " " + name);
      const bool is_own = !notes.starts_with("Examples:\n") || notes.find(shown) != std::string::npos;
      EXPECT_TRUE(is_own) << name << "\n" << notes;
      EXPECT_NE(notes, list["notes"]) << name;
      EXPECT_NE(run(program.path, {name, "--help"}).out.find("\nExit codes: 0 "), std::string::npos) << name;
    }
  }
  // A command that ends in a way of its own says so in the manual page too.
  const std::string man = run(DATELINE_SEARCH_PROGRAM, {"--generate", "man"}).out;
  EXPECT_NE(man.find("Exit codes: 0 the same, 6 the same articles"), std::string::npos);
}

/// Runs a checker of what was generated, where its program (`needed`, or the first word) is installed.
void expect_sound(const std::string& command, const std::string& name, const std::string& content,
                  const std::string& needed = {}) {
  if (std::system(
          ("command -v " + (needed.empty() ? command.substr(0, command.find(' ')) : needed) + " >/dev/null")
              .c_str()) != 0) {
    std::cout << "skipped: no " << command << "\n";
    return;
  }
  const TemporaryFolder folder;
  folder.write(name, content);
  const Ran ran =
      run("/bin/sh", {"-c", command + " " + (folder.path() / name).string() + " 2>&1 >/dev/null"});
  EXPECT_EQ(ran.code, 0) << command << ": " << ran.out;
  EXPECT_EQ(ran.out, "") << command;
}

TEST(Generate, WritesWhatShellsAndManualReadersTake) {
  for (const Program& program : programs()) {
    expect_sound("bash -n", "completion", run(program.path, {"--generate", "bash"}).out);
    expect_sound("zsh -n", "completion", run(program.path, {"--generate", "zsh"}).out);
    expect_sound("fish -n", "completion.fish", run(program.path, {"--generate", "fish"}).out);
    const std::string man = run(program.path, {"--generate", "man"}).out;
    expect_sound("mandoc -T lint -W warning", "page.1", man);
    expect_sound("env LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z", "page.1", man, "man");
  }
}

/// A page that was cut off is no page.
TEST(Generate, SaysThatTheDiskIsFull) {
  for (const Program& program : programs()) {
    for (const std::string arguments : {"--generate man", "--help", "config --all"}) {
      const Ran ran = run("/bin/sh", {"-c", "'" + program.path + "' " + arguments + " >/dev/full"});
      EXPECT_EQ(ran.code, 5) << arguments;
      EXPECT_NE(ran.err.find("cannot write the output"), std::string::npos) << ran.err;
    }
  }
}

TEST(Generate, KnowsNoOtherKind) {
  for (const Program& program : programs()) {
    const Ran ran = run(program.path, {"--generate", "tcsh"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find("tcsh not in {man,bash,zsh,fish,json,settings}"), std::string::npos) << ran.err;
  }
}

TEST(FirstRun, SaysWhatToDoNext) {
  for (const Program& program : programs()) {
    const Ran ran = run(program.path, {});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.out, "");
    EXPECT_TRUE(ran.err.starts_with(program.name)) << ran.err;
    EXPECT_NE(ran.err.find("dateline-index build FOLDER -i archive.idx"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find(program.name + " --help"), std::string::npos) << ran.err;
  }
}

TEST(Mistakes, OfCommandsAndOptionsAreGuessed) {
  struct Case {
    std::string program;
    std::vector<std::string> arguments;
    std::string said;
  };
  for (const Case& c : std::vector<Case>{
           {DATELINE_INDEX_PROGRAM,
            {"biuld", "captures"},
            "there is no command 'biuld'\n  did you mean build?"},
           {DATELINE_INDEX_PROGRAM, {"search", "flood"}, "there is no command 'search'"},
           {DATELINE_INDEX_PROGRAM, {"--verison"}, "not expected: --verison\n  did you mean --version?"},
           {DATELINE_SEARCH_PROGRAM, {"--verison"}, "did you mean --version?"},
           {DATELINE_INDEX_PROGRAM,
            {"-i", "a.idx", "build", "captures"},
            "not expected: -i a.idx\n  options stand behind the command: dateline-index build -i"},
           {DATELINE_INDEX_PROGRAM,
            {"info", "--fromat", "json"},
            "not expected: --fromat json\n  did you mean --format?"},
           {DATELINE_INDEX_PROGRAM, {"build", "captures", "--thread", "2"}, "did you mean --threads?"},
           {DATELINE_SEARCH_PROGRAM, {"flood", "--limt", "2"}, "did you mean --limit?"},
           {DATELINE_SEARCH_PROGRAM, {"kwic", "flood", "--max-artciles=3"}, "did you mean --max-articles?"},
           {DATELINE_SEARCH_PROGRAM,
            {"timeline", "flood", "--zzz"},
            "dateline-search timeline --help lists the options"}}) {
    const Ran ran = run(c.program, c.arguments);
    EXPECT_EQ(ran.code, 2);
    EXPECT_NE(ran.err.find(c.said), std::string::npos) << ran.err;
  }
}

/// A word that is no command is a query. Where that finds nothing, or there is no index, it may have been
/// meant for one.
TEST(Mistakes, AMistypedCommandThatIsSearchedForIsGuessed) {
  const TemporaryFolder folder;
  const std::string index = (folder.path() / "a.idx").string();
  const auto said = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"-i", index});
    return run(DATELINE_SEARCH_PROGRAM, arguments).err;
  };
  const std::string hint =
      "'tiemline' is searched for; did you mean the command: dateline-search timeline WORDS";
  EXPECT_NE(said({"tiemline", "embankment"}).find(hint), std::string::npos);
  ASSERT_EQ(run(DATELINE_INDEX_PROGRAM,
                {"build", std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures", "-q", "-i", index})
                .code,
            0);
  EXPECT_NE(said({"tiemline", "embankment"}).find(hint), std::string::npos);
  EXPECT_NE(said({"serch"}).find("dateline-search query WORDS"), std::string::npos);
  EXPECT_NE(said({"shwo", "e3919c90e6cf3250"}).find("dateline-search show ID"), std::string::npos);
  // What is found was meant, and what does not fit a command is none.
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"river"},
                                                                                     {"zyzzyva"},
                                                                                     {"shwo", "dogs"},
                                                                                     {"\"tiemline\""},
                                                                                     {"query", "tiemline"},
                                                                                     {"--", "tiemline"}})
    EXPECT_EQ(said(words), "") << words.back();
}

/// An empty folder, and one with nothing that is read: no rejects are spoken of that there are not.
TEST(Mistakes, AFolderWithoutCaptures) {
  const TemporaryFolder folder;
  const std::string index = (folder.path() / "a.idx").string();
  std::filesystem::create_directories(folder.path() / "empty");
  const Ran ran = run(DATELINE_INDEX_PROGRAM, {"build", (folder.path() / "empty").string(), "-i", index});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(
      ran.err.find(
          "no article was found in the input; nothing was written\n  the input holds no file that is read"),
      std::string::npos)
      << ran.err;
  EXPECT_FALSE(std::filesystem::exists(index));
}

}  // namespace
}  // namespace dateline
