// Groups depend on the articles that an index holds alone: not on the order in which they came, nor on how
// often it was added to, nor on what has gone.

#include "indexer/identity/copy_groups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/index/article_id.h"
#include "indexer/identity/grouping/group_texts.h"
#include "indexer/identity/grouping/text_keys.h"
#include "tests/indexer/merged_facts.h"

namespace dateline::indexer {
namespace {

using Random = std::mt19937;
std::uint32_t draw(Random& random, std::uint32_t below) {
  return static_cast<std::uint32_t>(random() % below);
}

std::string any_word(Random& random) {
  std::string word;
  for (std::uint32_t letters = 4 + draw(random, 5); letters > 0; --letters)
    word += static_cast<char>('a' + draw(random, 26));
  return word;
}

struct Copy {
  std::uint64_t hash = 0;
  Fingerprint print;
};

/// Chains of texts, each nearly the one before and less and less like the first: 80 words, of which each link
/// changes 6 that no other has changed. With equal texts under other titles and days, and undated ones.
class Collection {
 public:
  Collection(Random& random, std::size_t chains, std::size_t links) {
    for (std::size_t chain = 0; chain < chains; ++chain) {
      const std::string title = any_word(random) + " " + any_word(random);
      std::vector<std::string> words;
      for (int i = 0; i < 80; ++i) words.push_back(any_word(random));
      std::int32_t day = 19000 + static_cast<std::int32_t>(draw(random, 9));
      for (std::size_t link = 0; link < links; ++link) {
        std::string body;
        for (const std::string& word : words) body += word + " ";
        const std::int32_t own = draw(random, 6) == 0 ? Fingerprint::kNoDay : day;
        add(title, body, own);
        if (draw(random, 4) == 0) add(any_word(random), body, own);
        if (draw(random, 4) == 0) add(title, body, day + 2);
        for (int n = 0; n < 6; ++n) words[(link * 6 + static_cast<std::size_t>(n)) % 80] = any_word(random);
        if (draw(random, 5) == 0) ++day;
      }
    }
    for (int n = 0; n < 10; ++n) add(any_word(random), n % 2 == 0 ? "a few words" : "", Fingerprint::kNoDay);
  }

  const std::vector<Copy>& copies() const { return copies_; }

