#include "searcher/query/name_units.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "common/text/analyzer.h"

namespace dateline::query {
namespace {

/// What an index would say: articles of terms, and the names that usually stand side by side.
class Told : public NameEvidence {
 public:
  std::map<std::string, std::uint64_t> counts;
  std::vector<std::string> usual;
  std::uint64_t articles(const std::string& term) const override {
    const auto found = counts.find(term);
    return found == counts.end() ? 0 : found->second;
  }
  mutable int asked = 0;  ///< how often words were looked for side by side
  bool usually_together(std::span<const std::string> terms) const override {
    ++asked;
    std::string name;
    for (const std::string& term : terms) name.append(name.empty() ? "" : " ").append(term);
    return std::find(usual.begin(), usual.end(), name) != usual.end();
  }
};

class NameUnits : public ::testing::Test {
 protected:
  static const text::Lexicon& lexicon() {
    static const text::Lexicon kLexicon = [] {
      text::Analyzer analyzer;
      return text::Lexicon::built_in(analyzer).value();
    }();
    return kLexicon;
  }

  /// The query with the names that must stand side by side in brackets, others in parentheses.
  std::string read(const std::string& query) {
    std::istringstream words(query);
    std::vector<std::string> written;
    for (std::string word; words >> word;) written.push_back(word);
    text::TokenList tokens;
    text::AnalysisCounts counts;
    analyzer_.analyze(query, {}, tokens, counts);
    std::vector<QueryPart> parts;
    std::size_t token = 0;
    std::size_t end = 0;
    for (const std::string& word : written) {
      end = query.find(word, end) + word.size();
      QueryPart part;
      for (; token < tokens.size() && tokens[token].offset < end; ++token) {
        if (part.terms.empty()) part.first_position = tokens[token].position;
        part.last_position = tokens[token].position;
        part.terms.emplace_back(tokens[token].term);
        part.capitals.push_back(tokens[token].capitals);
      }
      part.stop_word = word == "the" || word == "of";
      parts.push_back(part);
    }
    const auto matches = lexicon().find(tokens, text::LexiconReading::kQuery);
    std::string out;
    const auto units = find_name_units(parts, matches, lexicon(), &told_);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) out += ' ';
      const auto begins =
          std::find_if(units.begin(), units.end(), [&](const NameUnit& unit) { return unit.begin == i; });
      if (begins != units.end()) out += begins->together ? '[' : '(';
      out += written[i];
      const auto ends =
          std::find_if(units.begin(), units.end(), [&](const NameUnit& unit) { return unit.end == i + 1; });
      if (ends != units.end()) out += ends->together ? ']' : ')';
    }
    return out;
  }

  text::Analyzer analyzer_;
  Told told_;
};

TEST_F(NameUnits, AreNamesOfTheLexicon) {
  EXPECT_EQ(read("Kim Jong Un"), "[Kim Jong Un]");
  EXPECT_EQ(read("Kim Jong Un missile"), "[Kim Jong Un] missile");
  EXPECT_EQ(read("visit Kim Jong-un 2013"), "visit [Kim Jong-un] 2013");
  EXPECT_EQ(read("World Health Organization"), "[World Health Organization]");
  EXPECT_EQ(read("Seoul talks"), "[Seoul] talks");
  EXPECT_EQ(read("Pyongyang-based office"), "Pyongyang-based office");
  EXPECT_EQ(read("Kim Jung Un missile"), "[Kim Jung Un] missile");
}

TEST_F(NameUnits, AreWrittenLikeTheNameOfAKorean) {
  EXPECT_EQ(read("Ri Chun Hui"), "[Ri Chun Hui]");
  EXPECT_EQ(read("news Ri Chun-hui"), "news [Ri Chun-hui]");
  EXPECT_EQ(read("news Ri Chunhui"), "news [Ri Chunhui]");
  EXPECT_EQ(read("Kim Kum Hyok table tennis"), "[Kim Kum Hyok] table tennis");
  EXPECT_EQ(read("Blue House talks"), "Blue House talks");
}

TEST_F(NameUnits, InSmallLettersNeedEvidence) {
  EXPECT_EQ(read("kim jong un"), "[kim jong un]");
  EXPECT_EQ(read("ri chun hui"), "ri chun hui");
  told_.usual = {"ri chun hui", "so in il", "new york"};
  EXPECT_EQ(read("ri chun hui"), "[ri chun hui]");
  EXPECT_EQ(read("so in il"), "so in il") << "begins with a common word";
  EXPECT_EQ(read("new york"), "[new york]");
  EXPECT_EQ(read("world health organization"), "(world health organization)");
}

TEST_F(NameUnits, AreCapitalsAmongSmallLettersWhereTheIndexSaysSo) {
  EXPECT_EQ(read("Blue Lake talks"), "Blue Lake talks");
  told_.usual = {"blue lake"};
  EXPECT_EQ(read("Blue Lake talks"), "[Blue Lake] talks");
  EXPECT_EQ(read("Blue Lake Talks"), "Blue Lake Talks") << "a headline";
  EXPECT_EQ(read("blue lake talks"), "blue lake talks");
}

TEST_F(NameUnits, AreNotRequiredInHeadlinesAndSentences) {
  EXPECT_EQ(read("Kim Jong Un Visits Mill"), "(Kim Jong Un) Visits Mill");
  EXPECT_EQ(read("Kim Jong Un gives guidance to new machine plant"),
            "(Kim Jong Un) gives guidance to new machine plant");
  EXPECT_EQ(read("Kim Jong Un Ri Sol Ju"), "[Kim Jong Un] [Ri Sol Ju]") << "names alone are no headline";
}

TEST_F(NameUnits, OfLongHeadlinesAreFoundWithoutAskingWhatStandsSideBySide) {
  told_.usual = {"great hall kim jong un", "blue lake"};
  EXPECT_EQ(read("Great Hall Kim Jong Un visits officials talks over machine plant"),
            "Great Hall (Kim Jong Un) visits officials talks over machine plant");
  EXPECT_EQ(read("new power station opens in western mountain county"),
            "new power station opens in western mountain county");
  EXPECT_EQ(told_.asked, 0);
  // Four units as far as Blue Lake is a name, five words else.
  EXPECT_EQ(read("Blue Lake ferry service returns"), "[Blue Lake] ferry service returns");
  told_.usual.clear();
  EXPECT_EQ(read("Blue Lake ferry service returns"), "Blue Lake ferry service returns");
}

TEST_F(NameUnits, TakeAnAbbreviationInSmallLettersForTheNameWhereItIsNoWord) {
  told_.counts = {{"who", 1000}, {"XAwho", 10}, {"dprk", 1000}, {"XAdprk", 990}};
  EXPECT_EQ(read("who"), "who");
  EXPECT_EQ(read("WHO"), "[WHO]");
  EXPECT_EQ(read("dprk"), "[dprk]");
}

TEST_F(NameUnits, KnowAnAbbreviationByTheIndex) {
  told_.counts = {{"aids", 100}, {"XAaids", 30}, {"korea", 1000}, {"XAkorea", 3}, {"it", 1000}, {"XAit", 3}};
  EXPECT_TRUE(is_abbreviation("aids", false, told_));
  EXPECT_FALSE(is_abbreviation("korea", false, told_));
  EXPECT_TRUE(is_abbreviation("it", false, told_));
  EXPECT_TRUE(is_abbreviation("korea", true, told_));
  EXPECT_FALSE(is_abbreviation("nato", true, told_)) << "no article has it";
}

}  // namespace
}  // namespace dateline::query
