// Several indexes answer as one index of all their articles does.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include <xapian.h>

#include "common/index/article_id.h"
#include "common/index/index_folder.h"
#include "searcher/search/collocates.h"
#include "searcher/search/engine.h"
#include "searcher/search/kwic.h"
#include "searcher/search/timeline.h"
#include "tests/searcher/search/random_words.h"
#include "tests/support/run_program.h"

namespace dateline::search {
namespace {

using testing::draw;
using testing::Random;
using testing::words;

constexpr std::array<std::string_view, 3> kSources{"Harbour News", "Quay Letter", "Bridge Post"};

std::string article(Random& random, std::size_t number, const std::vector<std::string>& earlier_bodies,
                    std::string& body) {
  if (!earlier_bodies.empty() && draw(random, 6) == 0) {
    body = earlier_bodies[draw(random, earlier_bodies.size())];
  } else {
    // Words of its own keep it from being nearly the text of another: such groups are made within an index.
    body.clear();
    for (std::size_t i = 0; i < 8 + draw(random, 20); ++i)
      body += fmt::format("{} a{}b{} ", words(random, 2), number, i);
  }
  const std::size_t year = 1998 + draw(random, 6);
  const std::size_t month = 1 + draw(random, 12);
  const std::size_t kind = draw(random, 10);
  const std::string date = kind == 0   ? ""
                           : kind == 1 ? std::to_string(year)
                           : kind == 2 ? fmt::format("{}-{:02}", year, month)
                                       : fmt::format("{}-{:02}-{:02}", year, month, 1 + draw(random, 28));
  return fmt::format(
      R"({{"url":"https://example.org/{}","source":"{}","lang":"{}","date":"{}","title":"{}","body":"{}"}})"
      "\n",
      number, kSources[draw(random, kSources.size())], draw(random, 5) == 0 ? "ko" : "en", date,
      words(random, 2 + draw(random, 5)), body);
}

/// An article that query() names is one of the first so many.
constexpr std::size_t kNamedArticles = 40;

std::string query(Random& random) {
  const auto word = [&] { return testing::word(random); };
  const std::size_t form = draw(random, testing::kPlainQueries + 4);
  if (form < testing::kPlainQueries) return testing::plain_query(form, random);
  switch (form - testing::kPlainQueries) {
    case 0:
      return fmt::format("{} date:{}..", word(), 1998 + draw(random, 6));
    case 1:
      return fmt::format("{} {} {} {} {} {}", word(), word(), word(), word(), word(), word());
    case 2: {
      Article named;
      named.url = fmt::format("https://example.org/{}", draw(random, kNamedArticles));
      return "group:" + to_string(index::article_id(named, ""));
    }
    default:
      return fmt::format("\"{} {}\" {} source:quay-letter", word(), word(), word());
  }
}

class SeveralIndexes : public ::testing::Test {
 protected:
  Engine build(const std::string& name, const std::vector<std::vector<std::string>>& parts) {
    std::vector<std::filesystem::path> folders;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::string lines;
      for (const std::string& line : parts[i]) lines += line;
      const std::string stem = fmt::format("{}{}", name, i);
      const auto file = folder_.write(stem + ".jsonl", lines);
      folders.push_back(folder_.path() / (stem + ".idx"));
      const testing::Ran built =
          testing::run(DATELINE_INDEX_PROGRAM, {"build", file.string(), "-i", folders.back().string(), "-q"});
      EXPECT_EQ(built.code, 0) << built.err;
    }
    Result<Engine> engine = Engine::open(folders);
    if (!engine) throw std::runtime_error(engine.error().what);
    return std::move(*engine);
  }
  testing::TemporaryFolder folder_;
};

/// Facets as text, to be compared whole.
std::string facets_text(const std::vector<FacetResult>& facets) {
  std::string out;
  for (const FacetResult& facet : facets) {
    out += fmt::format("{} of {}, none {}:", index::name(facet.facet), facet.articles, facet.none);
    for (const FacetValue& value : facet.values) out += fmt::format(" {}={}", value.value, value.count);
    out += '\n';
  }
  return out;
}

/// Hits by id, after checking that they stand in the order of hits.
std::map<std::uint64_t, double> scores_in_order(const SearchResponse& response,
                                                const SearchRequest& request) {
  std::map<std::uint64_t, double> out;
  double score = 0;
  long day = 0;
  for (std::size_t i = 0; i < response.hits.size(); ++i) {
    const Hit& hit = response.hits[i];
    const bool dated = hit.article.publication.confidence != dates::Confidence::kNone;
    const long at = dated ? hit.article.publication.from.time_since_epoch().count() : -1'000'000;
    if (i > 0) {
      const bool by_day = request.scheme.empty();  // schemes of Xapian do not know of days
      EXPECT_TRUE(hit.score < score || (hit.score == score && (at <= day || !by_day))) << "hit " << i + 1;
    }
    score = hit.score;
    day = at;
    out[hit.article.id.value] = hit.score;
  }
  EXPECT_EQ(out.size(), response.hits.size()) << "no article twice";
  return out;
}

std::vector<std::uint64_t> ids_of(const SearchResponse& response) {
  std::vector<std::uint64_t> out;
  for (const Hit& hit : response.hits) out.push_back(hit.article.id.value);
  return out;
}

void expect_same(Engine& one, Engine& several, const SearchRequest& request) {
  SCOPED_TRACE(fmt::format("query {} filters {} scheme {}", request.query, fmt::join(request.filters, ","),
                           request.scheme));
  const auto a = one.search(request);
  const auto b = several.search(request);
  ASSERT_TRUE(a) << a.error().error.what;
  ASSERT_TRUE(b) << b.error().error.what;
  EXPECT_EQ(a->index_articles, b->index_articles);
  EXPECT_EQ(a->total, b->total);
  EXPECT_EQ(a->groups, b->groups);
  EXPECT_EQ(a->relaxed, b->relaxed);
  EXPECT_EQ(a->notices, b->notices);
  EXPECT_EQ(facets_text(a->facets), facets_text(b->facets));
  const auto scores = scores_in_order(*a, request);
  const auto others = scores_in_order(*b, request);
  ASSERT_EQ(scores.size(), others.size());
  for (const auto& [id, score] : scores) {
    const auto found = others.find(id);
    ASSERT_NE(found, others.end());
    // Schemes of Xapian weigh words of several spellings by an estimate, of each index apart.
    if (request.scheme.empty()) {
      EXPECT_EQ(score, found->second);
    }
  }
  if (request.scheme.empty()) {
    EXPECT_EQ(ids_of(*a), ids_of(*b));
    for (std::size_t i = 0; i < a->hits.size(); ++i) EXPECT_EQ(a->hits[i].copies, b->hits[i].copies) << i;
  }
  const auto line = timeline(one, {.search = request, .by = PeriodUnit::kMonth});
  const auto other_line = timeline(several, {.search = request, .by = PeriodUnit::kMonth});
  ASSERT_TRUE(line);
  ASSERT_TRUE(other_line);
  EXPECT_EQ(line->periods, other_line->periods);
  EXPECT_EQ(line->all, other_line->all);
  EXPECT_EQ(line->undated, other_line->undated);
  EXPECT_EQ(line->year_only, other_line->year_only);
}

TEST_F(SeveralIndexes, AnswerAsOneIndexOfTheSameArticlesDoes) {
  Random random(20261122);
  RecordProperty("seed", 20261122);
  std::vector<std::string> whole;
  std::vector<std::vector<std::string>> parts(3);
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < 400; ++i) {
    std::string body;
    whole.push_back(article(random, i, bodies, body));
    bodies.push_back(body);
    parts[std::min(draw(random, 3), draw(random, 3))].push_back(whole.back());  // of different sizes
  }
  Engine one = build("whole", {whole});
  Engine several = build("part", parts);
  EXPECT_EQ(several.reader().indexes().size(), 3U);
  for (int i = 0; i < 400; ++i) {
    SearchRequest request;
    request.query = query(random);
    request.copies = true;
    request.limit = 1000;
    request.any = draw(random, 3) == 0;
    request.facets = {index::Facet::kSource,   index::Facet::kYear, index::Facet::kMonth,
                      index::Facet::kLanguage, index::Facet::kFlag, index::Facet::kConfidence,
                      index::Facet::kCopies};
    request.facet_limit = 1000;
    if (draw(random, 3) == 0) request.facet_unit = FacetUnit::kGroups;
    if (draw(random, 3) == 0) request.filters = {"source=quay-letter", "year=2001"};
    if (draw(random, 4) == 0) request.filters.push_back("copies=1..");
    if (draw(random, 4) == 0) request.from = "1999-06";
    if (draw(random, 8) == 0) request.scheme = "bm25";
    if (draw(random, 5) == 0) request.sort = Sort::kNewest;
    expect_same(one, several, request);
    if (HasFailure()) FAIL() << "query " << i << " of seed 20261122";
  }
}

