#include "common/ledger/past_step.h"

#include <cstring>
#include <map>
#include <utility>

#include "common/index/bytes.h"
#include "common/index/damaged.h"

namespace dateline::ledger {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
/// A frame has a checksum, but its size is that of the largest article.
constexpr std::uint64_t kMostFrameBytes = std::uint64_t{1} << 34;

enum class Tag : std::uint8_t { kChange = 1, kArticle = 2, kNames = 3 };

static_assert(sizeof(index::Change) == 24, "a change that says more must be written and read here too");

tl::unexpected<Error> damaged_step() {
  return index::damaged("what is known of earlier generations is damaged");
}

using Counts = std::map<std::string, std::uint64_t>;

void append(const Counts& counts, index::ByteWriter& out) {
  out.number(counts.size());
  for (const auto& [value, count] : counts) {
    out.string(value);
    out.number(count);
  }
}

void read(index::ByteReader& in, Counts& counts) {
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    std::string value(in.string());
    counts[std::move(value)] = in.number();
  }
}

/// Calls visit(number) for the plain numbers, in the order in which they are written.
template <class State, class Visit>
void each_number(State& state, Visit visit) {
  visit(state.generation);
  visit(state.next_docid);
  visit(state.added_articles);
  visit(state.written_articles);
  visit(state.ledger_commits);
  visit(state.counts.articles);
  visit(state.counts.groups);
  visit(state.counts.undated);
  visit(state.counts.records);
  visit(state.counts.duplicates);
  visit(state.counts.rejected);
  visit(state.counts.input_bytes);
}

std::string head_of(const PastState& state, bool begins) {
  index::ByteWriter out;
  out.byte(begins ? 1 : 0);
  out.signed_number(state.written);
  out.string(state.content);
  each_number(state, [&](std::uint64_t number) { out.number(number); });
  append(state.counts.by_source, out);
  append(state.counts.by_language, out);
  append(state.counts.by_confidence, out);
  out.number(state.counts.source_names.size());
  for (const auto& [slug, name] : state.counts.source_names) {
    out.string(slug);
    out.string(name);
  }
  return out.take();
}

bool read_head(std::string_view bytes, PastStep& step) {
  index::ByteReader in(bytes);
  const std::uint8_t begins = in.byte();
  step.begins = begins == 1;
  PastState& state = step.after;
  state.written = in.signed_number();
  state.content = in.string();
  each_number(state,
              [&](auto& number) { number = static_cast<std::decay_t<decltype(number)>>(in.number()); });
  read(in, state.counts.by_source);
  read(in, state.counts.by_language);
  read(in, state.counts.by_confidence);
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    std::string slug(in.string());
    state.counts.source_names[std::move(slug)] = in.string();
  }
  return begins <= 1 && in.ok() && in.at_end();
}

std::string bytes_of(const PastRecord& record) {
  index::ByteWriter out;
  if (const auto* change = std::get_if<index::Change>(&record)) {
    out.byte(static_cast<std::uint8_t>(Tag::kChange));
    out.number(change->docid);
    out.number(change->captures);
    out.number(change->first_captured);
    out.number(change->group);
    out.fixed(change->group_name);
  } else if (const auto* names = std::get_if<PastNames>(&record)) {
    out.byte(static_cast<std::uint8_t>(Tag::kNames));
    out.string(names->names);
  } else {
    const auto& past = std::get<PastArticle>(record);
    out.byte(static_cast<std::uint8_t>(Tag::kArticle));
    out.number(past.docid);
    out.number(past.captures);
    out.number(past.first_captured);
    out.number(past.group);
    out.fixed(past.group_name);
    out.fixed(past.id);
    out.fixed(past.text);
    out.byte(past.text_is_kept ? 1 : 0);
    out.string(past.article);
  }
  return out.take();
}

std::uint32_t number_of(index::ByteReader& in) { return static_cast<std::uint32_t>(in.number()); }

