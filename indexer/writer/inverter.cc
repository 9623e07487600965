#include "indexer/writer/inverter.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <numeric>
#include <utility>

#include "indexer/glass/encoding.h"
#include "indexer/glass/position_list.h"
#include "indexer/glass/term_list.h"
#include "indexer/writer/document_limits.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kFirstTableEntries = std::size_t{1} << 12;
constexpr std::uint64_t kHashHalf = 0xFFFFFFFF00000000U;

/// A position list behind its size. Returns the end.
char* put_sized_list(char* out, std::span<const std::uint32_t> positions) {
  char* const list = out + 1;  // nearly all sizes are one byte
  const auto size = static_cast<std::size_t>(glass::put_position_list(list, positions) - list);
  char sized[glass::kMaxVarintBytes];
  const auto size_bytes = static_cast<std::size_t>(glass::put_varint(sized, size) - sized);
  if (size_bytes > 1) std::memmove(out + size_bytes, list, size);
  std::memcpy(out, sized, size_bytes);
  return out + size_bytes + size;
}

std::uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

}  // namespace

Inverter::Inverter() : table_(kFirstTableEntries) {}

Status Inverter::add(std::uint32_t docid, const IndexDocument& document, InvertedDocument& out) {
  if (docid <= last_docid_) {
    return fail(ErrorKind::kInput, "document number " + std::to_string(docid) + " does not follow " +
                                       std::to_string(last_docid_));
  }
  if (const Status checked = check_limits(document); !checked) return checked;
  const auto length = length_of(document);
  if (!length) return fail(length.error());
  last_docid_ = docid;
  ++documents_;
  out.term_list.clear();
  out.slots.clear();
  out.length = *length;

  group(docid, document);
  order_locals();
  glass::TermListWriter term_list(out.term_list);
  if (!order_.empty()) term_list.begin(*length, order_.size());
  for (const SortKey& key : order_) {
    const Local& local = locals_[key.index];
    const Term& term = terms_[local.term];
    term_list.add(text(term), term.text.order(), local.wdf);
    add_posting(local);
  }
  if (!order_.empty()) term_list.finish();
  add_values(docid, document, out.slots);

  char record[2 * glass::kMaxVarintBytes];
  char* end = glass::put_varint(glass::put_varint(record, docid - last_length_docid_), *length);
  pool_.append(lengths_, {record, static_cast<std::size_t>(end - record)});
  last_length_docid_ = docid;
  return {};
}

std::uint32_t Inverter::intern(std::string_view text_bytes, std::uint64_t hash) {
  const std::uint64_t tag = hash & kHashHalf;
  const glass::ShortText::Head head = glass::ShortText::head_of(text_bytes);
  const std::size_t mask = table_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  for (; table_[at] != 0; at = (at + 1) & mask) {
    if ((table_[at] & kHashHalf) != tag) continue;
    const auto id = static_cast<std::uint32_t>(table_[at]) - 1;
    if (terms_[id].text.is(head, text_bytes, pool_)) return id;
  }
  const auto id = static_cast<std::uint32_t>(terms_.size());
  terms_.emplace_back().text = glass::ShortText(head, text_bytes, pool_);
  table_[at] = tag | (id + 1);
  if (terms_.size() * 2 > table_.size()) grow_table();
  return id;
}

void Inverter::grow_table() {
  glass::LargeVector<std::uint64_t> larger(table_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (std::size_t id = 0; id < terms_.size(); ++id) {
    const std::uint64_t hash = hash_of(text(terms_[id]));
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (larger[at] != 0) at = (at + 1) & mask;
    larger[at] = (hash & kHashHalf) | (id + 1);
  }
  table_ = std::move(larger);
}

/// Hashes every single term and brings what group() will touch into the cache: dictionary entries first, then
/// the terms that they name. The dictionary is far larger than the cache, and waiting for one term at a time
/// is slow.
void Inverter::look_ahead(const IndexDocument& document) {
  const auto& singles = document.single_terms();
  hashes_.resize(singles.size());
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = 0; i < singles.size(); ++i) {
    hashes_[i] = hash_of(document.term(singles[i]));
    __builtin_prefetch(&table_[static_cast<std::size_t>(hashes_[i]) & mask]);
  }
  for (const std::uint64_t hash : hashes_) {
    const std::uint64_t entry = table_[static_cast<std::size_t>(hash) & mask];
    if (entry != 0) __builtin_prefetch(&terms_[static_cast<std::uint32_t>(entry) - 1], 1);
  }
}