TEST_F(SeveralIndexes, ThatFollowOneAnotherAnswerInTheSameOrderAsOne) {
  constexpr unsigned kSeed = 20261130;
  RecordProperty("seed", kSeed);
  Random random(kSeed);
  std::vector<std::string> whole;
  std::vector<std::vector<std::string>> parts(4);
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < 300; ++i) {
    std::string body;
    whole.push_back(article(random, i, bodies, body));
    bodies.push_back(body);
    parts[i < 150 ? 0 : i < 155 ? 1 : i < 240 ? 2 : 3].push_back(whole.back());
  }
  Engine one = build("all", {whole});
  Engine several = build("next", parts);
  for (int i = 0; i < 200; ++i) {
    SearchRequest request;
    request.query = query(random);
    request.copies = draw(random, 2) == 0;
    request.limit = 1 + draw(random, 300);
    request.offset = draw(random, 3) * draw(random, 20);
    request.any = draw(random, 3) == 0;
    request.facets = {index::Facet::kYear, index::Facet::kFlag, index::Facet::kCopies};
    if (draw(random, 3) == 0) request.filters = {"source=quay-letter"};
    if (draw(random, 4) == 0) request.sort = Sort::kNewest;
    if (draw(random, 4) == 0) request.recency_years = 5;
    expect_same(one, several, request);
    KwicRequest lines;
    lines.search.query = request.query;
    const auto a = kwic(one, lines);
    const auto b = kwic(several, lines);
    ASSERT_EQ(a.has_value(), b.has_value());
    if (a) {
      ASSERT_EQ(a->lines.size(), b->lines.size());
      for (std::size_t n = 0; n < a->lines.size(); ++n) EXPECT_EQ(a->lines[n].id, b->lines[n].id) << n;
    }
    if (HasFailure()) FAIL() << "query " << i << " of seed " << kSeed;
  }
}

