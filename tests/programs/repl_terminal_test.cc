#include <gtest/gtest.h>
#include <sys/stat.h>
#include <termios.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <thread>

#include "searcher/show/printable.h"
#include "tests/support/pseudo_terminal.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

using testing::PseudoTerminal;
using testing::Ran;
using testing::TemporaryFolder;

constexpr std::string_view kCtrlC = "\x03";
constexpr std::string_view kCtrlD = "\x04";
constexpr std::string_view kCtrlP = "\x10";
constexpr std::string_view kCtrlR = "\x12";
constexpr std::string_view kEnter = "\r";
constexpr std::string_view kPrompt = "dateline> ";

/// Lines as they stand on the screen: without escape sequences and returns.
std::vector<std::string> screen_lines(std::string_view output) {
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i < output.size(); ++i) {
    if (output[i] == '\x1b' && i + 1 < output.size() && output[i + 1] == '[') {
      i += 2;
      while (i < output.size() && (output[i] < '@' || output[i] > '~')) ++i;
    } else if (output[i] == '\n') {
      lines.emplace_back();
    } else if (output[i] != '\r') {
      lines.back() += output[i];
    }
  }
  return lines;
}

/// The shell on a terminal, as a person has it.
class ReplOnTerminal : public ::testing::Test {
 protected:
  void build(const std::string& input) {
    const Ran built = testing::run(DATELINE_INDEX_PROGRAM, {"build", input, "-i", index_, "-q"});
    ASSERT_EQ(built.code, 0) << built.err;
  }
  void build_samples() { build(std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures"); }

  std::unique_ptr<PseudoTerminal> start(std::vector<std::string> more = {}, unsigned short rows = 200,
                                        unsigned short columns = 80) const {
    std::vector<std::string> environment{"PATH=/usr/bin:/bin",
                                         "HOME=" + folder_.path().string(),
                                         "XDG_STATE_HOME=" + (folder_.path() / "state").string(),
                                         "INPUTRC=/dev/null",
                                         "TERM=xterm",
                                         "LC_ALL=C.UTF-8"};
    for (std::string& variable : more) {  // the last of a name counts
      const std::string name = variable.substr(0, variable.find('=') + 1);
      std::erase_if(environment, [&](const std::string& other) { return other.starts_with(name); });
      environment.push_back(std::move(variable));
    }
    return std::make_unique<PseudoTerminal>(
        std::vector<std::string>{DATELINE_SEARCH_PROGRAM, "repl", "-i", index_}, environment, rows, columns);
  }
  std::filesystem::path history() const { return folder_.path() / "state/dateline/history"; }

  TemporaryFolder folder_;
  std::string index_ = (folder_.path() / "a.idx").string();
};

TEST_F(ReplOnTerminal, GreetsAnswersAndLeaves) {
  build_samples();
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for("53 articles in"));
  ASSERT_TRUE(terminal->wait_for(":help lists"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("river embankment\r");
  ASSERT_TRUE(terminal->wait_for("9 articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("1\r");
  ASSERT_TRUE(terminal->wait_for("2023-06-14 by header"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(kCtrlD);
  EXPECT_EQ(terminal->wait_for_end(), 0);
}

TEST_F(ReplOnTerminal, CompletesWithTab) {
  build_samples();
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":narr\t");
  ASSERT_TRUE(terminal->wait_for("ow ")) << "a command";
  terminal->type(kCtrlC);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("source:rod\t");
  ASSERT_TRUE(terminal->wait_for("ong-sinmun ")) << "a value";
  terminal->type(kCtrlC);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("source:\"KCNA.kp\t");
  ASSERT_TRUE(terminal->wait_for(" (En)\"")) << "a value with blanks";
  terminal->type(kCtrlC);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("source:\t\t");
  ASSERT_TRUE(terminal->wait_for("source:kcna.kp-en")) << "a list of values";
  ASSERT_TRUE(terminal->wait_for("21")) << "with counts";
  ASSERT_TRUE(terminal->wait_for("source:tongil-sinbo"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(kCtrlC);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("embankm\t");
  ASSERT_TRUE(terminal->wait_for("ent ")) << "a word of the index";
  terminal->type(kEnter);
  ASSERT_TRUE(terminal->wait_for("articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":show \t\t");
  ASSERT_TRUE(terminal->wait_for("Tideland Embankment Closed")) << "numbers of hits with their titles";
  terminal->type(kCtrlC);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
}

TEST_F(ReplOnTerminal, KeepsAHistoryForItsOwnerAlone) {
  build_samples();
  {
    const auto terminal = start();
    ASSERT_TRUE(terminal->wait_for(kPrompt));
    terminal->type("river embankment\r");
    ASSERT_TRUE(terminal->wait_for("articles in"));
    ASSERT_TRUE(terminal->wait_for(kPrompt));
    terminal->type("snow\r");
    ASSERT_TRUE(terminal->wait_for("articles in"));
    ASSERT_TRUE(terminal->wait_for(kPrompt));
    EXPECT_EQ(testing::read_whole(history()), "river embankment\nsnow\n") << "at once, not in the end";
  }
  struct stat status {};
  ASSERT_EQ(::stat(history().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(std::string(kCtrlP) + std::string(kCtrlP) + "\r");
  ASSERT_TRUE(terminal->wait_for("9 articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(std::string(kCtrlR) + "sno");
  ASSERT_TRUE(terminal->wait_for("now")) << "found letter by letter";
  terminal->type(kEnter);
  ASSERT_TRUE(terminal->wait_for("2 articles in"));
}

TEST_F(ReplOnTerminal, NarrowsAndGoesBackWithTheTrailInThePrompt) {
  build_samples();
  const auto terminal = start({}, 200, 120);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("river embankment\r");
  ASSERT_TRUE(terminal->wait_for("9 articles in"));
  terminal->type(":narrow builders\r");
  ASSERT_TRUE(terminal->wait_for("river embankment › builders> "));
  terminal->type("+f1\r");
  ASSERT_TRUE(terminal->wait_for("only source=kcna.kp-en"));
  ASSERT_TRUE(terminal->wait_for("+source=kcna.kp-en> ")) << "a chosen count stands in the prompt";
  terminal->type("-f1\r");
  ASSERT_TRUE(terminal->wait_for("builders> "));
  terminal->type(":back\r");
  ASSERT_TRUE(terminal->wait_for("only source=kcna.kp-en"));
  ASSERT_TRUE(terminal->wait_for("> "));
  terminal->type(":save builders\r");
  ASSERT_TRUE(terminal->wait_for("as builders."));
  terminal->type("snow\r");
  ASSERT_TRUE(terminal->wait_for("2 articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":save snow\r");
  ASSERT_TRUE(terminal->wait_for("as snow."));
  terminal->type(":use snow or builders\r");
  ASSERT_TRUE(terminal->wait_for("[snow or builders]> "));
}

TEST_F(ReplOnTerminal, DropsALineAtCtrlC) {
  build_samples();
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("river emb");
  ASSERT_TRUE(terminal->wait_for("emb"));
  terminal->type(kCtrlC);
  ASSERT_TRUE(terminal->wait_for("^C"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("snow\r");
  ASSERT_TRUE(terminal->wait_for("2 articles in")) << "nothing of the dropped line is left";
}

TEST_F(ReplOnTerminal, KeepsTheKeysTypedRightBehindCtrlC) {
  build_samples();
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  for (int round = 0; round < 3; ++round) {
    // So many keys keep it busy until those behind Ctrl-C are there too.
    terminal->type(std::string(1500, 'x') + std::string(kCtrlC) + "snow\r");
    ASSERT_TRUE(terminal->wait_for("2 articles in")) << round;
    ASSERT_TRUE(terminal->wait_for(kPrompt));
  }
}

TEST_F(ReplOnTerminal, ReadsAPhraseOverSeveralLines) {
  build_samples();
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("\"river\r");
  ASSERT_TRUE(terminal->wait_for("…> "));
  terminal->type("embankment\"\r");
  ASSERT_TRUE(terminal->wait_for("3 articles in"));
}

TEST_F(ReplOnTerminal, StopsALongQueryAtCtrlC) {
  // Many phrases of few words, which nearly every article has everywhere: positions are read for seconds.
  const std::vector<std::string> words{"red", "ferry", "river", "bridge"};
  std::string articles;
  unsigned state = 7;
  const auto random = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 16U) % below;
  };
  for (int article = 0; article < 1500; ++article) {
    articles += "{\"title\":\"Article " + std::to_string(article) + "\",\"body\":\"";
    for (int word = 0; word < 1500; ++word) articles += words[random(words.size())] + " ";
    articles += "\"}\n";
  }
  build(folder_.write("in/a.jsonl", articles).string());
  std::string query;
  for (int phrase = 0; phrase < 40; ++phrase) {
    query += phrase == 0 ? "\"" : " OR \"";
    for (int word = 0; word < 10; ++word) query += words[random(words.size())] + " ";
    query += "\"";
  }
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  const std::filesystem::path script = folder_.write("script", query + "\nferry\n");
  terminal->type(":source " + script.string() + "\r");
  // While a line is edited the terminal is in raw mode; when the line was sent no longer.
  terminal->wait_until_cooked();
  terminal->type(kCtrlC);
  ASSERT_TRUE(terminal->wait_for("Stopped."));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  EXPECT_EQ(terminal->output().find(" articles ("), std::string::npos)
      << "no answer, of the next line neither";
  terminal->type("ferry\r");
  ASSERT_TRUE(terminal->wait_for("1,500 articles")) << "the next query is answered";
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  // What was stopped would have found something, only later.
  terminal->type(":source " + script.string() + "\r");
  ASSERT_TRUE(terminal->wait_for(" articles ("));
  EXPECT_EQ(terminal->seen().find("1,500 articles"), std::string::npos);
  ASSERT_TRUE(terminal->wait_for("1,500 articles"));
}

TEST_F(ReplOnTerminal, FitsTheScreenAlsoWhenItsSizeChanges) {
  build_samples();
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  for (const unsigned short columns : std::to_array<unsigned short>({50, 120, 36})) {
    terminal->resize(500, columns);
    terminal->type("pyongyang OR 평양\r");
    ASSERT_TRUE(terminal->wait_for("different texts) in"));
    std::size_t widest = 0;
    for (const std::string& line : screen_lines(terminal->seen())) {
      if (line.find("OR 평양") == std::string::npos) widest = std::max(widest, show::display_width(line));
    }
    EXPECT_LE(widest, columns);
    EXPECT_GT(widest, columns - 12U) << "and the room is used";
    ASSERT_TRUE(terminal->wait_for("> "));
  }
}

TEST_F(ReplOnTerminal, ShowsPagesAndSaysWhichKeyDoesWhat) {
  build_samples();
  const auto terminal = start({}, 24, 80);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("river embankment\r");
  ASSERT_TRUE(terminal->wait_for("Space: next page"));
  ASSERT_TRUE(terminal->wait_for("q: back to the prompt"));
  EXPECT_EQ(terminal->seen().find("9 articles in"), std::string::npos);
  terminal->type(" ");
  ASSERT_TRUE(terminal->wait_for("Space: next page"));
  terminal->type(kEnter);
  ASSERT_TRUE(terminal->wait_for("Space: next page"));
  terminal->type("q");
  ASSERT_TRUE(terminal->wait_for("9 articles in")) << "the status stays on the screen";
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("zzzunfindable\r");
  ASSERT_TRUE(terminal->wait_for("No article has"));
  EXPECT_EQ(terminal->seen().find("Space:"), std::string::npos) << "a short answer needs no pages";
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":set pager off\r");
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("river embankment\r");
  ASSERT_TRUE(terminal->wait_for("9 articles in"));
  EXPECT_EQ(terminal->seen().find("Space:"), std::string::npos);
}

TEST_F(ReplOnTerminal, LosesNothingThatIsTypedWhilePagesAreShown) {
  build_samples();
  for (const char* next : {":timeline year share", "평양", "quarries", "snow"}) {
    const auto terminal = start({}, 24, 80);
    ASSERT_TRUE(terminal->wait_for(kPrompt));
    terminal->type("river embankment\r");
    ASSERT_TRUE(terminal->wait_for("Space: next page"));
    terminal->type(next);
    ASSERT_TRUE(terminal->wait_for(kPrompt)) << next;
    terminal->type(kEnter);
    ASSERT_TRUE(terminal->wait_for("\n")) << next;
    terminal->type("q");  // should the answer have pages too
    terminal->type(kCtrlC);
    terminal->type(kCtrlD);
    const std::string lines = "river embankment\n" + std::string(next) + "\n";
    for (int tries = 0; tries < 500 && testing::read_whole(history()) != lines; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(testing::read_whole(history()), lines);
    std::filesystem::remove(history());
  }
}

TEST_F(ReplOnTerminal, OpensAnArticleInThePagerOfTheUser) {
  build_samples();
  const auto pager = folder_.write("pager", "#!/bin/sh\necho PAGER BEGINS\ncat\necho PAGER ENDS\n");
  ::chmod(pager.c_str(), S_IRWXU);
  const auto terminal = start({"PAGER=" + pager.string()}, 10, 80);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":set limit 1\r:set facets none\rriver embankment\r");
  ASSERT_TRUE(terminal->wait_for("9 articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":open 1\r");
  ASSERT_TRUE(terminal->wait_for("PAGER BEGINS"));
  ASSERT_TRUE(terminal->wait_for("PAGER ENDS"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
}

TEST_F(ReplOnTerminal, GoesOnWhenThePagerCannotBeRun) {
  build_samples();
  const auto terminal = start({"PAGER=/no/such/pager"}, 10, 80);
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":set limit 1\r:set facets none\rriver embankment\r");
  ASSERT_TRUE(terminal->wait_for("9 articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type(":open 1\r");
  ASSERT_TRUE(terminal->wait_for("The pager cannot be run"));
  ASSERT_TRUE(terminal->wait_for("Space: next page"));
}

TEST_F(ReplOnTerminal, UsesColoursOnlyWhereTheyAreWelcome) {
  build_samples();
  const struct {
    std::vector<std::string> environment;
    bool colours;
  } cases[] = {{{}, true}, {{"NO_COLOR=1"}, false}, {{"TERM=dumb"}, false}};
  for (const auto& [environment, colours] : cases) {
    const auto terminal = start(environment);
    ASSERT_TRUE(terminal->wait_for(kPrompt));
    terminal->type("river embankment\r");
    ASSERT_TRUE(terminal->wait_for("9 articles in"));
    EXPECT_EQ(terminal->seen().find("\x1b[1m") != std::string::npos, colours);
    ASSERT_TRUE(terminal->wait_for(kPrompt));
  }
}

TEST_F(ReplOnTerminal, ShowsAsciiAloneWhereTheLocaleKnowsNoMore) {
  build_samples();
  const auto terminal = start({"LC_ALL=C"});
  ASSERT_TRUE(terminal->wait_for("shows ASCII only"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("lang:ko\r");
  ASSERT_TRUE(terminal->wait_for("articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("1\r");
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  for (const char c : terminal->output()) ASSERT_GE(c, 0);
}

TEST_F(ReplOnTerminal, LetsNoEscapeSequenceOfADocumentThrough) {
  build(
      folder_
          .write(
              "in/a.jsonl",
              R"({"title":"Evil \u001b]0;title\u0007 ferry","body":"ferry \u001b[2J \u009b31m \u202e text",)"
              R"("source":"\u001b[31mred ferry"})"
              "\n")
          .string());
  const auto silent = folder_.write("inputrc", "set bell-style none\n");
  const auto terminal = start({"TERM=dumb", "INPUTRC=" + silent.string()});
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  for (const char* line : {"ferry", "1", ":open 1", "+f1", ":narrow \x1b[31mferry", ":facets source", ":info",
                           ":explain ferry", ":kwic", ":help"}) {
    terminal->type(std::string(line) + "\r");
    // The end of the line first: its prompt may be drawn twice.
    ASSERT_TRUE(terminal->wait_for("\r\n")) << line;
    ASSERT_TRUE(terminal->wait_for("> ")) << line;
  }
  terminal->type("source:\t\t");
  terminal->type(kCtrlC);
  terminal->type(":quit\r");
  EXPECT_EQ(terminal->wait_for_end(), 0) << terminal->output();
  const std::string& output = terminal->output();
  EXPECT_EQ(output.find('\x1b'), std::string::npos);
  EXPECT_EQ(output.find('\x07'), std::string::npos);
  EXPECT_EQ(output.find("\xC2\x9B"), std::string::npos);
  EXPECT_EQ(output.find("\xE2\x80\xAE"), std::string::npos);
}

TEST_F(ReplOnTerminal, SaysWhenTheIndexWasRenewed) {
  build_samples();
  const auto terminal = start();
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  terminal->type("river\r");
  ASSERT_TRUE(terminal->wait_for("articles in"));
  ASSERT_TRUE(terminal->wait_for(kPrompt));
  build(std::string(DATELINE_SOURCE_DIR) + "/tests/samples/jsonl");
  terminal->type("pyongyang OR ferry OR the\r");
  ASSERT_TRUE(terminal->wait_for("The index was renewed"));
  ASSERT_TRUE(terminal->wait_for("in "));
}

}  // namespace
}  // namespace dateline