/// Collects by term what the document has: locals_ in order of first occurrence, and in positions_ the
/// positions of each.
void Inverter::group(std::uint32_t docid, const IndexDocument& document) {
  locals_.clear();
  segments_.clear();
  gathered_.clear();
  for (const auto& text : document.texts()) group_text(docid, document, text);
  look_ahead(document);
  const auto& singles = document.single_terms();
  for (std::size_t i = 0; i < singles.size(); ++i) {
    const std::uint32_t local = local_of(docid, intern(document.term(singles[i]), hashes_[i]));
    locals_[local].wdf += singles[i].wdf;
    if (!singles[i].has_position) continue;
    const auto at = static_cast<std::uint32_t>(gathered_.size());
    gathered_.push_back(singles[i].position);
    segments_.push_back({local, at, at + 1, 0});
  }
  place_positions();
}

/// Each word once, whatever terms are made of it and however often it stands there.
void Inverter::group_text(std::uint32_t docid, const IndexDocument& document,
                          const IndexDocument::Text& text) {
  words_.find(*text.tokens, word_ids_);
  list_words(*text.tokens);
  for (const TextUse& use : document.uses(text)) use_words(docid, *text.tokens, use);
}

/// Fills text_words_, and gathered_ with the positions of each.
void Inverter::list_words(const text::TokenList& tokens) {
  ++text_number_;
  text_words_.clear();
  has_stems_alone_ = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    WordTable::Word& word = words_[word_ids_[i]];
    if (word.text != text_number_) {
      word.text = text_number_;
      word.local = static_cast<std::uint32_t>(text_words_.size());
      text_words_.push_back({word_ids_[i], 0, 0, 0, 0});
      has_stems_alone_ = has_stems_alone_ || word.term.size() == 0;
    }
    ++text_words_[word.local].count;
    word_ids_[i] = word.local;
  }
  auto end = static_cast<std::uint32_t>(gathered_.size());
  gathered_.resize(end + tokens.size());
  for (TextWord& word : text_words_) {
    word.positions_begin = word.positions_end = end;
    end += word.count;
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    gathered_[text_words_[word_ids_[i]].positions_end++] = tokens[i].position;
  }
}

void Inverter::use_words(std::uint32_t docid, const text::TokenList& tokens, const TextUse& use) {
  using Form = TextUse::Form;
  if (use.form == Form::kStems && !has_stems_alone_) return;
  const bool limited = use.form == Form::kWords && use.most < tokens.size();
  if (limited) {
    for (TextWord& word : text_words_) word.limited = 0;
    std::uint32_t left = use.most;
    for (std::size_t i = 0; i < tokens.size() && left > 0; ++i) {
      if (!tokens[i].has_stem()) continue;
      ++text_words_[word_ids_[i]].limited;
      --left;
    }
  }
  const std::size_t form = form_of(use);
  if (form < WordTable::kForms) {
    for (const TextWord& word : text_words_) {
      const std::uint32_t known = words_[word.word].terms[form];
      if (known != 0) __builtin_prefetch(&terms_[known - 1], 1);
    }
  }
  for (const TextWord& text_word : text_words_) {
    WordTable::Word& word = words_[text_word.word];
    const std::uint32_t count = limited ? text_word.limited : text_word.count;
    if (count == 0 || words_.bytes(word, use.form).empty()) continue;
    const std::uint32_t local = local_of(docid, term_of(word, use, form));
    locals_[local].wdf += count * use.wdf;
    if (use.form == Form::kTerms)
      segments_.push_back({local, text_word.positions_begin, text_word.positions_end, use.base});
  }
}

