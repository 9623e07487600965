#include "searcher/search/facets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

#include "common/index/columns_builder.h"
#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/match_sets.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using index::Facet;
using testing::GeneratedIndex;
using testing::RandomText;
using testing::TemporaryFolder;

constexpr std::uint64_t kSeed = 1948;

/// The values of an article, by facet; no entry is none.
using Values = std::array<std::vector<std::string>, index::kFacetCount>;

const std::vector<std::string>& of(const Values& values, Facet facet) {
  return values[static_cast<std::size_t>(facet)];
}

/// An index with columns, and the values in plain containers.
struct Archive {
  GeneratedIndex index;
  std::map<std::uint32_t, Values> values;
  TemporaryFolder folder;
  index::Columns columns;
};

/// The facets that stand in no file.
index::HistoryColumns history_of(const Archive& archive) {
  index::HistoryColumns out;
  const auto ordinals = [](const std::vector<std::string>& values, const std::vector<std::string>& all) {
    std::vector<std::uint32_t> places;
    for (const std::string& value : values) {
      const auto place = std::lower_bound(all.begin(), all.end(), value) - all.begin();
      places.push_back(static_cast<std::uint32_t>(place) + 1);
    }
    return places;
  };
  for (const auto& [facet, all] :
       {std::pair(Facet::kFate, &out.fates), std::pair(Facet::kEdit, &out.edits)}) {
    std::set<std::string> values;
    for (const auto& [docid, own] : archive.values) {
      const auto& here = own[static_cast<std::size_t>(facet)];
      values.insert(here.begin(), here.end());
    }
    all->assign(values.begin(), values.end());
  }
  out.fate.push_back(0);
  out.edit_ends.push_back(0);
  for (const auto& [docid, own] : archive.values) {
    const auto fate = ordinals(own[static_cast<std::size_t>(Facet::kFate)], out.fates);
    out.fate.push_back(fate.empty() ? 0 : fate.front());
    for (const std::uint32_t kind : ordinals(own[static_cast<std::size_t>(Facet::kEdit)], out.edits))
      out.edit_lists.push_back(kind);
    out.edit_ends.push_back(static_cast<std::uint32_t>(out.edit_lists.size()));
  }
  return out;
}

void fill(Archive& archive, RandomText& random, std::uint32_t articles) {
  index::ColumnsBuilder builder;
  std::map<std::uint32_t, std::uint32_t> groups;
  for (std::uint32_t docid = 1; docid <= articles; ++docid) {
    archive.index.add(random.article());
    Values values;
    for (std::size_t i = 0; i < index::kFacetCount; ++i) {
      const auto facet = static_cast<Facet>(i);
      if (facet == Facet::kCopies) continue;
      const std::size_t how_many = index::has_lists(facet) ? random.below(4) : random.below(5) == 0 ? 0 : 1;
      for (std::size_t n = 0; n < how_many; ++n) {
        // Host has more values than a byte can count; Juche years are numbers of different length.
        const std::size_t kinds = facet == Facet::kHost ? 700 : index::has_lists(facet) ? 6 : 15;
        const std::size_t kind = random.below(kinds);
        std::string value =
            facet == Facet::kJucheYear ? std::to_string(95 + kind) : "v" + std::to_string(kind);
        if (std::find(values[i].begin(), values[i].end(), value) != values[i].end()) continue;
        if (i < index::kStoredFacetCount) builder.add(facet, docid, value);
        values[i].push_back(std::move(value));
      }
    }
    // Mostly alone, else with an earlier one or with one of a few that have many copies.
    groups[docid] = random.below(3) == 0   ? static_cast<std::uint32_t>(1 + random.below(docid))
                    : random.below(4) == 0 ? static_cast<std::uint32_t>(1 + random.below(4))
                                           : docid;
    builder.set(index::NumberColumn::kGroup, docid, groups[docid]);
    archive.values[docid] = std::move(values);
  }
  for (auto& [docid, values] : archive.values) {
    const auto same = [&](const auto& other) { return other.second == groups[docid]; };
    const auto size = std::count_if(groups.begin(), groups.end(), same);
    values[static_cast<std::size_t>(Facet::kCopies)] = {std::to_string(size - 1)};
  }
  const auto file = archive.folder.path() / "columns";
  ASSERT_TRUE(builder.write(file, articles));
  auto columns = index::Columns::open(file);
  ASSERT_TRUE(columns) << columns.error().what;
  archive.columns = std::move(*columns);
  archive.columns.use_history([&archive](const index::Columns&) { return history_of(archive); });
}

