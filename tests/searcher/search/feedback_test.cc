#include "searcher/search/feedback.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/index/columns_builder.h"
#include "common/text/stop_words.h"
#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/ranker.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using testing::GeneratedIndex;
using testing::RandomText;
using testing::TemporaryFolder;

constexpr std::uint64_t kSeed = 2211;
constexpr std::uint32_t kArticles = 300;
constexpr std::size_t kVocabulary = 400;

/// A word of its own for each number, now and then with an ending.
std::string word(std::size_t number, bool plural = false) {
  static constexpr std::array<std::string_view, 20> kSyllables{"ba", "do", "ke", "lu", "mi", "no", "pa",
                                                               "ru", "to", "vu", "ga", "fo", "ze", "hu",
                                                               "ji", "wo", "xa", "qu", "so", "bi"};
  std::string out(kSyllables[number % 20]);
  out.append(kSyllables[number / 20 % 20]).append("rk");
  return plural ? out + "s" : out;
}

class FeedbackTest : public ::testing::Test {
 protected:
  void add(const std::string& body) {
    index_.add({"", body});
    columns_builder_.add(index::Facet::kLanguage, ++articles_, "en");
    columns_builder_.set_id(articles_, {articles_});
  }
  void open() {
    ASSERT_TRUE(columns_builder_.write(folder_.path() / "columns", articles_));
    auto columns = index::Columns::open(folder_.path() / "columns");
    ASSERT_TRUE(columns) << columns.error().what;
    columns_ = std::move(*columns);
  }

  query::Plan plan_of(const std::string& text) {
    const auto ast = query::parse(text);
    EXPECT_TRUE(ast) << text;
    auto plan = query::plan(*ast, text, index_.terms(), index_.analyzer(), {.mode = query::Mode::kAny});
    EXPECT_TRUE(plan) << text;
    return std::move(*plan);
  }

  struct Answer {
    MatchSet matches;
    std::vector<Scored> best;
    std::vector<query::Boost> words;
  };
  Answer ask(const query::Plan& plan) {
    MatchSets sets(index_.terms());
    PostingStore postings(index_.terms());
    Ranker ranker(index_.terms(), columns_, sets, postings);
    Feedback feedback(index_.terms(), columns_, sets, postings, index_.analyzer());
    Answer out;
    out.matches = sets.find(plan.root).set;
    out.best = ranker.page(plan, out.matches, Feedback::kBest, {});
    out.words = feedback.words(plan, out.best);
    return out;
  }

  /// Few words are frequent and many are rare, as in texts.
  std::size_t some_word() {
    const double share = static_cast<double>(random_.below(1000)) / 1000;
    return static_cast<std::size_t>(share * share * static_cast<double>(kVocabulary));
  }
  void fill() {
    for (std::uint32_t i = 0; i < kArticles; ++i) {
      std::string body;
      for (std::size_t n = 20 + random_.below(60); n > 0; --n)
        body += word(some_word(), random_.below(4) == 0) + ' ';
      add(body + "the 2023 평양에서");
    }
    open();
  }
  std::string question(std::size_t words) {
    std::string out;
    for (; words > 0; --words) out += word(some_word()) + ' ';
    return out;
  }

  RandomText random_{kSeed};
  GeneratedIndex index_;
  TemporaryFolder folder_;
  index::ColumnsBuilder columns_builder_;
  index::Columns columns_;
  std::uint32_t articles_ = 0;
};

/// What `words` must be, by counting in the texts.
std::map<std::string, double> expected_words(const GeneratedIndex& index, text::Analyzer& analyzer,
                                             const query::Plan& plan, const std::vector<Scored>& best) {
  const auto& articles = index.articles();
  const auto is_word = [](const std::string& term) {
    return term[0] >= 'a' && term[0] <= 'z' && term.size() > 2 && !text::is_stop_word(term);
  };
  double length_of_all = 0;
  std::map<std::uint32_t, double> lengths;
  for (const auto& [docid, article] : articles) {
    lengths[docid] = static_cast<double>(index.terms().length(docid));
    length_of_all += lengths[docid];
  }
  const double average = length_of_all / static_cast<double>(articles.size());
  std::map<std::string, std::map<std::uint32_t, double>> counts;  // stem -> article -> occurrences
  std::map<std::string, std::set<std::string>> forms;
  for (const Scored& hit : best) {
    for (const auto& [term, positions] : articles.at(hit.docid)) {
      if (!is_word(term)) continue;
      const std::string stem = "Z" + std::string(analyzer.stem(term, text::Language::from_code("en")));
      counts[stem][hit.docid] += static_cast<double>(positions.size());
      forms[stem].insert(term);
    }
  }
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [stem, by_article] : counts) {
    if (by_article.size() < 2) continue;
    double articles_with = 0;
    for (const std::string& form : forms[stem]) {
      for (const auto& [docid, article] : articles) articles_with += article.contains(form) ? 1 : 0;
    }
    double weight = 0;
    for (const Scored& hit : best) {
      if (!by_article.contains(hit.docid)) continue;
      const double count = by_article.at(hit.docid);
      const double k =
          plan.weighting.k1 * (1 - plan.weighting.b + plan.weighting.b * lengths[hit.docid] / average);
      weight += std::pow(hit.score / best.front().score, 8) * count / (count + k);
    }
    weight *= std::log((static_cast<double>(articles.size()) + 1) / articles_with);
    if (weight > 0) order.emplace_back(-weight, stem);
  }
  std::sort(order.begin(), order.end());
  order.resize(std::min<std::size_t>(order.size(), 20));
  double all = 0;
  for (const auto& [weight, stem] : order) all -= weight;
  std::map<std::string, double> out;
  for (const auto& [weight, stem] : order) out[stem] = plan.feedback * -weight / all;
  return out;
}

