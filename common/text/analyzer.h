#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "common/text/language.h"
#include "common/text/token_list.h"

namespace dateline::text {

/// Name and version of the analysis. Written into every index; an index of another version must be rebuilt,
/// because its terms would no longer match those of a query.
inline constexpr std::string_view kAnalyzerName = "dateline";
inline constexpr int kAnalyzerVersion = 5;

/// Longest normal form and stem in bytes. Xapian's limit is 245; this leaves room for a prefix of 5.
inline constexpr std::size_t kMaxTermBytes = 240;

/// What analysis had to do to bad input; added up over texts and reported.
struct AnalysisCounts {
  std::uint64_t invalid_bytes = 0;  ///< bytes that are not UTF-8; each separates words
  std::uint64_t leftovers = 0;  ///< literal "&nbsp;" and the like, U+FFFD, control characters; separate words
  std::uint64_t cut_terms = 0;  ///< terms cut to kMaxTermBytes
  std::uint64_t dropped_terms = 0;  ///< words whose normal form came out empty

  AnalysisCounts& operator+=(const AnalysisCounts& other) {
    invalid_bytes += other.invalid_bytes;
    leftovers += other.leftovers;
    cut_terms += other.cut_terms;
    dropped_terms += other.dropped_terms;
    return *this;
  }
  bool operator==(const AnalysisCounts&) const = default;
};

/// Turns text into terms, for documents and queries alike; `docs/text.md` has the rules. Any bytes are valid
/// input; time is linear in them and memory beyond the tokens is bounded. One per thread: it owns caches of
/// stems.
class Analyzer {
 public:
  /// kReference finds every word boundary with ICU and is the oracle of the fast path; results are equal.
  enum class Path { kFast, kReference };

  /// kLater leaves most words without their stem and says in what language to stem them (Token): an indexer
  /// stems each different word once.
  enum class Stems { kNow, kLater };

  explicit Analyzer(Path path = Path::kFast);
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// Replaces `out` with the tokens of `text`, at most 4 GiB. `language` is that of the document (or of the
  /// query) and chooses the stemmer; a run of another script is stemmed in the main language of that script,
  /// and nothing is stemmed when the language is unknown.
  void analyze(std::string_view text, Language language, TokenList& out, AnalysisCounts& counts,
               Stems stems = Stems::kNow);

  /// The stem of a normal form as `analyze` would give it in that language. Lives until the next call.
  std::string_view stem(std::string_view term, Language language);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::text
