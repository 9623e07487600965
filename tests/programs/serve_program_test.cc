// The pages as a browser gets them: over sockets, from the program.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "tests/programs/built_index.h"
#include "tests/support/wrong_plurals.h"
#include "tests/support/xapian_server.h"

namespace dateline {
namespace {

using nlohmann::json;

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
};

/// `dateline-search serve` as a process, and a client that speaks plain HTTP to it.
class Served {
 public:
  explicit Served(const std::string& index, std::vector<std::string> more = {}) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    std::vector<std::string> words{DATELINE_SEARCH_PROGRAM, "serve", "-i", index, "--port", "0"};
    words.insert(words.end(), more.begin(), more.end());
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      std::vector<char*> arguments;
      for (std::string& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      ::execv(arguments.front(), arguments.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    out_ = ends[0];
    char c = 0;
    while (said_.find("ends it.\n") == std::string::npos && ::read(out_, &c, 1) == 1) said_ += c;
    const std::size_t colon = said_.rfind(':');
    if (colon != std::string::npos) port_ = static_cast<std::uint16_t>(std::atoi(said_.c_str() + colon + 1));
  }
  ~Served() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    ::close(out_);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  const std::string& said() const { return said_; }
  std::uint16_t port() const { return port_; }
  std::string host() const { return "localhost:" + std::to_string(port_); }

  int connected() const {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_port = htons(port_);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    return fd;
  }
  Answer send(const std::string& request) const { return answer_of(connected(), request); }
  Answer get(const std::string& target) const {
    return send("GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n\r\n");
  }

  static Answer answer_of(int fd, const std::string& request) {
    EXPECT_EQ(::send(fd, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
    std::string all;
    char block[65536];
    for (ssize_t n = 0; (n = ::recv(fd, block, sizeof block, 0)) > 0;)
      all.append(block, static_cast<std::size_t>(n));
    ::close(fd);
    Answer answer;
    const std::size_t end = all.find("\r\n\r\n");
    if (end == std::string::npos || all.size() < 12) return answer;
    answer.head = all.substr(0, end + 2);
    answer.body = all.substr(end + 4);
    answer.status = std::atoi(all.c_str() + 9);
    return answer;
  }

  /// Its exit code after a signal.
  int end_by(int signal) {
    ::kill(child_, signal);
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t child_ = -1;
  int out_ = -1;
  std::uint16_t port_ = 0;
  std::string said_;
};

class ServeProgram : public testing::BuiltIndex {
 protected:
  void build_samples() { build(std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures"); }
};

/// Addresses of our own pages that a page links to.
std::set<std::string> links_of(const std::string& html) {
  std::set<std::string> out;
  for (std::size_t at = html.find("href=\"/"); at != std::string::npos; at = html.find("href=\"/", at + 1)) {
    const std::size_t begin = at + 6;
    std::string link = html.substr(begin, html.find('"', begin) - begin);
    for (std::size_t amp = link.find("&amp;"); amp != std::string::npos; amp = link.find("&amp;"))
      link.replace(amp, 5, "&");
    out.insert(link.substr(0, link.find('#')));
  }
  return out;
}

TEST_F(ServeProgram, EveryLinkOfEveryPageLeadsSomewhere) {
  build_samples();
  const Served served(idx_);
  std::deque<std::string> waiting{"/",
                                  "/search?q=river",
                                  "/search?q=river&with=visit",
                                  "/lines?q=visit",
                                  "/search?q=river&view=table",
                                  "/silences?q=river",
                                  "/edits",
                                  "/calendar/2023"};
  std::set<std::string> seen(waiting.begin(), waiting.end());
  constexpr std::size_t kPages = 400;
  for (std::size_t n = 0; n < kPages && !waiting.empty(); ++n) {
    const std::string target = waiting.front();
    waiting.pop_front();
    const Answer answer = served.get(target);
    // A query of fields alone has no words to show in their context, and the page says so.
    if (target.starts_with("/lines") && answer.status == 400) continue;
    ASSERT_EQ(answer.status, 200) << target << "\n" << answer.body.substr(0, 2000);
    ASSERT_NE(answer.head.find("Content-Security-Policy: default-src 'none'"), std::string::npos) << target;
    ASSERT_NE(answer.head.find("X-Content-Type-Options: nosniff"), std::string::npos) << target;
    if (answer.head.find("text/html") == std::string::npos) continue;
    ASSERT_EQ(answer.body.find(" style="), std::string::npos) << target;
    ASSERT_EQ(answer.body.find(" onclick"), std::string::npos) << target;
    const std::size_t heading = answer.body.find("<h1");
    ASSERT_NE(heading, std::string::npos) << target;
    ASSERT_EQ(answer.body.find("<h1", heading + 1), std::string::npos) << target;
    for (const std::string& link : links_of(answer.body)) {
      if (seen.insert(link).second) waiting.push_back(link);
    }
  }
}

TEST_F(ServeProgram, AnswersFromShardsAndSaysWhatTheseCannotTell) {
  if (!testing::has_xapian_server()) GTEST_SKIP() << "skipped: there is no xapian-tcpsrv (xapian-tools)";
  build_samples();
  const testing::TemporaryFolder folder;
  const std::string parts = (folder.path() / "part.idx").string();
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM,
                         {"build", std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures", "-i", parts,
                          "-q", "--shards", "2"})
                .code,
            0);
  const testing::XapianServer first((folder.path() / "part-1-of-2.idx").string());
  const testing::XapianServer second((folder.path() / "part-2-of-2.idx").string());
  const auto address = [](const testing::XapianServer& server) {
    return "tcp://127.0.0.1:" + std::to_string(server.port());
  };
  const Served local(idx_);
  const Served served(address(first), {"-i", address(second), "--threads", "1"});
  const json found = json::parse(served.get("/search.json?q=river").body);
  EXPECT_EQ(found["total"], json::parse(local.get("/search.json?q=river").body)["total"]);
  const std::string id = found["hits"][0]["id"];
  for (const std::string& target :
       {std::string("/"), std::string("/about"), std::string("/help"), std::string("/search"),
        std::string("/search?q=river"), std::string("/search?q=river&from=2023-09-01&to=2023-09-30"),
        std::string("/search?q=river&with=visit&view=table"), "/search?q=river&hit=" + id,
        "/article/" + id + "?q=river", "/article/" + id + ".json", std::string("/suggest.json?q=riv"),
        std::string("/suggest.json?q=source:k"), std::string("/suggest.json?q=tag:"),
        std::string("/timeline.svg?q=river"), std::string("/timeline.csv?q=river&by=month")}) {
    const Answer answer = served.get(target);
    EXPECT_EQ(answer.status, 200) << target << "\n" << answer.body.substr(0, 2000);
  }
  const auto counts = [](const Served& from) {
    json all = json::parse(from.get("/timeline.json?q=river&by=month").body);
    json out = json::array();
    for (const json& period : all["periods"])
      out.push_back({period.at("period"), period.at("found"), period.at("articles")});
    return out;
  };
  EXPECT_EQ(counts(served), counts(local));
  for (const std::string& target :
       {std::string("/lines?q=river"), std::string("/silences?q=river"), std::string("/names?q=river"),
        std::string("/titles?q=river"), std::string("/search.csv?q=river"), std::string("/saved"),
        std::string("/search?q=tag:boats"), std::string("/search?q=river&by=day"), "/twins/" + id,
        std::string("/calendar/2023"), std::string("/day/2023-09-15"), std::string("/edits"),
        "/history/" + id, "/diff/" + id, std::string("/day/2023-09-15.bib"), "/article/" + id + ".bib"}) {
    const Answer answer = served.get(target);
    EXPECT_EQ(answer.status, 400) << target;
    EXPECT_NE(answer.body.find("cannot be had from shards"), std::string::npos) << target << answer.body;
  }
  // A server that had ended would not answer.
  EXPECT_EQ(served.get("/search?q=river").status, 200);
  const testing::Ran notes = testing::run(DATELINE_SEARCH_PROGRAM, {"serve", "--notes", "--port", "0", "-i",
                                                                    address(first), "-i", address(second)});
  EXPECT_EQ(notes.code, 2) << notes.err;
}

TEST_F(ServeProgram, ShowsAHitBesideTheListWithoutLosingIt) {
  build_samples();
  const Served served(idx_);
  const json found = json::parse(served.get("/search.json?q=river").body);
  const std::string id = found["hits"][0]["id"];
  const std::string alone = served.get("/search?q=river").body;
  const std::string beside = served.get("/search?q=river&hit=" + id).body;
  EXPECT_EQ(alone.find("class=\"preview\""), std::string::npos);
  EXPECT_NE(beside.find("class=\"preview\""), std::string::npos);
  for (const json& hit : found["hits"])
    EXPECT_NE(beside.find("id=\"" + hit["id"].get<std::string>() + "\""), std::string::npos);
  // An id that the index does not have shows the list alone.
  EXPECT_EQ(served.get("/search?q=river&hit=0123456789abcdef").body.find("class=\"preview\""),
            std::string::npos);
}

TEST_F(ServeProgram, SilencesAndTwinsSayWhatTheCommandsSay) {
  build_samples();
  const Served served(idx_);
  const json silences = json::parse(served.get("/silences.json?q=river").body);
  const json by_command = search_json({"silences", "river", "-n", "20"});
  EXPECT_EQ(silences, by_command);
  EXPECT_NE(served.get("/silences").body.find("Days without any article"), std::string::npos);

  const json found = json::parse(served.get("/search.json?q=visit").body);
  const std::string id = found["hits"][0]["id"];
  EXPECT_EQ(json::parse(served.get("/twins/" + id + ".json").body), search_json({"twins", id}));
  EXPECT_NE(served.get("/twins/" + id).body.find("The same announcement elsewhere"), std::string::npos);
  EXPECT_EQ(served.get("/twins/0123456789abcdef").status, 404);
  EXPECT_EQ(served.get("/twins/0123456789abcdef.json").status, 404);
}

TEST_F(ServeProgram, EveryPageIsHadAsDataAsTheCommandsGiveThem) {
  build_samples();
  const Served served(idx_);
  const std::string id = search_json({"visit"})["hits"][0]["id"];
  struct Case {
    std::string target;
    std::vector<std::string> command;
  };
  const std::vector<Case> cases{
      {"/day/2023-09-14.json", {"issue", "2023-09-14", "--format", "json"}},
      {"/day/2023-09-14.csv", {"issue", "2023-09-14", "--format", "csv"}},
      {"/calendar/2023.json?q=river", {"calendar", "2023", "river", "--format", "json"}},
      {"/calendar/2023.csv", {"calendar", "2023", "--format", "csv"}},
      {"/silences.csv?q=river", {"silences", "river", "-n", "20", "--format", "csv"}},
      {"/lines.csv?q=river", {"kwic", "river", "-n", "100", "--width", "90", "--format", "csv"}},
      {"/titles.csv?q=Ro%20Tu%20Chol", {"titles", "Ro Tu Chol", "-n", "60", "--format", "csv"}},
      {"/twins/" + id + ".csv", {"twins", id, "--format", "csv"}},
      {"/search.ris?q=river", {"export", "river", "--format", "ris"}},
      {"/edits.json", {"edits", "--format", "json"}},
      {"/history/" + id + ".json", {"history", id, "--format", "json"}}};
  for (const Case& c : cases) {
    const Answer answer = served.get(c.target);
    EXPECT_EQ(answer.status, 200) << c.target;
    EXPECT_EQ(answer.body, search(c.command).out) << c.target;
  }
  EXPECT_EQ(served.get("/names.csv?q=river").body.substr(0, 14), "name,articles\n");
  EXPECT_EQ(served.get("/saved.csv").body, "name,articles,new,query\n");
  EXPECT_NE(served.get("/calendar/2023.svg").body.find("<svg"), std::string::npos);
  const std::string of_day = served.get("/day/2023-09-14.bib").body;
  const json day = search_json({"issue", "2023-09-14"});
  std::size_t entries = 0;
  for (std::size_t at = of_day.find("\n@misc{"); at != std::string::npos;
       at = of_day.find("\n@misc{", at + 1))
    ++entries;
  EXPECT_EQ(entries, day["total"].get<std::size_t>()) << of_day;
  // What a page has not is named, and an error of data is data.
  EXPECT_EQ(served.get("/help.csv").status, 404);
  EXPECT_EQ(served.get("/about.ris").status, 404);
  EXPECT_EQ(served.get("/history/0123456789abcdef").status, 404);
  EXPECT_EQ(served.get("/history/0123456789abcdef.json").status, 404);
  EXPECT_TRUE(json::parse(served.get("/lines.json?q=%22river").body).contains("error"));
}

TEST_F(ServeProgram, TellsWhatWasEditedAndWhatVanished) {
  const std::string samples = std::string(DATELINE_SOURCE_DIR) + "/tests/samples/ledger/";
  build(samples + "1-march.jsonl");
  for (const std::string input : {"2-december.jsonl", "3-gone.tsv"}) {
    std::vector<std::string> words{"add", samples + input, "-i", idx_, "-q"};
    if (input.ends_with(".tsv")) words = {"add", "--gone", samples + input, "-i", idx_, "-q"};
    ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, words).code, 0);
  }
  const Served served(idx_);
  const std::string id = search_json({"ferry"})["hits"][0]["id"];
  const std::string article = served.get("/article/" + id).body;
  EXPECT_NE(article.find("Versions (2)"), std::string::npos);
  EXPECT_NE(article.find("href=\"/diff/" + id + "?older=1&amp;newer=2\""), std::string::npos);
  const std::string diff = served.get("/diff/" + id + "?older=1&newer=2").body;
  EXPECT_NE(diff.find("<del>Jang Song Thaek and</del> Pak Pong Ju"), std::string::npos) << diff;
  EXPECT_EQ(served.get("/diff/" + id + ".json").body, search({"diff", id, "--format", "json"}).out);
  EXPECT_EQ(served.get("/diff/" + id + "?older=1&newer=9").status, 400);
  EXPECT_EQ(served.get("/history/" + id + ".timemap").body,
            search({"history", id, "--format", "timemap"}).out);
  EXPECT_EQ(served.get("/edits.csv").body, search({"edits", "--format", "csv"}).out);
  const std::string edits = served.get("/edits").body;
  EXPECT_NE(edits.find("href=\"/history/" + id + "\""), std::string::npos);
  EXPECT_NE(edits.find("1 edit of 1 article"), std::string::npos);
  EXPECT_EQ(json::parse(served.get("/edits.json?kind=number").body)["total"], 1);
  EXPECT_EQ(json::parse(served.get("/edits.json?kind=title").body)["total"], 0);
  EXPECT_EQ(json::parse(served.get("/edits.json?removed-name=Jang%20Song%20Thaek").body)["total"], 1);
  EXPECT_EQ(json::parse(served.get("/edits.json?from=2024-01-01").body)["total"], 0);
  EXPECT_EQ(served.get("/edits?from=yesterweek").status, 400);
  // What became of the articles narrows a search as any other facet does.
  const json found = json::parse(served.get("/search.json").body);
  const json by_command = search_json({"query", "--facet", "fate"});
  EXPECT_NE(std::find(found["facets"].begin(), found["facets"].end(), by_command["facets"][0]),
            found["facets"].end())
      << found["facets"];
  EXPECT_EQ(json::parse(served.get("/search.json?fate=removed").body)["total"],
            search_json({"query", "fate:removed"})["total"]);
  // An article that was taken out of the index keeps its history.
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", id, "-i", idx_}).code, 0);
  EXPECT_EQ(served.get("/article/" + id).status, 404);
  EXPECT_NE(served.get("/history/" + id).body.find("not in the index any more"), std::string::npos);
}

TEST_F(ServeProgram, SaysOfADamagedLedgerThatVersionsCannotBeRead) {
  build(std::string(DATELINE_SOURCE_DIR) + "/tests/samples/ledger/1-march.jsonl");
  const std::string id = search_json({"ferry"})["hits"][0]["id"];
  std::size_t damaged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(idx_)) {
    if (!entry.path().filename().string().starts_with("ledger-")) continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    constexpr int kInRecords = 70;
    file.seekg(kInRecords);
    const char byte = static_cast<char>(file.get());
    file.seekp(kInRecords);
    file.put(static_cast<char>(~byte));
    ++damaged;
  }
  ASSERT_EQ(damaged, 1U);
  const Served served(idx_);
  const Answer article = served.get("/article/" + id);
  EXPECT_EQ(article.status, 200);
  EXPECT_NE(article.body.find("They cannot be read: the ledger file"), std::string::npos) << article.body;
  EXPECT_EQ(served.get("/history/" + id).status, 500);
  EXPECT_EQ(served.get("/edits.json").status, 500);
}

TEST_F(ServeProgram, TheChartMarksWhereAQueryWasSilent) {
  testing::TemporaryFolder folder;
  std::string records;
  for (int year = 2001; year <= 2009; ++year) {
    const bool named = year <= 2002 || year == 2008;
    records += fmt::format(
        "{{\"title\":\"Report {0}\",\"body\":\"The {1} of the year {0} were counted in the village.\","
        "\"url\":\"http://kcna.kp/{0}\",\"published\":\"{0}-03-04\"}}\n",
        year, named ? "boats" : "carts");
  }
  folder.write("years.jsonl", records);
  build(folder.path().string());
  const Served served(idx_);
  const std::string body = served.get("/search?q=boats").body;
  EXPECT_NE(body.find("<a href=\"/search?from=2003-01-01&amp;to=2007-12-31\">2003 to 2007, 5 articles</a>"),
            std::string::npos)
      << body;
  EXPECT_NE(body.find("class=\"silence\""), std::string::npos);
  EXPECT_EQ(served.get("/search?q=village").body.find("Silent although"), std::string::npos);
}

TEST_F(ServeProgram, SaysHowAQueryMayGoOn) {
  build_samples();
  const Served served(idx_);
  const json words = json::parse(served.get("/suggest.json?q=old%20riv").body);
  ASSERT_FALSE(words["suggestions"].empty());
  EXPECT_EQ(words["suggestions"][0]["query"], "old river");
  EXPECT_EQ(words["suggestions"][0]["note"], search_json({"query", "river", "--copies"})["total"].dump());
  const json sources = json::parse(served.get("/suggest.json?q=source:kcna.kp-").body);
  EXPECT_NE(sources.dump().find("source:kcna.kp-en"), std::string::npos);
  // Commands of the shell are none here.
  EXPECT_TRUE(json::parse(served.get("/suggest.json?q=:exp").body)["suggestions"].empty());
}

TEST_F(ServeProgram, DatesOfTheTextStandInBothCalendars) {
  testing::TemporaryFolder folder;
  folder.write(
      "mill.jsonl",
      R"({"title":"Mill Rebuilt","body":"The mill was founded on October 10, 1945. It burnt down in 1972, )"
      R"(and was rebuilt in Juche 63 (1974). An older mill of 1898 stood beside it. On April 15 it rests.",)"
      R"("published":"2019-05-02","url":"http://kcna.kp/mill"})"
      "\n");
  build(folder.path().string());
  const Served served(idx_);
  const std::string id = search_json({"mill"})["hits"][0]["id"];
  const std::string body = served.get("/article/" + id).body;
  for (const std::string label :
       {"1945-10-10 (Juche 34)<", ">1972 (Juche 61)<", ">1974 (Juche 63)<", ">1898<"})
    EXPECT_NE(body.find(label), std::string::npos) << label << body;
}

