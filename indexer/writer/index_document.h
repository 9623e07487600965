#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/stemmer.h"
#include "common/text/token_list.h"

namespace dateline::indexer {

/// A way in which the tokens of a text become terms.
struct TextUse {
  enum class Form : std::uint8_t {
    kTerms,  ///< prefix + term of each token that has one, at its position behind `base`
    kStems,  ///< prefix + stem of each token that has no term of its own, without a position
    kWords,  ///< prefix + term of each word, or its stem where it has none, without a position
  };
  Form form = Form::kTerms;
  std::string_view prefix = {};  ///< outlives the build: a constant
  std::uint32_t wdf = 1;         ///< of each occurrence
  std::uint32_t base = 0;
  /// What the token gives: empty when nothing.
  std::string_view bytes_of(const text::Token& token) const {
    if (form == Form::kTerms) return token.term;
    if (form == Form::kStems) return token.term.empty() ? token.stem : std::string_view();
    return !token.has_stem() || token.term.empty() ? token.stem : token.term;
  }
  std::uint32_t most = std::numeric_limits<std::uint32_t>::max();  ///< the first so many of kWords
};

/// One document as any builder takes it: texts, single terms with the prefixes already in them, values and
/// stored data. Flat and reused from document to document, it stops allocating. Terms may repeat and come in
/// any order; wdf is the sum over the repeats. Terms are 1..245 bytes and may hold any byte.
class IndexDocument {
 public:
  struct Text {
    const text::TokenList* tokens = nullptr;
    std::size_t first_use = 0;
    std::size_t last_use = 0;  ///< the one after the last
  };
  /// Of a single term.
  struct Occurrence {
    std::uint32_t offset = 0;  ///< of the term in the arena
    std::uint16_t length = 0;  ///< of the term, bytes
    bool has_position = false;
    std::uint32_t wdf = 0;  ///< added to the term's frequency in the document; 0 for boolean terms
    std::uint32_t position = 0;
  };

  void clear() {
    arena_.clear();
    texts_.clear();
    uses_.clear();
    singles_.clear();
    values_.clear();
    data_.clear();
  }
  /// The tokens are not copied: they outlive what is done with the document.
  void add_text(const text::TokenList& tokens, std::span<const TextUse> uses) {
    texts_.push_back({&tokens, uses_.size(), uses_.size() + uses.size()});
    uses_.insert(uses_.end(), uses.begin(), uses.end());
  }
  /// One more occurrence of `term` at a position; its frequency in the document grows by `wdf`.
  void add_posting(std::string_view term, std::uint32_t position, std::uint32_t wdf = 1) {
    add(term, wdf, position, true);
  }
  /// `term` without a position; wdf 0 for a boolean term.
  void add_term(std::string_view term, std::uint32_t wdf) { add(term, wdf, 0, false); }
  /// A second value for the same slot replaces the first; an empty value is no value.
  void set_value(std::uint32_t slot, std::string_view value) {
    for (auto& [s, v] : values_) {
      if (s == slot) {
        v = value;
        return;
      }
    }
    values_.emplace_back(slot, value);
  }
  /// Kept as they are; articles come packed (index::DataPacker).
  void set_data(std::string_view data) { data_ = data; }

  const std::vector<Text>& texts() const { return texts_; }
  std::span<const TextUse> uses(const Text& text) const {
    return std::span(uses_).subspan(text.first_use, text.last_use - text.first_use);
  }
  /// What was added with add_posting() and add_term().
  const std::vector<Occurrence>& single_terms() const { return singles_; }
  std::string_view term(const Occurrence& o) const {
    return std::string_view(arena_).substr(o.offset, o.length);
  }
  const std::vector<std::pair<std::uint32_t, std::string>>& values() const { return values_; }
  const std::string& data() const { return data_; }

  /// Words that differ from their stems, with them: `visit(std::string_view stem, std::string_view word)`.
  template <class Visit>
  void for_each_form(text::StemmerSet& stemmers, Visit visit) const {
    for (const Text& text : texts_) {
      for (text::Token token : *text.tokens) {
        if (token.stemmed_later.known()) token.stem = stemmers.get(token.stemmed_later).stem(token.term);
        if (token.has_other_stem()) visit(token.stem, token.term);
      }
    }
  }

  /// Everything, one by one: `visit(std::string_view term, const Occurrence&)`; offset and length mean
  /// nothing there.
  template <class Visit>
  void for_each_occurrence(Visit visit) const {
    std::string term_bytes;
    for (const Text& text : texts_) {
      for (const TextUse& use : uses(text)) {
        std::uint32_t left = use.most;
        for (const text::Token& token : *text.tokens) {
          const std::string_view bytes = use.bytes_of(token);
          if (bytes.empty()) continue;
          if (use.form == TextUse::Form::kWords && left-- == 0) break;
          const bool positions = use.form == TextUse::Form::kTerms;
          term_bytes.assign(use.prefix).append(bytes);
          visit(std::string_view(term_bytes),
                Occurrence{0, 0, positions, use.wdf, positions ? use.base + token.position : 0});
        }
      }
    }
    for (const Occurrence& o : singles_) visit(term(o), o);
  }

 private:
  void add(std::string_view term, std::uint32_t wdf, std::uint32_t position, bool has_position) {
    Occurrence o;
    o.offset = static_cast<std::uint32_t>(arena_.size());
    o.length = static_cast<std::uint16_t>(term.size());
    o.has_position = has_position;
    o.wdf = wdf;
    o.position = position;
    arena_.append(term);
    singles_.push_back(o);
  }

  std::string arena_;
  std::vector<Text> texts_;
  std::vector<TextUse> uses_;
  std::vector<Occurrence> singles_;
  std::vector<std::pair<std::uint32_t, std::string>> values_;
  std::string data_;
};

}  // namespace dateline::indexer