TEST_F(SeveralIndexes, ShowAnArticleThatStandsInTwoOfThemOnceAsTheFirstHasIt) {
  const auto line = [](int number, std::string_view title, std::string_view body) {
    return fmt::format(
        R"({{"url":"https://example.org/{}","date":"2023-09-1{}","source":"Harbour News","title":"{}","body":"{}"}})"
        "\n",
        number, number, title, body);
  };
  const std::string first = line(1, "Ferry returns", "The ferry came back to the harbour.");
  const std::string again = line(1, "Ferry returns at last", "The ferry came back to the harbour, late.");
  const std::string other = line(2, "Bridge opens", "Carts cross by the bridge at the harbour now.");
  const std::string copy = line(3, "Ferry returns", "The ferry came back to the harbour.");
  Engine engine = build("twice", {{first}, {again, other, copy}});
  SearchRequest request;
  request.query = "harbour";
  request.facets = {index::Facet::kYear};
  auto found = engine.search(request);
  ASSERT_TRUE(found) << found.error().error.what;
  EXPECT_EQ(found->index_articles, 3U);
  EXPECT_EQ(found->total, 3U);
  EXPECT_EQ(found->groups, 2U) << "a copy in the other index is folded";
  EXPECT_EQ(found->facets.front().values.front().count, 3U);
  // Weights too are those of one index in which every article stands once.
  Engine once = build("once", {{first, other, copy}});
  for (const char* query : {"harbour", "ferry harbour", "late harbour", "bridge OR ferry"}) {
    request.query = query;
    request.copies = true;
    SCOPED_TRACE(query);
    const auto a = once.search(request);
    const auto b = engine.search(request);
    ASSERT_TRUE(a && b);
    ASSERT_EQ(a->hits.size(), b->hits.size());
    for (std::size_t i = 0; i < a->hits.size(); ++i) {
      EXPECT_EQ(a->hits[i].article.id, b->hits[i].article.id);
      EXPECT_NEAR(a->hits[i].score, b->hits[i].score, 1e-9);
    }
  }
  WordsRequest telling;
  telling.search.query = "bridge";
  telling.near = WordsNear::kArticles;
  telling.least = 1;
  const auto words = telling_words(engine, telling);
  const auto expected = telling_words(once, telling);
  ASSERT_TRUE(words && expected);
  EXPECT_EQ(words->elsewhere.words, expected->elsewhere.words);
  ASSERT_EQ(words->words.size(), expected->words.size());
  for (std::size_t i = 0; i < words->words.size(); ++i) {
    EXPECT_EQ(words->words[i].word, expected->words[i].word);
    EXPECT_EQ(words->words[i].elsewhere, expected->words[i].elsewhere) << words->words[i].word;
  }
  request.query = "title:ferry";
  request.copies = true;
  found = engine.search(request);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->hits.size(), 2U);
  for (const Hit& hit : found->hits) EXPECT_EQ(hit.article.title, "Ferry returns");
  for (const char* nothing : {"late", "\"at last\"", "title:last", "late OR last"}) {
    request.query = nothing;
    found = engine.search(request);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->total, 0U) << nothing << ": the second copy of the article is not found";
  }
  request.query = "-bridge";
  EXPECT_EQ(engine.search(request)->total, 2U);
  request.query = "";
  EXPECT_EQ(engine.search(request)->total, 3U);
  request.query = "ferry bridge late lantern school";  // most of the words
  found = engine.search(request);
  ASSERT_TRUE(found);
  for (const Hit& hit : found->hits) EXPECT_NE(hit.article.title, "Ferry returns at last");
  request.query = "title:bridge";
  const auto shown = engine.show(to_string(engine.search(request)->hits.front().article.id));
  ASSERT_TRUE(shown && *shown);
  EXPECT_EQ((*shown)->article.title, "Bridge opens");
  EXPECT_EQ((*shown)->copies_in_all, 0U);
}

