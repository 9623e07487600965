#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::indexer {

/// One document as either builder takes it: term occurrences, values and stored data, with the prefixes
/// already in the terms. Flat and reused from document to document, it stops allocating. Terms may repeat and
/// come in any order; wdf is the sum over the repeats. Terms are 1..245 bytes and may hold any byte.
class IndexDocument {
 public:
  struct Occurrence {
    std::uint32_t offset = 0;  ///< of the term in the arena
    std::uint16_t length = 0;  ///< of the term, bytes
    bool has_position = false;
    std::uint32_t wdf = 0;  ///< added to the term's frequency in the document; 0 for boolean terms
    std::uint32_t position = 0;
  };

  void clear() {
    arena_.clear();
    occurrences_.clear();
    values_.clear();
    data_.clear();
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

  const std::vector<Occurrence>& occurrences() const { return occurrences_; }
  std::string_view term(const Occurrence& o) const {
    return std::string_view(arena_).substr(o.offset, o.length);
  }
  const std::vector<std::pair<std::uint32_t, std::string>>& values() const { return values_; }
  const std::string& data() const { return data_; }

 private:
  void add(std::string_view term, std::uint32_t wdf, std::uint32_t position, bool has_position) {
    Occurrence o;
    o.offset = static_cast<std::uint32_t>(arena_.size());
    o.length = static_cast<std::uint16_t>(term.size());
    o.has_position = has_position;
    o.wdf = wdf;
    o.position = position;
    arena_.append(term);
    occurrences_.push_back(o);
  }

  std::string arena_;
  std::vector<Occurrence> occurrences_;
  std::vector<std::pair<std::uint32_t, std::string>> values_;
  std::string data_;
};

}  // namespace dateline::indexer
