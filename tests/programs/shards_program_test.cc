// The programs with shards: on the command line, through ssh, over a slow line.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/run_program.h"
#include "tests/support/xapian_server.h"

namespace dateline::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class ShardsProgram : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!has_xapian_server()) GTEST_SKIP() << "skipped: there is no xapian-tcpsrv (xapian-tools)";
    std::string lines;
    for (int i = 0; i < 60; ++i) {
      lines += R"({"title":"Ferry )" + std::to_string(i) + R"(","body":"The ferry number )" +
               std::to_string(i) + R"( crossed the river.","date":"20)" + std::to_string(10 + i % 10) +
               R"(-05-01","url":"http://a.org/)" + std::to_string(i) + "\"}\n";
    }
    const std::string input = folder_.write("a.jsonl", lines).string();
    ASSERT_EQ(
        run(DATELINE_INDEX_PROGRAM, {"build", input, "-i", path("it's.idx"), "-q", "--shards", "2"}).code, 0);
    ASSERT_EQ(run(DATELINE_INDEX_PROGRAM, {"build", input, "-i", path("one.idx"), "-q"}).code, 0);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string shard(int number) const { return path("it's-" + std::to_string(number) + "-of-2.idx"); }
  static std::string address(const XapianServer& server) {
    return "tcp://127.0.0.1:" + std::to_string(server.port());
  }
  static Ran search(std::vector<std::string> arguments) { return run(DATELINE_SEARCH_PROGRAM, arguments); }
  static json parsed(const Ran& ran) {
    EXPECT_LE(ran.code, 1) << ran.err;
    return json::parse(ran.out, nullptr, false);
  }
  TemporaryFolder folder_;
};

TEST_F(ShardsProgram, AnswerCommandsAndNameWhatIsMissing) {
  XapianServer first(shard(1));
  XapianServer second(shard(2));
  const std::vector<std::string> both{"-i", address(first), "-i", address(second)};
  const auto with = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), both.begin(), both.end());
    return arguments;
  };
  const json whole = parsed(search(with({"ferry", "--facet", "year", "--format", "json"})));
  const json one = parsed(search({"ferry", "--facet", "year", "--format", "json", "-i", path("one.idx")}));
  EXPECT_EQ(whole["total"], 60);
  EXPECT_EQ(whole["facets"], one["facets"]);
  EXPECT_EQ(whole["shards"]["answered"], 2);
  EXPECT_EQ(whole["hits"][0]["captures"], nullptr);
  const json timeline = parsed(search(with({"timeline", "ferry", "--by", "year", "--format", "json"})));
  EXPECT_EQ(timeline["total"], 60);
  EXPECT_EQ(timeline["periods"].size(), 10U);
  EXPECT_EQ(timeline["all"]["words"], nullptr);
  const Ran shown = search(with({"show", one["hits"][0]["id"].get<std::string>()}));
  EXPECT_NE(shown.out.find("crossed the river"), std::string::npos) << shown.err;
  EXPECT_EQ(search(with({"info"})).code, 0);
  const Ran kwic = search(with({"kwic", "ferry"}));
  EXPECT_EQ(kwic.code, 2);
  EXPECT_NE(kwic.err.find("cannot be had from shards"), std::string::npos) << kwic.err;
  const Ran shell =
      run(DATELINE_SEARCH_PROGRAM, with({"repl"}), "ferry\n:facets year\n:kwic ferry\nferry 3\n");
  EXPECT_NE(shell.out.find("60 articles"), std::string::npos) << shell.out << shell.err;
  EXPECT_NE((shell.out + shell.err).find("cannot be had from shards"), std::string::npos);

  second.kill();
  const Ran failed = search(with({"ferry"}));
  EXPECT_EQ(failed.code, 4);
  EXPECT_NE(failed.err.find(address(second)), std::string::npos) << failed.err;
  const Ran rest = search(with({"ferry", "--partial"}));
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_NE(rest.out.find("at least"), std::string::npos);
  EXPECT_NE(rest.out.find("shards: 1 of 2"), std::string::npos) << rest.out;
  const json part = parsed(search(with({"ferry", "--partial", "--format", "json"})));
  EXPECT_EQ(part["total"], nullptr);
  EXPECT_EQ(part["groups"], nullptr);
  EXPECT_LT(part["total_at_least"], 60);
  EXPECT_EQ(part["shards"]["asked"], 2);
  EXPECT_EQ(part["shards"]["missing"].size(), 1U);
  const json line = parsed(search(with({"timeline", "ferry", "--partial", "--format", "json"})));
  EXPECT_EQ(line["total"], nullptr);
  EXPECT_EQ(line["shards"]["answered"], 1);
}