 private:
  void add(const std::string& title, const std::string& body, std::int32_t day) {
    const Fingerprint print = fingerprint(title, body, day);
    copies_.push_back({index::text_hash(body + (body.size() < 20 ? title : "")), print});
  }
  std::vector<Copy> copies_;
};

/// Texts with one beginning, more than are compared with each other, and some nearly the same among them.
std::vector<Copy> crowd(Random& random, std::size_t count) {
  std::vector<Copy> copies;
  std::string beginning;
  for (int i = 0; i < 60; ++i) beginning += any_word(random) + " ";
  std::vector<std::string> ends;
  while (copies.size() < count) {
    std::string body = beginning;
    if (!ends.empty() && draw(random, 3) != 0) {
      body += ends[draw(random, static_cast<std::uint32_t>(ends.size()))] + any_word(random);
    } else {
      std::string end;
      for (int i = 0; i < 30; ++i) end += any_word(random) + " ";
      ends.push_back(end);
      body += end;
    }
    copies.push_back({index::text_hash(body), fingerprint("One title", body, Fingerprint::kNoDay)});
  }
  return copies;
}

/// What each article's group is named, by docid; and the number of groups.
struct Grouped {
  std::map<std::uint32_t, std::uint64_t> names;
  std::uint64_t groups = 0;
  bool operator==(const Grouped&) const = default;
};

/// By comparing each text with all before it.
Grouped grouped_slowly(const std::map<std::uint32_t, Copy>& articles) {
  std::map<std::uint64_t, std::vector<const Copy*>> by_hash;
  for (const auto& [docid, copy] : articles) by_hash[copy.hash].push_back(&copy);
  struct Text {
    std::uint64_t hash;
    const Fingerprint* print;
    std::uint64_t group;
  };
  std::vector<Text> texts;  // ascending by hash
  for (const auto& [hash, copies] : by_hash) {
    const Copy* first = copies.front();
    for (const Copy* copy : copies) {
      const auto order = [](const Copy* of) {
        const bool undated = of->print.day == Fingerprint::kNoDay;
        return std::tuple(undated, of->print.day, of->print.title, of->print.title_words);
      };
      if (order(copy) < order(first)) first = copy;
    }
    texts.push_back({hash, &first->print, hash});
  }
  const auto is_compared = [&](std::size_t other, std::uint32_t key) {
    std::size_t before = 0;
    for (std::size_t i = 0; i < other; ++i) before += TextKeys(*texts[i].print).has(key) ? 1 : 0;
    return before < kComparedOfAKey;
  };
  for (std::size_t text = 0; text < texts.size(); ++text) {
    std::optional<double> apart;
    for (std::size_t other = 0; other < text; ++other) {
      if (texts[other].group != texts[other].hash || !nearly_same(*texts[other].print, *texts[text].print))
        continue;
      bool shares = false;
      for (const std::uint32_t key : TextKeys(*texts[text].print))
        shares = shares || (TextKeys(*texts[other].print).has(key) && is_compared(other, key));
      const double far = distance(*texts[other].print, *texts[text].print);
      if (!shares || (apart && *apart <= far)) continue;
      apart = far;
      texts[text].group = texts[other].hash;
    }
  }
  Grouped out;
  std::map<std::uint64_t, std::uint64_t> groups;
  for (const Text& text : texts) {
    groups[text.hash] = text.group;
    out.groups += text.group == text.hash ? 1 : 0;
  }
  for (const auto& [docid, copy] : articles) out.names[docid] = groups[copy.hash];
  return out;
}

/// An index that is added to, run by run.
class Runs {
 public:
  void enter(std::uint32_t docid, const Copy& copy) {
    numbers_[docid] = groups_.number(groups_.enter(copy.hash, copy.print, docid));
    articles_[docid] = copy;
  }
  void leave(std::uint32_t docid) {
    groups_.leave(places_known_ ? groups_.load(numbers_[docid]) : numbers_[docid], docid);
    articles_.erase(docid);
    placed_.erase(docid);
  }
  void settle() {
    told_ = 0;
    groups_.settle([this](const Placed& placed) {
      ++told_;
      placed_[placed.docid] = placed;
    });
  }
  void save(bool merged) {
    FactCollector facts;
    groups_.save({}, facts);
    std::vector<FactTable> tables = known_ ? known_->tables() : std::vector<FactTable>();
    tables.push_back(*FactTable::of(facts.table(), "t"));
    known_ = std::make_shared<const FactTables>(std::move(tables));
    if (merged) {
      std::vector<FactTable> one;
      one.push_back(*FactTable::of(*merged_facts(*known_, true, {}), "merged"));
      known_ = std::make_shared<const FactTables>(std::move(one));
    }
    groups_ = CopyGroups(known_, groups_.totals({}));
    places_known_ = true;
  }

  const std::map<std::uint32_t, Copy>& articles() const { return articles_; }
  std::size_t told() const { return told_; }
  bool goes_on() const { return known_ != nullptr; }

  Grouped grouped() const {
    Grouped out;
    for (const auto& [docid, placed] : placed_) out.names[docid] = placed.name;
    out.groups = groups_.groups();
    return out;
  }

  /// A number is of one name, and is the docid of an article with the first text where that lives.
  void expect_numbers() const {
    std::map<std::uint32_t, std::uint64_t> names;
    std::map<std::uint64_t, std::uint32_t> numbers;
    for (const auto& [docid, placed] : placed_) {
      EXPECT_EQ(names.emplace(placed.group, placed.name).first->second, placed.name);
      EXPECT_EQ(numbers.emplace(placed.name, placed.group).first->second, placed.group);
      const auto first = articles_.find(placed.group);
      if (first == articles_.end()) continue;
      EXPECT_EQ(first->second.hash, placed.name);
    }
  }

  void expect_saved() const {
    std::map<std::uint32_t, Placed> saved;
    CopyGroups::tell_all(*known_, [&](const Placed& placed) { saved[placed.docid] = placed; });
    EXPECT_EQ(saved, placed_);
  }

