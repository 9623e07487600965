#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/article.h"
#include "indexer/identity/copy_groups.h"
#include "indexer/identity/fact_table.h"
#include "indexer/identity/fact_writer.h"
#include "indexer/identity/grouping/hash_slots.h"
#include "indexer/identity/twin_addresses.h"
#include "indexer/identity/vote.h"

namespace dateline::indexer {

/// The name of the group of texts that are copies because they are the same. A few words ("For
/// Spanish-speaking people") stand under many headlines, so the title belongs to a short text. Pure.
std::uint64_t copy_hash(const Article& article, const Fingerprint& text);

/// Decides, in the order of the input, which article gets which docid, which ones are the same article again,
/// counts the captures of each, and at the end groups equal and nearly equal texts. What it knows
/// outlives the build as facts of the index, so that additions go on where the build ended; of these it reads
/// those that what comes has to do with. Not thread-safe: one call at a time, in order. Memory: about 250
/// bytes for each article that comes, or that has to do with one.
class Registry {
 public:
  Registry() = default;  ///< of a new index
  /// Goes on from what an index knows.
  explicit Registry(std::shared_ptr<const FactTables> known);

  struct Decision {
    std::uint32_t docid = 0;                ///< 0: the article is known and not newer, skip it
    std::optional<std::uint32_t> replaces;  ///< an older capture of the same article, to be dropped
    std::vector<std::uint32_t> also_drops;  ///< articles that turned out to be this one
    ArticleId id;                           ///< the article's own, or a new one where that was taken
    std::vector<std::string> addresses;     ///< of an article with several, that of the id first; else empty
    std::optional<dates::Day> captured;     ///< the newest day of capture that is known
    bool id_taken = false;                  ///< another text stands under the same id: both are kept
  };
  /// The same text under the same id is the same article; of two texts under one id the newer capture wins.
  /// Where captures do not tell which is newer, both are kept, because addresses have been used twice (36
  /// pages of kcna.co.jp in July 1997 alone), and the later one gets an id of address and text. A text comes
  /// before a summary, and a summary before a title alone, whichever is newer. `file` is the
  /// number of the input file that the record is from. What the captures of one text say about its day is
  /// weighed together: `own` is the vote of this one, by default what its publication says.
  Decision admit(const Article& article, const Fingerprint& text, std::uint32_t file = 0,
                 std::optional<Vote> own = std::nullopt);
  /// The best vote of the captures of the same article with the same text, where it tells another day
  /// than `own`, or tells it by better evidence. With it the article is to be dated anew before it is
  /// admitted.
  std::optional<Vote> better_vote(const Article& article, const Vote& own);

  /// The article of which a capture is newer than what is known, and says something else.
  std::optional<ArticleId> would_replace(const Article& article);

  std::uint32_t last_docid() const { return last_docid_; }

  /// What is known of the captures of an article that is in the index.
  struct Captures {
    std::uint32_t docid = 0;
    ArticleId id;
    std::optional<dates::Day> first;
    std::uint32_t count = 0;
  };
  /// Of those that have been looked at.
  std::vector<Captures> captures() const;
  /// Of all articles of an index, in no order.
  static std::vector<Captures> all_captures(const FactTables& known);

  /// Whether the stored article of a docid is equal to this one, its place in the file apart.
  using IsUnchanged = std::function<bool(std::uint32_t docid, const Article& article)>;
  /// Takes back all that the files `files[n] == true` contributed. Articles that no other file has captured
  /// wait: `admit` keeps those that come again unchanged, and `drop_withdrawn` drops the rest.
  void withdraw(const std::vector<bool>& files, IsUnchanged is_unchanged);
  /// Gives back what `withdraw` took from the files `files[n] == true` and has not come again: their articles
  /// stay. For each such file the number of articles that would have gone, ascending by file.
  std::map<std::uint32_t, std::uint64_t> keep(const std::vector<bool>& files);
  /// Docids of withdrawn articles that have not come again; they are forgotten.
  std::vector<std::uint32_t> drop_withdrawn();
  /// Forgets articles and their captures.
  void remove(const std::vector<ArticleId>& ids);

