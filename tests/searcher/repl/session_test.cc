#include "searcher/repl/session.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "searcher/show/printable.h"
#include "tests/support/run_program.h"

namespace dateline::search {
namespace {

std::uint64_t no_clock() { return 0; }

/// Takes down what a session writes.
class PaperScreen final : public Screen {
 public:
  void show(std::string_view text, Paging) override { shown += text; }
  void tell(std::string_view text) override { told += text; }
  std::size_t columns() const override { return width; }
  std::size_t columns_of_texts() const override { return width; }
  std::string shown;
  std::string told;
  std::size_t width = 80;
};

/// A session over the bundled samples.
class SessionOnSamples : public ::testing::Test {
 protected:
  void SetUp() override { build("tests/samples/captures"); }

  void build(const std::string& input) {
    const testing::Ran built =
        testing::run(DATELINE_INDEX_PROGRAM,
                     {"build", std::string(DATELINE_SOURCE_DIR) + "/" + input, "-i", index_, "-q"});
    ASSERT_EQ(built.code, 0) << built.err;
    if (engine_) return;
    Result<Engine> engine = Engine::open(index_);
    ASSERT_TRUE(engine) << engine.error().what;
    engine_ = std::make_unique<Engine>(std::move(*engine));
    session_ = std::make_unique<Session>(*engine_, screen_, no_clock, Session::Options{});
  }

  /// What a line writes, answers and talk.
  std::string type(std::string_view line) {
    screen_.shown.clear();
    screen_.told.clear();
    outcome_ = session_->execute(line);
    return screen_.shown + screen_.told;
  }
  std::uint64_t total(std::string_view line) {
    const std::string text = type(line);
    EXPECT_EQ(outcome_, Outcome::kDone) << line << ": " << text;
    return session_->answer() != nullptr ? session_->answer()->total : 0;
  }
  std::vector<std::string> completed(std::string_view line) {
    std::vector<std::string> out;
    for (const Candidate& candidate : session_->complete(line).candidates) out.push_back(candidate.text);
    return out;
  }
  bool offers(std::string_view line, std::string_view word) {
    const auto all = completed(line);
    return std::find(all.begin(), all.end(), word) != all.end();
  }

