#include "common/index/columns_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tests/support/temporary_folder.h"

namespace dateline::index {
namespace {

TEST(Columns, GiveBackWhatWasWritten) {
  const testing::TemporaryFolder folder;
  ColumnsBuilder builder;
  builder.add(Facet::kSource, 1, "rodong");
  builder.add(Facet::kSource, 2, "kcna.kp");
  builder.add(Facet::kSource, 4, "kcna.kp");
  builder.add(Facet::kFlag, 2, "conflict_year");
  builder.add(Facet::kFlag, 2, "after_capture");
  builder.set(NumberColumn::kPublished, 2, 20230914);
  const auto file = folder.path() / "columns";
  ASSERT_TRUE(builder.write(file, 4));
  const auto columns = Columns::open(file);
  ASSERT_TRUE(columns) << columns.error().what;
  EXPECT_EQ(columns->last_docid(), 4U);
  ASSERT_EQ(columns->value_count(Facet::kSource), 2U);
  EXPECT_EQ(columns->value(Facet::kSource, 1), "kcna.kp");
  EXPECT_EQ(columns->find(Facet::kSource, "rodong"), 2U);
  EXPECT_EQ(columns->find(Facet::kSource, "rodon"), 0U);
  EXPECT_EQ(columns->ordinal(Facet::kSource, 1), 2U);
  EXPECT_EQ(columns->ordinal(Facet::kSource, 3), 0U);
  EXPECT_EQ(columns->ordinal(Facet::kSource, 99), 0U);
  ASSERT_EQ(columns->flags(2).size(), 2U);
  EXPECT_EQ(columns->value(Facet::kFlag, columns->flags(2)[0]), "after_capture");
  EXPECT_TRUE(columns->flags(3).empty());
  EXPECT_EQ(columns->number(NumberColumn::kPublished, 2), 20230914U);
  EXPECT_EQ(columns->number(NumberColumn::kPublished, 1), 0U);
  EXPECT_TRUE(columns->verify());
}

TEST(Columns, CountAsVisitingEveryDocumentDoes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const std::uint32_t values : {1U, 255U, 256U, 70000U}) {  // each width of an ordinal
    const testing::TemporaryFolder folder;
    ColumnsBuilder builder;
    std::map<std::uint32_t, std::string> topics;
    std::map<std::uint32_t, std::set<std::string>> flags;
    const std::uint32_t last = 80000;
    for (std::uint32_t i = 0; i < last; ++i) {
      const auto docid = static_cast<std::uint32_t>(1 + random() % last);
      topics[docid] = "t" + std::to_string(i % values);
      builder.add(Facet::kTopic, docid, topics[docid]);
      const std::string flag = "f" + std::to_string(random() % 5);
      flags[docid].insert(flag);
      builder.add(Facet::kFlag, docid, flag);
    }
    for (std::uint32_t docid = 10; docid < 20; ++docid) {
      builder.clear(docid);
      topics.erase(docid);
      flags.erase(docid);
    }
    ASSERT_TRUE(builder.write(folder.path() / "c", last));
    const auto columns = Columns::open(folder.path() / "c");
    ASSERT_TRUE(columns);
    std::vector<std::uint32_t> docids;
    for (std::uint32_t docid = 1; docid <= last; ++docid) {
      if (random() % 3 == 0) docids.push_back(docid);
    }
    for (const Facet facet : {Facet::kTopic, Facet::kFlag}) {
      std::map<std::string, std::uint64_t> expected;
      for (const std::uint32_t docid : docids) {
        if (facet == Facet::kTopic) {
          ++expected[topics.contains(docid) ? topics[docid] : ""];
        } else if (flags[docid].empty()) {
          ++expected[""];
        } else {
          for (const auto& flag : flags[docid]) ++expected[flag];
        }
      }
      std::vector<std::uint64_t> counts;
      columns->count(facet, docids, counts);
      std::map<std::string, std::uint64_t> got;
      for (std::uint32_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) got[std::string(columns->value(facet, i))] = counts[i];
      }
      std::erase_if(expected, [](const auto& e) { return e.second == 0; });
      EXPECT_EQ(got, expected);
    }
  }
}

