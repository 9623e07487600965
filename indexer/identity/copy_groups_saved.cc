#include <algorithm>
#include <utility>

#include "common/index/bytes.h"
#include "indexer/identity/copy_groups.h"
#include "indexer/identity/grouping/text_keys.h"

namespace dateline::indexer {
namespace {

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

}  // namespace

/// What is saved of a text and its articles.
struct CopyGroups::Saved {
  Text text;
  std::vector<Member> articles;  ///< never none; the first comes first
  bool ok = false;
  static Saved read(std::string_view bytes);
};

CopyGroups::Saved CopyGroups::Saved::read(std::string_view bytes) {
  index::ByteReader in(bytes);
  Saved out;
  out.text.number = static_cast<std::uint32_t>(in.number());
  out.text.hash = in.fixed<std::uint64_t>();
  out.text.first = static_cast<std::uint32_t>(in.number());
  out.text.group = static_cast<std::uint32_t>(in.number());
  out.text.name = out.text.begins_a_group() ? out.text.hash : in.fixed<std::uint64_t>();
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    Member& article = out.articles.emplace_back();
    article.docid = static_cast<std::uint32_t>(in.number());
    article.print = read_fingerprint(in);
  }
  out.ok = in.ok() && !out.articles.empty();
  return out;
}

/// The place of a known text, read when it is not here yet.
std::uint32_t CopyGroups::load(std::uint32_t number) {
  if (const auto here = by_number_.find(number); here != by_number_.end()) return here->second;
  if (!known_) return kNone;
  const auto bytes = known_->bytes(FactKind::kText, number);
  if (!bytes) return kNone;
  Saved saved = Saved::read(*bytes);
  if (!saved.ok || saved.text.number != number) return kNone;
  Text& text = saved.text;
  text.docid = saved.articles.front().docid;
  text.print = saved.articles.front().print;
  text.articles = static_cast<std::uint32_t>(saved.articles.size());
  text.is_known = text.has_keys = true;
  const std::uint32_t place = put(text);
  saved.articles.erase(saved.articles.begin());
  if (!saved.articles.empty()) others_.emplace(place, std::move(saved.articles));
  return place;
}

std::uint32_t CopyGroups::find(std::uint64_t hash) {
  const std::uint32_t here =
      by_hash_.find(hash, [&](std::uint32_t text) { return texts_[text].hash == hash; });
  if (here != kNone || !known_) return here;
  const auto number = known_->value(FactKind::kTextOfHash, hash);
  return number ? load(*number) : kNone;
}

/// The texts of a key; null where there are none.
CopyGroups::Texts* CopyGroups::with_key(std::uint32_t key) {
  if (const auto here = by_key_.find(key); here != by_key_.end()) return &here->second;
  Texts texts;
  for (const std::uint32_t number : known_->values(FactKind::kTextNear, key)) {
    const std::uint32_t text = load(number);
    if (text == kNone || (texts_[text].articles == 0 && !before_.contains(text))) continue;
    if (TextKeys(print_before(text)).has(key)) texts.push_back(text);
  }
  if (texts.empty()) return nullptr;
  std::sort(texts.begin(), texts.end(), [this](std::uint32_t a, std::uint32_t b) { return precedes(a, b); });
  return &by_key_.emplace(key, std::move(texts)).first->second;
}

void CopyGroups::save(const DocidOf& docid_of, FactCollector& out) const {
  const auto saved_docid = [&](std::uint32_t docid) { return docid_of ? docid_of(docid) : docid; };
  for (std::uint32_t place = 0; place < texts_.size(); ++place) {
    const Text& text = texts_[place];
    if (!text.is_changed) continue;
    if (text.articles == 0) {
      if (text.is_known) out.add(FactKind::kText, text.number, std::string_view());
      continue;
    }
    index::ByteWriter articles;
    std::uint64_t count = 0;
    for_each_article(place, [&](std::uint32_t docid, const Fingerprint& print) {
      if (saved_docid(docid) == 0) return;
      ++count;
      articles.number(saved_docid(docid));
      write(print, articles);
    });
    if (count == 0) continue;
    index::ByteWriter bytes;
    bytes.number(text.number);
    bytes.fixed(text.hash);
    bytes.number(text.first);
    bytes.number(saved_docid(text.group));
    if (!text.begins_a_group()) bytes.fixed(text.name);
    bytes.number(count);
    out.add(FactKind::kText, text.number, bytes.take() + articles.str());
    if (!text.is_known) out.add(FactKind::kTextOfHash, text.hash, text.number);
    if (text.has_keys) continue;
    for (const std::uint32_t key : TextKeys(text.print)) out.add(FactKind::kTextNear, key, text.number);
  }
}

CopyGroups::Totals CopyGroups::totals(const DocidOf& docid_of) const {
  Totals out = totals_;
  if (!docid_of) return out;
  out.groups = 0;
  for (const Text& text : texts_)
    out.groups += text.articles > 0 && text.begins_a_group() && docid_of(text.docid) != 0 ? 1 : 0;
  return out;
}

void CopyGroups::tell_all(const FactTables& known, const std::function<void(const Placed&)>& tell) {
  for_each_blob(known, FactKind::kText, [&](std::string_view bytes) {
    const Saved saved = Saved::read(bytes);
    for (const Member& article : saved.articles) tell({article.docid, saved.text.group, saved.text.name});
  });
}

}  // namespace dateline::indexer