  /// Groups all articles, when all have come and gone: CopyGroups::settle().
  void settle(const std::function<void(const Placed&)>& tell) { copies_.settle(tell); }
  /// Groups that an article of the index belongs to, as of settle().
  std::uint64_t groups() const { return copies_.groups(); }

  /// What is known now and was not before, after settle().
  void save(FactCollector& out) const;

  /// Some of the articles of a new index, whole groups of copies, under docids of their own.
  struct Part {
    CopyGroups::DocidOf docid;  ///< from the docid here; 0: not of the part
    std::uint32_t last_docid = 0;
  };
  /// The same for an index of that part.
  void save(FactCollector& out, const Part& part) const;

  /// Held by now.
  std::size_t memory_bytes() const;

 private:
  static constexpr std::int32_t kUnknownDay = Vote::kUnknownDay;
  static constexpr std::uint32_t kNone = HashSlots::kNone;
  struct Entry {
    std::uint64_t id = 0;
    std::uint64_t text = 0;
    std::uint32_t docid = 0;     ///< 0: not in the index any more
    std::uint32_t own_text = 0;  ///< in copies_
    std::int32_t captured = kUnknownDay;
    Vote stored;                         ///< what the stored article says of its day
    std::uint32_t last_capture = kNone;  ///< in captures_
    std::uint32_t number = 0;            ///< among all entries of the index
    bool withdrawn = false;
    bool is_known = false;    ///< there are facts about it
    bool is_changed = false;  ///< and they have changed
  };
  /// One record that was read of an article.
  struct Capture {
    std::uint32_t entry = 0;
    std::uint32_t file = 0;
    std::uint32_t text = 0;          ///< lower half of the hash
    std::uint32_t previous = kNone;  ///< of the same entry, in captures_
    Vote vote;
  };
  struct Saved;

  std::uint32_t find_entry(ArticleId id);
  std::uint32_t load_entry(std::uint32_t number);
  void load_twins(std::uint64_t key);
  void leave_text(Entry& entry);
  void save_entry(std::uint32_t entry, const CopyGroups::DocidOf& docid_of, FactCollector& out) const;
  void save(FactCollector& out, const CopyGroups::DocidOf& docid_of, std::uint32_t last_docid) const;
  std::uint32_t entry_of(ArticleId id);
  std::vector<std::uint32_t> twins_of(std::uint32_t entry, const Article& article, std::uint64_t key) const;
  bool join_twins(std::uint32_t entry, const Article& article, std::uint64_t key, Decision& decision);
  void join_title_alone(std::uint32_t entry, const Article& article, Decision& decision);
  void merge(std::uint32_t from, std::uint32_t into, Decision& decision);
  void add_capture(Capture capture);
  void link_captures();
  void forget_dead_twins();
  static void keep_best(std::unordered_map<std::uint32_t, Vote>& votes, const Capture& capture);
  Vote best_vote(std::uint32_t entry, std::uint64_t text, Vote best);

  std::shared_ptr<const FactTables> known_;  ///< may be null
  std::uint32_t known_entries_ = 0;
  std::uint32_t new_entries_ = 0;
  std::uint32_t last_docid_ = 0;
  std::vector<Entry> entries_;
  std::vector<Capture> captures_;
  std::vector<Capture> withdrawn_;
  /// Of entries with many captures, the best vote by text: a page that a crawler fetched every hour would
  /// else be walked through for each of its captures. Entries that are not in it are walked through.
  std::unordered_map<std::uint32_t, std::unordered_map<std::uint32_t, Vote>> best_votes_;
  CopyGroups copies_;
  TwinAddresses twins_;
  HashSlots by_id_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_number_;  ///< of known entries -> in entries_
  IsUnchanged is_unchanged_;
};

}  // namespace dateline::indexer
