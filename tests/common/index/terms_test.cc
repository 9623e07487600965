#include "common/index/terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/terms_databases.h"
#include "common/index/word_forms.h"
#include "common/index/xapian_wall.h"

namespace dateline::index {
namespace {

constexpr std::uint32_t kSeed = 20261130;

/// What a test wrote of one article: the positions of its words, and terms without any.
struct Written {
  std::map<std::string, std::vector<std::uint32_t>> words;
  std::set<std::string> fields;
};

/// Databases of random articles of few words, and the same articles in plain containers, by the docids that
/// they have together: those of a database follow those of the one before.
class Archive {
 public:
  Archive(std::size_t parts, std::size_t articles, bool with_left_out) : random_(kSeed) {
    Docid last = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      databases_.emplace_back("", Xapian::DB_BACKEND_INMEMORY);
      const Docid base = last;
      const std::size_t count = articles / (part + 1);  // of unequal size
      for (std::size_t i = 0; i < count; ++i) add(part, ++last);
      databases_[part].delete_document(4);  // a gap
      articles_.erase(base + 4);
    }
    if (with_left_out) {
      for (const auto& [docid, article] : articles_) {
        if (below(4) == 0) left_out_.push_back(docid);
      }
    }
    for (const Docid docid : left_out_) articles_.erase(docid);
  }

  Terms terms() const {
    return terms_of(std::vector<Xapian::Database>(databases_.begin(), databases_.end()), left_out_);
  }
  Xapian::WritableDatabase& database(std::size_t part) { return databases_[part]; }
  const std::map<Docid, Written>& articles() const { return articles_; }
  const std::vector<Docid>& left_out() const { return left_out_; }

  static std::uint32_t wdf(const Written& article, const std::string& term) {
    const auto word = article.words.find(term);
    return word == article.words.end() ? 0 : static_cast<std::uint32_t>(word->second.size());
  }
  static bool has(const Written& article, const std::string& term) {
    return term.empty() || article.words.contains(term) || article.fields.contains(term);
  }
  std::vector<Docid> having(const std::string& term) const {
    std::vector<Docid> out;
    for (const auto& [docid, article] : articles_) {
      if (has(article, term)) out.push_back(docid);
    }
    return out;
  }
  /// Of all articles, and words that none has.
  std::vector<std::string> asked() const {
    std::set<std::string> out = {"", "nowhere", "A", "zzz"};
    for (const auto& [docid, article] : articles_) {
      for (const auto& [term, positions] : article.words) out.insert(term);
      out.insert(article.fields.begin(), article.fields.end());
    }
    return {out.begin(), out.end()};
  }

 private:
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }

  void add(std::size_t part, Docid docid) {
    Written article;
    Xapian::Document document;
    const std::uint32_t length = below(30);
    for (std::uint32_t position = 1; position <= length; ++position) {
      // A few frequent words and many rare ones.
      const std::uint32_t word = below(2) == 0 ? below(4) : below(400);
      const std::string term = "w" + std::to_string(word);
      document.add_posting(term, position);
      article.words[term].push_back(position);
    }
    for (const std::string& field : {"A" + std::to_string(below(3)), "Q" + std::to_string(docid)}) {
      document.add_boolean_term(field);
      article.fields.insert(field);
    }
    databases_[part].add_document(document);
    articles_[docid] = std::move(article);
  }

  std::mt19937 random_;
  std::vector<Xapian::WritableDatabase> databases_;
  std::map<Docid, Written> articles_;  ///< that may be found
  std::vector<Docid> left_out_;
};

class TermsTest : public testing::TestWithParam<std::tuple<std::size_t, bool>> {
 protected:
  static constexpr std::size_t kArticles = 300;
  TermsTest() : archive_(std::get<0>(GetParam()), kArticles, std::get<1>(GetParam())) {}
  Archive archive_;
  Terms terms_ = archive_.terms();
};