/// WordTable::kForms when there are too many.
std::size_t Inverter::form_of(const TextUse& use) {
  const auto found = std::find_if(forms_.begin(), forms_.end(), [&](const auto& form) {
    return form.first == use.form && form.second == use.prefix;
  });
  const auto form = static_cast<std::size_t>(found - forms_.begin());
  if (found == forms_.end() && form < WordTable::kForms) forms_.emplace_back(use.form, use.prefix);
  return form;
}

std::uint32_t Inverter::term_of(WordTable::Word& word, const TextUse& use, std::size_t form) {
  if (form < WordTable::kForms && word.terms[form] != 0) return word.terms[form] - 1;
  scratch_.assign(use.prefix);
  scratch_.append(words_.bytes(word, use.form));
  const std::uint32_t id = intern(scratch_, hash_of(scratch_));
  if (form < WordTable::kForms) word.terms[form] = id + 1;
  return id;
}

std::uint32_t Inverter::local_of(std::uint32_t docid, std::uint32_t id) {
  Term& term = terms_[id];
  if (term.last_docid != docid) {
    term.local = static_cast<std::uint32_t>(locals_.size());
    locals_.push_back({id, docid - term.last_docid, 0, 0, 0});
    term.last_docid = docid;
  }
  return term.local;
}

void Inverter::place_positions() {
  for (const Segment& segment : segments_)
    locals_[segment.local].positions_end += segment.end - segment.begin;
  std::uint32_t total = 0;
  for (Local& local : locals_) {
    const std::uint32_t count = local.positions_end;
    local.positions_begin = local.positions_end = total;
    total += count;
  }
  positions_.resize(total);
  for (const Segment& segment : segments_) {
    std::uint32_t& at = locals_[segment.local].positions_end;
    for (std::uint32_t i = segment.begin; i < segment.end; ++i)
      positions_[at++] = gathered_[i] + segment.base;
  }
}

void Inverter::add_posting(const Local& local) {
  using glass::PositionsAs;
  Term& term = terms_[local.term];
  ++term.documents;
  term.collection += local.wdf;
  const auto positions = in_order(
      std::span(positions_).subspan(local.positions_begin, local.positions_end - local.positions_begin));
  const PositionsAs form = positions.empty()       ? PositionsAs::kNone
                           : positions.size() == 1 ? PositionsAs::kOne
                                                   : PositionsAs::kList;
  constexpr std::size_t kMaxHead = 3 * glass::kMaxVarintBytes;
  const std::size_t most = kMaxHead + glass::position_list_bound(positions.size());
  if (record_.size() < most) record_.resize(2 * most);
  char* const begin = record_.data();
  char* end = glass::put_varint(begin, local.gap);
  end = glass::put_varint(end, std::uint64_t{local.wdf} << 2 | static_cast<std::uint64_t>(form));
  if (form != PositionsAs::kNone) {
    ++position_lists_;
    term.has_positions = true;
  }
  if (form == PositionsAs::kOne) end = glass::put_varint(end, positions.front());
  if (form == PositionsAs::kList) end = put_sized_list(end, positions);
  pool_.append(term.postings, {begin, static_cast<std::size_t>(end - begin)});
}

/// Strictly increasing.
std::span<const std::uint32_t> Inverter::in_order(std::span<std::uint32_t> positions) {
  if (std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) == positions.end())
    return positions;
  std::sort(positions.begin(), positions.end());
  const auto end = std::unique(positions.begin(), positions.end());
  return positions.first(static_cast<std::size_t>(end - positions.begin()));
}

