#include "indexer/identity/registry.h"

#include <utility>

#include "common/index/article_id.h"
#include "common/index/bytes.h"

namespace dateline::indexer {
namespace {

constexpr std::uint64_t kTotalsOfArticles = 0;

void write(const Vote& vote, index::ByteWriter& out) {
  out.signed_number(vote.day);
  out.signed_number(vote.captured);
  out.byte(static_cast<std::uint8_t>(vote.precision));
  out.byte(static_cast<std::uint8_t>(vote.confidence));
  out.byte(vote.by);
  out.byte(vote.support);
}

Vote read_vote(index::ByteReader& in) {
  Vote vote;
  vote.day = static_cast<std::int32_t>(in.signed_number());
  vote.captured = static_cast<std::int32_t>(in.signed_number());
  vote.precision = static_cast<dates::Precision>(in.byte());
  vote.confidence = static_cast<dates::Confidence>(in.byte());
  vote.by = in.byte();
  vote.support = in.byte();
  return vote;
}

}  // namespace

Registry::Registry(std::shared_ptr<const FactTables> known) : known_(std::move(known)) {
  CopyGroups::Totals totals;
  if (const auto bytes = known_->bytes(FactKind::kTotals, kTotalsOfArticles)) {
    index::ByteReader in(*bytes);
    last_docid_ = static_cast<std::uint32_t>(in.number());
    known_entries_ = static_cast<std::uint32_t>(in.number());
    totals.texts = static_cast<std::uint32_t>(in.number());
    totals.groups = in.number();
  }
  copies_ = CopyGroups(known_, totals);
}

/// What is saved of an entry and its captures.
struct Registry::Saved {
  Entry entry;
  std::uint32_t own_text = 0;  ///< its number
  std::vector<Capture> captures;
  static Saved read(index::ByteReader& in);
};

Registry::Saved Registry::Saved::read(index::ByteReader& in) {
  Saved out;
  out.entry.id = in.fixed<std::uint64_t>();
  out.entry.text = in.fixed<std::uint64_t>();
  out.entry.docid = static_cast<std::uint32_t>(in.number());
  out.own_text = static_cast<std::uint32_t>(in.number());
  out.entry.captured = static_cast<std::int32_t>(in.signed_number());
  out.entry.stored = read_vote(in);
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    Capture& capture = out.captures.emplace_back();
    capture.file = static_cast<std::uint32_t>(in.number());
    capture.text = in.fixed<std::uint32_t>();
    capture.vote = read_vote(in);
  }
  return out;
}

/// The place of a known entry, read when it is not here yet. kNone where it is no more.
std::uint32_t Registry::load_entry(std::uint32_t number) {
  if (const auto here = by_number_.find(number); here != by_number_.end()) return here->second;
  const auto bytes = known_->bytes(FactKind::kEntry, number);
  if (!bytes) return kNone;
  index::ByteReader in(*bytes);
  Saved saved = Saved::read(in);
  Entry& entry = saved.entry;
  entry.number = number;
  entry.is_known = true;
  entry.own_text = copies_.load(saved.own_text);
  if (!in.ok() || entry.own_text == kNone) return kNone;
  const auto place = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(entry);
  by_number_.emplace(number, place);
  by_id_.insert(entry.id, place, [&](std::uint32_t i) { return entries_[i].id; });
  for (Capture& capture : saved.captures) {
    capture.entry = place;
    add_capture(capture);
  }
  twins_.load(place, in);
  entries_[place].is_changed = false;
  return place;
}

void Registry::load_twins(std::uint64_t key) {
  if (!known_) return;
  for (const std::uint32_t number : known_->values(FactKind::kEntryOfTwin, key)) load_entry(number);
}

void Registry::save_entry(std::uint32_t place, const CopyGroups::DocidOf& docid_of,
                          FactCollector& out) const {
  const Entry& entry = entries_[place];
  if (entry.docid == 0) {
    if (entry.is_known) out.add(FactKind::kEntry, entry.number, std::string_view());
    return;
  }
  const std::uint32_t docid = docid_of ? docid_of(entry.docid) : entry.docid;
  if (docid == 0) return;
  index::ByteWriter bytes;
  bytes.fixed(entry.id);
  bytes.fixed(entry.text);
  bytes.number(docid);
  bytes.number(copies_.number(entry.own_text));
  bytes.signed_number(entry.captured);
  write(entry.stored, bytes);
  std::vector<std::uint32_t> captures;
  for (std::uint32_t i = entry.last_capture; i != kNone; i = captures_[i].previous) captures.push_back(i);
  bytes.number(captures.size());
  for (auto i = captures.rbegin(); i != captures.rend(); ++i) {
    bytes.number(captures_[*i].file);
    bytes.fixed(captures_[*i].text);
    write(captures_[*i].vote, bytes);
    out.add(FactKind::kEntryOfFile, captures_[*i].file, entry.number);
  }
  twins_.save(place, bytes);
  out.add(FactKind::kEntry, entry.number, bytes.str());
  out.add(FactKind::kEntryOfId, entry.id, entry.number);
  if (twins_.addresses(place).size() > 1) {
    for (const std::string& url : twins_.addresses(place))
      out.add(FactKind::kEntryOfId, index::address_id(url).value, entry.number);
  }
  for (const std::uint64_t key : twins_.keys(place)) out.add(FactKind::kEntryOfTwin, key, entry.number);
}

void Registry::save(FactCollector& out) const { save(out, {}, last_docid_); }
void Registry::save(FactCollector& out, const Part& part) const { save(out, part.docid, part.last_docid); }

void Registry::save(FactCollector& out, const CopyGroups::DocidOf& docid_of, std::uint32_t last_docid) const {
  for (std::uint32_t place = 0; place < entries_.size(); ++place) {
    if (entries_[place].is_changed) save_entry(place, docid_of, out);
  }
  copies_.save(docid_of, out);
  const CopyGroups::Totals copies = copies_.totals(docid_of);
  index::ByteWriter totals;
  totals.number(last_docid);
  totals.number(known_entries_ + new_entries_);
  totals.number(copies.texts);
  totals.number(copies.groups);
  out.add(FactKind::kTotals, kTotalsOfArticles, totals.str());
}

std::vector<Registry::Captures> Registry::all_captures(const FactTables& known) {
  std::vector<Captures> out;
  for_each_blob(known, FactKind::kEntry, [&](std::string_view bytes) {
    index::ByteReader in(bytes);
    const Saved saved = Saved::read(in);
    Captures& article = out.emplace_back();
    article.docid = saved.entry.docid;
    article.id.value = saved.entry.id;
    article.count = static_cast<std::uint32_t>(saved.captures.size());
    std::int32_t first = kUnknownDay;
    for (const Capture& capture : saved.captures) first = earlier(first, capture.vote.captured);
    article.first = day_of(first);
  });
  return out;
}

}  // namespace dateline::indexer
