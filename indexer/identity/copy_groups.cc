#include "indexer/identity/copy_groups.h"

#include <algorithm>
#include <tuple>

#include "indexer/identity/grouping/group_texts.h"
#include "indexer/identity/grouping/text_keys.h"

namespace dateline::indexer {
namespace {

/// Of articles with one text: the oldest comes first, then whatever is the same on every machine.
bool comes_before(const Fingerprint& a, const Fingerprint& b) {
  const auto order = [](const Fingerprint& of) {
    return std::tuple(of.day == Fingerprint::kNoDay, of.day, of.title, of.title_words);
  };
  return order(a) < order(b);
}

}  // namespace

std::uint32_t CopyGroups::enter(std::uint64_t hash, const Fingerprint& print, std::uint32_t docid) {
  std::uint32_t text = find(hash);
  if (text == kNone) {
    Text made;
    made.hash = hash;
    made.number = totals_.texts++;
    text = put(made);
  }
  will_change(text);
  Text& entered = texts_[text];
  Member member{docid, print};
  if (entered.articles > 0 && comes_before(print, entered.print)) {
    std::swap(member.docid, entered.docid);
    std::swap(member.print, entered.print);
    entered.has_keys = false;
  }
  if (entered.articles++ > 0) {
    others_[text].push_back(member);
  } else {
    entered.docid = docid;
    entered.print = print;
    entered.has_keys = false;
  }
  return text;
}

void CopyGroups::leave(std::uint32_t text, std::uint32_t docid) {
  will_change(text);
  Text& left = texts_[text];
  --left.articles;
  const auto others = others_.find(text);
  if (others == others_.end()) return;
  std::vector<Member>& members = others->second;
  auto gone = std::find_if(members.begin(), members.end(),
                           [docid](const Member& member) { return member.docid == docid; });
  if (left.docid == docid) {
    gone = std::min_element(members.begin(), members.end(),
                            [](const Member& a, const Member& b) { return comes_before(a.print, b.print); });
    left.docid = gone->docid;
    left.has_keys = left.has_keys && left.print == gone->print;
    left.print = gone->print;
  }
  if (gone != members.end()) members.erase(gone);
  if (members.empty()) others_.erase(others);
}

std::uint32_t CopyGroups::put(Text text) {
  const auto place = static_cast<std::uint32_t>(texts_.size());
  if (known_) by_number_.emplace(text.number, place);
  texts_.push_back(text);
  by_hash_.insert(text.hash, place, [this](std::uint32_t i) { return texts_[i].hash; });
  return place;
}

void CopyGroups::will_change(std::uint32_t text) {
  Text& changed = texts_[text];
  changed.is_changed = true;
  if (changed.is_unsettled) return;
  changed.is_unsettled = true;
  unsettled_.push_back(text);
  if (known_ && changed.first != kNone) before_.emplace(text, changed.print);
}

void CopyGroups::settle(const std::function<void(const Placed&)>& tell) {
  known_ ? settle_changes() : settle_all();
  moved_.insert(moved_.end(), unsettled_.begin(), unsettled_.end());
  std::sort(moved_.begin(), moved_.end());
  moved_.erase(std::unique(moved_.begin(), moved_.end()), moved_.end());
  for (const std::uint32_t text : moved_) {
    const Text& told = texts_[text];
    for_each_article(text, [&](std::uint32_t docid, const Fingerprint&) {
      tell({docid, told.group, told.name});
    });
  }
  for (const std::uint32_t text : unsettled_) texts_[text].is_unsettled = false;
  unsettled_.clear();
  moved_.clear();
  before_.clear();
}

/// Of a new index, all at once.
void CopyGroups::settle_all() {
  Texts living;
  std::vector<TextToGroup> texts;
  for (std::uint32_t text = 0; text < texts_.size(); ++text) {
    if (texts_[text].articles == 0) {
      texts_[text].first = kNone;
      continue;
    }
    living.push_back(text);
    texts.push_back({texts_[text].hash, &texts_[text].print});
  }
  const std::vector<std::uint32_t> firsts = group_texts(texts);
  totals_.groups = 0;
  for (std::size_t i = 0; i < living.size(); ++i) {
    Text& text = texts_[living[i]];
    if (firsts[i] != i) continue;
    ++totals_.groups;
    if (text.begins_a_group()) continue;
    text.group = text.docid;
    text.name = text.hash;
  }
  for (std::size_t i = 0; i < living.size(); ++i) {
    Text& text = texts_[living[i]];
    const Text& first = texts_[living[firsts[i]]];
    if (text.first != first.number || text.group != first.group) moved_.push_back(living[i]);
    text.first = first.number;
    text.group = first.group;
    text.name = first.name;
  }
}

/// Beside what is known. A text is looked at again when something changes about the texts before it that it
/// is nearly the same as: in the order of the hashes, so that all is decided of those before it.
void CopyGroups::settle_changes() {
  AllTouched touched;
  Texts come;
  for (const std::uint32_t text : unsettled_) {
    const auto before = before_.find(text);
    const bool was_there = before != before_.end();
    const bool is_there = texts_[text].articles > 0;
    if (was_there && is_there && before->second == texts_[text].print) continue;
    if (was_there) take_out(text, touched);
    if (is_there) come.push_back(text);
  }
  put_in(come, touched);
  for (auto& [key, texts] : touched) apply(key, texts);
  for (const std::uint32_t text : come) will_look_at(text);
  while (!dirty_.empty()) {
    const std::uint32_t text = dirty_.top().second;
    dirty_.pop();
    texts_[text].is_dirty = false;
    look_at(text);
  }
  for (const std::uint32_t text : moved_) {
    const Text& first = texts_[by_number_.at(texts_[text].first)];
    texts_[text].group = first.group;
    texts_[text].name = first.name;
  }
}

void CopyGroups::take_out(std::uint32_t text, AllTouched& touched) {
  for (const std::uint32_t key : TextKeys(before_.at(text))) touched[key].gone.push_back(text);
  Text& gone = texts_[text];
  if (gone.articles > 0) return;
  if (gone.begins_a_group()) --totals_.groups;
  gone.first = kNone;
}

/// Keys that no other text has are left out.
void CopyGroups::put_in(const Texts& come, AllTouched& touched) {
  constexpr unsigned kPartBits = 2;
  std::vector<std::uint64_t> keys;  // and places
  for (std::uint32_t part = 0; part < 1U << kPartBits; ++part) {
    keys.clear();
    for (const std::uint32_t text : come) {
      for (const std::uint32_t key : TextKeys(texts_[text].print)) {
        if (key >> (32 - kPartBits) == part) keys.push_back(std::uint64_t{key} << 32 | text);
      }
    }
    std::sort(keys.begin(), keys.end());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto key = static_cast<std::uint32_t>(keys[i] >> 32);
      const bool is_shared = (i > 0 && keys[i - 1] >> 32 == key) ||
                             (i + 1 < keys.size() && keys[i + 1] >> 32 == key) || touched.contains(key) ||
                             with_key(key) != nullptr;
      if (is_shared) touched[key].come.push_back(static_cast<std::uint32_t>(keys[i]));
    }
  }
}