TEST_P(TermsTest, CountWhatMayBeFound) {
  EXPECT_EQ(terms_.articles(), archive_.articles().size());
  EXPECT_GE(terms_.last_docid(), archive_.articles().rbegin()->first);
  std::vector<Docid> living;
  for (const DocidRange& range : terms_.living()) {
    EXPECT_TRUE(living.empty() || living.back() + 1 < range.first) << "ranges that touch are one";
    for (Docid docid = range.first; docid <= range.last; ++docid) living.push_back(docid);
  }
  std::vector<Docid> expected;
  for (const auto& [docid, article] : archive_.articles()) expected.push_back(docid);
  EXPECT_EQ(living, expected);
  EXPECT_EQ(terms_.left_out(), archive_.left_out());
  double sum = 0;
  for (const auto& [docid, article] : archive_.articles()) {
    std::uint32_t length = 0;
    for (const auto& [term, positions] : article.words)
      length += static_cast<std::uint32_t>(positions.size());
    EXPECT_EQ(terms_.length(docid), length);
    sum += length;
  }
  EXPECT_DOUBLE_EQ(terms_.mean_length(), sum / static_cast<double>(archive_.articles().size()));
}

TEST_P(TermsTest, GiveThePostingsOfEveryTerm) {
  for (const std::string& term : archive_.asked()) {
    SCOPED_TRACE("term " + term + ", seed " + std::to_string(kSeed));
    const std::vector<Docid> expected = archive_.having(term);
    std::vector<std::uint16_t> wdfs;
    std::uint64_t occurrences = 0;
    for (const Docid docid : expected) {
      const std::uint32_t wdf = term.empty() ? 1 : Archive::wdf(archive_.articles().at(docid), term);
      wdfs.push_back(static_cast<std::uint16_t>(wdf));
      occurrences += wdf;
    }
    const Postings postings = terms_.postings(term);
    EXPECT_EQ(postings.docids, expected);
    EXPECT_EQ(postings.wdfs, wdfs);
    EXPECT_EQ(terms_.docids(term), expected);
    EXPECT_EQ(terms_.first_docid(term), expected.empty() ? std::nullopt : std::optional(expected.front()));
    if (term.empty()) continue;
    for (int again = 0; again < 2; ++again) {  // the second time from memory
      EXPECT_EQ(terms_.document_frequency(term), expected.size());
      EXPECT_EQ(terms_.collection_frequency(term), occurrences);
    }
    EXPECT_GE(terms_.max_document_frequency(term), expected.size());
    if (archive_.left_out().empty()) {
      EXPECT_EQ(terms_.max_document_frequency(term), expected.size());
    }
  }
  const std::vector<std::string> frequent = {"w0", "w1", "w2", "w3"};
  EXPECT_EQ(terms_.document_frequency(frequent), archive_.articles().size());
  const std::vector<std::string> rare = {"w300", "w301"};
  EXPECT_EQ(terms_.document_frequency(rare), archive_.having("w300").size() + archive_.having("w301").size());
}

TEST_P(TermsTest, LookTermsUpInSomeArticles) {
  std::mt19937 random(kSeed);
  for (const std::string& term : archive_.asked()) {
    const std::vector<Docid> all = archive_.having(term);
    std::vector<Docid> candidates;
    for (Docid docid = 1; docid <= terms_.last_docid() + 3; ++docid) {
      if (random() % 3 == 0) candidates.push_back(docid);
    }
    std::vector<Docid> expected;
    std::set_intersection(all.begin(), all.end(), candidates.begin(), candidates.end(),
                          std::back_inserter(expected));
    EXPECT_EQ(terms_.docids_among(term, candidates), expected) << term << " (seed " << kSeed << ")";
    EXPECT_TRUE(terms_.docids_among(term, {}).empty());
  }
}