TEST_F(ServeProgram, AnArticleCanBeCited) {
  build_samples();
  const Served served(idx_);
  const json found = json::parse(served.get("/search.json?q=visit").body);
  const std::string id = found["hits"][0]["id"];
  EXPECT_NE(served.get("/article/" + id).body.find("[dateline:" + id + "]"), std::string::npos);
  EXPECT_EQ(served.get("/article/" + id + ".ris").body, search({"reference", id, "--format", "ris"}).out);
  EXPECT_EQ(served.get("/article/" + id + ".csl").status, 200);
}

TEST_F(ServeProgram, CountsOneInTheSingular) {
  std::ofstream(path("a.jsonl")) << json{
      {"title", "Ferry Landing Opens"},
      {"body", "Comrade Kim Chol Su opened the ferry landing."},
      {"date", "2013-02-27"},
      {"url", "https://example.org/1"}}.dump();
  build(path("a.jsonl"));
  const Served served(idx_);
  const std::string id = json::parse(served.get("/search.json?q=ferry").body)["hits"][0]["id"];
  for (const std::string& target :
       {std::string("/"), std::string("/search?q=ferry"), std::string("/lines?q=ferry"),
        std::string("/names?q=ferry"), std::string("/titles?q=%22Kim+Chol+Su%22"),
        std::string("/silences?q=ferry"), std::string("/calendar"), std::string("/calendar/2013"),
        std::string("/day/2013-02-27"), std::string("/about"), "/twins/" + id, "/article/" + id}) {
    const Answer answer = served.get(target);
    EXPECT_EQ(answer.status, 200) << target;
    EXPECT_EQ(testing::wrong_plurals(answer.body), std::vector<std::string>{}) << target;
  }
}