/// Texts of a key come and go. Those are looked at that are nearly the same as one with which the texts of
/// the key are compared now and were not before, or the other way round.
void CopyGroups::apply(std::uint32_t key, Touched& touched) {
  const auto by_hash = [this](std::uint32_t a, std::uint32_t b) { return precedes(a, b); };
  const auto has = [&](const Texts& texts, std::uint32_t text) {
    return std::binary_search(texts.begin(), texts.end(), text, by_hash);
  };
  const auto compared = [](const Texts& texts) {
    return Texts(texts.begin(),
                 texts.begin() + static_cast<std::ptrdiff_t>(std::min(texts.size(), kComparedOfAKey)));
  };
  std::sort(touched.come.begin(), touched.come.end(), by_hash);
  std::sort(touched.gone.begin(), touched.gone.end(), by_hash);
  const Texts* known = with_key(key);
  const Texts before = known != nullptr ? compared(*known) : Texts();
  Texts& texts = by_key_[key];
  std::erase_if(texts, [&](std::uint32_t text) { return has(touched.gone, text); });
  const auto old_size = static_cast<std::ptrdiff_t>(texts.size());
  texts.insert(texts.end(), touched.come.begin(), touched.come.end());
  std::inplace_merge(texts.begin(), texts.begin() + old_size, texts.end(), by_hash);
  const Texts now = compared(texts);
  for (const std::uint32_t text : before) {
    if (has(touched.gone, text) || !has(now, text)) will_look_at_near(texts, text, print_before(text));
  }
  for (const std::uint32_t text : now) {
    if (has(touched.come, text) || !has(before, text)) will_look_at_near(texts, text, texts_[text].print);
  }
}

