#include "common/index/joined_groups.h"

#include <algorithm>

namespace dateline::index {
namespace {

/// Docids from `first` to `last` are those of one index.
struct Interval {
  Docid first = 1;
  Docid last = 0;
  std::uint64_t size() const { return std::uint64_t{last} + 1 - first; }
};

/// Numbers of 64 bits that more than one index has, found by keeping those of all but the largest. `Value` is
/// what is known of a number.
template <class Value>
using Known = std::unordered_map<std::uint64_t, Value>;

class Joiner {
 public:
  Joiner(const Columns& columns, std::span<const Docid> last_docids) : columns_(columns) {
    Docid before = 0;
    for (const Docid last : last_docids) {
      indexes_.push_back({before + 1, last});
      before = last;
    }
    largest_ = static_cast<std::size_t>(
        std::max_element(indexes_.begin(), indexes_.end(),
                         [](const Interval& a, const Interval& b) { return a.size() < b.size(); }) -
        indexes_.begin());
    for (const Columns::OtherId& other : columns.other_ids()) other_ids_.emplace(other.docid, other.id);
  }

  JoinedGroups join() {
    JoinedGroups out;
    find_repeated(out);
    find_groups(out);
    return out;
  }

 private:
  template <class Visit>
  void each_living(const Interval& index, Visit visit) const {
    for (Docid docid = index.first; docid <= index.last; ++docid) {
      if (columns_.is_living(docid)) visit(docid);
    }
  }
  template <class Visit>
  void each_id(Docid docid, Visit visit) const {
    visit(columns_.id(docid).value);
    for (auto [other, end] = other_ids_.equal_range(docid); other != end; ++other) visit(other->second.value);
  }

  /// An id belongs to the first index that has it; an article with an id of an earlier index is repeated.
  void find_repeated(JoinedGroups& out) const {
    Known<std::size_t> first_index;
    for (std::size_t i = 0; i < indexes_.size(); ++i) {
      if (i == largest_) continue;
      each_living(indexes_[i], [&](Docid docid) {
        each_id(docid, [&](std::uint64_t id) { first_index.try_emplace(id, i); });
      });
    }
    const auto add_where_earlier = [&](std::size_t index, Docid docid) {
      bool earlier = false;
      each_id(docid, [&](std::uint64_t id) {
        const auto known = first_index.find(id);
        if (known == first_index.end()) return;
        if (known->second < index) earlier = true;
        known->second = std::min(known->second, index);
      });
      if (earlier) out.repeated.push_back(docid);
    };
    // The largest first: it may be the first that has an id of the others.
    each_living(indexes_[largest_], [&](Docid docid) { add_where_earlier(largest_, docid); });
    for (std::size_t i = 0; i < indexes_.size(); ++i) {
      if (i != largest_) each_living(indexes_[i], [&](Docid docid) { add_where_earlier(i, docid); });
    }
    std::sort(out.repeated.begin(), out.repeated.end());
  }

  /// Groups of one name get the lowest of their numbers.
  void find_groups(JoinedGroups& out) const {
    Known<GroupNumber> lowest;
    const auto each_group = [&](std::size_t i, auto visit) {
      GroupNumber previous = 0;
      each_living(indexes_[i], [&](Docid docid) {
        const GroupNumber group = columns_.number(NumberColumn::kGroup, docid);
        if (group == previous) return;
        previous = group;
        visit(columns_.group_name(docid), group);
      });
    };
    for (std::size_t i = 0; i < indexes_.size(); ++i) {
      if (i == largest_) continue;
      each_group(i, [&](std::uint64_t name, GroupNumber group) {
        GroupNumber& least = lowest.try_emplace(name, group).first->second;
        least = std::min(least, group);
      });
    }
    each_group(largest_, [&](std::uint64_t name, GroupNumber group) {
      const auto known = lowest.find(name);
      if (known != lowest.end()) known->second = std::min(known->second, group);
    });
    for (std::size_t i = 0; i < indexes_.size(); ++i) {
      each_group(i, [&](std::uint64_t name, GroupNumber group) {
        const auto known = lowest.find(name);
        if (known != lowest.end() && known->second != group) out.other_names.emplace(group, known->second);
      });
    }
  }

  const Columns& columns_;
  std::vector<Interval> indexes_;
  std::size_t largest_ = 0;
  std::unordered_multimap<Docid, ArticleId> other_ids_;
};

}  // namespace

JoinedGroups join_groups(const Columns& columns, std::span<const Docid> last_docids) {
  return Joiner(columns, last_docids).join();
}

std::uint64_t count_groups(const Columns& columns) {
  std::vector<bool> seen(std::size_t{columns.last_docid()} + 1);
  std::uint64_t groups = 0;
  for (Docid docid = 1; docid <= columns.last_docid(); ++docid) {
    const GroupNumber group = columns.number(NumberColumn::kGroup, docid);
    if (group == 0 || group >= seen.size() || seen[group]) continue;
    seen[group] = true;
    ++groups;
  }
  return groups;
}

}  // namespace dateline::index