void Inverter::add_values(std::uint32_t docid, const IndexDocument& document, std::string& slots) {
  std::vector<std::pair<std::uint32_t, std::string_view>> values;
  for (const auto& [slot, value] : document.values()) {
    if (!value.empty()) values.emplace_back(slot, value);
  }
  std::sort(values.begin(), values.end());
  std::uint32_t expected = 0;
  for (const auto& [slot, value] : values) {
    glass::append_varint(slots, slot - expected);
    expected = slot + 1;
    const auto [found, fresh] = slot_index_.try_emplace(slot, static_cast<std::uint32_t>(slots_.size()));
    if (fresh) glass::append_varint(slots_.emplace_back().key, slot);
    Slot& stream = slots_[found->second];
    scratch_.clear();
    glass::append_varint(scratch_, docid - stream.last_docid);
    glass::append_sized(scratch_, value);
    pool_.append(stream.values, scratch_);
    stream.last_docid = docid;
    ++stream.documents;
  }
}

/// Fills order_ with the terms of the document by text, and brings what they will touch into the cache.
void Inverter::order_locals() {
  // By the first byte first: that leaves little to compare.
  std::array<std::uint32_t, 257> ends{};
  unordered_.clear();
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    const Term& term = terms_[locals_[i].term];
    unordered_.push_back({term.text.order(), static_cast<std::uint32_t>(i)});
    ++ends[(term.text.order() >> 56) + 1];
    term.text.prefetch(pool_);
    pool_.prefetch(term.postings);
  }
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  order_.resize(unordered_.size());
  for (const SortKey& key : unordered_) order_[ends[key.prefix >> 56]++] = key;
  const auto term_of = [this](std::uint32_t i) -> const Term& { return terms_[locals_[i].term]; };
  std::uint32_t begin = 0;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    if (ends[byte] > begin + 1) sort_by_text(std::span(order_).subspan(begin, ends[byte] - begin), term_of);
    begin = ends[byte];
  }
}

template <class TermOf>
void Inverter::sort_by_text(std::span<SortKey> keys, TermOf term_of) const {
  std::sort(keys.begin(), keys.end(), [&](const SortKey& a, const SortKey& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    const Term& term_a = term_of(a.index);
    const Term& term_b = term_of(b.index);
    if (term_a.text.next_order() != term_b.text.next_order())
      return term_a.text.next_order() < term_b.text.next_order();
    return text(term_a) < text(term_b);
  });
}

void Inverter::sort() {
  sorted_terms_.clear();
  for (std::size_t id = 0; id < terms_.size(); ++id) {
    sorted_terms_.push_back({terms_[id].text.order(), static_cast<std::uint32_t>(id)});
  }
  sort_by_text(sorted_terms_, [this](std::uint32_t id) -> const Term& { return terms_[id]; });
  sorted_forms_.clear();
  words_.for_each([this](std::string_view stem, std::string_view word) {
    if (!stem.empty() && !word.empty() && stem != word) sorted_forms_.emplace_back(stem, word);
  });
  std::sort(sorted_forms_.begin(), sorted_forms_.end());
  sorted_slots_.resize(slots_.size());
  for (std::size_t i = 0; i < slots_.size(); ++i) sorted_slots_[i] = static_cast<std::uint32_t>(i);
  std::sort(sorted_slots_.begin(), sorted_slots_.end(),
            [this](std::uint32_t a, std::uint32_t b) { return slots_[a].key < slots_[b].key; });
}

std::size_t Inverter::memory_bytes() const {
  // Growing vectors hold their old half for a moment; sort() needs a key a term.
  return pool_.memory_bytes() + terms_.capacity() * sizeof(Term) + terms_.size() * sizeof(SortKey) +
         table_.size() * sizeof(std::uint64_t) + words_.memory_bytes() + slots_.size() * 2 * sizeof(Slot);
}

void Inverter::clear() {
  pool_.clear();
  terms_.clear();
  words_.clear();
  std::fill(table_.begin(), table_.end(), 0);
  slots_.clear();
  slot_index_.clear();
  lengths_ = {};
  last_length_docid_ = 0;
  documents_ = 0;
  sorted_terms_.clear();
  sorted_slots_.clear();
  sorted_forms_.clear();
}

void Inverter::release() {
  terms_ = glass::LargeVector<Term>();
  sorted_terms_ = std::vector<SortKey>();
  table_ = glass::LargeVector<std::uint64_t>(kFirstTableEntries);
  words_.release();
}

}  // namespace dateline::indexer