TEST_P(TermsTest, KnowWhichWordsAreNear) {
  std::size_t near = 0;
  for (const auto& [docid, article] : archive_.articles()) {
    for (const std::string a : {"w0", "w1", "w17"}) {
      for (const std::string b : {"w2", "w3"}) {
        for (const unsigned window : {1U, 2U, 5U}) {
          bool expected = false;
          if (article.words.contains(a) && article.words.contains(b)) {
            for (const std::uint32_t at_a : article.words.at(a)) {
              for (const std::uint32_t at_b : article.words.at(b))
                expected = expected || std::max(at_a, at_b) - std::min(at_a, at_b) < window;
            }
          }
          EXPECT_EQ(terms_.are_near(docid, a, b, window), expected) << docid << " " << a << " " << b;
          near += expected ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(near, 100U);
}

TEST_P(TermsTest, ListTheTermsOfAnArticle) {
  for (const auto& [docid, article] : archive_.articles()) {
    std::map<std::string, std::uint32_t> all;
    for (const auto& [term, positions] : article.words)
      all[term] = static_cast<std::uint32_t>(positions.size());
    for (const std::string& field : article.fields) all[field] = 0;
    for (const std::string from : {"", "B", "w", "w1", "x"}) {
      const std::vector<std::pair<std::string, std::uint32_t>> expected(all.lower_bound(from), all.end());
      std::vector<std::pair<std::string, std::uint32_t>> found;
      terms_.each_term(docid, from, [&](const std::string& term, std::uint32_t wdf) {
        found.emplace_back(term, wdf);
        return true;
      });
      EXPECT_EQ(found, expected) << docid << " from " << from;
    }
    std::size_t visited = 0;
    terms_.each_term(docid, {}, [&](const std::string&, std::uint32_t) { return ++visited < 2; });
    EXPECT_EQ(visited, 2U);
  }
}

TEST_P(TermsTest, WalkTheDictionary) {
  const std::vector<std::string> asked = archive_.asked();
  for (const std::string prefix : {"A", "w", "w1", "w39", "nowhere"}) {
    std::vector<std::string> expected;
    std::copy_if(asked.begin(), asked.end(), std::back_inserter(expected), [&](const std::string& term) {
      return term.starts_with(prefix) && !archive_.having(term).empty();
    });
    std::vector<std::string> found;
    std::string last;
    for (TermCursor at = terms_.dictionary(prefix); !at.at_end(); at.next()) {
      EXPECT_LT(last, at.term());
      last = at.term();
      EXPECT_GE(at.max_document_frequency(), terms_.document_frequency(last));
      // The dictionary also has words of articles that are left out.
      if (!archive_.having(last).empty()) found.push_back(last);
    }
    EXPECT_EQ(found, expected) << prefix;
    for (int again = 0; again < 2; ++again) {
      const std::size_t size = expected.size();
      EXPECT_EQ(terms_.with_prefix(prefix, size + 1), expected) << prefix;
      EXPECT_EQ(terms_.with_prefix(prefix, size), expected) << prefix;
      if (size > 0) {
        EXPECT_EQ(terms_.with_prefix(prefix, size - 1), std::nullopt) << prefix;
      }
    }
  }
  TermCursor at = terms_.dictionary("w");
  at.skip_to("w2");
  EXPECT_EQ(at.term(), "w2");
  at.skip_to("w1");
  EXPECT_EQ(at.term(), "w2");
  at.skip_to("x");
  EXPECT_TRUE(at.at_end());
}

TEST_P(TermsTest, ResolveStemsByAllParts) {
  const std::size_t parts = std::get<0>(GetParam());
  archive_.database(0).set_metadata(forms_key("word"), encode_forms({"w0", "w1", "w399", "w77"}));
  archive_.database(parts - 1).set_metadata(forms_key("word"), encode_forms({"w0", "w2", "w78"}));
  const Terms terms = archive_.terms();
  std::vector<std::string> words = parts == 1
                                       ? std::vector<std::string>{"w0", "w2", "w78"}
                                       : std::vector<std::string>{"w0", "w1", "w2", "w399", "w77", "w78"};
  // The list of a database may have words that only articles have that are left out.
  if (!archive_.left_out().empty())
    std::erase_if(words, [&](const std::string& word) { return archive_.having(word).empty(); });
  const auto with = [&](const std::string& prefix) {
    std::vector<std::string> out{prefix + "word"};
    for (const std::string& word : words) out.push_back(prefix + word);
    return out;
  };
  EXPECT_EQ(terms.forms("Zword"), with(""));
  EXPECT_EQ(terms.forms("ZSword"), with("S"));
  EXPECT_EQ(terms.forms("XLword"), with("XL"));
  EXPECT_EQ(terms.forms("visit"), std::vector<std::string>{"visit"});
  EXPECT_EQ(terms.forms("Z평양"), std::vector<std::string>{"Z평양"});
  EXPECT_EQ(terms.forms("Zunknown"), std::vector<std::string>{"unknown"});
  const std::vector<std::string> both = {"Zword", "w0"};
  EXPECT_EQ(terms.forms(both), terms.forms("Zword"));
}

INSTANTIATE_TEST_SUITE_P(OfOneAndOfSeveral, TermsTest,
                         testing::Combine(testing::Values(std::size_t{1}, std::size_t{2}, std::size_t{3}),
                                          testing::Bool()),
                         [](const auto& instance) {
                           return std::to_string(std::get<0>(instance.param)) +
                                  (std::get<1>(instance.param) ? "WithArticlesLeftOut" : "Whole");
                         });

TEST(Terms, OfAnEmptyDatabaseFindNothing) {
  const Terms terms = terms_of(Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY));
  EXPECT_EQ(terms.articles(), 0U);
  EXPECT_EQ(terms.last_docid(), 0U);
  EXPECT_TRUE(terms.living().empty());
  EXPECT_EQ(terms.mean_length(), 1);
  EXPECT_TRUE(terms.docids("word").empty());
  EXPECT_EQ(terms.document_frequency("word"), 0U);
  EXPECT_TRUE(terms.dictionary().at_end());
}

TEST(Terms, OfSeveralDatabasesOneOfWhichIsEmptyAreThoseOfTheOthers) {
  std::vector<Xapian::Database> databases;
  for (const std::string words : {"a b", "", "b c"}) {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    if (!words.empty()) {
      Xapian::Document document;
      document.add_posting(words.substr(0, 1), 1);
      document.add_posting(words.substr(2), 2);
      database.add_document(document);
    }
    databases.push_back(database);
  }
  const Terms terms = terms_of(databases);
  EXPECT_EQ(terms.docids("b"), (std::vector<Docid>{1, 2}));
  EXPECT_EQ(terms.docids_among("b", std::vector<Docid>{2}), std::vector<Docid>{2});
  EXPECT_EQ(terms.positions(2, "c"), std::vector<std::uint32_t>{2});
  EXPECT_EQ(terms.living(), (std::vector<DocidRange>{{1, 2}}));
}

TEST(Terms, OfPartsOfOneIndexHaveTheDocidsOfTheirDatabases) {
  std::vector<Terms::Databases::Part> parts;
  for (const Docid first : {1U, 1000U, 5000U}) {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    for (Docid docid = first; docid < first + 3; ++docid) {
      Xapian::Document document;
      document.add_posting("w", docid % 7 + 1);
      if (docid == 1001) document.add_term("rare");
      database.replace_document(docid, document);
    }
    parts.push_back({database, 0, first, first + 2});
  }
  const Terms terms = terms_of(parts, {2, 1001});
  EXPECT_EQ(terms.articles(), 7U);
  EXPECT_EQ(terms.last_docid(), 5002U);
  EXPECT_EQ(terms.living(),
            (std::vector<DocidRange>{{1, 1}, {3, 3}, {1000, 1000}, {1002, 1002}, {5000, 5002}}));
  EXPECT_EQ(terms.docids("w"), (std::vector<Docid>{1, 3, 1000, 1002, 5000, 5001, 5002}));
  EXPECT_EQ(terms.docids_among("w", std::vector<Docid>{0, 2, 3, 500, 1002, 5001, 9000}),
            (std::vector<Docid>{3, 1002, 5001}));
  EXPECT_EQ(terms.document_frequency("w"), 7U);
  EXPECT_EQ(terms.max_document_frequency("w"), 9U);
  EXPECT_EQ(terms.positions(1002, "w"), std::vector<std::uint32_t>{1002 % 7 + 1});
  EXPECT_FALSE(terms.has("rare"));
  EXPECT_FALSE(terms.has_prefix("ra"));
  EXPECT_TRUE(terms.has_prefix("w"));
}

/// Whoever asks takes docids as places in tables, so a list that is damaged must not give others.
TEST(DamagedPostings, BeyondTheirPartAreAnError) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int i = 0; i < 10; ++i) {
    Xapian::Document document;
    document.add_term("quay");
    database.add_document(document);
  }
  struct {
    Docid first;
    Docid last;
    bool is_sound;
  } const cases[] = {{1, 10, true}, {1, 9, false}, {2, 10, false}, {1, 0, false}};
  for (const auto& [first, last, is_sound] : cases) {
    SCOPED_TRACE(first * 100 + last);
    const Terms terms = terms_of({Terms::Databases::Part{database, 0, first, last}});
    EXPECT_EQ(guard([&] { return terms.docids("quay"); }).has_value(), is_sound);
    EXPECT_EQ(guard([&] { return terms.postings("quay"); }).has_value(), is_sound);
    const auto failed = guard([&] { return terms.docids("quay"); });
    if (!is_sound) {
      EXPECT_EQ(failed.error().kind, ErrorKind::kIndex);
    }
  }
}

}  // namespace
}  // namespace dateline::index
