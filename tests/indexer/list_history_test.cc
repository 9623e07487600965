// What captures of list pages tell of articles.

#include "indexer/ledger/list_history.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/listing.h"

namespace dateline::indexer {
namespace {

using dates::Day;

/// "a3 b2 c1": ids a, b, c of the days 3, 2, 1.
std::vector<ListCapture::Named> named(std::string_view words) {
  std::vector<ListCapture::Named> out;
  for (std::size_t i = 0; i + 1 < words.size(); i += 3)
    out.push_back({static_cast<std::uint64_t>(words[i]), words[i + 1] - '0'});
  return out;
}

std::string looks(const std::vector<std::string>& captures) {
  std::vector<ListCapture> all;
  for (std::size_t i = 0; i < captures.size(); ++i)
    all.push_back({static_cast<std::int32_t>(10 * (i + 1)), named(captures[i])});
  std::string out;
  for (const ListLook& look : looks_of(all))
    out += std::string(look.named ? "+" : "-") + static_cast<char>(look.id) + std::to_string(look.day) + " ";
  return out;
}

TEST(ListHistory, TellsWhatIsLeftOutBetweenNeighbours) {
  struct Case {
    std::string name;
    std::vector<std::string> captures;
    std::string looks;
  };
  const std::vector<Case> cases{
      {"nothing changed", {"e5 d4 c3 b2 a1", "e5 d4 c3 b2 a1"}, ""},
      {"one is left out", {"e5 d4 c3 b2 a1", "e5 d4 b2 a1"}, "+c10 -c20 "},
      {"the list goes up too", {"a1 b2 c3 d4 e5", "a1 c3 d4 e5"}, "+b10 -b20 "},
      {"two beside each other are left out", {"e5 d4 c3 b2 a1", "e5 d4 a1"}, "+c10 -c20 +b10 -b20 "},
      {"new ones came and old ones fell off", {"e5 d4 c3 b2 a1", "g7 f6 e5 d4 c3"}, ""},
      {"both", {"e5 d4 c3 b2 a1", "g7 f6 e5 c3"}, "+d10 -d20 "},
      {"the newest is gone", {"e5 d4 c3 b2 a1", "d4 c3 b2 a1"}, ""},
      {"the oldest is gone", {"e5 d4 c3 b2 a1", "e5 d4 c3 b2"}, ""},
      {"nothing is left", {"e5 d4 c3 b2 a1", "z9 y9 x8 w8 v7"}, ""},
      {"the neighbours changed places", {"e5 d4 c4 b4 a1", "e5 b4 d4 a1"}, ""},
      {"only neighbours of other places", {"d4 c4 b4", "b4 d4"}, ""},
      {"it is named again", {"e5 d4 c3 b2 a1", "e5 d4 b2 a1", "e5 d4 c3 b2 a1"}, "+c10 -c20 +c30 "},
      {"and left out again", {"c3 b2 a1", "c3 a1", "c3 b2 a1", "c3 a1"}, "+b10 -b20 +b30 +b30 -b40 "},
      {"last named in the capture before", {"c3 b2 a1", "c3 b2 a1", "c3 a1"}, "+b20 -b30 "},
      {"a list of one day", {"c1 b1 a1", "c1 a1"}, "+b10 -b20 "},
  };
  for (const Case& one : cases) EXPECT_EQ(looks(one.captures), one.looks) << one.name;
}

TEST(ListHistory, ComesBackFromItsText) {
  const std::vector<ListCapture::Named> articles{{1, 10957}, {0xFFFFFFFFFFFFFFFF, ledger::Record::kNoDay}};
  EXPECT_EQ(list_text(articles), "0000000000000001 2000-01-01\nffffffffffffffff -\n");
  EXPECT_EQ(read_list_text(list_text(articles)), articles);
  EXPECT_TRUE(read_list_text("nothing\n\n0000000000000001").empty());
}

/// "http://h/a 2024-01-05; …" of what a page lists.
std::string listed(const std::string& body, const std::string& fetched = "http://kcna.kp/en/list",
                   const std::string& address = "http://kcna.kp/en/list") {
  const std::string page = "<html><head><title>N 2001-01-01</title></head><body>" + body + "</body></html>";
  const html::GumboTree tree = html::parse_markup(page);
  const auto listing = read_listing(html::read_dated_links(*tree->root), fetched, address, Day{});
  if (!listing) return "no list";
  std::string out;
  for (const auto& [link, day] : listing->articles) out += link + " " + dates::to_iso(day) + "; ";
  return out;
}

std::string rows(const std::string& row, int first = 9, int last = 5) {
  std::string out;
  for (int i = first; i >= last; --i) {
    std::string one = row;
    for (std::size_t at; (at = one.find('#')) != std::string::npos;) one.replace(at, 1, std::to_string(i));
    out += one + "\n";
  }
  return out;
}

TEST(Listing, IsReadFromEveryLayout) {
  const std::string expected =
      "http://kcna.kp/a/9 2024-01-09; http://kcna.kp/a/8 2024-01-08; http://kcna.kp/a/7 2024-01-07; "
      "http://kcna.kp/a/6 2024-01-06; http://kcna.kp/a/5 2024-01-05; ";
  for (const char* row : {
           "<li><a href=\"/a/#\">Report number # of the dam</a> [2024.01.0#]</li>",
           "<li><span>2024-01-0#</span><a href=\"../a/#\">Report on dam</a></li>",
           "<tr><td>1</td><td><a href='http://www.kcna.kp/a/#'>Report</a></td><td>2024.1.#.</td></tr>",
           "<p><a href=\"/a/#\">Report of the dam (Jan. #, 2024)</a></p>",
           "<div><div><a href=\"/a/#\">Report of the dam</a></div><div>2024-01-0#</div></div>",
           "<li><a href=\"/a/#\">언제에 대한 보도</a> 주체113(2024)년 1월 #일</li>",
           "<li><a href=\"/a/#\"><img src=\"x\"></a><a href=\"/a/#\">In 1998 a dam</a> [2024-01-0#]</li>",
       }) {
    const bool is_table = std::string_view(row).starts_with("<tr");
    std::string found = listed(is_table ? "<table>" + rows(row) + "</table>" : "<ul>" + rows(row) + "</ul>");
    for (std::size_t at; (at = found.find("www.")) != std::string::npos;) found.erase(at, 4);
    EXPECT_EQ(found, expected) << row;
  }
  const std::string row = "<li><a href=\"/web/20240201000000/http://kcna.kp/a/#\">Report</a> 2024-01-0#</li>";
  EXPECT_EQ(listed(rows(row), "http://web.archive.org/web/20240201000000/http://kcna.kp/en/list"), expected);
}

TEST(Listing, IsNoneOfOtherPages) {
  const std::string item = "<li><a href=\"/a/#\">Report number # of the dam</a> [2024.01.0#]</li>";
  EXPECT_EQ(listed(rows(item, 8, 5)), "no list") << "too short";
  EXPECT_EQ(listed(rows(item) + "<p>" + std::string(2000, 'x') + "</p>"), "no list")
      << "an article beside which others are named";
  EXPECT_EQ(listed(rows("<li><a href=\"/a/#\">Report number # of the dam</a></li>")), "no list") << "no days";
  EXPECT_EQ(listed(rows("<li><a href=\"http://else.kp/#\">Report</a> 2024-01-0#</li>")), "no list")
      << "of another site";
  EXPECT_EQ(listed(rows(item, 9, 7) + rows(item, 6, 6) +
                   rows("<li><a href=\"/b/#\">Most read</a> 2024-01-0#</li>")),
            "no list")
      << "not by day, as what is read most";
  EXPECT_EQ(listed(rows("<li><a href=\"/same\">Report</a> 2024-01-0#</li>")), "no list") << "one article";
  EXPECT_EQ(listed(rows("<li><a href=\"/a/#\">In 2024-01-0# a dam was built there</a></li>")), "no list")
      << "days of the headline";
}

}  // namespace
}  // namespace dateline::indexer
