#include "indexer/identity/registry.h"

#include <utility>

#include "common/index/article_id.h"
#include "common/index/bytes.h"

namespace dateline::indexer {
namespace {

constexpr std::uint64_t kTotalsOfArticles = 0;

void write(const Fingerprint& text, index::ByteWriter& out) {
  for (const std::uint64_t bits : text.plain) out.fixed(bits);
  out.fixed(text.facts);
  for (const std::uint32_t least : text.minima) out.fixed(least);
  out.number(text.bytes);
  out.number(text.plain_words);
  out.number(text.fact_words);
  out.fixed(text.title);
  for (const std::uint16_t word : text.title_words) out.number(word);
  out.signed_number(text.day);
}

Fingerprint read_fingerprint(index::ByteReader& in) {
  Fingerprint text;
  for (std::uint64_t& bits : text.plain) bits = in.fixed<std::uint64_t>();
  text.facts = in.fixed<std::uint64_t>();
  for (std::uint32_t& least : text.minima) least = in.fixed<std::uint32_t>();
  text.bytes = static_cast<std::uint32_t>(in.number());
  text.plain_words = static_cast<std::uint16_t>(in.number());
  text.fact_words = static_cast<std::uint16_t>(in.number());
  text.title = in.fixed<std::uint32_t>();
  for (std::uint16_t& word : text.title_words) word = static_cast<std::uint16_t>(in.number());
  text.day = static_cast<std::int32_t>(in.signed_number());
  return text;
}

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

/// What the known texts of an index are to the search for near ones.
class Registry::KnownTexts final : public EarlierTexts {
 public:
  explicit KnownTexts(std::shared_ptr<const FactTables> known) : known_(std::move(known)) {}
  std::vector<std::uint32_t> with_key(std::uint32_t key) override {
    return known_->values(FactKind::kGroupNear, key);
  }
  std::optional<Fingerprint> text(std::uint32_t number) override {
    const auto bytes = known_->bytes(FactKind::kLeader, number);
    if (!bytes) return std::nullopt;
    index::ByteReader in(*bytes);
    const Fingerprint text = read_fingerprint(in);
    if (!in.ok()) return std::nullopt;
    return text;
  }

 private:
  std::shared_ptr<const FactTables> known_;
};

Registry::Registry() = default;
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;
Registry::~Registry() = default;

Registry::Registry(std::shared_ptr<const FactTables> known) : known_(std::move(known)) {
  if (const auto bytes = known_->bytes(FactKind::kTotals, kTotalsOfArticles)) {
    index::ByteReader in(*bytes);
    last_docid_ = static_cast<std::uint32_t>(in.number());
    known_entries_ = static_cast<std::uint32_t>(in.number());
    living_groups_ = in.number();
  }
  known_texts_ = std::make_unique<KnownTexts>(known_);
  near_.set_earlier(known_texts_.get());
}

/// What is saved of an entry and its captures.
struct Registry::Saved {
  Entry entry;
  std::uint32_t group = 0;  ///< docid of its first article
  std::vector<Capture> captures;
  static Saved read(index::ByteReader& in);
};

Registry::Saved Registry::Saved::read(index::ByteReader& in) {
  Saved out;
  out.entry.id = in.fixed<std::uint64_t>();
  out.entry.text = in.fixed<std::uint64_t>();
  out.entry.docid = static_cast<std::uint32_t>(in.number());
  out.group = static_cast<std::uint32_t>(in.number());
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
  entry.group = load_group(saved.group);
  if (!in.ok() || entry.group == kNone) return kNone;
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

/// kNone where no article of the group is left.
std::uint32_t Registry::load_group(std::uint32_t docid) {
  if (const auto here = by_docid_.find(docid); here != by_docid_.end()) return here->second;
  if (!known_) return kNone;
  const auto bytes = known_->bytes(FactKind::kGroup, docid);
  if (!bytes) return kNone;
  index::ByteReader in(*bytes);
  Group group;
  group.docid = docid;
  group.text = in.fixed<std::uint64_t>();
  group.articles = static_cast<std::uint32_t>(in.number());
  group.is_known = true;
  if (!in.ok() || group.articles == 0) return kNone;
  const auto place = static_cast<std::uint32_t>(groups_.size());
  groups_.push_back(group);
  by_docid_.emplace(docid, place);
  return place;
}

void Registry::save_entry(std::uint32_t place, const Part& part, FactCollector& out) const {
  const Entry& entry = entries_[place];
  if (entry.docid == 0) {
    if (entry.is_known) out.add(FactKind::kEntry, entry.number, std::string_view());
    return;
  }
  const std::uint32_t docid = part.docid(entry.docid);
  if (docid == 0) return;
  index::ByteWriter bytes;
  bytes.fixed(entry.id);
  bytes.fixed(entry.text);
  bytes.number(docid);
  bytes.number(part.docid(groups_[entry.group].docid));
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

void Registry::save(FactCollector& out) const {
  save(out, {[](std::uint32_t docid) { return docid; }, last_docid_});
}

void Registry::save(FactCollector& out, const Part& part) const {
  for (std::uint32_t place = 0; place < entries_.size(); ++place) {
    if (entries_[place].is_changed) save_entry(place, part, out);
  }
  const auto is_alive = [&](std::uint32_t group) {
    return groups_[group].articles > 0 && part.docid(groups_[group].docid) != 0;
  };
  std::uint64_t elsewhere = 0;  // groups
  for (const Group& group : groups_) {
    const std::uint32_t docid = part.docid(group.docid);
    if (docid == 0 && group.articles > 0) ++elsewhere;
    if (!group.is_changed || docid == 0) continue;
    if (group.articles == 0) {
      if (!group.is_known) continue;
      out.add(FactKind::kGroup, group.docid, std::string_view());
      out.add(FactKind::kLeader, group.docid, std::string_view());
      continue;
    }
    index::ByteWriter bytes;
    bytes.fixed(group.text);
    bytes.number(group.articles);
    out.add(FactKind::kGroup, docid, bytes.str());
  }
  for (const Text& text : texts_) {
    if (!text.is_known && is_alive(text.group))
      out.add(FactKind::kGroupOfText, text.hash, part.docid(groups_[text.group].docid));
  }
  near_.for_each([&](const Fingerprint& text, std::uint32_t docid) {
    if (!is_alive(by_docid_.at(docid))) return;
    index::ByteWriter bytes;
    write(text, bytes);
    out.add(FactKind::kLeader, part.docid(docid), bytes.str());
  });
  near_.for_each_key([&](std::uint32_t key, std::uint32_t docid) {
    if (is_alive(by_docid_.at(docid))) out.add(FactKind::kGroupNear, key, part.docid(docid));
  });
  index::ByteWriter totals;
  totals.number(part.last_docid);
  totals.number(known_entries_ + new_entries_);
  totals.number(living_groups_ - elsewhere);
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
