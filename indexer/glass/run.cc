#include "indexer/glass/run.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

bool key_after(const RunReader* a, const RunReader* b) {
  if (a->kind() != b->kind()) return a->kind() > b->kind();
  return a->key() > b->key();
}

bool docid_after(const RunReader* a, const RunReader* b) { return a->record().docid > b->record().docid; }

}  // namespace

Result<std::size_t> FileRegion::read(char* out, std::size_t size) {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, end_ - at_));
  if (wanted == 0) return std::size_t{0};
  auto got = file_.read_at(at_, out, wanted);
  if (!got) return got;
  if (*got != wanted)
    return fail(ErrorKind::kSystem, "a scratch file of the build is shorter than what was written");
  at_ += wanted;
  return wanted;
}

void append_run_header(std::string& out, RunKind kind, std::string_view key, std::uint64_t documents,
                       std::uint64_t collection) {
  out.push_back(static_cast<char>(kind));
  append_sized(out, key);
  append_varint(out, documents);
  append_varint(out, collection);
}

RunReader::RunReader(std::unique_ptr<ByteSource> source, std::size_t window_bytes, RunPart part)
    : source_(std::move(source)), window_(std::max<std::size_t>(window_bytes, 1024)), part_(part) {}

void RunReader::refill(std::size_t bytes) {
  std::size_t held = static_cast<std::size_t>(end_ - at_);
  std::vector<char> larger;
  if (bytes > window_.size()) larger.resize(bytes + bytes / 2);
  std::vector<char>& target = larger.empty() ? window_ : larger;
  if (held > 0) std::memmove(target.data(), at_, held);
  if (!larger.empty()) window_ = std::move(larger);
  while (!exhausted_ && status_ && held < bytes) {
    const auto got = source_->read(window_.data() + held, window_.size() - held);
    if (!got) {
      status_ = fail(got.error());
    } else if (*got == 0) {
      exhausted_ = true;
    } else {
      held += *got;
    }
  }
  at_ = window_.data();
  end_ = at_ + held;
}

std::uint64_t RunReader::varint() {
  std::uint64_t n = 0;
  const char* next = get_varint(at_, end_, n);
  if (next == nullptr) {
    broken();
    at_ = end_;
    return 0;
  }
  at_ = next;
  return n;
}

bool RunReader::broken() {
  if (status_)
    status_ = fail(ErrorKind::kSystem, "a scratch file of the build does not read as it was written");
  return false;
}

bool RunReader::next_key() {
  while (read_key()) {
    if (part_ == RunPart::kAll || kind_ == RunKind::kTerm) return true;
    while (read_record()) {
    }
  }
  return false;
}

bool RunReader::next_record() {
  while (read_record()) {
    if (part_ == RunPart::kAll || !record_.bytes.empty()) return true;
  }
  return false;
}

bool RunReader::read_key() {
  constexpr std::size_t kMaxHeader = 1 + 2 + kMaxKeyBytes + 2 * kMaxVarintBytes;
  need(kMaxHeader);
  if (!status_) return false;
  if (at_ == end_) return broken();
  kind_ = static_cast<RunKind>(*at_++);
  if (kind_ == RunKind::kEnd) {
    --at_;  // stays at the end
    return false;
  }
  const std::uint64_t size = varint();
  if (size > static_cast<std::uint64_t>(end_ - at_)) return broken();
  key_.assign(at_, static_cast<std::size_t>(size));
  at_ += size;
  documents_ = varint();
  collection_ = varint();
  record_ = {};
  return status_.has_value();
}

bool RunReader::read_record() {
  need(3 * kMaxVarintBytes);
  const std::uint64_t gap = varint();
  if (gap == 0) return false;
  record_.docid += static_cast<std::uint32_t>(gap);
  const std::uint64_t number = varint();
  if (kind_ == RunKind::kTerm) return read_term_record(number);
  if (kind_ != RunKind::kLengths) return read_bytes(number);
  record_.number = number;
  return status_.has_value();
}

bool RunReader::read_term_record(std::uint64_t number) {
  record_.number = number >> 2;
  record_.bytes = {};
  switch (static_cast<PositionsAs>(number & 3)) {
    case PositionsAs::kNone:
      break;
    case PositionsAs::kOne: {
      const char* const position = at_;
      varint();
      record_.bytes = {position, static_cast<std::size_t>(at_ - position)};
      break;
    }
    case PositionsAs::kList:
      return read_bytes(varint());
    default:
      return broken();
  }
  return status_.has_value();
}

bool RunReader::read_bytes(std::uint64_t size) {
  need(static_cast<std::size_t>(size));
  if (static_cast<std::uint64_t>(end_ - at_) < size) return broken();
  record_.bytes = {at_, static_cast<std::size_t>(size)};
  at_ += size;
  return status_.has_value();
}

RunMerger::RunMerger(std::vector<std::unique_ptr<RunReader>> readers, const DocidSet& dropped)
    : readers_(std::move(readers)), dropped_(dropped) {
  for (const auto& reader : readers_) active_.push_back(reader.get());
}

bool RunMerger::next_key() {
  for (RunReader* reader : active_) {
    if (!reader->next_key()) {
      if (!reader->status()) return false;
      continue;
    }
    by_key_.push_back(reader);
    std::push_heap(by_key_.begin(), by_key_.end(), key_after);
  }
  active_.clear();
  by_docid_.clear();
  documents_ = 0;
  collection_ = 0;
  if (by_key_.empty()) return false;
  do {
    std::pop_heap(by_key_.begin(), by_key_.end(), key_after);
    active_.push_back(by_key_.back());
    by_key_.pop_back();
    documents_ += active_.back()->documents();
    collection_ += active_.back()->collection();
  } while (!by_key_.empty() && !key_after(by_key_.front(), active_.front()));
  current_ = nullptr;
  primed_ = false;
  return true;
}

bool RunMerger::next_record() {
  while (advance()) {
    if (dropped_.empty() || kind() == RunKind::kForms || !dropped_.contains(current_->record().docid))
      return true;
  }
  return false;
}

bool RunMerger::advance() {
  if (!primed_) {
    primed_ = true;
    for (RunReader* reader : active_) {
      if (reader->next_record()) by_docid_.push_back(reader);
    }
    std::make_heap(by_docid_.begin(), by_docid_.end(), docid_after);
    choose();
    return current_ != nullptr;
  }
  if (!current_->next_record()) {
    choose();
    return current_ != nullptr;
  }
  // Runs of one worker follow each other, so the current run usually stays in front for long.
  if (!by_docid_.empty() && docid_after(current_, by_docid_.front())) {
    std::pop_heap(by_docid_.begin(), by_docid_.end(), docid_after);
    std::swap(current_, by_docid_.back());
    std::push_heap(by_docid_.begin(), by_docid_.end(), docid_after);
  }
  return true;
}

void RunMerger::choose() {
  current_ = nullptr;
  if (by_docid_.empty()) return;
  std::pop_heap(by_docid_.begin(), by_docid_.end(), docid_after);
  current_ = by_docid_.back();
  by_docid_.pop_back();
}

Status RunMerger::status() const {
  for (const auto& reader : readers_) {
    if (!reader->status()) return reader->status();
  }
  return {};
}

}  // namespace dateline::indexer::glass
