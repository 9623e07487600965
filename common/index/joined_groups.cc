#include "common/index/joined_groups.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "common/index/schema.h"
#include "common/index/shard_docids.h"

namespace dateline::index {
namespace {

using Databases = std::span<const Xapian::Database>;

/// Calls visit(first docids of a term in each database, 0 where it has none) for each term that begins with
/// `prefix` and stands in more than one of them.
template <class Visit>
void each_common_term(Databases databases, const std::string& prefix, Visit visit) {
  struct Walk {
    Xapian::TermIterator at;
    Xapian::TermIterator end;
    std::string term;
  };
  std::vector<Walk> walks;
  for (const Xapian::Database& database : databases) {
    Walk& walk = walks.emplace_back(
        Walk{database.allterms_begin(prefix), database.allterms_end(prefix), std::string()});
    if (walk.at != walk.end) walk.term = *walk.at;
  }
  std::vector<Xapian::docid> docids(databases.size());
  for (;;) {
    const Walk* least = nullptr;
    for (const Walk& walk : walks) {
      if (walk.at != walk.end && (least == nullptr || walk.term < least->term)) least = &walk;
    }
    if (least == nullptr) return;
    const std::string term = least->term;
    const auto has_term = [&](const Walk& walk) { return walk.at != walk.end && walk.term == term; };
    if (std::count_if(walks.begin(), walks.end(), has_term) > 1) {
      for (std::size_t i = 0; i < walks.size(); ++i) {
        docids[i] = has_term(walks[i]) ? *databases[i].postlist_begin(term) : 0;
      }
      visit(docids);
    }
    for (Walk& walk : walks) {
      if (!has_term(walk)) continue;
      if (++walk.at != walk.end) walk.term = *walk.at;
    }
  }
}

/// Sets that grow together, by numbers.
class Unions {
 public:
  explicit Unions(std::size_t size) : above_(size) { std::iota(above_.begin(), above_.end(), 0); }
  std::uint32_t top(std::uint32_t i) {
    while (above_[i] != i) i = above_[i] = above_[above_[i]];
    return i;
  }
  void unite(std::uint32_t a, std::uint32_t b) { above_[top(a)] = top(b); }

 private:
  std::vector<std::uint32_t> above_;
};

}  // namespace

JoinedGroups join_groups(Databases databases, std::span<const Columns> columns) {
  const std::size_t shards = databases.size();
  std::uint32_t rows = 1;
  for (std::size_t shard = 0; shard < shards; ++shard) {
    if (columns[shard].rows() > 1)
      rows = std::max(rows, joined_docid(columns[shard].rows() - 1, shard, shards) + 1);
  }
  const auto own_group = [&](std::size_t shard, std::uint32_t docid) {
    const std::uint32_t group = columns[shard].number(NumberColumn::kGroup, docid);
    return joined_docid(group != 0 && group < columns[shard].rows() ? group : docid, shard, shards);
  };
  // Every article has a value of kConfidence, which tells it from a docid that is not used.
  const auto is_used = [&](std::size_t shard, std::uint32_t docid) {
    return columns[shard].ordinal(Facet::kConfidence, docid) != 0;
  };
  JoinedGroups out;
  each_common_term(databases, std::string(info(Field::kId).prefix), [&](const auto& docids) {
    bool known = false;
    for (std::size_t shard = 0; shard < shards; ++shard) {
      if (docids[shard] == 0 || docids[shard] >= columns[shard].rows()) continue;
      if (known) out.repeated.push_back(joined_docid(docids[shard], shard, shards));
      known = true;
    }
  });
  std::sort(out.repeated.begin(), out.repeated.end());

  Unions unions(rows);
  struct Named {
    std::uint64_t name;
    std::uint32_t group;
    auto operator<=>(const Named&) const = default;
  };
  std::vector<Named> named;
  for (std::size_t shard = 0; shard < shards; ++shard) {
    for (std::uint32_t docid = 1; docid < columns[shard].rows(); ++docid) {
      if (is_used(shard, docid)) named.push_back({columns[shard].group_name(docid), own_group(shard, docid)});
    }
  }
  std::sort(named.begin(), named.end());
  for (std::size_t i = 1; i < named.size(); ++i) {
    if (named[i].name == named[i - 1].name) unions.unite(named[i].group, named[i - 1].group);
  }
  out.groups.resize(rows);
  std::vector<std::uint32_t> first_of(rows);
  auto repeated = out.repeated.begin();
  for (std::uint32_t docid = 1; docid < rows; ++docid) {
    if (repeated != out.repeated.end() && *repeated == docid) {
      ++repeated;
      continue;
    }
    const std::size_t shard = shard_of(docid, shards);
    const std::uint32_t own = docid_within(docid, shards);
    if (own >= columns[shard].rows() || !is_used(shard, own)) continue;
    std::uint32_t& first = first_of[unions.top(own_group(shard, own))];
    if (first == 0) {
      first = docid;
      ++out.group_count;
    }
    out.groups[docid] = first;
  }
  return out;
}

}  // namespace dateline::index
