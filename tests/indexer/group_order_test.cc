// The same collection in any order and in any number of additions: the same groups, names and counts.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/index/index_reader.h"
#include "common/index/serve_values.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/build_index.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/merge_index.h"
#include "searcher/search/engine.h"
#include "tests/support/build_options.h"
#include "tests/support/seen_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;
using Random = std::mt19937;
using testing::options_for;

unsigned draw(Random& random, unsigned below) { return static_cast<unsigned>(random() % below); }

std::string any_word(Random& random) {
  std::string word;
  for (unsigned letters = 4 + draw(random, 5); letters > 0; --letters)
    word += static_cast<char>('a' + draw(random, 26));
  return word;
}

/// Chains of texts, each nearly the one before; some articles have the text of another under another title.
std::vector<std::string> collection(Random& random) {
  std::vector<std::string> lines;
  for (unsigned chain = 0; chain < 12; ++chain) {
    std::vector<std::string> words;
    for (int i = 0; i < 70; ++i) words.push_back(i % 10 == 0 ? "ferry" : any_word(random));
    const unsigned links = 1 + draw(random, 9);
    for (unsigned link = 0; link < links; ++link) {
      for (unsigned copy = 0; copy < 1 + (draw(random, 4) == 0 ? 1U : 0U); ++copy) {
        lines.push_back(
            fmt::format(R"({{"url":"https://example.org/{}/{}/{}","title":"{} {}","body":"{}","date":"{}"}})"
                        "\n",
                        chain, link, copy, copy == 0 ? "Chain" : "Another", chain, fmt::join(words, " "),
                        draw(random, 8) == 0 ? "" : fmt::format("2014-03-{:02}", 1 + chain)));
      }
      for (unsigned n = 0; n < 5; ++n) words[(link * 5 + n) % 70] = any_word(random);
    }
  }
  return lines;
}

/// Totals, the facet of copies, the members of each group.
std::string asked(const fs::path& idx) {
  const std::vector<fs::path> folders{idx};
  Result<search::Engine> engine = search::Engine::open(folders);
  if (!engine) return engine.error().what;
  search::SearchRequest request;
  request.query = "ferry";
  request.limit = 1000;
  request.copies = true;
  request.facets = {index::Facet::kCopies};
  const auto all = engine->search(request);
  if (!all) return all.error().error.what;
  std::string out = fmt::format("{} articles, {} texts\n", all->total, all->groups);
  for (const search::FacetValue& value : all->facets.front().values)
    out += fmt::format("copies {}: {}\n", value.value, value.count);
  std::set<std::string> groups;
  for (const search::Hit& hit : all->hits) {
    request.query = "group:" + to_string(hit.article.id);
    request.facets.clear();
    const auto group = engine->search(request);
    if (!group) return group.error().error.what;
    std::set<std::string> members;
    for (const search::Hit& member : group->hits) members.insert(to_string(member.article.id));
    groups.insert(fmt::format("{}: {}\n", to_string(hit.article.id), fmt::join(members, " ")));
  }
  return out + fmt::format("{}", fmt::join(groups, ""));
}

/// `places`: of lines in files.
std::string without_places(const std::string& seen) {
  std::string out;
  std::istringstream in(seen);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    int number = 0;
    for (std::string field; std::getline(fields, field, '|'); ++number) {
      if (number != 3 && number != 4) out += field + "|";
    }
    out += "\n";
  }
  return out;
}

void expect_values_of_columns(const fs::path& idx) {
  const auto reader = index::IndexReader::open(idx);
  ASSERT_TRUE(reader) << reader.error().what;
  for (const index::SegmentInfo& segment : reader->manifest().segments) {
    const Xapian::Database served((idx / segment.name).string());
    for (index::Docid docid = segment.first; docid <= segment.last; ++docid) {
      if (!reader->columns().is_living(docid)) continue;
      EXPECT_EQ(served.get_document(docid).get_value(index::kGroupSlot),
                index::group_value(reader->columns().group_name(docid)));
    }
  }
}

void expect_same_in_any_order(Random& random, bool serve_values) {
  const testing::TemporaryFolder folder;
  std::vector<std::string> lines = collection(random);
  std::string seen;
  std::string answers;
  for (int order = 0; order < 4; ++order) {
    const fs::path idx = folder / fmt::format("{}.idx", order);
    std::istringstream nothing;
    std::size_t at = 0;
    for (int part = 0; at < lines.size(); ++part) {
      const std::size_t count = order == 0 ? lines.size() : 1 + draw(random, 40);
      std::string text;
      for (const std::size_t end = std::min(lines.size(), at + count); at < end; ++at) text += lines[at];
      BuildOptions options =
          options_for({folder.write(fmt::format("{}-{}.jsonl", order, part), text).string()}, idx);
      options.serve_values = serve_values;
      if (part == 0) {
        const auto built = build_index(options, nothing);
        ASSERT_TRUE(built) << built.error().what;
      } else {
        const auto added = add_to_index(options, nothing);
        ASSERT_TRUE(added) << added.error().what;
      }
      if (draw(random, 5) == 0) {
        ASSERT_TRUE(merge_index(options, draw(random, 2) == 0));
      }
    }
    std::string details;
    const auto checked = check_index(idx, nullptr, details);
    ASSERT_TRUE(checked) << checked.error().what << details;
    if (serve_values) expect_values_of_columns(idx);
    const std::string now = without_places(testing::seen_index(idx));
    if (order == 0) {
      seen = now;
      answers = asked(idx);
    }
    EXPECT_EQ(now, seen);
    EXPECT_EQ(asked(idx), answers);
    std::shuffle(lines.begin(), lines.end(), random);
  }
}

void expect_same_in_rounds(unsigned rounds, bool serve_values) {
  const unsigned seed = std::random_device{}();
  for (unsigned round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE(fmt::format("seed {}", seed + round));
    Random random(seed + round);
    expect_same_in_any_order(random, serve_values);
  }
}

TEST(Groups, DoNotDependOnTheOrderOfAdding) { expect_same_in_rounds(8, false); }

/// There the names of groups stand in the documents too.
TEST(Groups, DoNotDependOnTheOrderOfAddingWithValuesForServers) { expect_same_in_rounds(3, true); }

}  // namespace
}  // namespace dateline::indexer