TEST(Columns, OfADamagedFileAreAnErrorAndNoCrash) {
  const testing::TemporaryFolder folder;
  ColumnsBuilder builder;
  for (std::uint32_t docid = 1; docid < 50; ++docid) {
    builder.add(Facet::kSource, docid, "s" + std::to_string(docid % 7));
    builder.add(Facet::kFlag, docid, "f" + std::to_string(docid % 3));
  }
  ASSERT_TRUE(builder.write(folder.path() / "good", 50));
  const std::string good = testing::read_whole(folder.path() / "good");
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string bad = good;
    if (round % 3 == 0) bad.resize(random() % bad.size());
    for (int i = 0; i < 3 && !bad.empty(); ++i)
      bad[random() % std::min<std::size_t>(bad.size(), 800)] = static_cast<char>(random());
    const auto file = folder.write("bad", bad);
    const auto columns = Columns::open(file);
    if (!columns) continue;  // most damage is seen at once
    std::vector<std::uint64_t> counts;
    std::vector<std::uint32_t> docids{1, 2, 3, 49, 50, 60};
    columns->count(Facet::kSource, docids, counts);
    counts.clear();
    columns->count(Facet::kFlag, docids, counts);
    if (bad != good) {
      EXPECT_FALSE(columns->verify());
    }
  }
  EXPECT_FALSE(Columns::open(folder.path() / "missing"));
}

std::uint32_t below(std::mt19937& random, std::uint32_t limit) {
  return static_cast<std::uint32_t>(random() % limit);
}

/// A row as a test writes it.
struct Row {
  std::string source;
  std::set<std::string> flags;
  std::map<NumberColumn, std::uint32_t> numbers;
  std::vector<ArticleId> other_ids;
};

void write_row(ColumnsBuilder& builder, Docid docid, const Row& row) {
  builder.add(Facet::kSource, docid, row.source);
  builder.add(Facet::kConfidence, docid, "high");
  for (const std::string& flag : row.flags) builder.add(Facet::kFlag, docid, flag);
  for (const auto& [column, number] : row.numbers) builder.set(column, docid, number);
  for (const ArticleId id : row.other_ids) builder.add_other_id(docid, id);
}

/// Several parts with what changed in them, and the rows of the living.
struct Parts {
  testing::TemporaryFolder folder;
  Columns columns;
  std::map<Docid, Row> living;
  std::vector<Docid> dead;
  Docid last = 0;
};

void fill(Parts& parts, std::mt19937& random) {
  std::vector<Columns::Part> files;
  std::map<Docid, Row> rows;
  std::vector<Change> changes;
  Docid docid = 0;
  const unsigned count = 1 + below(random, 6);
  for (unsigned part = 0; part < count; ++part) {
    const Docid first = docid + 1 + below(random, 3);
    ColumnsBuilder builder(first);
    docid = first - 1;
    for (unsigned i = below(random, 60); i > 0; --i) {
      docid += 1 + below(random, 2);
      Row row;
      if (below(random, 5) != 0) row.source = "s" + std::to_string(below(random, 9));
      for (unsigned flag = below(random, 3); flag > 0; --flag)
        row.flags.insert("f" + std::to_string(below(random, 6)));
      for (std::size_t n = 0; n < kNumberColumnCount; ++n)
        row.numbers[static_cast<NumberColumn>(n)] = static_cast<std::uint32_t>(random());
      row.numbers[NumberColumn::kGroup] = 1 + below(random, docid);
      if (below(random, 7) == 0) row.other_ids.push_back({std::uint64_t{random()} << 32 | random()});
      write_row(builder, docid, row);
      rows[docid] = row;
    }
    const auto file = parts.folder / ("part" + std::to_string(part));
    ASSERT_TRUE(builder.write(file, docid));
    auto opened = ColumnsFile::open(file);
    ASSERT_TRUE(opened) << opened.error().what;
    files.push_back({*opened, 0});
  }
  parts.last = docid;
  for (auto& [number, row] : rows) {
    if (below(random, 4) == 0) {
      changes.push_back({number, 0, 0});
      parts.dead.push_back(number);
      continue;
    }
    if (below(random, 4) == 0) {
      const auto captures = 1 + below(random, 100);
      changes.push_back({number, captures, 20200101});
      row.numbers[NumberColumn::kCaptures] = captures;
      row.numbers[NumberColumn::kFirstCaptured] = 20200101;
    }
    parts.living[number] = row;
  }
  auto joined = Columns::join(files, changes);
  ASSERT_TRUE(joined) << joined.error().what;
  parts.columns = std::move(*joined);
}

