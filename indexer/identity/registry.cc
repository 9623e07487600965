#include "indexer/identity/registry.h"

#include <algorithm>
#include <utility>

#include "common/index/article_id.h"
#include "indexer/identity/grouping/text_keys.h"

namespace dateline::indexer {

std::uint64_t copy_hash(const Article& article, const Fingerprint& text) {
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;
  const bool is_short = std::size_t{text.plain_words} + text.fact_words < kMinNearWords;
  return is_short ? article.body_hash ^ (text.title * kSpread) : article.body_hash;
}

Registry::Decision Registry::admit(const Article& article, const Fingerprint& text, std::uint32_t file,
                                   std::optional<Vote> own) {
  Decision decision;
  const std::int32_t captured = day_number(article.captured);
  const Vote vote = own.value_or(vote_of(article, captured));
  std::uint32_t number = entry_of(article.id);
  join_title_alone(number, article, decision);
  const auto order_is_known = [&](const Entry& entry) {
    return captured != kUnknownDay && entry.captured != kUnknownDay && captured != entry.captured;
  };
  bool renamed = false;
  bool is_fuller = false;
  {
    const Entry& known = entries_[number];
    const bool other_text = known.docid != 0 && known.text != article.body_hash;
    const bool is_lesser = other_text && !known.withdrawn && lack_of(article) > lack_of(known.stored);
    is_fuller = other_text && !known.withdrawn && lack_of(article) < lack_of(known.stored);
    if (is_lesser) {
      // The text is there: a summary is another capture of it.
      add_capture({number, file, static_cast<std::uint32_t>(article.body_hash), kNone, vote});
      decision.id.value = known.id;
      return decision;
    }
    if (other_text && !known.withdrawn && !is_fuller && !order_is_known(known)) {
      decision.id_taken = true;
      number = entry_of(index::article_id(article.id, article.body_hash));
    } else if (!other_text || known.withdrawn || is_fuller || captured > known.captured) {
      if (const auto key = TwinAddresses::key(article, vote.day))
        renamed = join_twins(number, article, *key, decision);
    }
  }
  add_capture({number, file, static_cast<std::uint32_t>(article.body_hash), kNone, vote});
  Entry& entry = entries_[number];
  decision.id.value = entry.id;
  if (const auto& addresses = twins_.addresses(number); addresses.size() > 1) decision.addresses = addresses;
  decision.captured = article.captured;
  std::int32_t newest = captured;
  if (entry.docid != 0) {
    decision.id_taken = false;
    if (entry.withdrawn) {
      entry.withdrawn = false;
      if (entry.text == article.body_hash && entry.captured == captured && !renamed) {
        Article same_id = article;
        same_id.id = decision.id;
        if (!decision.addresses.empty()) {
          same_id.url = decision.addresses.front();
          same_id.other_urls.assign(decision.addresses.begin() + 1, decision.addresses.end());
        }
        if (is_unchanged_(entry.docid, same_id)) return decision;
      }
    } else {
      const bool is_newer =
          captured != kUnknownDay && (entry.captured == kUnknownDay || captured > entry.captured);
      // Dates and addresses are written anew with this capture, which has the same text.
      const bool is_remade =
          entry.text == article.body_hash &&
          (renamed || !tells_the_same(best_vote(number, article.body_hash, vote), entry.stored));
      if (!is_newer && !is_remade && !is_fuller) return decision;
      newest = std::max(newest, entry.captured);
      decision.captured = day_of(newest);
    }
    decision.replaces = entry.docid;
  }
  decision.docid = ++last_docid_;
  // Without text nothing is equal.
  const std::uint64_t copy_name = article.body.empty() ? decision.id.value : copy_hash(article, text);
  const std::uint32_t own_text = copies_.enter(copy_name, text, decision.docid);
  if (entry.docid != 0) leave_text(entry);
  entry.own_text = own_text;
  entry.is_changed = true;
  entry.text = article.body_hash;
  entry.docid = decision.docid;
  entry.captured = newest;
  entry.stored = vote_of(article, newest);
  return decision;
}

std::optional<Vote> Registry::better_vote(const Article& article, const Vote& own) {
  Vote best = own;
  const std::uint32_t number = find_entry(article.id);
  if (number != kNone) best = best_vote(number, article.body_hash, best);
  if (const auto key = TwinAddresses::key(article, own.day)) {
    load_twins(*key);
    for (const std::uint32_t twin : twins_of(number, article, *key))
      best = best_vote(twin, article.body_hash, best);
  }
  if (tells_the_same(best, own)) return std::nullopt;
  return best;
}

std::optional<ArticleId> Registry::would_replace(const Article& article) {
  const std::uint32_t number = find_entry(article.id);
  if (number == kNone) return std::nullopt;
  const Entry& known = entries_[number];
  const std::int32_t captured = day_number(article.captured);
  const bool is_newer = captured != kUnknownDay && known.captured != kUnknownDay && captured > known.captured;
  if (known.docid == 0 || known.text == article.body_hash || !is_newer) return std::nullopt;
  return ArticleId{known.id};
}

void Registry::keep_best(std::unordered_map<std::uint32_t, Vote>& votes, const Capture& capture) {
  const auto [known, is_first] = votes.try_emplace(capture.text, capture.vote);
  if (!is_first && is_better(capture.vote, known->second)) known->second = capture.vote;
}

/// The best vote of the captures of that text, and of `best`.
Vote Registry::best_vote(std::uint32_t entry, std::uint64_t text, Vote best) {
  constexpr std::uint32_t kMany = 64;
  const auto lower_half = static_cast<std::uint32_t>(text);
  const auto with = [&](const Vote& vote) { return is_better(vote, best) ? vote : best; };
  if (const auto known = best_votes_.find(entry); known != best_votes_.end()) {
    const auto vote = known->second.find(lower_half);
    return vote == known->second.end() ? best : with(vote->second);
  }
  std::uint32_t walked = 0;
  for (std::uint32_t i = entries_[entry].last_capture; i != kNone; i = captures_[i].previous, ++walked) {
    if (captures_[i].text == lower_half) best = with(captures_[i].vote);
  }
  if (walked < kMany) return best;
  auto& votes = best_votes_[entry];
  for (std::uint32_t i = entries_[entry].last_capture; i != kNone; i = captures_[i].previous)
    keep_best(votes, captures_[i]);
  return best;
}

/// Articles of the index that are this one under other addresses, now that both schemes have been met.
std::vector<std::uint32_t> Registry::twins_of(std::uint32_t entry, const Article& article,
                                              std::uint64_t key) const {
  std::vector<std::uint32_t> twins = twins_.entries(key);
  std::erase_if(twins, [&](std::uint32_t twin) {
    return twin == entry || entries_[twin].docid == 0 || entries_[twin].text != article.body_hash;
  });
  if (twins_.has_both_schemes(twins, article.url)) return twins;
  return {};
}

/// True when the article has other addresses now than are stored with it.
bool Registry::join_twins(std::uint32_t entry, const Article& article, std::uint64_t key,
                          Decision& decision) {
  load_twins(key);
  bool grown = twins_.add(entry, key, article.url);
  for (const std::uint32_t twin : twins_of(entry, article, key)) {
    merge(twin, entry, decision);
    grown = true;
  }
  const std::vector<std::string>& addresses = twins_.addresses(entry);
  if (!grown || addresses.size() < 2) return false;
  entries_[entry].id = index::address_id(addresses.front()).value;
  return true;
}

/// Without an address, an article that a list named by title and day alone is known by these.
void Registry::join_title_alone(std::uint32_t entry, const Article& article, Decision& decision) {
  if (!article.url.empty() || article.title.empty() || article.body.empty() || entries_[entry].docid != 0)
    return;
  const std::uint32_t listed = find_entry(index::article_id(article, {}));
  if (listed == kNone || entries_[listed].docid == 0 || lack_of(entries_[listed].stored) != Lack::kSummaryToo)
    return;
  merge(listed, entry, decision);
}

void Registry::merge(std::uint32_t from, std::uint32_t into, Decision& decision) {
  Entry& source = entries_[from];
  Entry& target = entries_[into];
  best_votes_.erase(from);
  best_votes_.erase(into);
  while (source.last_capture != kNone) {
    const std::uint32_t moved = source.last_capture;
    source.last_capture = captures_[moved].previous;
    captures_[moved].entry = into;
    captures_[moved].previous = target.last_capture;
    target.last_capture = moved;
  }
  for (Capture& capture : withdrawn_) {
    if (capture.entry == from) capture.entry = into;
  }
  target.text = source.text;
  target.captured = std::max(target.captured, source.captured);
  if (target.docid == 0) {
    target.docid = source.docid;
    target.stored = source.stored;
    target.withdrawn = source.withdrawn;
    target.own_text = source.own_text;
  } else {
    decision.also_drops.push_back(source.docid);
    target.withdrawn = target.withdrawn && source.withdrawn;
    leave_text(source);
  }
  source.docid = 0;
  source.withdrawn = false;
  source.is_changed = target.is_changed = true;
  twins_.merge(from, into);
}

void Registry::add_capture(Capture capture) {
  Entry& entry = entries_[capture.entry];
  entry.is_changed = true;
  capture.previous = entry.last_capture;
  entry.last_capture = static_cast<std::uint32_t>(captures_.size());
  captures_.push_back(capture);
  if (const auto votes = best_votes_.find(capture.entry); votes != best_votes_.end())
    keep_best(votes->second, capture);
}

void Registry::link_captures() {
  best_votes_.clear();
  for (Entry& entry : entries_) entry.last_capture = kNone;
  for (std::uint32_t i = 0; i < captures_.size(); ++i) {
    captures_[i].previous = entries_[captures_[i].entry].last_capture;
    entries_[captures_[i].entry].last_capture = i;
  }
}

void Registry::forget_dead_twins() {
  twins_.forget([this](std::uint32_t entry) { return entries_[entry].docid == 0; });
}

/// kNone where there is none.
std::uint32_t Registry::find_entry(ArticleId id) {
  const auto find_here = [&] {
    if (const auto known = twins_.find(id)) return *known;
    return by_id_.find(id.value, [&](std::uint32_t i) { return entries_[i].id == id.value; });
  };
  const std::uint32_t here = find_here();
  if (here != kNone || !known_) return here;
  const auto number = known_->value(FactKind::kEntryOfId, id.value);
  // An entry that is here and not under this id has lost it meanwhile.
  if (!number || by_number_.contains(*number)) return kNone;
  if (load_entry(*number) == kNone) return kNone;
  return find_here();
}

/// The entry of an id, made where there is none.
std::uint32_t Registry::entry_of(ArticleId id) {
  if (const std::uint32_t known = find_entry(id); known != kNone) return known;
  const auto place = static_cast<std::uint32_t>(entries_.size());
  Entry& entry = entries_.emplace_back();
  entry.id = id.value;
  entry.number = known_entries_ + new_entries_++;
  by_id_.insert(id.value, place, [&](std::uint32_t i) { return entries_[i].id; });
  return place;
}

void Registry::leave_text(Entry& entry) {
  entry.is_changed = true;
  copies_.leave(entry.own_text, entry.docid);
}

std::vector<Registry::Captures> Registry::captures() const {
  std::vector<std::int32_t> first(entries_.size(), kUnknownDay);
  std::vector<std::uint32_t> count(entries_.size());
  for (const Capture& capture : captures_) {
    ++count[capture.entry];
    first[capture.entry] = earlier(first[capture.entry], capture.vote.captured);
  }
  std::vector<Captures> out;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].docid == 0) continue;
    Captures& article = out.emplace_back();
    article.docid = entries_[i].docid;
    article.id.value = entries_[i].id;
    article.count = count[i];
    article.first = day_of(first[i]);
  }
  return out;
}