 private:
  std::shared_ptr<const FactTables> known_;
  CopyGroups groups_;
  bool places_known_ = false;
  std::map<std::uint32_t, std::uint32_t> numbers_;
  std::map<std::uint32_t, Copy> articles_;
  std::map<std::uint32_t, Placed> placed_;
  std::size_t told_ = 0;
};

Grouped grouped_at_once(const std::map<std::uint32_t, Copy>& articles, Random& random) {
  std::vector<std::uint32_t> order;
  for (const auto& [docid, copy] : articles) order.push_back(docid);
  std::shuffle(order.begin(), order.end(), random);
  Runs runs;
  for (const std::uint32_t docid : order) runs.enter(docid, articles.at(docid));
  runs.settle();
  runs.expect_numbers();
  return runs.grouped();
}

/// Articles come and go in random order and random runs.
void expect_same_groups(const std::vector<Copy>& copies, Random& random, std::uint32_t last_step) {
  Runs runs;
  std::uint32_t docid = 0;
  for (std::uint32_t step = 0; step <= last_step; ++step) {
    for (std::uint32_t n = 1 + draw(random, static_cast<std::uint32_t>(copies.size()) / 3); n > 0; --n)
      runs.enter(++docid, copies[draw(random, static_cast<std::uint32_t>(copies.size()))]);
    std::vector<std::uint32_t> gone;
    for (const auto& [known, copy] : runs.articles()) {
      if (draw(random, 4) == 0) gone.push_back(known);
    }
    std::shuffle(gone.begin(), gone.end(), random);
    for (const std::uint32_t one : gone) runs.leave(one);
    runs.settle();
    runs.expect_numbers();
    const Grouped now = runs.grouped();
    const Grouped at_once = grouped_at_once(runs.articles(), random);
    ASSERT_EQ(now.names, at_once.names) << "step " << step;
    ASSERT_EQ(now.groups, at_once.groups) << "step " << step;
    if (step == last_step) {
      ASSERT_EQ(now, grouped_slowly(runs.articles()));
    }
    if (!runs.goes_on() && draw(random, 3) == 0) continue;  // a new index may be grouped again
    runs.save(draw(random, 3) == 0);
    runs.expect_saved();
  }
}

TEST(CopyGroups, AreThoseOfAllAtOnceWhateverCameAndWent) {
  const unsigned seed = std::random_device{}();
  for (unsigned round = 0; round < 40 && !::testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    Random random(seed + round);
    expect_same_groups(Collection(random, 4 + draw(random, 8), 2 + draw(random, 12)).copies(), random, 6);
  }
}

TEST(CopyGroups, AreThoseOfAllAtOnceAmongTextsOfOneBeginning) {
  const unsigned seed = std::random_device{}();
  for (unsigned round = 0; round < 6 && !::testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    Random random(seed + round);
    expect_same_groups(crowd(random, 3 * kComparedOfAKey), random, 6);
  }
}

/// Else the tests above would see nothing.
TEST(CopyGroups, OfAChainAreSeveral) {
  Random random(5);
  std::vector<Copy> copies = Collection(random, 1, 12).copies();
  copies.resize(copies.size() - 10);
  std::map<std::uint32_t, Copy> articles;
  for (std::uint32_t i = 0; i < copies.size(); ++i) articles[i + 1] = copies[i];
  const Grouped grouped = grouped_at_once(articles, random);
  EXPECT_GT(grouped.groups, 2U);
  EXPECT_LT(grouped.groups, 10U);
}

/// A text that comes into a long chain moves few others, because texts are taken in the order of a hash.
TEST(CopyGroups, ChangeLittleWhenATextComesIntoALongChain) {
  Random random(20261130);
  constexpr std::uint32_t kLinks = 600;
  std::vector<std::string> words;
  for (int i = 0; i < 80; ++i) words.push_back(any_word(random));
  std::vector<Copy> copies;
  for (std::size_t link = 0; link < kLinks; ++link) {
    std::string body;
    for (const std::string& word : words) body += word + " ";
    copies.push_back({index::text_hash(body), fingerprint("A title", body, Fingerprint::kNoDay)});
    for (std::size_t n = 0; n < 5; ++n) words[(link * 5 + n) % 80] = any_word(random);
  }
  std::shuffle(copies.begin(), copies.end(), random);
  Runs runs;
  for (std::uint32_t i = 0; i < kLinks / 2; ++i) runs.enter(i + 1, copies[i]);
  runs.settle();
  runs.save(true);
  std::size_t told = 0;
  for (std::uint32_t i = kLinks / 2; i < kLinks; ++i) {
    runs.enter(i + 1, copies[i]);
    runs.settle();
    told += runs.told();
    runs.save(i % 10 == 0);
  }
  EXPECT_LT(told, 5 * kLinks / 2) << "articles that were placed anew for " << kLinks / 2 << " that came";
  EXPECT_EQ(runs.grouped(), grouped_slowly(runs.articles()));
}

}  // namespace
}  // namespace dateline::indexer
