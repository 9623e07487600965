#include "searcher/remote/lookups.h"

#include <algorithm>
#include <utility>

#include "common/index/word_forms.h"
#include "searcher/remote/asking.h"
#include "searcher/search/xapian_query.h"

namespace dateline::remote {
namespace {

constexpr std::size_t kMaxKnown = 30'000;
/// While it is not known, a term is taken for one that a few articles have: so a plan asks for what it will
/// need, and not for what it would try in place of a word that is not there.
constexpr std::uint64_t kSome = 1;

/// Words that a shard says have a stem.
std::vector<std::string> sound_words(const std::string& bytes) {
  std::vector<std::string> out;
  for (const std::string_view word : index::decode_forms(bytes)) {
    if (out.size() == SizeLimits::kWordsOfStem) break;
    out.emplace_back(word);
  }
  return out;
}

/// Articles of one shard that have each of the terms: the statistics of a query that has them all, which is
/// not run.
std::vector<std::uint64_t> frequencies_in(const Xapian::Database& database,
                                          const std::vector<std::string>& terms) {
  std::vector<std::uint64_t> out;
  if (terms.empty()) return out;
  Xapian::Enquire enquire =
      unweighted(database, Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
  const Xapian::MSet none = enquire.get_mset(0, 0, Xapian::doccount{0});
  for (const std::string& term : terms) out.push_back(none.get_termfreq(term));
  return out;
}

}  // namespace

std::uint64_t Lookups::frequency(const std::string& term) const {
  if (const auto known = frequencies_.find(term); known != frequencies_.end()) return known->second;
  terms_wanted_.insert(term);
  return kSome;
}

std::vector<std::string> Lookups::words_of_stem(std::string_view stem) const {
  if (const auto known = words_.find(std::string(stem)); known != words_.end()) return known->second;
  stems_wanted_.emplace(stem);
  return {};
}

std::uint64_t Lookups::count(const query::PlanNode& node) const {
  std::string text = query::dump(node);
  if (const auto known = counts_.find(text); known != counts_.end()) return known->second;
  nodes_wanted_.emplace(std::move(text), node);
  return 0;
}

std::vector<Status> Lookups::fetch(const ShardSet& shards, const index::Terms& terms) {
  const std::vector<std::string> wanted(terms_wanted_.begin(), terms_wanted_.end());
  const std::vector<std::string> stems(stems_wanted_.begin(), stems_wanted_.end());
  const std::map<std::string, query::PlanNode> nodes = std::exchange(nodes_wanted_, {});
  terms_wanted_.clear();
  stems_wanted_.clear();
  struct Brought {
    std::vector<std::uint64_t> frequencies;
    std::vector<std::vector<std::string>> words;
  };
  std::vector<Brought> brought(shards.shards().size());
  std::vector<Status> done(brought.size());
  if (!wanted.empty() || !stems.empty()) {
    // Each stem is a journey, and so is each term, but all terms together are two. They go over different
    // connections.
    std::vector<ShardSet::Errand> errands;
    for (std::size_t shard = 0; shard < brought.size(); ++shard) {
      const std::size_t lines = shards.shards()[shard].more.size() + 1;
      std::size_t line = 0;
      if ((wanted.size() + stems.size() + lines - 1) / lines < 2 + stems.size() / lines) {
        brought[shard].frequencies.resize(wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
          errands.push_back({shard, line++, [&, shard, i](const Xapian::Database& database) {
                               brought[shard].frequencies[i] = database.get_termfreq(wanted[i]);
                             }});
        }
      } else if (!wanted.empty()) {
        errands.push_back({shard, line++, [&, shard](const Xapian::Database& database) {
                             brought[shard].frequencies = frequencies_in(database, wanted);
                           }});
      }
      brought[shard].words.resize(stems.size());
      for (std::size_t i = 0; i < stems.size(); ++i) {
        errands.push_back({shard, line++, [&, shard, i](const Xapian::Database& database) {
                             brought[shard].words[i] =
                                 sound_words(database.get_metadata(index::forms_key(stems[i])));
                           }});
      }
    }
    done = shards.run(errands);
  }
  if (std::any_of(done.begin(), done.end(), [](const Status& status) { return !status; })) return done;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::uint64_t sum = 0;
    for (const Brought& of_shard : brought) sum += of_shard.frequencies[i];
    frequencies_[wanted[i]] = sum;
  }
  for (std::size_t i = 0; i < stems.size(); ++i) {
    std::vector<std::string>& words = words_[stems[i]];
    for (Brought& of_shard : brought)
      words.insert(words.end(), of_shard.words[i].begin(), of_shard.words[i].end());
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
  }
  for (const auto& [text, node] : nodes) {
    const Xapian::Query query = search::to_xapian(node, terms);
    if (!terms_wanted_.empty() || !stems_wanted_.empty()) break;  // the next plan asks again
    counts_[text] = count_articles(terms.databases().all(), query);
  }
  return done;
}

void Lookups::make_room() {
  if (frequencies_.size() > kMaxKnown) frequencies_.clear();
  if (words_.size() > kMaxKnown) words_.clear();
  if (counts_.size() > kMaxKnown) counts_.clear();
}

}  // namespace dateline::remote
