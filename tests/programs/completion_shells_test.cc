// The completions, in the shells that they are for: keys are typed on a terminal, Tab among them.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/pseudo_terminal.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::PseudoTerminal;
using testing::run;

constexpr std::string_view kTab = "\t";
constexpr std::string_view kHome = "\x01";
constexpr std::string_view kEnd = "\x05";

struct Shell {
  std::string name;
  std::vector<std::string> command;
  std::string kind;  ///< of --generate
  std::string setup;
};

std::ostream& operator<<(std::ostream& out, const Shell& shell) { return out << shell.name; }

class Completion : public ::testing::TestWithParam<Shell> {
 protected:
  void SetUp() override {
    shell_ = GetParam();
    if (!fs::exists(shell_.command.front())) GTEST_SKIP() << "no " << shell_.name;
    ASSERT_EQ(run(DATELINE_INDEX_PROGRAM,
                  {"build", DATELINE_SOURCE_DIR "/tests/samples/captures", "-i", path("archive.idx"), "-q"})
                  .code,
              0);
    for (const auto& [program, file] :
         {std::pair<std::string, std::string>{DATELINE_SEARCH_PROGRAM, "dateline-search"},
          {DATELINE_INDEX_PROGRAM, "dateline-index"}}) {
      folder_.write(shell_.name == "zsh" ? "_" + file : file + "." + shell_.name,
                    run(program, {"--generate", shell_.kind}).out);
    }
    fs::create_directories(path("captures/2023"));
    fs::create_directories(path("state/dateline"));
    folder_.write("state/dateline/last-answer", "ceb8697ecbdac9eb\tA visit\ne3919c90e6cf3250\tTrees\n");
  }

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  /// The words of a command line after Tab was pressed at its end, each within <>.
  std::string completed(const std::string& line) {
    PseudoTerminal terminal(shell_.command, environment(), 50, 200);
    start(terminal);
    terminal.type(line);
    terminal.type(kTab);
    terminal.type(kHome);
    terminal.type("printf '<%s>' ");
    terminal.type(kEnd);
    terminal.type("; echo E'N'D\r");
    if (!terminal.wait_for("END\r\n")) ADD_FAILURE() << terminal.output();
    const std::string seen = terminal.seen();
    const std::size_t end = seen.rfind(">END");
    const std::size_t begin = seen.rfind("<dateline", end);
    if (begin == std::string::npos || end == std::string::npos) return seen;
    std::string words = seen.substr(begin, end + 1 - begin);
    // The stroke behind a folder: zsh takes it away again where the word ends.
    if (words.ends_with("/>")) words.erase(words.size() - 2, 1);
    return words;
  }

  /// Whether `candidate` is shown after Tab was pressed twice.
  ::testing::AssertionResult offers(const std::string& line, const std::string& candidate) {
    PseudoTerminal terminal(shell_.command, environment(), 50, 200);
    start(terminal);
    terminal.type(line);
    terminal.type(kTab);
    terminal.type(kTab);
    return terminal.wait_for(candidate);
  }

 private:
  std::vector<std::string> environment() const {
    return {"PATH=" + fs::path(DATELINE_SEARCH_PROGRAM).parent_path().string() + ":/usr/bin:/bin",
            "HOME=" + path(""),
            "XDG_CONFIG_HOME=" + path("config"),
            "XDG_STATE_HOME=" + path("state"),
            "TERM=xterm",
            "LC_ALL=C.UTF-8",
            "PS1=ready> "};
  }
  void start(PseudoTerminal& terminal) {
    terminal.type("cd '" + folder_.path().string() + "'; " + shell_.setup + "; echo S'E'T\r");
    if (!terminal.wait_for("SET\r\n")) ADD_FAILURE() << terminal.output();
  }

  Shell shell_;
  testing::TemporaryFolder folder_;
};

TEST_P(Completion, OfCommandsAndOptions) {
  EXPECT_EQ(completed("dateline-search timel"), "<dateline-search><timeline>");
  EXPECT_EQ(completed("dateline-search kwic flood --max-a"),
            "<dateline-search><kwic><flood><--max-articles>");
  EXPECT_EQ(completed("dateline-search timeline flood --by qu"),
            "<dateline-search><timeline><flood><--by><quarter>");
  EXPECT_EQ(completed("dateline-search flood --recen"), "<dateline-search><flood><--recency>");
  EXPECT_EQ(completed("dateline-index ins"), "<dateline-index><inspect>");
  EXPECT_EQ(completed("dateline-index as-"), "<dateline-index><as-of>");
  EXPECT_EQ(completed("dateline-search flood --as-"), "<dateline-search><flood><--as-of>");
  EXPECT_EQ(completed("dateline-index build capt"), "<dateline-index><build><captures>");
  EXPECT_EQ(completed("dateline-index info -i arch"), "<dateline-index><info><-i><archive.idx>");
}

TEST_P(Completion, OfWhatOnlyTheIndexKnows) {
  EXPECT_EQ(completed("dateline-search flood sourc"), "<dateline-search><flood><source:>");
  EXPECT_EQ(completed("dateline-search flood source:kcna.kp"), "<dateline-search><flood><source:kcna.kp-en>");
  EXPECT_EQ(completed("dateline-search kwic flood --filter source=minis"),
            "<dateline-search><kwic><flood><--filter><source=ministry-of-foreign-affairs-en>");
  EXPECT_EQ(completed("dateline-search flood --facet confi"),
            "<dateline-search><flood><--facet><confidence>");
  EXPECT_EQ(completed("dateline-search flood --facet capt"), "<dateline-search><flood><--facet><captured>");
  EXPECT_EQ(completed("dateline-search show ceb"), "<dateline-search><show><ceb8697ecbdac9eb>");
  EXPECT_EQ(completed("dateline-search -i archive.idx similar e39"),
            "<dateline-search><-i><archive.idx><similar><e3919c90e6cf3250>");
  EXPECT_TRUE(offers("dateline-search flood source:r", "odong-sinmun"));
  EXPECT_TRUE(offers("dateline-search show ", "e3919c90e6cf3250"));
}

TEST_P(Completion, OffersNothingWithoutAnIndex) {
  EXPECT_EQ(completed("dateline-search -i no.idx flood source:kc"),
            "<dateline-search><-i><no.idx><flood><source:kc>");
}

INSTANTIATE_TEST_SUITE_P(
    OfShells, Completion,
    ::testing::Values(
        Shell{
            "bash",
            {"/usr/bin/bash", "--norc", "--noprofile", "-i"},
            "bash",
            "PS1='> '; bind 'set bell-style none'; source dateline-search.bash; source dateline-index.bash"},
        Shell{
            "zsh",
            {"/usr/bin/zsh", "-f", "-i"},
            "zsh",
            "PS1='> '; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; bindkey -e; unsetopt beep"},
        Shell{"fish",
              {"/usr/bin/fish", "--no-config", "-i"},
              "fish",
              "source dateline-search.fish; source dateline-index.fish"}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace dateline
