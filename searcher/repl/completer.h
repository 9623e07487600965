#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/repl/completion.h"
#include "searcher/repl/index_values.h"
#include "searcher/repl/offer.h"
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
  explicit Completer(Engine& engine) : values_(engine) {}

  /// `line` ends at the cursor. An index that fails to answer offers nothing.
  Completion complete(std::string_view line, const CompletionContext& context);

 private:
  void offer_argument(std::string_view line, const CompletionContext& context, Offer& offer);
  void offer_query_word(std::string_view line, const CompletionContext& context, Offer& offer);
  static void offer_files(std::string_view line, std::size_t blank, Offer& offer);

  IndexValues values_;
};

}  // namespace dateline::search
