#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/schema.h"
#include "common/text/normal_form.h"
#include "searcher/repl/completion.h"
#include "searcher/repl/saved_sets.h"
#include "searcher/search/engine.h"

namespace dateline::search {

/// What a session can offer beside what the index holds. The pointers are to the session's own.
struct CompletionContext {
  const SearchResponse* answer = nullptr;  ///< null before the first query
  const SavedSets* sets = nullptr;
  const std::vector<std::string>* numbered = nullptr;  ///< filters behind f1, f2 …
};

/// Finds what may stand at the end of a line: commands and their arguments, fields, values of fields with
/// their counts over the whole index, words of the vocabulary. Not thread-safe.
class Completer {
 public:
  explicit Completer(Engine& engine) : engine_(engine) {}

  /// `line` ends at the cursor. An index that fails to answer offers nothing.
  Completion complete(std::string_view line, const CompletionContext& context);

 private:
  struct Offer;  ///< candidates before they are sorted and cut

  void offer_argument(std::string_view line, const CompletionContext& context, Offer& offer);
  void offer_query_word(std::string_view line, const CompletionContext& context, Offer& offer);
  static void offer_files(std::string_view line, std::size_t blank, Offer& offer);
  void offer_values(const index::FieldInfo& field, std::string_view typed, bool quoted,
                    const CompletionContext& context, Offer& offer);
  void offer_facet(index::Facet facet, std::string_view lead, std::string_view typed, bool quoted,
                   Offer& offer);
  void offer_terms(std::string_view prefix, std::string_view lead, std::string_view typed, Offer& offer);
  void offer_words(std::string_view prefix, std::string_view lead, std::string_view typed, Offer& offer);
  const std::vector<std::uint64_t>& counts(index::Facet facet);

  Engine& engine_;
  text::NormalForm normal_form_;
  std::string revision_;  ///< of the index that `counts_` are of
  std::array<std::vector<std::uint64_t>, index::kFacetCount> counts_;
};

}  // namespace dateline::search