void Registry::withdraw(const std::vector<bool>& files, IsUnchanged is_unchanged) {
  is_unchanged_ = std::move(is_unchanged);
  for (std::uint32_t file = 0; known_ && file < files.size(); ++file) {
    if (!files[file]) continue;
    for (const std::uint32_t number : known_->values(FactKind::kEntryOfFile, file)) load_entry(number);
  }
  std::vector<bool> touched(entries_.size());
  std::vector<bool> captured_elsewhere(entries_.size());
  std::erase_if(captures_, [&](const Capture& capture) {
    const bool gone = capture.file < files.size() && files[capture.file];
    (gone ? touched : captured_elsewhere)[capture.entry] = true;
    if (gone) withdrawn_.push_back(capture);
    return gone;
  });
  link_captures();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (touched[i]) entries_[i].is_changed = true;
    if (entries_[i].docid != 0 && touched[i] && !captured_elsewhere[i]) entries_[i].withdrawn = true;
  }
}

std::map<std::uint32_t, std::uint64_t> Registry::keep(const std::vector<bool>& files) {
  const auto is_kept = [&files](const Capture& capture) {
    return capture.file < files.size() && files[capture.file];
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> come_again;  // entry and file -> records
  for (const Capture& capture : captures_) {
    if (is_kept(capture)) ++come_again[{capture.entry, capture.file}];
  }
  std::map<std::uint32_t, std::uint64_t> kept;
  std::vector<std::uint32_t> back;
  for (const Capture& capture : withdrawn_) {
    if (!is_kept(capture)) continue;
    std::uint32_t& again = come_again[{capture.entry, capture.file}];
    if (again > 0) {
      --again;
      continue;
    }
    add_capture(capture);
    if (!entries_[capture.entry].withdrawn) continue;
    ++kept[capture.file];
    back.push_back(capture.entry);
  }
  for (const std::uint32_t entry : back) entries_[entry].withdrawn = false;
  return kept;
}

std::vector<std::uint32_t> Registry::drop_withdrawn() {
  std::vector<std::uint32_t> dropped;
  for (Entry& entry : entries_) {
    if (!entry.withdrawn) continue;
    dropped.push_back(entry.docid);
    leave_text(entry);
    entry.docid = 0;
    entry.withdrawn = false;
  }
  is_unchanged_ = nullptr;
  withdrawn_ = {};
  forget_dead_twins();
  return dropped;
}

void Registry::remove(const std::vector<ArticleId>& ids) {
  std::vector<std::uint32_t> found;
  for (const ArticleId id : ids) {
    if (const std::uint32_t entry = find_entry(id); entry != kNone) found.push_back(entry);
  }
  std::vector<bool> gone(entries_.size());
  for (const std::uint32_t entry : found) {
    if (entries_[entry].docid == 0) continue;
    leave_text(entries_[entry]);
    entries_[entry].docid = 0;
    gone[entry] = true;
  }
  std::erase_if(captures_, [&](const Capture& capture) { return gone[capture.entry]; });
  link_captures();
  forget_dead_twins();
}

std::size_t Registry::memory_bytes() const {
  return entries_.capacity() * sizeof(Entry) + captures_.capacity() * sizeof(Capture) +
         copies_.memory_bytes() + by_id_.memory_bytes() + twins_.memory_bytes();
}

}  // namespace dateline::indexer