TEST_F(ServeProgram, SaysWhatTheCommandSays) {
  build_samples();
  const Served served(idx_);
  const json command = search_json({"river", "--facet", "source"});
  const json page = json::parse(served.get("/search.json?q=river").body);
  EXPECT_EQ(page["total"], command["total"]);
  EXPECT_EQ(page["hits"], command["hits"]);
  const Answer html = served.get("/search?q=river");
  EXPECT_NE(html.body.find(std::to_string(command["total"].get<int>()) + " articles"), std::string::npos);
  const std::string id = command["hits"][0]["id"];
  EXPECT_EQ(json::parse(served.get("/article/" + id + ".json").body)["id"], id);
  EXPECT_EQ(served.get("/search.csv?q=river").body, search({"export", "river", "--format", "csv"}).out);
  EXPECT_NE(served.get("/article/" + id + ".bib").body.find("@"), std::string::npos);
  EXPECT_EQ(served.get("/timeline.csv?q=river&by=year").body,
            search({"timeline", "river", "--format", "csv"}).out);
}

TEST_F(ServeProgram, ProposesTheWholeQueryWithTheOtherSpelling) {
  build_samples();
  const Served served(idx_);
  const std::string body = served.get("/search?q=title%3Ariver+embankmnt&sort=oldest").body;
  EXPECT_NE(body.find(">Search for title:river embankment</a>"), std::string::npos) << body;
  EXPECT_NE(body.find("href=\"/search?q=title%3Ariver%20embankment&amp;sort=oldest\""), std::string::npos);
  EXPECT_EQ(served.get("/search?q=river").body.find(">Search for "), std::string::npos);
}