TEST_F(FeedbackTest, WordsAreThoseThatACountOfTheTextsFinds) {
  fill();
  std::size_t asked = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string text = question(7 + random_.below(14));
    SCOPED_TRACE(text + " (seed " + std::to_string(kSeed) + ")");
    const query::Plan plan = plan_of(text);
    const Answer answer = ask(plan);
    if (answer.words.empty()) continue;
    ++asked;
    const auto expected = expected_words(index_, index_.analyzer(), plan, answer.best);
    ASSERT_EQ(answer.words.size(), expected.size());
    for (const query::Boost& boost : answer.words) {
      ASSERT_TRUE(expected.contains(boost.node.term)) << boost.node.term;
      EXPECT_NEAR(boost.factor, expected.at(boost.node.term), 1e-9) << boost.node.term;
      EXPECT_TRUE(boost.guessed);
    }
    EXPECT_TRUE(std::is_sorted(answer.words.begin(), answer.words.end(),
                               [](const auto& a, const auto& b) { return a.factor > b.factor; }));
  }
  EXPECT_GT(asked, 40U);
}

TEST_F(FeedbackTest, AddsToScoresAndNeverToTheArticlesFound) {
  fill();
  MatchSets sets(index_.terms());
  PostingStore postings(index_.terms());
  Ranker ranker(index_.terms(), columns_, sets, postings);
  std::size_t changed = 0;
  for (int i = 0; i < 100; ++i) {
    query::Plan plan = plan_of(question(7 + random_.below(8)));
    const Answer answer = ask(plan);
    const PageRange all{.offset = 0, .limit = kArticles, .fold = false};
    const std::vector<Scored> before = ranker.page(plan, answer.matches, all, {});
    plan.boosts.insert(plan.boosts.end(), answer.words.begin(), answer.words.end());
    const std::vector<Scored> after = ranker.page(plan, answer.matches, all, {});
    ASSERT_EQ(sets.find(plan.root).set.docids(), answer.matches.docids());
    std::map<std::uint32_t, double> scores;
    for (const Scored& hit : before) scores[hit.docid] = hit.score;
    ASSERT_EQ(after.size(), scores.size());
    for (const Scored& hit : after) {
      ASSERT_TRUE(scores.contains(hit.docid));
      double guessed = 0;
      for (const Contribution& part : ranker.explain(plan, hit.docid, {})) {
        if (part.kind == Contribution::Kind::kFeedback) guessed += part.score;
      }
      EXPECT_NEAR(hit.score, scores[hit.docid] + guessed, 1e-9) << "seed " << kSeed;
      changed += guessed > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(changed, 1000U);
}

TEST_F(FeedbackTest, IsForLongQuestionsOfWhichNoArticleHasMost) {
  fill();
  const std::string few = question(6);
  EXPECT_EQ(plan_of(few).feedback, 0) << few;
  EXPECT_GT(plan_of(few + word(1)).feedback, 0);
  EXPECT_EQ(plan_of("평양에서 미사일을 발사한 날은 언제이며 누가 참가하였고 어디에서 보도하였는가").feedback,
            0);
  const std::string own = [&] {
    std::string out;
    std::size_t words = 0;
    for (const auto& [term, positions] : index_.articles().at(7)) {
      if (term[0] >= 'a' && term[0] <= 'z' && term != "the" && ++words <= 12) out += term + ' ';
    }
    return out;
  }();
  const query::Plan known = plan_of(own);
  EXPECT_GT(known.feedback, 0);
  const Answer answer = ask(known);
  EXPECT_EQ(answer.best.front().docid, 7U);
  EXPECT_TRUE(answer.words.empty()) << own;
}

TEST_F(FeedbackTest, LearnsNothingFromOneArticleOrFromVeryLongOnes) {
  const std::string question = "harbour lantern bridge river school orchard visit kettle";
  std::string book = "harbour lantern ";
  for (std::size_t i = 0; i < 21000; ++i) book += "chapter ";
  add(book + "river");
  add(book + "bridge");
  for (std::size_t i = 0; i < 20; ++i) add("unrelated words of another kind " + word(i));
  add("school orchard");
  add("visit kettle");
  open();
  const Answer answer = ask(plan_of(question));
  EXPECT_EQ(answer.matches.size(), 4U);
  EXPECT_TRUE(answer.words.empty());
  EXPECT_TRUE(ask(plan_of("nothing whatsoever stands anywhere beyond these walls tonight")).words.empty());
}

}  // namespace
}  // namespace dateline::search
