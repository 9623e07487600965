#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/identity/fact_table.h"
#include "indexer/identity/fact_writer.h"
#include "indexer/identity/grouping/fingerprint.h"
#include "indexer/identity/grouping/hash_slots.h"

namespace dateline::indexer {

/// The group of copies of an article.
struct Placed {
  std::uint32_t docid = 0;
  std::uint32_t group =
      0;  ///< number in this index: the docid of an article, living or dead, of the first text
  std::uint64_t name = 0;  ///< hash of the first text: the same in every index
  bool operator==(const Placed&) const = default;
};

/// Groups of articles with equal or nearly equal texts, for the articles that an index holds and those that
/// come and go. Groups are those that `group_texts` makes of all texts, whatever the order in which articles
/// came, and in how many additions. What an index knows is read as far as what comes has to do with it. Not
/// thread-safe.
///
/// When texts come or go, those are looked at again that they, or others that begin or no longer begin a
/// group because of them, are nearly the same as. Texts are taken in the order of a hash, so whether one
/// begins a group depends on few others: by chance about one begins or no longer begins a group for each text
/// that comes or goes, however long a chain of nearly equal texts is.
class CopyGroups {
 public:
  static constexpr std::uint32_t kNone = HashSlots::kNone;

  CopyGroups() = default;  ///< of a new index
  struct Totals {
    std::uint32_t texts = 0;  ///< numbers are below
    std::uint64_t groups = 0;
  };
  /// Goes on from what an index knows.
  CopyGroups(std::shared_ptr<const FactTables> known, Totals totals)
      : known_(std::move(known)), totals_(totals) {}

  /// An article with a text of this hash. Returns the place of the text, which is good for this object.
  std::uint32_t enter(std::uint64_t hash, const Fingerprint& print, std::uint32_t docid);
  void leave(std::uint32_t text, std::uint32_t docid);

  /// Groups anew, and tells the group of each article that came or whose group is another one now. It may
  /// tell that of others. Beside what an index knows it is called once, when all have come and gone.
  void settle(const std::function<void(const Placed&)>& tell);
  /// As of the last settle(). Groups that an article of the index belongs to.
  std::uint64_t groups() const { return totals_.groups; }

  /// A text by the number under which the index knows it; kNone where no article has it any more.
  std::uint32_t load(std::uint32_t number);
  std::uint32_t number(std::uint32_t text) const { return texts_[text].number; }

  /// New docids, and 0 for articles that are not wanted. Empty: all are, under their docids.
  using DocidOf = std::function<std::uint32_t(std::uint32_t)>;
  /// What is known now and was not before, as of the last settle().
  void save(const DocidOf& docid_of, FactCollector& out) const;
  /// Of the groups of which it wants articles.
  Totals totals(const DocidOf& docid_of) const;

  /// Tells the groups of all articles of an index.
  static void tell_all(const FactTables& known, const std::function<void(const Placed&)>& tell);

  /// Held by now, and what settle() will need.
  std::size_t memory_bytes() const;

 private:
  struct Text {
    std::uint64_t hash = 0;
    Fingerprint print;        ///< of the article that comes first
    std::uint32_t docid = 0;  ///< of that article
    std::uint32_t number = 0;
    std::uint32_t articles = 0;  ///< 0: no article has it
    // As of the last settle():
    std::uint32_t first = kNone;  ///< number of the first text of its group; kNone: it has none
    std::uint32_t group = 0;
    std::uint64_t name = 0;
    bool is_unsettled = false;  ///< articles came or went since
    bool is_dirty = false;      ///< it is to be looked at
    bool is_known = false;      ///< there are facts about it
    bool is_changed = false;    ///< and they have changed
    bool has_keys = false;      ///< facts lead to it from the keys of this fingerprint
    bool begins_a_group() const { return first == number; }
  };
  struct Member {
    std::uint32_t docid = 0;
    Fingerprint print;
  };
  struct Saved;
  /// Texts of a key that come and go.
  struct Touched {
    std::vector<std::uint32_t> come;
    std::vector<std::uint32_t> gone;
  };
  using AllTouched = std::unordered_map<std::uint32_t, Touched>;  ///< by key
  using Texts = std::vector<std::uint32_t>;                       ///< places; ascending by hash
  using Dirty = std::pair<std::uint64_t, std::uint32_t>;          ///< hash and place: to be looked at

  std::uint32_t find(std::uint64_t hash);
  std::uint32_t put(Text text);
  void will_change(std::uint32_t text);
  template <class Visit>
  void for_each_article(std::uint32_t text, Visit visit) const {
    if (texts_[text].articles == 0) return;
    visit(texts_[text].docid, texts_[text].print);
    const auto others = others_.find(text);
    if (others == others_.end()) return;
    for (const Member& member : others->second) visit(member.docid, member.print);
  }

  void settle_all();
  void settle_changes();
  void take_out(std::uint32_t text, AllTouched& touched);
  void put_in(const Texts& come, AllTouched& touched);
  void apply(std::uint32_t key, Touched& touched);
  void look_at(std::uint32_t text);
  void will_look_at(std::uint32_t text);
  void will_look_at_near(const Texts& texts, std::uint32_t before, const Fingerprint& print);
  std::uint32_t nearest_first(std::uint32_t text);
  Texts* with_key(std::uint32_t key);
  const Fingerprint& print_before(std::uint32_t text) const;
  bool precedes(std::uint32_t a, std::uint32_t b) const { return texts_[a].hash < texts_[b].hash; }

  std::shared_ptr<const FactTables> known_;  ///< may be null
  Totals totals_;
  std::vector<Text> texts_;
  HashSlots by_hash_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_number_;  ///< of known texts and beside them new ones
  std::unordered_map<std::uint32_t, std::vector<Member>> others_;  ///< articles of a text behind the first
  std::vector<std::uint32_t> unsettled_;
  // Only beside known ones:
  std::unordered_map<std::uint32_t, Fingerprint> before_;  ///< of unsettled texts that were settled
  std::unordered_map<std::uint32_t, Texts> by_key_;        ///< those of some keys, as of the last settle()
  std::priority_queue<Dirty, std::vector<Dirty>, std::greater<>> dirty_;
  Texts moved_;  ///< texts that have another group now
};

}  // namespace dateline::indexer
