#include <algorithm>
#include <cstring>
#include <set>
#include <string>
#include <string_view>

#include "common/index/word_forms.h"
#include "indexer/glass/encoding.h"
#include "indexer/writer/inverter.h"

namespace dateline::indexer {

/// Serialises a sorted inverter as a run.
class Inverter::RunSource final : public glass::ByteSource {
 public:
  RunSource(const Inverter& inverter, glass::RunPart part)
      : inverter_(inverter), positions_(part == glass::RunPart::kPositions) {}

  Result<std::size_t> read(char* out, std::size_t size) override {
    std::size_t done = 0;
    while (done < size) {
      if (pending_.empty() && !advance()) break;
      const std::size_t n = std::min(size - done, pending_.size());
      std::memcpy(out + done, pending_.data(), n);
      pending_.remove_prefix(n);
      done += n;
    }
    return done;
  }

 private:
  /// Entries in order: forms, slots, lengths, terms, end.
  bool advance() {
    if (in_stream_) {
      pending_ = stream_.next();
      if (pending_.empty()) {
        in_stream_ = false;
        pending_ = std::string_view("\0", 1);
      }
      return true;
    }
    header_.clear();
    if (!positions_ && form_ < inverter_.sorted_forms_.size()) {
      add_forms();
    } else if (!positions_ && slot_ < inverter_.sorted_slots_.size()) {
      const Slot& slot = inverter_.slots_[inverter_.sorted_slots_[slot_++]];
      start(glass::RunKind::kValues, slot.key, slot.documents, 0, slot.values);
    } else if (!positions_ && !lengths_done_) {
      lengths_done_ = true;
      start(glass::RunKind::kLengths, {}, inverter_.documents_, 0, inverter_.lengths_);
    } else if (skip_to_term()) {
      look_ahead();
      const Term& term = inverter_.terms_[inverter_.sorted_terms_[term_++].index];
      start(glass::RunKind::kTerm, inverter_.text(term), term.documents, term.collection, term.postings);
    } else if (!ended_) {
      ended_ = true;
      pending_ = std::string_view("\0", 1);
    } else {
      return false;
    }
    return true;
  }

  /// In the order of their texts, terms and their streams stand all over the memory: they are asked for
  /// before they are needed, first the term, then its stream.
  void look_ahead() const {
    constexpr std::size_t kTerms = 16;
    constexpr std::size_t kStreams = 8;
    const auto& sorted = inverter_.sorted_terms_;
    if (term_ + kTerms < sorted.size()) __builtin_prefetch(&inverter_.terms_[sorted[term_ + kTerms].index]);
    if (term_ + kStreams < sorted.size())
      inverter_.pool_.prefetch_head(inverter_.terms_[sorted[term_ + kStreams].index].postings);
  }

  /// The words of the next stem, as one whole entry.
  void add_forms() {
    const auto& forms = inverter_.sorted_forms_;
    const std::string_view stem = forms[form_].first;
    words_.clear();
    for (; form_ < forms.size() && forms[form_].first == stem; ++form_) words_.emplace(forms[form_].second);
    glass::append_run_header(header_, glass::RunKind::kForms, stem, 0, 0);
    glass::append_varint(header_, inverter_.last_docid_);
    glass::append_sized(header_, index::encode_forms(words_));
    header_.push_back('\0');
    pending_ = header_;
  }

  bool skip_to_term() {
    const auto& sorted = inverter_.sorted_terms_;
    while (positions_ && term_ < sorted.size() && !inverter_.terms_[sorted[term_].index].has_positions)
      ++term_;
    return term_ < sorted.size();
  }

  void start(glass::RunKind kind, std::string_view key, std::uint64_t documents, std::uint64_t collection,
             const glass::SlicePool::Stream& stream) {
    glass::append_run_header(header_, kind, key, documents, collection);
    pending_ = header_;
    stream_ = glass::SlicePool::Reader(inverter_.pool_, stream);
    in_stream_ = true;
  }

  const Inverter& inverter_;
  bool positions_;
  std::size_t form_ = 0;
  std::set<std::string, std::less<>> words_;
  std::size_t slot_ = 0;
  bool lengths_done_ = false;
  std::size_t term_ = 0;
  bool ended_ = false;
  bool in_stream_ = false;
  glass::SlicePool::Reader stream_;
  std::string header_;
  std::string_view pending_;
};

std::unique_ptr<glass::ByteSource> Inverter::run(glass::RunPart part) const {
  return std::make_unique<RunSource>(*this, part);
}

}  // namespace dateline::indexer
