#include "common/index/columns.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <utility>

#include "common/index/copies_column.h"

namespace dateline::index {

namespace {

bool is_stored(Facet facet) { return static_cast<std::size_t>(facet) < kStoredFacetCount; }

}  // namespace

/// The values of a facet over all parts.
struct Columns::Values {
  std::vector<std::string_view> values;  ///< each once, in byte order
  std::vector<std::uint64_t> articles;   ///< that have each of them and may be found
  /// By part: the ordinals of its own ordinals. Empty where they are the same.
  std::vector<std::vector<std::uint32_t>> ordinals;
  /// By docid: the ordinals of a facet that is not stored and has no lists.
  std::span<const std::uint32_t> by_docid;
  CopiesColumn copies;  ///< what the others point to where they are of kCopies

  std::uint32_t ordinal_of(Docid docid) const { return docid < by_docid.size() ? by_docid[docid] : 0; }
};

struct Columns::Made {
  std::mutex making;
  std::array<std::atomic<const Values*>, kFacetCount> values{};
  std::array<std::unique_ptr<const Values>, kFacetCount> owned;
  std::mutex making_history;
  MakeHistory make_history;
  std::atomic<const HistoryColumns*> history{};
  std::unique_ptr<const HistoryColumns> owned_history;
};

Columns::Columns() : made_(std::make_shared<Made>()) {}

Result<Columns> Columns::open(const std::filesystem::path& file) {
  Result<std::shared_ptr<const ColumnsFile>> opened = ColumnsFile::open(file);
  if (!opened) return fail(opened.error());
  return join({{std::move(*opened), 0}});
}

Result<Columns> Columns::join(const std::vector<Part>& parts, std::span<const Change> changes) {
  Columns out;
  for (const Part& part : parts) {
    Rows rows;
    rows.first = part.base + part.file->first();
    rows.count = part.file->rows();
    rows.file = part.file;
    rows.base = part.base;
    for (std::size_t i = 0; i < kNumberColumnCount; ++i)
      rows.numbers[i] = part.file->numbers(static_cast<NumberColumn>(i));
    if (rows.count > 0) out.last_ = rows.first + (rows.count - 1);
    if (rows.base > 0) {
      if (Status made = out.make_changeable(rows); !made) return fail(made.error());
      std::uint32_t* groups = rows.change[static_cast<std::size_t>(NumberColumn::kGroup)];
      for (std::uint32_t row = 0; row < rows.count; ++row) {
        if (groups[row] != 0) groups[row] += rows.base;
      }
    }
    out.rows_.push_back(std::move(rows));
  }
  std::vector<Docid> dead;
  for (const Change& change : changes) {
    if (change.is_dead()) {
      dead.push_back(change.docid);
      continue;
    }
    Status status;
    Rows* rows = out.changeable(change.docid, status);
    if (!status) return fail(status.error());
    if (rows == nullptr) continue;
    const Docid row = change.docid - rows->first;
    rows->change[static_cast<std::size_t>(NumberColumn::kCaptures)][row] = change.captures;
    rows->change[static_cast<std::size_t>(NumberColumn::kFirstCaptured)][row] = change.first_captured;
    if (change.group == 0) continue;
    rows->change[static_cast<std::size_t>(NumberColumn::kGroup)][row] = change.group + rows->base;
    rows->change[static_cast<std::size_t>(NumberColumn::kGroupNameLow)][row] =
        static_cast<std::uint32_t>(change.group_name);
    rows->change[static_cast<std::size_t>(NumberColumn::kGroupNameHigh)][row] =
        static_cast<std::uint32_t>(change.group_name >> 32);
  }
  if (Status left = out.leave_out(dead); !left) return fail(left.error());
  return out;
}

Status Columns::make_changeable(Rows& rows) {
  if (rows.own) return {};
  Result<ColumnsFile::Changeable> made = rows.file->changeable();
  if (!made) return fail(made.error());
  rows.own = std::move(made->owner);
  rows.change = made->numbers;
  for (std::size_t i = 0; i < kNumberColumnCount; ++i) rows.numbers[i] = rows.change[i];
  return {};
}

/// Null where no part has the docid.
Columns::Rows* Columns::changeable(Docid docid, Status& status) {
  auto* rows = const_cast<Rows*>(rows_of(docid));
  if (rows != nullptr) status = make_changeable(*rows);
  return rows;
}

Status Columns::leave_out(std::span<const Docid> docids) {
  const std::size_t before = left_out_.size();
  for (const Docid docid : docids) {
    Status status;
    Rows* rows = changeable(docid, status);
    if (!status) return status;
    if (rows == nullptr) continue;
    rows->change[static_cast<std::size_t>(NumberColumn::kGroup)][docid - rows->first] = 0;
    left_out_.push_back(docid);
  }
  std::inplace_merge(left_out_.begin(), left_out_.begin() + static_cast<std::ptrdiff_t>(before),
                     left_out_.end());
  return {};
}

Status Columns::rename_groups(const std::unordered_map<GroupNumber, GroupNumber>& names) {
  if (names.empty()) return {};
  for (Rows& rows : rows_) {
    const std::uint32_t* groups = rows.numbers[static_cast<std::size_t>(NumberColumn::kGroup)];
    for (std::uint32_t row = 0; row < rows.count; ++row) {
      const auto other = names.find(groups[row]);
      if (other == names.end()) continue;
      if (Status made = make_changeable(rows); !made) return made;
      groups = rows.change[static_cast<std::size_t>(NumberColumn::kGroup)];
      rows.change[static_cast<std::size_t>(NumberColumn::kGroup)][row] = other->second;
    }
  }
  return {};
}

const Columns::Values& Columns::values(Facet facet) const {
  const auto i = static_cast<std::size_t>(facet);
  if (const Values* known = made_->values[i].load(std::memory_order_acquire)) return *known;
  const std::lock_guard lock(made_->making);
  if (!made_->owned[i]) {
    made_->owned[i] = std::make_unique<const Values>(is_stored(facet)          ? join_values(facet)
                                                     : facet == Facet::kCopies ? join_copies()
                                                                               : values_of_history(facet));
    made_->values[i].store(made_->owned[i].get(), std::memory_order_release);
  }
  return *made_->owned[i];
}

Columns::Values Columns::join_values(Facet facet) const {
  // By part and own ordinal: articles that have the value and may be found.
  std::vector<std::vector<std::uint32_t>> living;
  auto left_out = left_out_.begin();
  bool all = true;
  for (const Rows& rows : rows_) {
    std::vector<std::uint32_t>& own = living.emplace_back(rows.file->value_count(facet) + 1);
    for (std::uint32_t i = 1; i < own.size(); ++i) own[i] = rows.file->articles(facet, i);
    const auto lose = [&own](std::uint32_t ordinal) {
      if (ordinal < own.size() && own[ordinal] > 0) --own[ordinal];
    };
    for (; left_out != left_out_.end() && *left_out - rows.first < rows.count; ++left_out) {
      const std::uint32_t row = *left_out - rows.first;
      if (facet != Facet::kFlag) {
        lose(rows.file->ordinal(facet, row));
      } else {
        for (const std::uint32_t flag : rows.file->flags(row)) lose(flag);
      }
    }
    all = all && std::find(own.begin() + 1, own.end(), 0U) == own.end();
  }
  Values out;
  if (rows_.size() == 1 && all) {
    const ColumnsFile& file = *rows_.front().file;
    for (std::uint32_t i = 1; i <= file.value_count(facet); ++i) {
      out.values.push_back(file.value(facet, i));
      out.articles.push_back(living.front()[i]);
    }
    return out;
  }
  for (std::size_t part = 0; part < rows_.size(); ++part) {
    for (std::uint32_t i = 1; i < living[part].size(); ++i) {
      if (living[part][i] > 0) out.values.push_back(rows_[part].file->value(facet, i));
    }
  }
  std::sort(out.values.begin(), out.values.end());
  out.values.erase(std::unique(out.values.begin(), out.values.end()), out.values.end());
  out.articles.resize(out.values.size());
  for (std::size_t part = 0; part < rows_.size(); ++part) {
    std::vector<std::uint32_t>& ordinals = out.ordinals.emplace_back(living[part].size());
    auto at = out.values.begin();  // both are in byte order
    for (std::uint32_t i = 1; i < living[part].size(); ++i) {
      if (living[part][i] == 0) continue;
      at = std::lower_bound(at, out.values.end(), rows_[part].file->value(facet, i));
      ordinals[i] = static_cast<std::uint32_t>(at - out.values.begin()) + 1;
      out.articles[ordinals[i] - 1] += living[part][i];
    }
  }
  return out;
}

/// Not those of the parts: an article may have copies in another one.
Columns::Values Columns::join_copies() const {
  std::vector<GroupNumber> groups(std::size_t{last_} + 1);
  for (const Rows& rows : rows_) {
    const std::uint32_t* own = rows.numbers[static_cast<std::size_t>(NumberColumn::kGroup)];
    std::copy(own, own + rows.count, groups.begin() + rows.first);
  }
  Values out;
  out.copies = copies_column(groups);
  out.values.assign(out.copies.values.begin(), out.copies.values.end());
  out.articles.resize(out.values.size());
  out.by_docid = out.copies.ordinals;
  for (const std::uint32_t ordinal : out.by_docid) {
    if (ordinal != 0) ++out.articles[ordinal - 1];
  }
  return out;
}

void Columns::use_history(MakeHistory make) const {
  const std::lock_guard lock(made_->making_history);
  made_->make_history = std::move(make);
}

const HistoryColumns& Columns::history() const {
  if (const HistoryColumns* known = made_->history.load(std::memory_order_acquire)) return *known;
  const std::lock_guard lock(made_->making_history);
  if (!made_->owned_history) {
    made_->owned_history = std::make_unique<const HistoryColumns>(
        made_->make_history ? made_->make_history(*this) : HistoryColumns());
    made_->history.store(made_->owned_history.get(), std::memory_order_release);
  }
  return *made_->owned_history;
}

Columns::Values Columns::values_of_history(Facet facet) const {
  const HistoryColumns& known = history();
  const bool fate = facet == Facet::kFate;
  const std::vector<std::string>& values = fate ? known.fates : known.edits;
  Values out;
  out.values.assign(values.begin(), values.end());
  out.articles.resize(values.size());
  if (fate) out.by_docid = known.fate;
  for (const std::uint32_t ordinal : fate ? known.fate : known.edit_lists) {
    if (ordinal != 0) ++out.articles[ordinal - 1];
  }
  return out;
}

std::uint32_t Columns::value_count(Facet facet) const {
  return static_cast<std::uint32_t>(values(facet).values.size());
}

std::string_view Columns::value(Facet facet, std::uint32_t ordinal) const {
  const std::vector<std::string_view>& all = values(facet).values;
  return ordinal == 0 || ordinal > all.size() ? std::string_view() : all[ordinal - 1];
}

std::uint64_t Columns::articles(Facet facet, std::uint32_t ordinal) const {
  const std::vector<std::uint64_t>& all = values(facet).articles;
  return ordinal == 0 || ordinal > all.size() ? 0 : all[ordinal - 1];
}

std::uint32_t Columns::find(Facet facet, std::string_view value) const {
  const std::vector<std::string_view>& all = values(facet).values;
  const auto at = std::lower_bound(all.begin(), all.end(), value);
  return at != all.end() && *at == value ? static_cast<std::uint32_t>(at - all.begin()) + 1 : 0;
}

std::uint32_t Columns::ordinal(Facet facet, Docid docid) const {
  const Rows* rows = rows_of(docid);
  if (rows == nullptr || has_lists(facet)) return 0;
  const Values& joined = values(facet);
  if (!is_stored(facet)) return joined.ordinal_of(docid);
  const std::uint32_t own = rows->file->ordinal(facet, docid - rows->first);
  return joined.ordinals.empty() ? own : joined.ordinals[static_cast<std::size_t>(rows - rows_.data())][own];
}

FlagList Columns::list(Facet facet, Docid docid) const {
  if (facet == Facet::kEdit) {
    const HistoryColumns& known = history();
    if (docid == 0 || docid >= known.edit_ends.size()) return {};
    const std::uint32_t begin = known.edit_ends[docid - 1];
    return {std::span(known.edit_lists).subspan(begin, known.edit_ends[docid] - begin), {}};
  }
  const Rows* rows = rows_of(docid);
  if (rows == nullptr) return {};
  const std::span<const std::uint32_t> own = rows->file->flags(docid - rows->first);
  const Values& joined = values(Facet::kFlag);
  if (joined.ordinals.empty()) return {own, {}};
  return {own, joined.ordinals[static_cast<std::size_t>(rows - rows_.data())]};
}

std::uint64_t Columns::group_name(Docid docid) const {
  return number(NumberColumn::kGroupNameLow, docid) |
         std::uint64_t{number(NumberColumn::kGroupNameHigh, docid)} << 32;
}

ArticleId Columns::id(Docid docid) const {
  return {number(NumberColumn::kIdLow, docid) | std::uint64_t{number(NumberColumn::kIdHigh, docid)} << 32};
}

void Columns::count(Facet facet, std::span<const Docid> docids, std::vector<std::uint64_t>& counts) const {
  const Values& joined = values(facet);
  counts.resize(joined.values.size() + 1);
  if (!is_stored(facet)) {
    for (const Docid docid : docids) {
      if (!has_lists(facet)) {
        ++counts[joined.ordinal_of(docid)];
        continue;
      }
      const FlagList list = this->list(facet, docid);
      if (list.empty()) ++counts[0];
      for (const std::uint32_t ordinal : list) ++counts[ordinal];
    }
    return;
  }
  std::vector<std::uint64_t> own;
  for (std::size_t part = 0; part < rows_.size() && !docids.empty(); ++part) {
    const Rows& rows = rows_[part];
    std::size_t before = 0;
    while (before < docids.size() && docids[before] < rows.first) ++before;  // in a gap, or 0
    counts[0] += before;
    docids = docids.subspan(before);
    const auto end = std::lower_bound(docids.begin(), docids.end(), std::uint64_t{rows.first} + rows.count);
    const std::span<const Docid> here = docids.first(static_cast<std::size_t>(end - docids.begin()));
    docids = docids.subspan(here.size());
    if (here.empty()) continue;
    if (joined.ordinals.empty()) {
      rows.file->count(facet, here, rows.first, counts);
      continue;
    }
    const std::vector<std::uint32_t>& ordinals = joined.ordinals[part];
    own.assign(ordinals.size(), 0);
    rows.file->count(facet, here, rows.first, own);
    for (std::size_t n = 0; n < ordinals.size(); ++n) counts[ordinals[n]] += own[n];
  }
  counts[0] += docids.size();
}

std::vector<Columns::OtherId> Columns::other_ids() const {
  std::vector<OtherId> out;
  for (const Rows& rows : rows_) {
    for (const ColumnsFile::OtherId& other : rows.file->other_ids()) {
      const Docid docid = rows.first + other.row;
      if (other.row < rows.count && is_living(docid)) out.push_back({docid, other.id});
    }
  }
  return out;
}

Status Columns::verify() const {
  for (const Rows& rows : rows_) {
    if (const Status verified = rows.file->verify(); !verified) return verified;
  }
  return {};
}

}  // namespace dateline::index