TEST_F(ServeProgram, SaysWhatIsWrong) {
  build_samples();
  const Served served(idx_);
  EXPECT_EQ(served.get("/search?q=%22river").status, 400);
  EXPECT_NE(served.get("/search?q=%22river").body.find("cannot be understood"), std::string::npos);
  EXPECT_EQ(served.get("/search.json?q=%22river").status, 400);
  EXPECT_EQ(served.get("/search?from=yesterweek").status, 400);
  EXPECT_EQ(served.get("/article/0123456789abcdef").status, 404);
  EXPECT_EQ(served.get("/etc/passwd").status, 404);
  EXPECT_EQ(served.get("/..%2f..%2fetc%2fpasswd").status, 404);
  EXPECT_EQ(served.get("/day/2023-02-30").status, 404);
  EXPECT_EQ(served.get("/search?q=%00").status, 400);
  EXPECT_EQ(served.get("/search?q=" + std::string(9000, 'a')).status, 414);
}

TEST_F(ServeProgram, IsReadByItsOwnPagesAlone) {
  build_samples();
  const Served served(idx_);
  const std::string ending = "\r\nConnection: close\r\n\r\n";
  for (const std::string host : {"evil.example", "evil.example:80", "localhost", "127.0.0.1:1"}) {
    const Answer answer = served.send("GET /search.json?q=river HTTP/1.1\r\nHost: " + host + ending);
    EXPECT_EQ(answer.status, 403) << host;
    EXPECT_EQ(answer.body.find("hits"), std::string::npos);
  }
  for (const std::string method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
    const Answer answer = served.send(method + " /search?q=river HTTP/1.1\r\nHost: " + served.host() +
                                      "\r\nContent-Length: 3" + ending + "a=b");
    EXPECT_EQ(answer.status, 405) << method;
  }
  const Answer head = served.send("HEAD /search?q=river HTTP/1.1\r\nHost: " + served.host() + ending);
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.body.empty());
  EXPECT_NE(head.head.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(head.head.find("Access-Control-Allow-Origin"), std::string::npos);
}