/// True when a filter asks for the value; ranges are those of Juche years and copies.
bool asks_for(const FacetFilter& filter, const std::string& value) {
  const std::size_t dots = filter.value.find("..");
  if (dots == std::string::npos) return filter.value == value;
  const std::string first = filter.value.substr(0, dots);
  const std::string last = filter.value.substr(dots + 2);
  return (first.empty() || std::stoi(value) >= std::stoi(first)) &&
         (last.empty() || std::stoi(value) <= std::stoi(last));
}

bool passes(const Values& values, const std::vector<FacetFilter>& filters, std::optional<Facet> but) {
  for (const FacetFilter& filter : filters) {
    if (filter.facet == but) continue;
    // Alternatives: one of the filters of the same facet is enough.
    const bool any = std::any_of(filters.begin(), filters.end(), [&](const FacetFilter& other) {
      const auto& own = of(values, other.facet);
      return other.facet == filter.facet &&
             (other.value.empty() ? own.empty()
                                  : std::any_of(own.begin(), own.end(), [&](const std::string& value) {
                                      return asks_for(other, value);
                                    }));
    });
    if (!any) return false;
  }
  return true;
}

/// A total order of values as a person expects it.
bool value_less(const std::string& a, const std::string& b) {
  const bool numbers =
      std::isdigit(static_cast<unsigned char>(a[0])) && std::isdigit(static_cast<unsigned char>(b[0]));
  return numbers ? std::stoi(a) < std::stoi(b) : a < b;
}

