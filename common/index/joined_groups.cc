#include "common/index/joined_groups.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "common/index/docid.h"
#include "common/index/schema.h"

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
  const std::size_t parts = databases.size();
  std::vector<Docid> bases;
  Docid last = 0;
  for (const Columns& own : columns) {
    bases.push_back(last);
    last += own.rows() > 0 ? own.rows() - 1 : 0;
  }
  const std::uint32_t rows = last + 1;
  const auto own_group = [&](std::size_t part, Docid docid) {
    const GroupNumber group = columns[part].number(NumberColumn::kGroup, docid);
    return bases[part] + (group != 0 && group < columns[part].rows() ? group : docid);
  };
  // Every article has a value of kConfidence, which tells it from a docid that is not used.
  const auto is_used = [&](std::size_t part, Docid docid) {
    return columns[part].ordinal(Facet::kConfidence, docid) != 0;
  };
  JoinedGroups out;
  each_common_term(databases, std::string(info(Field::kId).prefix), [&](const auto& docids) {
    bool known = false;
    for (std::size_t part = 0; part < parts; ++part) {
      if (docids[part] == 0 || docids[part] >= columns[part].rows()) continue;
      if (known) out.repeated.push_back(bases[part] + docids[part]);
      known = true;
    }
  });
  std::sort(out.repeated.begin(), out.repeated.end());

  Unions unions(rows);
  struct Named {
    std::uint64_t name;
    GroupNumber group;
    auto operator<=>(const Named&) const = default;
  };
  std::vector<Named> named;
  for (std::size_t part = 0; part < parts; ++part) {
    for (Docid docid = 1; docid < columns[part].rows(); ++docid) {
      if (is_used(part, docid)) named.push_back({columns[part].group_name(docid), own_group(part, docid)});
    }
  }
  std::sort(named.begin(), named.end());
  for (std::size_t i = 1; i < named.size(); ++i) {
    if (named[i].name == named[i - 1].name) unions.unite(named[i].group, named[i - 1].group);
  }
  out.groups.resize(rows);
  std::vector<std::uint32_t> first_of(rows);
  auto repeated = out.repeated.begin();
  for (std::size_t part = 0; part < parts; ++part) {
    for (Docid own = 1; own < columns[part].rows(); ++own) {
      const Docid docid = bases[part] + own;
      if (repeated != out.repeated.end() && *repeated == docid) {
        ++repeated;
        continue;
      }
      if (!is_used(part, own)) continue;
      std::uint32_t& first = first_of[unions.top(own_group(part, own))];
      if (first == 0) {
        first = docid;
        ++out.group_count;
      }
      out.groups[docid] = first;
    }
  }
  return out;
}

}  // namespace dateline::index
