// The programs with shards: on the command line, through ssh, over a slow line.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
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
  // In every format, and nowhere as if it were exact.
  const std::string least = "at least " + part["total_at_least"].dump();
  const std::string by = "--by";
  for (const std::vector<std::string>& asked :
       std::vector<std::vector<std::string>>{{"timeline", "ferry", by, "year"},
                                             {"timeline", "ferry", by, "year", "--sparkline"},
                                             {"timeline", "ferry", by, "year", "--with", "river"},
                                             {"facets", "ferry", "--facet", "year"}}) {
    std::vector<std::string> arguments = with(asked);
    arguments.push_back("--partial");
    const Ran ran = search(arguments);
    EXPECT_NE(ran.out.find(least), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("shards: 1 of 2"), std::string::npos) << ran.out;
  }
  for (const std::string format : {"csv", "tsv"}) {
    const Ran table = search(with({"timeline", "ferry", by, "year", "--partial", "--format", format}));
    std::istringstream rows(table.out);
    std::string row;
    std::getline(rows, row);
    EXPECT_TRUE(row.ends_with("shards")) << row;
    std::size_t count = 0;
    for (; std::getline(rows, row); ++count) EXPECT_TRUE(row.ends_with("1 of 2")) << row;
    EXPECT_GE(count, 10U);
    const Ran all = search({"timeline", "ferry", by, "year", "--format", format, "-i", path("one.idx")});
    EXPECT_EQ(all.out.find("shards"), std::string::npos) << all.out;
  }
  const Ran list = run(DATELINE_SEARCH_PROGRAM, with({"repl", "--partial"}), "ferry\n");
  EXPECT_NE(list.out.find("of at least " + part["total_at_least"].dump()), std::string::npos) << list.out;
  const Ran lines =
      run(DATELINE_SEARCH_PROGRAM, with({"batch", "-", "--partial", "--format", "jsonl"}), "ferry\n");
  const json first_line = json::parse(lines.out, nullptr, false);
  EXPECT_EQ(first_line["total"], nullptr) << lines.err;
  EXPECT_EQ(first_line["shards"]["answered"], 1);
  EXPECT_NE(lines.err.find("line 1: shards: 1 of 2"), std::string::npos) << lines.err;
  EXPECT_EQ(run(DATELINE_SEARCH_PROGRAM, with({"batch", "-"}), "ferry\n").code, 4);
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

/// Runs a script in a network namespace of its own, with $here and $there two addresses of this machine, over
/// a line with delay and loss: that of netem where the kernel has it, else lossy_line.
Ran over_a_line(const std::string& script, std::vector<std::string> arguments) {
  const TemporaryFolder folder;
  const std::string netem = "ip link set lo up && tc qdisc add dev lo root netem delay 500us loss 1%";
  for (const std::string user : {"-n", "-rn"}) {
    if (std::system(("unshare " + user + " sh -c '" + netem + "' >/dev/null 2>&1").c_str()) != 0) continue;
    const fs::path file = folder.write("script", netem + "\nhere=127.0.0.1 there=127.0.0.1\n" + script);
    arguments.insert(arguments.begin(), {user, "sh", file.string()});
    return run("unshare", arguments);
  }
  const fs::path file = folder.write("script", "here=10.9.0.1 there=10.9.0.2\n" + script);
  arguments.insert(arguments.begin(), {"500", "1", "sh", file.string()});
  return run(DATELINE_LOSSY_LINE, arguments);
}

TEST_F(ShardsProgram, AnswerRandomQueriesOverALineWithDelayAndLossAsOneIndexDoes) {
  constexpr unsigned kSeed = 25;
  RecordProperty("seed", static_cast<int>(kSeed));
  std::mt19937 random(kSeed);
  const auto word = [&] { return "word" + std::string(1, static_cast<char>('a' + random() % 24)); };
  std::string articles;
  for (int i = 0; i < 400; ++i) {
    json article{
        {"title", word() + " " + word()},
        {"date", "20" + std::to_string(10 + random() % 10) + "-0" + std::to_string(1 + random() % 9)},
        {"url", "http://a.org/" + std::to_string(i)}};
    std::string body = "In this place stood";
    for (auto left = 3 + random() % 20; left > 0; --left) body += " " + word();
    article["body"] = body + ".";
    articles += article.dump() + "\n";
  }
  const std::string input = folder_.write("random.jsonl", articles).string();
  ASSERT_EQ(run(DATELINE_INDEX_PROGRAM, {"build", input, "-i", path("four.idx"), "-q", "--shards", "4"}).code,
            0);
  ASSERT_EQ(run(DATELINE_INDEX_PROGRAM, {"build", input, "-i", path("whole.idx"), "-q"}).code, 0);
  std::string queries;
  for (int i = 0; i < 40; ++i) {
    const std::string first = word();
    const std::string second = word();
    const std::string forms[] = {first,
                                 first + " " + second,
                                 "\"" + first + " " + second + "\"",
                                 "near/4(" + first + " " + second + ")",
                                 first + " OR " + second,
                                 first + " date:201" + std::to_string(random() % 10)};
    queries += std::to_string(i) + "\t" + forms[random() % std::size(forms)] + "\n";
  }
  const std::string asked = folder_.write("queries", queries).string();
  // A line for each hit: what is listed is all that is found.
  const std::vector<std::string> how{"batch", asked, "--all", "--sort", "-date"};
  std::vector<std::string> here = how;
  here.insert(here.end(), {"-i", path("whole.idx")});
  const Ran one = run(DATELINE_SEARCH_PROGRAM, here);
  ASSERT_EQ(one.code, 0) << one.err;

  std::vector<std::string> arguments{DATELINE_SEARCH_PROGRAM};
  for (int shard = 1; shard <= 4; ++shard)
    arguments.push_back(path("four-" + std::to_string(shard) + "-of-4.idx"));
  arguments.insert(arguments.end(), how.begin(), how.end());
  const Ran four = over_a_line(R"(
program=$1
shift
servers=
for port in 7001 7002 7003 7004; do
  # In a session of its own: when it is ended, it ends its whole process group.
  setsid xapian-tcpsrv --interface $here --port $port --quiet "$1" &
  servers="$servers $!"
  shift
done
tries=0
until "$program" info -i tcp://$there:7001 -i tcp://$there:7002 -i tcp://$there:7003 -i tcp://$there:7004 >/dev/null 2>&1
do
  tries=$((tries + 1))
  [ $tries -lt 50 ] || break
  sleep 0.1
done
"$program" "$@" -i tcp://$there:7001 -i tcp://$there:7002 -i tcp://$there:7003 -i tcp://$there:7004
code=$?
kill $servers
exit $code
)",
                               arguments);
  if (four.code == 77) GTEST_SKIP() << "skipped: no line with delay and loss may be made here";
  EXPECT_EQ(four.code, 0) << four.err;
  EXPECT_EQ(four.out, one.out) << four.err;
  EXPECT_GT(one.out.size(), 1000U);
}

}  // namespace
}  // namespace dateline::testing