/// `columns` say of the docids from 1 to `last` what the rows say.
void expect_rows(const Columns& columns, const std::map<Docid, Row>& living, Docid last) {
  std::map<std::string, std::uint64_t> by_source;
  std::map<std::string, std::uint64_t> by_flag;
  std::map<std::uint32_t, std::uint32_t> sizes;
  for (const auto& [docid, row] : living) {
    if (!row.source.empty()) ++by_source[row.source];
    for (const std::string& flag : row.flags) ++by_flag[flag];
    ++sizes[row.numbers.at(NumberColumn::kGroup)];
  }
  std::map<std::string, std::uint64_t> by_copies;
  for (const auto& [docid, row] : living)
    ++by_copies[std::to_string(sizes[row.numbers.at(NumberColumn::kGroup)] - 1)];
  std::vector<Docid> docids;
  for (const auto& [docid, row] : living) docids.push_back(docid);
  for (const auto& [facet, expected] :
       {std::pair(Facet::kSource, by_source), {Facet::kFlag, by_flag}, {Facet::kCopies, by_copies}}) {
    std::map<std::string, std::uint64_t> values;
    for (std::uint32_t i = 1; i <= columns.value_count(facet); ++i) {
      const std::string value(columns.value(facet, i));
      EXPECT_LT(columns.value(facet, i - 1), value) << "in byte order";
      EXPECT_EQ(columns.find(facet, value), i);
      values[value] = columns.articles(facet, i);
    }
    EXPECT_EQ(values, expected) << name(facet);
    std::vector<std::uint64_t> counts;
    columns.count(facet, docids, counts);
    ASSERT_EQ(counts.size(), values.size() + 1);
    for (std::uint32_t i = 1; i < counts.size(); ++i) EXPECT_EQ(counts[i], columns.articles(facet, i));
  }
  for (Docid docid = 0; docid <= last + 2; ++docid) {
    const auto row = living.find(docid);
    ASSERT_EQ(columns.is_living(docid), row != living.end()) << docid;
    if (row == living.end()) continue;
    EXPECT_EQ(columns.value(Facet::kSource, columns.ordinal(Facet::kSource, docid)), row->second.source);
    std::set<std::string> flags;
    for (const std::uint32_t flag : columns.flags(docid)) flags.emplace(columns.value(Facet::kFlag, flag));
    EXPECT_EQ(flags, row->second.flags);
    for (const auto& [column, number] : row->second.numbers) EXPECT_EQ(columns.number(column, docid), number);
  }
  std::map<Docid, std::vector<ArticleId>> others;
  for (const Columns::OtherId& other : columns.other_ids()) others[other.docid].push_back(other.id);
  std::map<Docid, std::vector<ArticleId>> expected;
  for (const auto& [docid, row] : living) {
    if (!row.other_ids.empty()) expected[docid] = row.other_ids;
  }
  EXPECT_EQ(others, expected);
}

TEST(Columns, OfSeveralPartsAreTheRowsOfTheLivingWithTheirChanges) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 100; ++round) {
    Parts parts;
    ASSERT_NO_FATAL_FAILURE(fill(parts, random));
    expect_rows(parts.columns, parts.living, parts.last);
    EXPECT_EQ(parts.columns.left_out(), parts.dead);
    EXPECT_TRUE(parts.columns.verify()) << "what changed is not in the files";
    // Merged, an interval is the same without the dead.
    const Docid first = 1 + below(random, parts.last + 1);
    const Docid last = first + below(random, 100);
    ColumnsBuilder merged(first);
    merged.load(parts.columns, first, last);
    ASSERT_TRUE(merged.write(parts.folder / "merged", last));
    const auto columns = Columns::open(parts.folder / "merged");
    ASSERT_TRUE(columns);
    const std::map<Docid, Row> living(parts.living.lower_bound(first), parts.living.upper_bound(last));
    expect_rows(*columns, living, last);
    if (::testing::Test::HasFailure()) break;
  }
}

TEST(Columns, OfLaterIndexesHaveTheirDocidsAndGroupsBehindThoseBefore) {
  const testing::TemporaryFolder folder;
  std::vector<Columns::Part> parts;
  for (const Docid base : {0U, 10U}) {
    ColumnsBuilder builder;
    builder.set_group(2, 2, 5);
    builder.set_group(3, 2, 5);
    builder.add(Facet::kSource, 2, base == 0 ? "a" : "b");
    const auto file = folder / std::to_string(base);
    ASSERT_TRUE(builder.write(file, 3));
    parts.push_back({*ColumnsFile::open(file), base});
  }
  auto columns = Columns::join(parts);
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->last_docid(), 13U);
  EXPECT_EQ(columns->number(NumberColumn::kGroup, 3), 2U);
  EXPECT_EQ(columns->number(NumberColumn::kGroup, 13), 12U);
  EXPECT_FALSE(columns->is_living(11));
  ASSERT_TRUE(columns->leave_out(std::vector<Docid>{12}));
  ASSERT_TRUE(columns->rename_groups({{12, 2}}));
  EXPECT_EQ(columns->number(NumberColumn::kGroup, 13), 2U);
  EXPECT_FALSE(columns->is_living(12));
  EXPECT_EQ(columns->value_count(Facet::kSource), 1U) << "b is gone";
  EXPECT_EQ(columns->value(Facet::kCopies, columns->ordinal(Facet::kCopies, 13)), "2");
}

}  // namespace
}  // namespace dateline::index