void CopyGroups::will_look_at(std::uint32_t text) {
  if (texts_[text].is_dirty) return;
  texts_[text].is_dirty = true;
  dirty_.emplace(texts_[text].hash, text);
}

/// Those of the texts behind that one which are nearly the same.
void CopyGroups::will_look_at_near(const Texts& texts, std::uint32_t before, const Fingerprint& print) {
  for (auto text = texts.rbegin(); text != texts.rend() && precedes(before, *text); ++text) {
    if (!texts_[*text].is_dirty && nearly_same(print, texts_[*text].print)) will_look_at(*text);
  }
}

/// The nearest of the texts before that begin a group; kNone where there is none.
std::uint32_t CopyGroups::nearest_first(std::uint32_t text) {
  std::uint32_t nearest = kNone;
  double apart = 0;
  for (const std::uint32_t key : TextKeys(texts_[text].print)) {
    const Texts* texts = with_key(key);
    if (texts == nullptr) continue;
    std::size_t left = kComparedOfAKey;
    for (const std::uint32_t other : *texts) {
      if (left-- == 0 || !precedes(other, text)) break;
      const Text& first = texts_[other];
      if (!first.begins_a_group() || !nearly_same(first.print, texts_[text].print)) continue;
      const double far = distance(first.print, texts_[text].print);
      if (nearest != kNone && (far > apart || (far == apart && !precedes(other, nearest)))) continue;
      nearest = other;
      apart = far;
    }
  }
  return nearest;
}

void CopyGroups::look_at(std::uint32_t text) {
  const std::uint32_t nearest = nearest_first(text);
  Text& one = texts_[text];
  const std::uint32_t first = nearest == kNone ? one.number : texts_[nearest].number;
  if (first == one.first) return;
  const bool began_a_group = one.begins_a_group();
  one.first = first;
  one.is_changed = true;
  moved_.push_back(text);
  if (began_a_group == one.begins_a_group()) return;
  if (began_a_group) {
    --totals_.groups;
  } else {
    ++totals_.groups;
    one.group = one.docid;
    one.name = one.hash;
  }
  const Fingerprint print = one.print;  // more may be loaded
  for (const std::uint32_t key : TextKeys(print)) {
    const Texts* texts = with_key(key);
    if (texts == nullptr) continue;
    const auto end = texts->begin() + static_cast<std::ptrdiff_t>(std::min(texts->size(), kComparedOfAKey));
    if (std::find(texts->begin(), end, text) != end) will_look_at_near(*texts, text, print);
  }
}

const Fingerprint& CopyGroups::print_before(std::uint32_t text) const {
  const auto before = before_.find(text);
  return before != before_.end() ? before->second : texts_[text].print;
}

std::size_t CopyGroups::memory_bytes() const {
  // Of a new index, group_texts() orders nine keys a text, a part at a time, and what they share.
  const std::size_t to_settle = known_ ? 0 : texts_.size() * 48;
  return texts_.capacity() * sizeof(Text) + by_hash_.memory_bytes() + to_settle;
}

}  // namespace dateline::indexer