TEST_F(SeveralIndexes, ConcordancesOfAFewLinesBeginAsThoseOfManyDo) {
  Random random(19450815);
  std::vector<std::vector<std::string>> parts(2);
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < 120; ++i) {
    std::string body;
    parts[i % 2].push_back(article(random, i, bodies, body));
    bodies.push_back(body);
  }
  Engine engine = build("kwic", parts);
  std::size_t compared = 0;
  for (int i = 0; i < 60; ++i) {
    KwicRequest request;
    request.search.query = query(random);
    for (const KwicSort sort : {KwicSort::kOldest, KwicSort::kNewest, KwicSort::kRank, KwicSort::kLeft}) {
      SCOPED_TRACE(request.search.query);
      request.sort = sort;
      request.limit = 100000;
      const auto whole = kwic(engine, request);
      if (!whole) continue;  // no words
      EXPECT_TRUE(whole->whole);
      request.limit = 1 + draw(random, 9);
      const auto few = kwic(engine, request);
      ASSERT_TRUE(few);
      ASSERT_EQ(few->lines.size(), std::min(request.limit, whole->lines.size()));
      EXPECT_LE(few->read, whole->read);
      for (std::size_t n = 0; n < few->lines.size(); ++n) {
        EXPECT_EQ(few->lines[n].id, whole->lines[n].id) << n;
        EXPECT_EQ(few->lines[n].offset, whole->lines[n].offset) << n;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 300U);
}

TEST_F(SeveralIndexes, OfWhichOneIsNamedTwiceAreOpenedOnce) {
  const std::string line = R"({"title":"Ferry","body":"The ferry came back.","date":"2023"})"
                           "\n";
  Engine one = build("one", {{line}});
  const std::filesystem::path folder = one.reader().folder();
  const std::vector<std::filesystem::path> twice{folder, folder / "." / ".." / folder.filename()};
  const Result<Engine> engine = Engine::open(twice);
  ASSERT_TRUE(engine);
  EXPECT_EQ(engine->reader().indexes().size(), 1U);
  EXPECT_EQ(engine->reader().articles(), 1U);
}

TEST_F(SeveralIndexes, SayWhichOfThemCannotBeReadAndWhatToDo) {
  const std::string line = R"({"title":"Ferry","body":"The ferry came back.","date":"2023"})"
                           "\n";
  Engine one = build("one", {{line}, {line}});
  const std::vector<std::filesystem::path> folders = one.reader().folders();
  index::Manifest manifest = *index::manifest_of(folders[1]);
  manifest.analyzer = "dateline/0";
  std::ofstream(folders[1] / index::kManifestFile, std::ios::binary) << index::to_text(manifest);
  const Result<Engine> engine = Engine::open(folders);
  ASSERT_FALSE(engine);
  EXPECT_NE(engine.error().what.find(folders[1].string()), std::string::npos) << engine.error().what;
  EXPECT_NE(engine.error().hint.find("rebuild the index"), std::string::npos);
}

}  // namespace
}  // namespace dateline::search
