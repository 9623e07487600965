#include "searcher/search/filters.h"

#include <gtest/gtest.h>

#include <array>

#include "common/article.h"
#include "common/index/columns_builder.h"
#include "searcher/search/match_sets.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using index::Facet;
using index::Field;
using testing::GeneratedIndex;

TEST(Filters, AreReadAsFieldAndValue) {
  Filters filters;
  for (const std::string_view text : {"source=kcna.kp-en", "lang=ko", "topic=", "has=stamp", "key=a=b"}) {
    const Status added = add_filter(filters, text);
    EXPECT_TRUE(added) << added.error().what;
  }
  EXPECT_EQ(filters.facets,
            (std::vector<FacetFilter>{
                {Facet::kSource, "kcna.kp-en"}, {Facet::kLanguage, "ko"}, {Facet::kTopic, ""}}));
  EXPECT_EQ(filters.fields, (std::vector<FieldFilter>{{Field::kHas, "stamp"}, {Field::kKey, "a=b"}}));
}

TEST(Filters, ThatMeanNothingSayWhatToWrite) {
  const auto error_of = [](std::string_view text) {
    Filters filters;
    const Status added = add_filter(filters, text);
    return added ? Error{} : added.error();
  };
  EXPECT_EQ(error_of("source"), (Error{ErrorKind::kQuery, "the filter \"source\" has no value",
                                       "write field=value, for example source=kcna.kp-en"}));
  EXPECT_EQ(error_of("sauce=x").what, "there is no filter \"sauce\"");
  EXPECT_EQ(error_of("sauce=x").hint,
            "filters are source, language, year, month, juche, topic, host, confidence, flag, copies, fate, "
            "edit, id, key, url, group, has, tag");
  EXPECT_EQ(error_of("title=x").what, "there is no filter \"title\"");
  EXPECT_EQ(error_of("copies=5..2"),
            (Error{ErrorKind::kQuery, "copies=5..2: the range is upside down", "write copies=1.."}));
  EXPECT_EQ(error_of("year=.."),
            (Error{ErrorKind::kQuery, "year=..: a range needs at least one end", "write year=2019..2023"}));
  EXPECT_EQ(error_of("juche=x..112").what, "juche=x..112: the ends of this range are numbers");
  EXPECT_EQ(error_of("copies=-1..4").what, "copies=-1..4: the ends of this range are numbers");
  EXPECT_EQ(error_of("month=2019-13..").what, "month=2019-13..: the ends of this range are months");
  EXPECT_EQ(error_of("mentions=1950").hint,
            "for the day of publication use --from and --to, else write mentions:1950 in the query");
  EXPECT_EQ(error_of("group=17"), (Error{ErrorKind::kQuery, "\"17\" is no article id",
                                         "group: id of an article: it and its copies"}));
  EXPECT_EQ(error_of("has=").what, "the filter has needs a value");
}

TEST(Filters, OfOneFieldAreAlternativesAndOfDifferentFieldsAllHold) {
  GeneratedIndex index;
  index.add({"", "a", {{Field::kHas, "stamp"}, {Field::kKey, "one"}}, 20200101});
  index.add({"", "b", {{Field::kHas, "url"}, {Field::kKey, "two"}}, 20200201});
  index.add({"", "c", {{Field::kKey, "three"}}, 20210101});
  MatchSets sets(index.terms());
  const auto found = [&](const Filters& filters) {
    return sets.find(filter_plan(filters, index.terms(), index::Columns())).set.docids();
  };
  using Docids = std::vector<std::uint32_t>;
  EXPECT_EQ(found({}), (Docids{1, 2, 3}));
  EXPECT_EQ(found({.fields = {{Field::kHas, "stamp"}, {Field::kHas, "url"}}}), (Docids{1, 2}));
  EXPECT_EQ(found({.fields = {{Field::kHas, "stamp"}, {Field::kKey, "two"}, {Field::kHas, "url"}}}),
            (Docids{2}));
  EXPECT_EQ(found({.from = dates::make_day(2020, 1, 2)}), (Docids{2, 3}));
  EXPECT_EQ(found({.fields = {{Field::kKey, "one"}}, .to = dates::make_day(2020, 12, 31)}), (Docids{1}));
}

TEST(Filters, OfAGroupAreAnArticleAndItsCopiesByTheIdOfAnyOfThem) {
  constexpr std::array<std::uint32_t, 6> kGroups{0, 1, 2, 1, 4, 1};
  GeneratedIndex index;
  index::ColumnsBuilder builder;
  const auto id = [](std::uint32_t docid) { return to_string(ArticleId{0xabc0 + docid}); };
  for (std::uint32_t docid = 1; docid < kGroups.size(); ++docid) {
    index.add({"", "a", {{Field::kId, id(docid)}}, 0});
    builder.set_group(docid, kGroups[docid], 7);
    builder.set_id(docid, {0xabc0 + docid});
  }
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(builder.write(folder.path() / "columns", kGroups.size() - 1));
  const auto columns = index::Columns::open(folder.path() / "columns");
  ASSERT_TRUE(columns);
  MatchSets sets(index.terms());
  const auto found = [&](std::string_view filter) {
    Filters filters;
    EXPECT_TRUE(add_filter(filters, filter)) << filter;
    return sets.find(filter_plan(filters, index.terms(), *columns)).set.docids();
  };
  using Docids = std::vector<std::uint32_t>;
  for (const std::uint32_t docid : {1U, 3U, 5U}) EXPECT_EQ(found("group=" + id(docid)), (Docids{1, 3, 5}));
  EXPECT_EQ(found("group=" + id(4)), (Docids{4}));
  EXPECT_EQ(found("group=" + id(6)), Docids{});
}

}  // namespace
}  // namespace dateline::search
