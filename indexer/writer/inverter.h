#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/result.h"
#include "indexer/glass/large_vector.h"
#include "indexer/glass/run.h"
#include "indexer/glass/short_text.h"
#include "indexer/glass/slice_pool.h"
#include "indexer/writer/index_document.h"
#include "indexer/writer/word_table.h"

namespace dateline::indexer {

/// What the tables by document store of one document.
struct InvertedDocument {
  std::string term_list;     ///< empty without terms
  std::string slots;         ///< empty without values
  std::uint32_t length = 0;  ///< sum of all wdf
};

/// Turns documents into posting lists, value streams, position lists and the words of stems in flat memory: a
/// dictionary from term to dense id, and growing byte strings in one pool; nothing is allocated for a
/// posting. When `memory_bytes()` is over the caller's bound, sort() and read the sorted run, then
/// clear(). One a worker; not thread-safe.
class Inverter {
 public:
  Inverter();

  /// Adds a document; `docid` is greater than all before, also over clear(). Fills `out`. A document that the
  /// format cannot hold (term over 245 bytes, or empty; reserved slot; length over 2^32 - 1) is a kInput
  /// error and leaves the inverter unchanged.
  Status add(std::uint32_t docid, const IndexDocument& document, InvertedDocument& out);

  std::size_t memory_bytes() const;
  bool empty() const { return documents_ == 0; }

  /// Orders terms and slots for reading. No add() until clear().
  void sort();
  /// The run, valid until clear(). A part leaves out most of what its reader would pass over.
  std::unique_ptr<glass::ByteSource> run(glass::RunPart part = glass::RunPart::kAll) const;
  /// Forgets the documents; the memory is kept for the next ones.
  void clear();
  /// Gives that memory up. After clear().
  void release();

  /// Over everything ever added.
  std::uint64_t position_lists() const { return position_lists_; }

 private:
  class RunSource;

  struct alignas(64) Term {  // a line of the cache
    glass::ShortText text;
    bool has_positions = false;  ///< in any document
    std::uint32_t last_docid = 0;
    std::uint32_t local = 0;  ///< index in locals_ while last_docid is the current document
    std::uint32_t documents = 0;
    std::uint64_t collection = 0;
    /// Records of a run: postings with their positions, so that a posting takes one line of the cache.
    glass::SlicePool::Stream postings;
  };

  struct Slot {
    std::string key;  ///< as it stands in the table
    std::uint32_t last_docid = 0;
    std::uint32_t documents = 0;
    glass::SlicePool::Stream values;
  };

  /// One distinct term of the current document.
  struct Local {
    std::uint32_t term = 0;
    std::uint32_t gap = 0;  ///< from the term's document before
    std::uint32_t wdf = 0;
    std::uint32_t positions_begin = 0;
    std::uint32_t positions_end = 0;
  };

  struct SortKey {
    std::uint64_t prefix;
    std::uint32_t index;
  };

  /// A word of the text at hand.
  struct TextWord {
    std::uint32_t word = 0;
    std::uint32_t count = 0;  ///< of its tokens
    std::uint32_t positions_begin = 0;
    std::uint32_t positions_end = 0;
    std::uint32_t limited = 0;  ///< of its tokens among the first so many of a TextUse
  };

  /// Positions of one term that are already in order, in gathered_.
  struct Segment {
    std::uint32_t local = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t base = 0;  ///< to be added
  };

  std::string_view text(const Term& term) const { return term.text.view(pool_); }
  std::uint32_t intern(std::string_view text, std::uint64_t hash);
  void look_ahead(const IndexDocument& document);
  void grow_table();
  void group(std::uint32_t docid, const IndexDocument& document);
  void group_text(std::uint32_t docid, const IndexDocument& document, const IndexDocument::Text& text);
  void list_words(const text::TokenList& tokens);
  void use_words(std::uint32_t docid, const text::TokenList& tokens, const TextUse& use);
  std::uint32_t term_of(WordTable::Word& word, const TextUse& use, std::size_t form);
  std::size_t form_of(const TextUse& use);
  std::uint32_t local_of(std::uint32_t docid, std::uint32_t term);
  void place_positions();
  void add_posting(const Local& local);
  std::span<const std::uint32_t> in_order(std::span<std::uint32_t> positions);
  void add_values(std::uint32_t docid, const IndexDocument& document, std::string& slots);
  void order_locals();
  template <class TermOf>
  void sort_by_text(std::span<SortKey> keys, TermOf term_of) const;

  glass::SlicePool pool_;
  glass::LargeVector<Term> terms_;
  glass::LargeVector<std::uint64_t> table_;  ///< open addressing: upper half of the hash, term id + 1
  std::vector<Slot> slots_;
  std::unordered_map<std::uint32_t, std::uint32_t> slot_index_;
  glass::SlicePool::Stream lengths_;
  std::uint32_t last_length_docid_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t last_docid_ = 0;
  std::uint64_t position_lists_ = 0;

  WordTable words_{pool_};
  /// Of the forms of words: kind and prefix. Beyond WordTable::kForms terms are looked up by their text.
  std::vector<std::pair<TextUse::Form, std::string>> forms_;
  std::uint32_t text_number_ = 0;

  // Of the current text; kept for their memory.
  std::vector<std::uint32_t> word_ids_;  ///< of the tokens
  std::vector<TextWord> text_words_;
  bool has_stems_alone_ = false;  ///< a word has a stem and no term

  // Of the current document; kept for their memory.
  std::vector<Segment> segments_;
  std::vector<std::uint32_t> gathered_;  ///< positions of texts by word, then of single terms
  std::vector<std::uint64_t> hashes_;    ///< of the single terms
  std::vector<Local> locals_;
  std::vector<std::uint32_t> positions_;
  std::vector<SortKey> order_;
  std::vector<SortKey> unordered_;
  std::vector<char> record_;
  std::string scratch_;

  // After sort().
  std::vector<SortKey> sorted_terms_;
  std::vector<std::uint32_t> sorted_slots_;
  std::vector<std::pair<std::string_view, std::string_view>> sorted_forms_;  ///< stem, word
};

}  // namespace dateline::indexer