TEST_F(ServeProgram, ShowsHostileCapturesAsText) {
  const std::string attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\\u001b[2J\\u202e\\\"><b>";
  testing::TemporaryFolder folder;
  folder.write("hostile.jsonl", "{\"title\":\"" + attack + "\",\"body\":\"river " + attack +
                                    " river\",\"url\":\"javascript:alert(3)\",\"source\":\"" + attack +
                                    "\",\"topic\":\"" + attack + "\",\"published\":\"2013-12-13\"}\n");
  // Two texts of one address: the page of its versions is as hostile.
  for (const std::string day : {"2013-12-14", "2014-02-03"}) {
    folder.write(day + ".jsonl", "{\"title\":\"Banks " + attack + "\",\"body\":\"banks " + day + " " +
                                     attack + " of mud\",\"url\":\"http://kcna.kp/banks\",\"source\":\"" +
                                     attack + "\",\"published\":\"2013-12-13\",\"captured\":\"" + day +
                                     "\"}\n");
  }
  build(folder.path().string());
  const Served served(idx_, {"--notes"});
  const std::string id = search_json({"river"})["hits"][0]["id"];
  const std::string banks = search_json({"banks"})["hits"][0]["id"];
  ASSERT_EQ(search({"note", id, "<script>alert(5)</script>\x1b[2J\xE2\x80\xAE"}).code, 0);
  ASSERT_EQ(search({"tag", id, "a/b"}).code, 0);
  ASSERT_EQ(search({"saved", "add", "x", "<script>alert(6)</script>"}).code, 0);
  const std::string query = "%3Cscript%3Ealert(4)%3C/script%3E";
  for (const std::string& target : {std::string("/search?q=river"),
                                    "/search?q=" + query,
                                    "/search?q=river&topic=" + query,
                                    "/article/" + id + "?q=river",
                                    std::string("/day/2013-12-13"),
                                    std::string("/lines?q=river"),
                                    std::string("/calendar/2013"),
                                    std::string("/about"),
                                    std::string("/names?q=river"),
                                    "/names?q=" + query,
                                    "/titles?q=" + query,
                                    std::string("/saved"),
                                    std::string("/search?q=tag:a/b"),
                                    "/edits?q=" + query,
                                    std::string("/edits"),
                                    "/edits?kind=" + query,
                                    "/history/" + banks,
                                    "/article/" + banks,
                                    "/history/" + query,
                                    "/diff/" + banks,
                                    "/diff/" + query,
                                    "/article/" + query,
                                    "/" + query,
                                    "/search?from=" + query,
                                    "/search?with=" + query}) {
    const std::string body = served.get(target).body;
    ASSERT_FALSE(body.empty()) << target;
    EXPECT_EQ(body.find("<script>"), std::string::npos) << target;
    EXPECT_EQ(body.find("<img"), std::string::npos) << target;
    EXPECT_EQ(body.find("href=\"javascript"), std::string::npos) << target;
    EXPECT_EQ(body.find('\x1b'), std::string::npos) << target;
    EXPECT_EQ(body.find("\xE2\x80\xAE"), std::string::npos) << target;
  }
  EXPECT_EQ(served.get("/diff/" + banks).status, 200);
  EXPECT_EQ(served.get("/timeline.svg?q=" + query).body.find("<script>"), std::string::npos);
}

TEST_F(ServeProgram, GivesHostileCapturesAsHarmlessData) {
  const std::string attack = R"(=HYPERLINK(1)<script>1</script>\u001b[2J\u202e\n@misc{x}\nER  - \r\n\")";
  testing::TemporaryFolder folder;
  for (const std::string day : {"2013-12-14", "2014-02-03"}) {
    folder.write("=1+1;" + day + ".jsonl", "{\"title\":\"" + attack + " banks\",\"body\":\"" + attack +
                                               " banks " + day + "\",\"url\":\"http://kcna.kp/b?" + attack +
                                               "\",\"source\":\"" + attack + "\",\"topic\":\"" + attack +
                                               "\",\"published\":\"2013-12-13\",\"captured\":\"" + day +
                                               "\"}\n");
  }
  build(folder.path().string());
  const Served served(idx_);
  const std::string id = search_json({"banks"})["hits"][0]["id"];
  std::vector<std::string> targets;
  for (const std::string page :
       {"/search", "/lines", "/silences", "/names", "/titles", "/timeline", "/edits"}) {
    for (const std::string ending : {"json", "csv", "tsv", "jsonl", "bib", "ris", "csl", "svg"})
      targets.push_back(page + "." + ending + "?q=banks");
  }
  for (const std::string& page :
       {"/article/" + id, "/history/" + id, "/diff/" + id, "/twins/" + id, std::string("/day/2013-12-13"),
        std::string("/calendar/2013"), std::string("/saved"), std::string("/about")}) {
    for (const std::string ending : {"json", "csv", "bib", "ris", "csl", "svg", "timemap"})
      targets.push_back(page + "." + ending);
  }
  std::size_t given = 0;
  for (const std::string& target : targets) {
    const Answer answer = served.get(target);
    ASSERT_TRUE(answer.status == 200 || answer.status == 404) << target << answer.status;
    if (answer.status != 200) continue;
    ++given;
    EXPECT_EQ(answer.body.find('\x1b'), std::string::npos) << target;
    EXPECT_EQ(answer.body.find("\xE2\x80\xAE"), std::string::npos) << target;
    const std::string ending = target.substr(target.rfind('.') + 1, target.find('?') - target.rfind('.') - 1);
    if (ending == "json" || ending == "csl") {
      EXPECT_TRUE(json::accept(answer.body)) << target;
    } else if (ending == "svg") {
      EXPECT_EQ(answer.body.find("<script"), std::string::npos) << target;
    } else if (ending == "csv") {
      // No value begins as a formula.
      for (const std::string before : {"\n=", ",=", "\"="})
        EXPECT_EQ(answer.body.find(before), std::string::npos) << target << answer.body;
    } else if (ending == "bib") {
      EXPECT_EQ(answer.body.find("\n@misc{x}"), std::string::npos) << answer.body;
    } else if (ending == "ris") {
      std::size_t ends = 0;
      for (std::size_t at = answer.body.find("\nER  -"); at != std::string::npos;
           at = answer.body.find("\nER  -", at + 1))
        ++ends;
      EXPECT_EQ(ends, 1U) << answer.body;
    }
  }
  EXPECT_GE(given, 35U);
  EXPECT_EQ(served.get("/search.csv?q=" + std::string(1 << 20, 'a')).status, 414);
}

/// The token in the forms of a page.
std::string token_of(const std::string& html) {
  const std::string before = "name=\"token\" value=\"";
  const std::size_t at = html.find(before);
  return at == std::string::npos ? std::string() : html.substr(at + before.size(), 32);
}

TEST_F(ServeProgram, KeepsTagsAndNotesFromItsOwnFormsAlone) {
  build_samples();
  const std::string id = search_json({"river"})["hits"][0]["id"];
  const Served served(idx_, {"--notes"});
  const std::string token = token_of(served.get("/article/" + id).body);
  ASSERT_EQ(token.size(), 32U);
  const auto post = [&](const std::string& target, const std::string& more, const std::string& body) {
    return served.send("POST " + target + " HTTP/1.1\r\nHost: " + served.host() +
                       "\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n" + more +
                       "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  const std::string own = "Sec-Fetch-Site: same-origin\r\n";
  const std::string form = "id=" + id + "&do=tag&q=river&value=Boats+to-read";
  EXPECT_EQ(post("/notes", own, form).status, 403);
  EXPECT_EQ(post("/notes", own, form + "&token=" + std::string(32, '0')).status, 403);
  EXPECT_EQ(post("/notes", "Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n",
                 form + "&token=" + token)
                .status,
            403);
  EXPECT_EQ(post("/notes", "", form + "&token=" + token).status, 403);
  EXPECT_EQ(post("/search", own, form + "&token=" + token).status, 404);
  EXPECT_EQ(search_json({"tag:boats"})["total"], 0);
  const Answer kept = post("/notes", own, form + "&token=" + token);
  EXPECT_EQ(kept.status, 303);
  EXPECT_NE(kept.head.find("Location: /article/" + id + "?q=river\r\n"), std::string::npos) << kept.head;
  EXPECT_EQ(search_json({"tag:boats"})["total"], 1);
  EXPECT_EQ(post("/notes", "Origin: http://" + served.host() + "\r\n",
                 "id=" + id + "&do=note&value=two%0D%0Alines&token=" + token)
                .status,
            303);
  EXPECT_EQ(search_json({"river"})["hits"][0]["note"], "two\nlines");
  EXPECT_EQ(post("/notes", own, "id=" + id + "&do=untag&value=boats&token=" + token).status, 303);
  EXPECT_EQ(search_json({"tag:boats"})["total"], 0);
  EXPECT_EQ(post("/notes", own, "id=" + id + "&do=tag&value=a:b&token=" + token).status, 400);
  EXPECT_EQ(post("/notes", own, "id=0000000000000000&do=tag&value=a&token=" + token).status, 404);
  EXPECT_EQ(post("/notes", own, "id=" + id + "&do=format&token=" + token).status, 400);
  // GET changes nothing, whatever it asks for.
  EXPECT_EQ(served.get("/notes?" + form + "&token=" + token).status, 404);
  // The token of another start is worth nothing.
  const Served again(idx_, {"--notes"});
  EXPECT_NE(token_of(again.get("/article/" + id).body), token);
  EXPECT_TRUE(token_of(Served(idx_).get("/article/" + id).body).empty());
}

TEST_F(ServeProgram, TakesNoNotesFromOtherMachines) {
  build_samples();
  EXPECT_EQ(search({"serve", "--notes", "--listen", "127.0.0.2", "--port", "0"}).code, 2);
  EXPECT_EQ(search({"serve", "--notes", "--allow-host", "archive.example.org", "--port", "0"}).code, 2);
}

TEST_F(ServeProgram, IsNotHeldUpBySlowClients) {
  build_samples();
  const Served served(idx_, {"--threads", "1"});
  std::vector<int> slow;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(served.connected());
    const std::string begun = "GET /search?q=river HTTP/1.1\r\nHost: loc";
    ::send(slow.back(), begun.data(), begun.size(), MSG_NOSIGNAL);
  }
  EXPECT_EQ(served.get("/search?q=river").status, 200);
  for (const int fd : slow) ::close(fd);
}

TEST_F(ServeProgram, AnswersManyAtOnceAndEndsInOrder) {
  build_samples();
  Served served(idx_);
  std::vector<std::thread> clients;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      for (int n = 0; n < 25; ++n) right += served.get("/search?q=river").status == 200 ? 1 : 0;
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, 200);
  EXPECT_EQ(served.end_by(SIGINT), 0);
}

TEST_F(ServeProgram, PicksUpANewIndexBetweenRequests) {
  testing::TemporaryFolder folder;
  folder.write("one.jsonl", "{\"title\":\"First\",\"body\":\"A river is crossed by a bridge of stone.\"}\n");
  build(folder.path().string());
  const Served served(idx_);
  EXPECT_EQ(json::parse(served.get("/search.json?q=river").body)["total"], 1);
  folder.write("two.jsonl",
               "{\"title\":\"Second\",\"body\":\"Another river has no bridge at all today.\"}\n");
  const testing::Ran added =
      testing::run(DATELINE_INDEX_PROGRAM, {"add", (folder.path() / "two.jsonl").string(), "-i", idx_, "-q"});
  ASSERT_EQ(added.code, 0) << added.err;
  EXPECT_EQ(json::parse(served.get("/search.json?q=river").body)["total"], 2);
}

TEST_F(ServeProgram, ListensWhereItIsTold) {
  build_samples();
  const testing::Ran open = search({"serve", "--listen", "0.0.0.0", "--port", "0"});
  EXPECT_EQ(open.code, 2);
  EXPECT_NE(open.err.find("--allow-host"), std::string::npos) << open.err;
  const Served first(idx_);
  const testing::Ran taken = search({"serve", "--port", std::to_string(first.port())});
  EXPECT_EQ(taken.code, 5);
  EXPECT_NE(taken.err.find("--port"), std::string::npos) << taken.err;

  const std::string socket = path("page.sock");
  Served served(idx_, {"--socket", socket});
  EXPECT_NE(served.said().find(socket), std::string::npos);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un to = {};
  to.sun_family = AF_UNIX;
  std::copy(socket.begin(), socket.end(), to.sun_path);
  ASSERT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
  EXPECT_EQ(
      Served::answer_of(fd, "GET /help HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").status,
      200);
  EXPECT_EQ(served.end_by(SIGTERM), 0);
  EXPECT_FALSE(std::filesystem::exists(socket));
}

}  // namespace
}  // namespace dateline
