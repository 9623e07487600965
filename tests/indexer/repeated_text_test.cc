// Texts that stand under several addresses: which are no articles.

#include "indexer/ledger/repeated_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/readers/missing_page.h"

namespace dateline::indexer {
namespace {

struct Case {
  std::string name;
  std::string text;
  std::vector<std::string> earlier;  ///< one of each address
  bool replaces;
};

const std::string kDam =
    "New Dam Completed\nThe builders of the Ryesong valley finished the third dam of the river in nine months. "
    "Its turbines began to run on Monday, and the villages below have light again.";
const std::string kDucks =
    "Ducks Stay for the Winter\nOn the warm ponds behind the glass works some four hundred ducks stay until "
    "spring. Children bring them millet, and a warden counts them every morning.";
const std::string kChess =
    "Chess Tournament of Railwaymen\nIn the club of the railway depot forty players met for three days. The "
    "prize, a clock made in the depot's workshop, went to a stoker of the night shift.";
const std::string kSchool =
    "School Roof Mended\nParents and pupils of the middle school in Songrim laid new tiles on its roof before "
    "the rains came, and painted the window frames green.";

const std::vector<Case> kCases{
    {"a page that says sorry",
     "KCNA\nSorry, the requested page could not be displayed. Go to the home page.",
     {kDam, kDucks, kChess},
     true},
    {"the same in Korean",
     "조선중앙통신\n요청하신 페지가 존재하지 않습니다. 첫페지로 돌아가십시오.",
     {kDam, kDucks, kChess, kSchool},
     true},
    {"in Korean, of Korean articles",
     "조선중앙통신\n요청하신 기사는 없습니다.",
     {"새 언제 준공\n례성강골안의 건설자들이 아홉달만에 강의 세번째 언제를 완공하였다. 월요일부터 타빈이 돌기 시작하였다.",
      "오리들이 겨울을 난다\n유리공장뒤의 더운 못에 사백마리의 오리가 봄까지 머무른다. 아이들이 기장을 가져다준다.",
      "철도원들의 장기경기\n기관차대의 구락부에 마흔명의 선수들이 사흘동안 모였다. 상은 야간화부에게 돌아갔다."},
     true},
    {"in Chinese, of Chinese articles",
     "朝中社\n对不起，您要找的页面已经不在了。",
     {"新水坝竣工\n礼成江流域的建设者们用九个月时间完成了第三座水坝，周一起涡轮机开始运转。",
      "野鸭过冬\n玻璃厂后面的温水池里有四百只野鸭一直停留到春天，孩子们给它们带来小米。",
      "铁路工人棋赛\n四十名棋手在机务段俱乐部里相聚三天，奖品是车间自制的时钟。"},
     true},
    {"a menu and a line of rights",
     "Home News Photo Video\nCopyright 2009 Korea News Service. All rights reserved.",
     {kDam, kDucks, kSchool},
     true},
    {"two addresses are not enough",
     "KCNA\nSorry, the requested page could not be displayed.",
     {kDam, kDucks},
     false},
    {"one story under three addresses, edited alike",
     "New Dam Completed\nThe third dam of the river is finished.",
     {kDam, kDam, kDam},
     false},
    {"one story, whose headlines differed",
     "Dam Finished\nThe builders of the Ryesong valley finished the third dam of the river.",
     {kDam, "Dam on Ryesong" + kDam.substr(17), "Third Dam" + kDam.substr(17)},
     false},
    {"one story under three addresses that became something else altogether",
     "Correction\nThe agency has withdrawn this report.",
     {kDam, "Third Dam" + kDam.substr(17), "Dam on Ryesong Ready" + kDam.substr(17)},
     false},
    {"three stories that were cut to what they had in common with a fourth",
     kDucks,
     {kDucks + " The warden is called Pak.", "Ducks\n" + kDucks, kDucks + " Snow fell."},
     false},
    {"a collection of the three stories",
     "Three Reports\n" + kDam.substr(0, 120) + kDucks.substr(0, 120) + kChess.substr(0, 120),
     {kDam, kDucks, kChess},
     false},
    {"a text without letters", "— — —", {kDam, kDucks, kChess}, false},
    {"no text was kept", "KCNA\nSorry, the requested page could not be displayed.", {}, false},
};

TEST(RepeatedText, IsNoArticleWhereArticlesOfTheirOwnWereBefore) {
  for (const Case& one : kCases)
    EXPECT_EQ(replaces_articles(one.text, one.earlier), one.replaces) << one.name;
}

TEST(RepeatedText, ThatIsKnownNeedsOneAddress) {
  const std::string sorry = "KCNA\nSorry, the requested page could not be displayed.";
  EXPECT_TRUE(replaces_articles(sorry, std::vector{kDam}, true));
  EXPECT_FALSE(replaces_articles(sorry, std::vector<std::string>{}, true));
  EXPECT_FALSE(replaces_articles(sorry, std::vector{sorry + " Try the archive."}, true));
}

TEST(RepeatedText, OfFirewallsAndOfSitesUnderRepairSaysNothing) {
  using ledger::Missing;
  EXPECT_EQ(missing_by_words("KCNA", "Sorry, the requested page could not be displayed."),
            Missing::kSoftGone);
  EXPECT_EQ(missing_by_words("", "요청하신 페지가 존재하지 않습니다."), Missing::kSoftGone);
  EXPECT_EQ(missing_by_words("Notice", "This site has been BLOCKED by the provider."), Missing::kBlocked);
  EXPECT_EQ(missing_by_words("KCNA", "The site is down for maintenance."), Missing::kBlocked);
  EXPECT_EQ(missing_by_words("", "Too many requests. Slow down."), Missing::kBlocked);
  EXPECT_EQ(missing_by_words("안내", "귀하가 접속하려는 사이트는 차단되었습니다."), Missing::kBlocked);
  EXPECT_EQ(missing_by_words("Aviso", "El sitio está en mantenimiento."), Missing::kBlocked);
}

}  // namespace
}  // namespace dateline::indexer
