#pragma once

#include <string_view>

#include "common/index/schema.h"
#include "common/text/normal_form.h"
#include "searcher/repl/offer.h"
#include "searcher/search/engine.h"

namespace dateline::search {

/// Offers what the index holds: values of fields with their counts over the whole index, words of the
/// vocabulary. Not thread-safe. May throw index errors.
class IndexValues {
 public:
  explicit IndexValues(Engine& engine) : engine_(engine) {}

  /// Values of a field that go on from `typed`; `quoted` behind an open quotation mark. Ids are those of
  /// `answer`, which may be null.
  void offer_values(const index::FieldInfo& field, std::string_view typed, bool quoted,
                    const SearchResponse* answer, Offer& offer);
  /// Words of the index, with the prefix of their field; `lead` stands before each candidate.
  void offer_words(std::string_view prefix, std::string_view lead, std::string_view typed, Offer& offer);

 private:
  void offer_facet(index::Facet facet, std::string_view lead, std::string_view typed, bool quoted,
                   Offer& offer);
  void offer_tags(std::string_view lead, std::string_view typed, Offer& offer);
  void offer_days_added(std::string_view lead, std::string_view typed, Offer& offer);
  void offer_terms(std::string_view prefix, std::string_view lead, std::string_view typed, Offer& offer);

  Engine& engine_;
  text::NormalForm normal_form_;
};

}  // namespace dateline::search