TEST_F(ShardsProgram, EveryCommandOfTheShellAnswersOrSaysThatItCannot) {
  const XapianServer first(shard(1));
  const XapianServer second(shard(2));
  const std::vector<std::string> arguments{"repl", "-i", address(first), "-i", address(second)};
  for (const std::string line :
       {":tag 1 boats", ":untag 1 boats",  ":note 1",      ":note 1 seen",   ":saved",        ":saved add x",
        ":saved run x", ":saved remove x", ":save x",      ":history 1",     ":diff 1",       ":edits",
        ":explain",     ":similar 1",      ":twins 1",     ":titles",        ":ngrams",       ":silences",
        ":kwic",        ":collocates",     ":significant", ":narrow number", ":export x.csv", ":timeline day",
        "tag:boats",    "added:2020"}) {
    const Ran ran = run(DATELINE_SEARCH_PROGRAM, arguments, "ferry\n" + line + "\n");
    EXPECT_EQ(ran.code, 2) << line << "\n" << ran.out << ran.err;
    EXPECT_NE((ran.out + ran.err).find("cannot be had from shards"), std::string::npos) << line << ran.err;
  }
  for (const std::string line :
       {":info", ":next", ":show 1", ":facets month", ":timeline month", "f1", ":back"}) {
    const Ran ran = run(DATELINE_SEARCH_PROGRAM, arguments, "river\nferry\n" + line + "\n");
    EXPECT_EQ(ran.code, 0) << line << "\n" << ran.out << ran.err;
  }
}

TEST_F(ShardsProgram, AreReachedThroughSshWithoutAShellHere) {
  // In place of ssh: it notes its arguments, and does what the other side would do with them.
  const fs::path ssh = folder_.write("bin/ssh", R"(#!/bin/sh
printf '%s\n' "$@" >")" + path("arguments") + R"("
while [ "$1" != -- ]; do shift; done
shift 2
exec sh -c "$*"
)");
  fs::permissions(ssh, fs::perms::owner_all);
  const std::string keep = std::getenv("PATH");
  ::setenv("PATH", (path("bin") + ":" + keep).c_str(), 1);
  const Ran ran =
      search({"ferry", "--format", "json", "-i", "ssh://kim@archive:2222" + shard(1), "-i", shard(2)});
  ::setenv("PATH", keep.c_str(), 1);
  EXPECT_EQ(parsed(ran)["total"], 60) << ran.err;
  const std::string arguments = read_whole(folder_ / "arguments");
  EXPECT_NE(arguments.find("-p\n2222\n-l\nkim\n--\narchive\nexec\nxapian-progsrv\n"), std::string::npos)
      << arguments;
  EXPECT_EQ(search({"ferry", "-i", "ssh://-oProxyCommand=touch" + path("owned") + "/x"}).code, 2);
  EXPECT_EQ(search({"ferry", "-i", "ssh://archive/a\nb"}).code, 2);
}

TEST_F(ShardsProgram, AnswerOverALineWithDelayAndLoss) {
  const std::string lines = "ip link set lo up && tc qdisc add dev lo root netem delay 2ms loss 1%";
  if (std::system(("unshare -rn sh -c '" + lines + "' >/dev/null 2>&1 || unshare -n sh -c '" + lines +
                   "' >/dev/null 2>&1")
                      .c_str()) != 0)
    GTEST_SKIP() << "skipped: no network namespace with netem may be made here";
  const fs::path script = folder_.write("script", lines + R"(
xapian-tcpsrv -I 127.0.0.1 -p 7001 --quiet "$2" & first=$!
xapian-tcpsrv -I 127.0.0.1 -p 7002 --quiet "$3" & second=$!
sleep 1
"$1" ferry --facet year --format json -i tcp://127.0.0.1:7001 -i tcp://127.0.0.1:7002
code=$?
kill $first $second
exit $code
)");
  const Ran ran = run("unshare", {"-n", "sh", script.string(), DATELINE_SEARCH_PROGRAM, shard(1), shard(2)});
  EXPECT_EQ(parsed(ran)["total"], 60) << ran.err;
}

}  // namespace
}  // namespace dateline::testing