  testing::TemporaryFolder folder_;
  std::string index_ = (folder_.path() / "a.idx").string();
  std::unique_ptr<Engine> engine_;
  PaperScreen screen_;
  std::unique_ptr<Session> session_;
  Outcome outcome_ = Outcome::kDone;
};

TEST_F(SessionOnSamples, NarrowsWidensAndGoesBack) {
  const auto all = total("river embankment");
  const auto narrow = total(":narrow flood");
  EXPECT_LT(narrow, all);
  EXPECT_GT(narrow, 0U);
  EXPECT_EQ(session_->prompt(), "river embankment › flood> ");
  EXPECT_EQ(total(":widen"), all);
  EXPECT_EQ(total(":back"), narrow);
  EXPECT_EQ(total(":back"), all);
  EXPECT_EQ(session_->prompt(), "dateline> ");
  EXPECT_EQ(total(":forward"), narrow);
  type(":back");
  type(":back");
  EXPECT_EQ(outcome_, Outcome::kError);
}

TEST_F(SessionOnSamples, NarrowingFindsWhatBothQueriesFind) {
  for (const auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {"river", "embankment"}, {"river OR snow", "date:2000.."}, {"pyongyang", "-river"}}) {
    const auto both = total("(" + first + ") AND (" + second + ")");
    total(first);
    EXPECT_EQ(total(":narrow " + second), both) << first << " / " << second;
  }
}

TEST_F(SessionOnSamples, MarksAndRanksByAllTheWordsThatLedHere) {
  total("river");
  type(":set colour on");
  const std::string text = type(":narrow embankment");
  EXPECT_NE(text.find("\x1b[1;33mriver\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[1;33membankment\x1b[0m"), std::string::npos);
}

TEST_F(SessionOnSamples, CountsAreChosenAndDroppedWhileTheOthersStayInSight) {
  type(":set facets source");
  const auto all = total("river");
  const std::vector<std::string> filters = session_->numbered_filters();
  ASSERT_GE(filters.size(), 3U);
  const auto one = total("+f1");
  EXPECT_LT(one, all);
  EXPECT_EQ(session_->numbered_filters(), filters) << "the other values are still there";
  EXPECT_NE(screen_.shown.find("* kcna.kp-en"), std::string::npos);
  EXPECT_NE(screen_.shown.find("only source=kcna.kp-en"), std::string::npos);
  EXPECT_EQ(session_->prompt(), "river +source=kcna.kp-en> ");
  const auto two = total("+f2");
  EXPECT_GT(two, one) << "values of one facet are alternatives";
  EXPECT_EQ(total("-f1 -f2"), all);
  const auto none = total("+f" + std::to_string(filters.size()));
  EXPECT_EQ(filters.back(), "source=") << "articles without a source can be chosen too";
  EXPECT_GT(none, 0U);
  EXPECT_NE(screen_.shown.find("* (none)"), std::string::npos);
  type("-f1");
  EXPECT_EQ(outcome_, Outcome::kError) << "it is not chosen";
  type("+f99");
  EXPECT_EQ(outcome_, Outcome::kError);
  EXPECT_EQ(total(":back"), all);
}

TEST_F(SessionOnSamples, ChosenCountsHoldWhileNarrowing) {
  type(":set facets source");
  total("river");
  total("+f1");
  total(":narrow embankment");
  for (const Hit& hit : session_->answer()->hits) EXPECT_EQ(hit.article.source.slug, "kcna.kp-en");
  EXPECT_GT(session_->numbered_filters().size(), 1U) << "and the other sources stay in sight";
}

TEST_F(SessionOnSamples, SetsFollowTheAlgebraOfTheirArticles) {
  total("river");
  type(":save r");
  const auto rivers = session_->answer()->total;
  total("snow");
  type(":save s");
  const auto snows = session_->answer()->total;
  const auto both = total(":use r and s");
  EXPECT_EQ(total(":use r or s"), rivers + snows - both);
  EXPECT_EQ(total(":use r minus s"), rivers - both);
  EXPECT_EQ(total(":use r or s minus s"), rivers - both) << "from left to right";
  EXPECT_EQ(session_->prompt(), "[r or s minus s]> ");
  const auto narrow = total(":narrow embankment");
  EXPECT_LE(narrow, rivers - both);
  type(":save n");
  EXPECT_EQ(total(":use n"), narrow);
  EXPECT_NE(type(":sets").find("[r or s minus s] › embankment"), std::string::npos) << screen_.shown;
  type(":forget r");
  type(":use r");
  EXPECT_EQ(outcome_, Outcome::kError);
  EXPECT_EQ(total(":use n"), narrow) << "sets do not depend on the names of those they were made of";
}

TEST_F(SessionOnSamples, ChosenCountsArePartOfASavedSet) {
  type(":set facets source");
  total("river");
  const auto chosen = total("+f1");
  type(":save kcna");
  total("snow");
  EXPECT_EQ(total(":use kcna"), chosen);
}

TEST_F(SessionOnSamples, TurnsPages) {
  type(":set limit 4");
  total("pyongyang");
  const auto pages = (session_->answer()->groups + 3) / 4;
  ASSERT_GE(pages, 3U);
  EXPECT_EQ(session_->answer()->hits.front().rank, 1U);
  type(":next");
  EXPECT_EQ(session_->answer()->hits.front().rank, 5U);
  type(":page 3");
  EXPECT_EQ(session_->answer()->hits.front().rank, 9U);
  type(":prev");
  EXPECT_EQ(session_->answer()->hits.front().rank, 5U);
  type(":page " + std::to_string(pages + 1));
  EXPECT_EQ(outcome_, Outcome::kError);
  EXPECT_NE(screen_.told.find("the last page is " + std::to_string(pages)), std::string::npos);
  for (const char* bad : {":page 0", ":page", ":page x", ":page 99999999999999999999"}) {
    type(bad);
    EXPECT_EQ(outcome_, Outcome::kError) << bad;
  }
}

TEST_F(SessionOnSamples, ShowsHitsByTheirNumbersOnAnyPage) {
  type(":set limit 2");
  total("river embankment");
  type(":next");
  const std::string third = session_->answer()->hits.front().article.title;
  type(":prev");
  EXPECT_NE(type(":show 3").find(third), std::string::npos) << "also one of another page";
  EXPECT_NE(type("2").find("published"), std::string::npos);
  EXPECT_NE(type("3").find("hit 3 was not on the screen"), std::string::npos);
  for (const char* bad : {":show", ":show 0", ":show 1000", ":show x", ":open"}) {
    type(bad);
    EXPECT_EQ(outcome_, Outcome::kError) << bad;
  }
}

TEST_F(SessionOnSamples, ReadsTheAnswerFromADistanceWithinTheRefinements) {
  total("pyongyang");
  const auto narrow = total(":narrow river");
  EXPECT_NE(type(":timeline").find(std::to_string(narrow) + " of "), std::string::npos) << screen_.shown;
  for (const char* line : {":timeline month share", ":timeline juche words spark", ":kwic", ":kwic left 2",
                           ":collocates", ":significant", ":significant 2000..2010", ":similar 1"}) {
    EXPECT_FALSE(type(line).empty()) << line;
    EXPECT_EQ(outcome_, Outcome::kDone) << line << ": " << screen_.told;
  }
  for (const char* line : {":similar 9999", ":similar", ":collocates kim AND"}) {
    type(line);
    EXPECT_EQ(outcome_, Outcome::kError) << line;
  }
  const std::string id = to_string(session_->answer()->hits.front().article.id);
  EXPECT_NE(type(":show " + id).find(id), std::string::npos) << "by its id";
  type(":show 0000000000000000");
  EXPECT_EQ(outcome_, Outcome::kError);
}

TEST_F(SessionOnSamples, ExportsTheAnswerWhereItStands) {
  EXPECT_NE(type(":export x.csv").find("there is no answer yet"), std::string::npos);
  total("embankment");
  const std::uint64_t narrowed = total(":narrow river");
  type("+f1");
  const std::string file = (folder_.path() / "an answer.csv").string();
  const std::string said = type(":export " + file);
  EXPECT_EQ(outcome_, Outcome::kDone) << said;
  EXPECT_NE(said.find(" articles found, to "), std::string::npos) << said;
  const std::string table = testing::read_whole(file);
  EXPECT_TRUE(table.starts_with("\xEF\xBB\xBFrank,id,")) << table.substr(0, 300);
  const std::string about = testing::read_whole((folder_.path() / "an answer.about.json").string());
  EXPECT_NE(about.find(R"("query":"river","within":"embankment","filters":["source=)"), std::string::npos)
      << about;
  EXPECT_GE(narrowed, session_->answer()->total);
  EXPECT_NE(table.find("\n" + std::to_string(session_->answer()->groups) + ","), std::string::npos);
  const std::string few = (folder_.path() / "few.tsv").string();
  type(":export " + few + " --columns published,title");
  EXPECT_TRUE(testing::read_whole(few).starts_with("published\ttitle\n"));

  const std::string other = (folder_.path() / "answer").string();
  EXPECT_NE(type(":export " + other).find("does not tell a format"), std::string::npos);
  EXPECT_EQ(type(":export " + other + " --format jsonl --body").find("does not"), std::string::npos);
  EXPECT_EQ(outcome_, Outcome::kDone);
  EXPECT_NE(testing::read_whole(other).find("\"body\":"), std::string::npos);
  EXPECT_NE(type(":export " + other + " --format bibtex --body").find("no place"), std::string::npos);
  EXPECT_NE(type(":export /nowhere/x.csv").find("cannot create /nowhere/x.csv"), std::string::npos);
  EXPECT_NE(type(":export").find("write :export FILE"), std::string::npos);
}

TEST_F(SessionOnSamples, UnderstandsWhatANewcomerTypes) {
  EXPECT_NE(type("help").find(":timeline"), std::string::npos);
  EXPECT_NE(type("?").find(":timeline"), std::string::npos);
  type("quit");
  EXPECT_EQ(outcome_, Outcome::kQuit);
  type("exit");
  EXPECT_EQ(outcome_, Outcome::kQuit);
  total("\"help\"");  // a word after all
  EXPECT_NE(type(":timeline year embankment").find("embankment, articles by year"), std::string::npos);
  EXPECT_NE(type(":timeline embankment").find("embankment, articles by year"), std::string::npos);
  EXPECT_NE(type(":kwic 3 embankment").find("3 of "), std::string::npos);
  EXPECT_NE(type(":timeline").find("\"help\", articles by year"), std::string::npos)
      << "the session stays where it stood";
}

TEST_F(SessionOnSamples, SaysThatThereIsNoSuchHit) {
  total("embankment");
  EXPECT_NE(type("99").find("there is no hit 99; the answer has "), std::string::npos);
  EXPECT_EQ(outcome_, Outcome::kError);
  EXPECT_NE(type("2023").find("2023 is searched for; it is no hit on the screen."), std::string::npos);
  EXPECT_EQ(outcome_, Outcome::kDone);
}

TEST_F(SessionOnSamples, KnowsAHitByTheBeginningOfItsId) {
  total("embankment");
  const std::string id = to_string(session_->answer()->hits.front().article.id);
  EXPECT_NE(type(":show " + id.substr(0, 8)).find(id), std::string::npos);
  EXPECT_EQ(outcome_, Outcome::kDone);
  type(":show " + id.substr(0, 3) + "x");
  EXPECT_EQ(outcome_, Outcome::kError);
}

TEST_F(SessionOnSamples, RunsPastedLinesOneByOneWhereOneIsACommand) {
  const std::string text = type("embankment\n:timeline year\n:set limit 3\n");
  EXPECT_EQ(outcome_, Outcome::kDone) << text;
  EXPECT_NE(text.find("embankment, articles by year"), std::string::npos) << text;
  EXPECT_EQ(session_->settings().request.limit, 3U);
  type("\"river\nembankment\"");
  EXPECT_EQ(session_->trail().here().queries, std::vector<std::string>{"\"river\nembankment\""})
      << "a phrase over two lines";
}

TEST_F(SessionOnSamples, LeavesNothingOfAnExportThatIsStopped) {
  StopFlag stop = false;
  engine_->stop_at(&stop);
  total("embankment");
  stop = true;
  const std::string file = (folder_.path() / "x.csv").string();
  EXPECT_EQ(type(":export " + file), "Stopped.\n");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1) << "only the index";
  engine_->stop_at(nullptr);
}

TEST_F(SessionOnSamples, RanksAsItIsTold) {
  total("river OR embankment");
  EXPECT_NE(type(":set rank bm25").find(" 1. "), std::string::npos)
      << "what ranks changes the answer in sight";
  EXPECT_EQ(session_->request().scheme, "bm25");
  EXPECT_NE(type(":set recency 2").find("do not know of age"), std::string::npos);
  EXPECT_NE(type(":set rank lucene").find("it is dateline, bm25"), std::string::npos);
  type(":set rank dateline");
  type(":set recency 2.5");
  EXPECT_EQ(outcome_, Outcome::kDone);
  EXPECT_EQ(session_->request().recency_years, 2.5);
  EXPECT_NE(type(":set rank bm25").find("recency off comes first"), std::string::npos);
  for (const char* wrong : {"0", "-1", "1e9", "nan", "x", "2 years"}) {
    EXPECT_NE(type(std::string(":set recency ") + wrong).find("neither off nor"), std::string::npos) << wrong;
  }
  EXPECT_TRUE(offers(":set rank bm", "bm25plus"));
  EXPECT_TRUE(offers(":export x.bin --format c", "csl-json"));
  EXPECT_TRUE(offers(":export x.bin --b", "--body"));
}

TEST_F(SessionOnSamples, CountsInTheOrderOfTheValuesWhereItIsTold) {
  total("river");
  const auto years = [&](const char* line) {
    type(line);
    EXPECT_EQ(outcome_, Outcome::kDone) << line << ": " << screen_.told;
    std::vector<std::string> out;
    for (const FacetResult& facet : session_->answer()->facets) {
      if (facet.facet != index::Facet::kYear) continue;
      for (const FacetValue& value : facet.values) out.push_back(value.value);
    }
    EXPECT_GT(out.size(), 2U) << line;
    return out;
  };
  const auto by_count = years(":facets source year");
  const auto up = years(":facets source year:value");
  EXPECT_TRUE(std::is_sorted(up.begin(), up.end()));
  EXPECT_NE(by_count, up);
  EXPECT_EQ(type(":set").find("source year:value") != std::string::npos, true);
  const auto down = years(":set facets year:-value, source");
  EXPECT_TRUE(std::is_sorted(down.rbegin(), down.rend()));
  EXPECT_NE(type(":facets year:size").find("write year:count, year:value or year:-value"), std::string::npos);
  EXPECT_EQ(outcome_, Outcome::kError);
  const auto still = years(":facets");
  EXPECT_TRUE(std::is_sorted(still.rbegin(), still.rend())) << "a mistake changes nothing";
  EXPECT_EQ(years(":facets source year"), by_count) << "without an order it is that of the counts again";
  EXPECT_TRUE(offers(":facets year:", "year:-value"));
  EXPECT_TRUE(offers(":set facets source year:v", "year:value"));
}

TEST_F(SessionOnSamples, EndsAtARaisedFlagAndGoesOnWhenItIsLowered) {
  StopFlag stop = false;
  engine_->stop_at(&stop);
  const auto all = total("river");
  stop = true;
  for (const char* line :
       {"snow", ":narrow embankment", ":kwic", ":collocates", ":significant", ":timeline", ":similar 1"}) {
    type(line);
    EXPECT_EQ(outcome_, Outcome::kStopped) << line << ": " << screen_.told;
  }
  stop = false;
  EXPECT_EQ(session_->answer()->total, all) << "the answer before is still there";
  EXPECT_GT(total(":narrow embankment"), 0U);
  engine_->stop_at(nullptr);
}

TEST_F(SessionOnSamples, AnswersMistakesWithTheMend) {
  const struct {
    const char* line;
    const char* expected;
  } cases[] = {
      {":next", "type a query first"},
      {":narrow x", "type a query first"},
      {":widen", "type a query first"},
      {":save x", "type a query first"},
      {"+f1", "type a query first"},
      {":sets", ":save NAME"},
      {":use x", ":save NAME"},
      {":exlain", "did you mean :explain?"},
      {":se x", ":set or :sets"},
      {":zzz", ":help lists all commands"},
      {":", ":help lists all commands"},
      {":set limt 3", "settings are"},
      {":set limit 0", "1 to 1000"},
      {":set format xml", "text, json"},
      {":facets colour", "facets are"},
      {":source /nowhere/at/all", "cannot read"},
      {"kim AND", "^^^"},
      {"souce:kcna", "source:"},
  };
  for (const auto& [line, expected] : cases) {
    const std::string text = type(line);
    EXPECT_EQ(outcome_, Outcome::kError) << line;
    EXPECT_NE(text.find(expected), std::string::npos) << line << ": " << text;
    EXPECT_EQ(screen_.shown, "") << line << ": errors are talk";
  }
}

TEST_F(SessionOnSamples, SaysWhatToTryWhenNothingIsFound) {
  EXPECT_NE(type("zzzunfindable date:2023").find("No article has 'zzzunfindable'"), std::string::npos)
      << screen_.shown;
  total("snow");
  EXPECT_NE(type(":narrow football").find(":back"), std::string::npos) << screen_.shown;
}

TEST_F(SessionOnSamples, KeepsItsPlaceWhenAQueryIsWrong) {
  const auto all = total("river");
  type("river AND");
  EXPECT_EQ(outcome_, Outcome::kError);
  EXPECT_EQ(session_->answer()->total, all);
  EXPECT_GT(total(":narrow embankment"), 0U);
  EXPECT_EQ(session_->prompt(), "river › embankment> ");
}

TEST_F(SessionOnSamples, FitsNarrowScreens) {
  for (const std::size_t width : {30U, 40U, 59U, 60U, 80U, 200U}) {
    screen_.width = width;
    for (const char* line : {"pyongyang OR \xED\x8F\x89\xEC\x96\x91", ":facets language topic year", "1", "2",
                             ":help", ":help facets", ":set facets source year"}) {
      const std::string text = type(line);
      std::string_view rest = text;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::size_t columns = show::display_width(rest.substr(0, end));
        EXPECT_LE(columns, width) << line << ": " << rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
}

TEST_F(SessionOnSamples, RunsFilesThatNameOthersButNotWithoutEnd) {
  const auto inner = folder_.write("inner", "snow\n:save s\n");
  const auto outer = folder_.write("outer", "# a remark\nriver\n:save r\n:source " + inner.string() + "\n");
  type(":source " + outer.string());
  EXPECT_EQ(outcome_, Outcome::kDone);
  EXPECT_TRUE(session_->sets().all().contains("r"));
  EXPECT_TRUE(session_->sets().all().contains("s"));
  const auto loop = folder_.path() / "loop";
  folder_.write("loop", "river\n:source " + loop.string() + "\n");
  type(":source " + loop.string());
  EXPECT_EQ(outcome_, Outcome::kError);
  const auto wrong = folder_.write("wrong", "river\n:nonsense\nsnow\n");
  type(":source " + wrong.string());
  EXPECT_EQ(outcome_, Outcome::kError);
  EXPECT_NE(screen_.told.find("wrong:2: there is no command"), std::string::npos) << screen_.told;
}

TEST_F(SessionOnSamples, GoesOnWithANewIndexAndSaysSo) {
  total("river");
  type(":save r");
  total(":narrow embankment");
  build("tests/samples/jsonl");
  const std::string text = type("river");
  EXPECT_NE(text.find("The index was renewed"), std::string::npos) << text;
  EXPECT_EQ(type("river").find("renewed"), std::string::npos) << "once";
  EXPECT_EQ(outcome_, Outcome::kDone);
  const auto now = session_->answer()->total;
  EXPECT_EQ(total(":use r"), now) << "a set is its question";
  type(":back");
  EXPECT_EQ(outcome_, Outcome::kDone);
}

TEST_F(SessionOnSamples, GreetsWithAnExampleThatFindsSomething) {
  const std::string greeting = session_->greeting();
  EXPECT_EQ(std::count(greeting.begin(), greeting.end(), '\n'), 2);
  const std::string lead = "for example: ";
  const std::size_t at = greeting.find(lead) + lead.size();
  EXPECT_GT(total(greeting.substr(at, greeting.find('\n') - at)), 0U);
}

TEST_F(SessionOnSamples, KnowsWhenQuotationMarksAreOpen) {
  const std::pair<const char*, bool> cases[] = {
      {"river", false},       {"\"river", true},           {"\"river\"", false},    {"title:\"river", true},
      {"5'10\" tall", false}, {"-\"river\" \"bank", true}, {":narrow \"new", true}, {"\"a\nb\"", false},
  };
  for (const auto& [text, open] : cases) EXPECT_EQ(Session::unfinished(text), open) << text;
}

TEST_F(SessionOnSamples, CompletesCommandsFieldsValuesAndWords) {
  EXPECT_EQ(completed(":na"), std::vector<std::string>{":narrow"});
  EXPECT_EQ(completed(":facets so"), std::vector<std::string>{"source"});
  EXPECT_EQ(completed(":set form"), std::vector<std::string>{"format"});
  EXPECT_EQ(completed(":set format j"), std::vector<std::string>{"json"});
  EXPECT_EQ(completed("sou").front(), "source:");
  EXPECT_EQ(completed("river source:rod"), std::vector<std::string>{"source:rodong-sinmun"});
  EXPECT_EQ(completed("river -source:rod"), std::vector<std::string>{"source:rodong-sinmun"});
  EXPECT_EQ(completed("source:\"rodo"), std::vector<std::string>{"source:\"Rodong Sinmun\""});
  EXPECT_EQ(session_->complete("source:\"KCNA.kp (E").candidates.front().text, "source:\"KCNA.kp (En)\"");
  EXPECT_EQ(session_->complete("source:").candidates.front().text, "source:kcna.kp-en") << "the most first";
  EXPECT_EQ(session_->complete("source:").candidates.front().note, "21  KCNA.kp (En)");
  EXPECT_TRUE(offers("date:", "date:2023"));
  EXPECT_TRUE(offers("date:2023-", "date:2023-06"));
  EXPECT_TRUE(offers("date:2019..20", "date:2019..2023"));
  EXPECT_TRUE(offers("juche:", "juche:112"));
  EXPECT_TRUE(offers("lang:", "lang:ko"));
  EXPECT_TRUE(offers("has:", "has:stamp"));
  EXPECT_TRUE(offers("mentions:", "mentions:2023"));
  EXPECT_TRUE(offers(":narrow date:", "date:2023"));
  EXPECT_TRUE(offers("Embank", "Embankment")) << "as it was begun";
  EXPECT_TRUE(offers("title:emb", "title:embankment"));
  EXPECT_EQ(completed("w").size(), 0U) << "one letter is no hint of a word";
  EXPECT_TRUE(completed("nosuchfield:x").empty());
  EXPECT_TRUE(completed(":show ").empty()) << "before the first query";
  total("river");
  EXPECT_EQ(completed(":show ").front(), "1");
  EXPECT_EQ(completed("+f").front(), "+f1");
  EXPECT_TRUE(offers("+foo", "football") || offers("+foo", "foot")) << "a word that must be there";
  type(":save floods");
  EXPECT_EQ(completed(":use fl"), std::vector<std::string>{"floods"});
  EXPECT_EQ(completed(":use floods m"), std::vector<std::string>{"minus"});
  EXPECT_TRUE(completed("").size() > 5U);
}

TEST_F(SessionOnSamples, CompletionsBeginAsTheLineDoes) {
  total("river");
  for (const char* line :
       {"", "r", "ri", "source:", "source:k", "source:\"", "source:\"K", ":s", ":set ", "+f",
        "date:", "date:2019..", "title:r", "-", "=ri", "(ri", "topic:", ":source ", "\xEA\xB0"}) {
    const Completion completion = session_->complete(line);
    ASSERT_LE(completion.start, std::string_view(line).size()) << line;
    if (completion.candidates.empty()) continue;
    const std::string typed(std::string_view(line).substr(completion.start));
    EXPECT_GE(completion.common.size(), typed.size()) << line;
    for (const Candidate& candidate : completion.candidates) {
      EXPECT_EQ(show::printable(candidate.text), candidate.text) << line;
      EXPECT_GE(candidate.text.size(), typed.size()) << line;
    }
  }
}

}  // namespace
}  // namespace dateline::search
