#include "indexer/identity/registry.h"

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

void Registry::save(index::ByteWriter& out) const {
  out.number(last_docid_);
  out.number(entries_.size());
  for (const Entry& entry : entries_) {
    out.fixed(entry.id);
    out.fixed(entry.text);
    out.number(entry.docid);
    out.number(entry.group);
    out.signed_number(entry.captured);
    write(entry.stored, out);
  }
  out.number(captures_.size());
  for (const Capture& capture : captures_) {
    out.number(capture.entry);
    out.number(capture.file);
    out.fixed(capture.text);
    write(capture.vote, out);
  }
  out.number(groups_.size());
  for (const Group& group : groups_) {
    out.fixed(group.text);
    out.number(group.docid);
  }
  out.number(texts_.size());
  for (const Text& text : texts_) {
    out.fixed(text.hash);
    out.number(text.group);
  }
  out.number(near_.size());
  near_.for_each([&](const Fingerprint& text, std::uint32_t group) {
    out.number(group);
    write(text, out);
  });
  twins_.save(out);
}

Result<Registry> Registry::load(index::ByteReader& in) {
  Registry out;
  out.last_docid_ = static_cast<std::uint32_t>(in.number());
  bool sound = true;
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    Entry entry;
    entry.id = in.fixed<std::uint64_t>();
    entry.text = in.fixed<std::uint64_t>();
    entry.docid = static_cast<std::uint32_t>(in.number());
    entry.group = static_cast<std::uint32_t>(in.number());
    entry.captured = static_cast<std::int32_t>(in.signed_number());
    entry.stored = read_vote(in);
    sound = sound && entry.docid <= out.last_docid_;
    const auto number = static_cast<std::uint32_t>(out.entries_.size());
    out.entries_.push_back(entry);
    out.by_id_.insert(entry.id, number, [&](std::uint32_t i) { return out.entries_[i].id; });
  }
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    Capture capture;
    capture.entry = static_cast<std::uint32_t>(in.number());
    capture.file = static_cast<std::uint32_t>(in.number());
    capture.text = in.fixed<std::uint32_t>();
    capture.vote = read_vote(in);
    sound = sound && capture.entry < out.entries_.size();
    out.captures_.push_back(capture);
  }
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    Group group;
    group.text = in.fixed<std::uint64_t>();
    group.docid = static_cast<std::uint32_t>(in.number());
    out.groups_.push_back(group);
  }
  std::vector<bool> alive(out.groups_.size());
  for (const Entry& entry : out.entries_) {
    if (entry.docid == 0) continue;
    sound = sound && entry.group < alive.size();
    if (sound) alive[entry.group] = true;
  }
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    const auto hash = in.fixed<std::uint64_t>();
    const auto group = static_cast<std::uint32_t>(in.number());
    sound = sound && group < alive.size();
    if (sound && alive[group]) out.index_text(hash, group);
  }
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    const auto group = static_cast<std::uint32_t>(in.number());
    const Fingerprint text = read_fingerprint(in);
    sound = sound && group < alive.size();
    if (sound && alive[group]) out.near_.add(text, group);
  }
  sound = sound && out.twins_.load(in, out.entries_.size());
  if (sound) out.link_captures();
  if (!sound || !in.ok()) {
    return fail(ErrorKind::kIndex, "the record of captures of the index is damaged", "rebuild the index");
  }
  return out;
}

}  // namespace dateline::indexer