FacetResult by_visiting(const Archive& archive, const std::vector<std::uint32_t>& base,
                        const std::vector<FacetFilter>& filters, const FacetRequest& request) {
  FacetResult result;
  result.facet = request.facet;
  std::map<std::string, std::uint64_t> counts;
  const auto is_selected = [&](const std::string& value) {
    return std::any_of(filters.begin(), filters.end(), [&](const FacetFilter& filter) {
      return filter.facet == request.facet && asks_for(filter, value);
    });
  };
  for (const auto& [docid, values] : archive.values) {
    for (const std::string& value : of(values, request.facet)) {
      if (is_selected(value)) counts[value];
    }
  }
  for (const std::uint32_t docid : base) {
    const Values& values = archive.values.at(docid);
    if (!passes(values, filters, request.facet)) continue;
    ++result.articles;
    if (of(values, request.facet).empty()) ++result.none;
    for (const std::string& value : of(values, request.facet)) ++counts[value];
  }
  std::vector<FacetValue> all;
  for (const auto& [value, count] : counts) {
    all.push_back({value, count, is_selected(value)});
  }
  std::sort(all.begin(), all.end(), [&](const FacetValue& a, const FacetValue& b) {
    if (request.order == FacetOrder::kCount && a.count != b.count) return a.count > b.count;
    if (request.order == FacetOrder::kValueDown) return value_less(b.value, a.value);
    return value_less(a.value, b.value);
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (request.limit == 0 || i < request.limit || all[i].selected) {
      result.values.push_back(all[i]);
    } else {
      result.others += all[i].count;
      ++result.other_values;
    }
  }
  return result;
}

void expect_same(const FacetResult& found, const FacetResult& expected) {
  EXPECT_EQ(found.facet, expected.facet);
  EXPECT_EQ(found.values, expected.values);
  EXPECT_EQ(found.others, expected.others);
  EXPECT_EQ(found.other_values, expected.other_values);
  EXPECT_EQ(found.none, expected.none);
  EXPECT_EQ(found.articles, expected.articles);
}

/// A number from `least` up, or a range.
std::string number_or_range(RandomText& random, std::size_t least) {
  const std::string number = std::to_string(least + random.below(15));
  switch (random.below(4)) {
    case 0:
      return number + "..";
    case 1:
      return ".." + number;
    case 2:
      return number + ".." + std::to_string(std::stoul(number) + random.below(5));
    default:
      return number;
  }
}

TEST(Facets, CountWhatAVisitToEveryArticleCounts) {
  RandomText random(kSeed);
  Archive archive;
  fill(archive, random, 600);
  MatchSets sets(archive.index.terms());
  std::size_t filtered = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = random.query();
    const auto ast = query::parse(text);
    ASSERT_TRUE(ast) << text;
    const auto plan = query::plan(*ast, text, archive.index.terms(), archive.index.analyzer());
    ASSERT_TRUE(plan) << text;
    const MatchResult base = sets.find(plan->root);

    std::vector<FacetFilter> filters;
    for (std::size_t n = random.below(4); n > 0; --n) {
      const auto facet = static_cast<Facet>(random.below(index::kFacetCount));
      std::string value = random.below(8) == 0         ? ""
                          : random.below(9) == 0       ? "no such value"
                          : facet == Facet::kJucheYear ? number_or_range(random, 95)
                          : facet == Facet::kCopies    ? number_or_range(random, 0)
                                                       : "v" + std::to_string(random.below(6));
      filters.push_back({facet, std::move(value)});
    }
    std::vector<FacetRequest> requests;
    for (std::size_t n = random.below(6); n > 0; --n) {
      requests.push_back({static_cast<Facet>(random.below(index::kFacetCount)), random.below(12),
                          static_cast<FacetOrder>(random.below(3))});
    }
    SCOPED_TRACE("seed " + std::to_string(kSeed) + " query " + std::to_string(i) + ": " + text);

    const FacetAnswer answer = count_facets(base.set, archive.columns, filters, requests);
    const std::vector<std::uint32_t> docids = base.set.docids();
    std::vector<std::uint32_t> matches;
    for (const std::uint32_t docid : docids) {
      if (passes(archive.values.at(docid), filters, std::nullopt)) matches.push_back(docid);
    }
    ASSERT_EQ(answer.matches.docids(), matches);
    ASSERT_EQ(answer.facets.size(), requests.size());
    for (std::size_t n = 0; n < requests.size(); ++n) {
      expect_same(answer.facets[n], by_visiting(archive, docids, filters, requests[n]));
    }
    if (HasFailure()) return;
    if (!matches.empty() && matches.size() < docids.size()) ++filtered;
  }
  EXPECT_GT(filtered, 500U);
}

TEST(Facets, OfAFilteredFieldShowTheOtherValuesToo) {
  TemporaryFolder folder;
  index::ColumnsBuilder builder;
  const std::array<std::pair<const char*, const char*>, 5> rows{
      {{"kcna", "en"}, {"kcna", "ko"}, {"rodong", "en"}, {"rodong", "en"}, {"naenara", "ko"}}};
  std::vector<std::uint32_t> docids;
  for (std::uint32_t docid = 1; docid <= rows.size(); ++docid) {
    builder.add(Facet::kSource, docid, rows[docid - 1].first);
    builder.add(Facet::kLanguage, docid, rows[docid - 1].second);
    docids.push_back(docid);
  }
  ASSERT_TRUE(builder.write(folder.path() / "columns", rows.size()));
  const auto columns = index::Columns::open(folder.path() / "columns");
  ASSERT_TRUE(columns);
  const FacetAnswer answer =
      count_facets(MatchSet::of(docids), *columns, {{Facet::kSource, "kcna"}, {Facet::kLanguage, "en"}},
                   {{Facet::kSource}, {Facet::kLanguage}});
  EXPECT_EQ(answer.matches.docids(), (std::vector<std::uint32_t>{1}));
  // Sources of English articles, languages of KCNA's.
  EXPECT_EQ(answer.facets[0].values, (std::vector<FacetValue>{{"rodong", 2, false}, {"kcna", 1, true}}));
  EXPECT_EQ(answer.facets[1].values, (std::vector<FacetValue>{{"en", 1, true}, {"ko", 1, false}}));
}

}  // namespace
}  // namespace dateline::search