PastRecord read_record(index::ByteReader& in, bool& known) {
  known = true;
  switch (static_cast<Tag>(in.byte())) {
    case Tag::kChange: {
      index::Change change;
      change.docid = number_of(in);
      change.captures = number_of(in);
      change.first_captured = number_of(in);
      change.group = number_of(in);
      change.group_name = in.fixed<std::uint64_t>();
      return change;
    }
    case Tag::kNames:
      return PastNames{std::string(in.string())};
    case Tag::kArticle: {
      PastArticle past;
      past.docid = number_of(in);
      past.captures = number_of(in);
      past.first_captured = number_of(in);
      past.group = number_of(in);
      past.group_name = in.fixed<std::uint64_t>();
      past.id = in.fixed<std::uint64_t>();
      past.text = in.fixed<std::uint64_t>();
      past.text_is_kept = in.byte() != 0;
      past.article = in.string();
      return past;
    }
  }
  known = false;
  return PastNames{};
}

/// Takes a frame with its length off `bytes`; an empty one ends a step.
bool take_frame(std::string_view& bytes, std::string_view& frame) {
  std::uint64_t size = 0;
  if (bytes.size() < sizeof size) return false;
  std::memcpy(&size, bytes.data(), sizeof size);
  bytes.remove_prefix(sizeof size);
  if (size > bytes.size()) return false;
  frame = bytes.substr(0, static_cast<std::size_t>(size));
  bytes.remove_prefix(frame.size());
  return true;
}

}  // namespace

Status PastStepWriter::begin(const PastState& after, bool begins) {
  return write_frame(head_of(after, begins));
}

Status PastStepWriter::write_frame(std::string_view bytes) {
  const std::string frame = packer_.pack(bytes, {}, kMostFrameBytes);
  if (frame.empty()) return fail(ErrorKind::kSystem, "out of memory");
  index::ByteWriter size;
  size.fixed(std::uint64_t{frame.size()});
  if (Status done = (*sink_)(size.str()); !done) return done;
  return (*sink_)(frame);
}

Status PastStepWriter::flush() {
  if (block_.empty()) return {};
  const Status done = write_frame(block_);
  block_.clear();
  return done;
}

Status PastStepWriter::add(const PastRecord& record) {
  block_ += bytes_of(record);
  return block_.size() < kBlockBytes ? Status() : flush();
}

Status PastStepWriter::end() {
  if (Status done = flush(); !done) return done;
  index::ByteWriter size;
  size.fixed(std::uint64_t{0});
  return (*sink_)(size.str());
}

Status PastStep::each(const std::function<Status(PastRecord)>& visit) const {
  TextPacker packer;
  std::string_view rest = blocks;
  std::string_view frame;
  while (take_frame(rest, frame) && !frame.empty()) {
    const Result<std::string> block = packer.unpack(frame, {}, kMostFrameBytes);
    if (!block) return damaged_step();
    index::ByteReader in(*block);
    while (!in.at_end()) {
      bool known = false;
      PastRecord record = read_record(in, known);
      if (!known || !in.ok()) return damaged_step();
      if (Status done = visit(std::move(record)); !done) return done;
    }
    if (!in.ok()) return damaged_step();
  }
  return {};
}

Result<PastStep> take_step(std::string_view& bytes) {
  PastStep out;
  const std::string_view begin = bytes;
  std::string_view frame;
  if (!take_frame(bytes, frame)) return damaged_step();
  TextPacker packer;
  const Result<std::string> head = packer.unpack(frame, {}, kMostFrameBytes);
  if (!head || !read_head(*head, out)) return damaged_step();
  const std::string_view blocks = bytes;
  do {
    if (!take_frame(bytes, frame)) return damaged_step();
  } while (!frame.empty());
  out.blocks = blocks.substr(0, blocks.size() - bytes.size());
  out.bytes = begin.substr(0, begin.size() - bytes.size());
  return out;
}

}  // namespace dateline::ledger
