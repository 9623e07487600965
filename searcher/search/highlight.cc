#include "searcher/search/highlight.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "common/text/ranking_recipe.h"

namespace dateline::search {

HighlightTerms highlight_terms(const index::Terms& terms, const query::PlanNode& root) {
  HighlightTerms out;
  const double articles = std::max(1.0, static_cast<double>(terms.articles()));
  for (const std::string& term : query::wanted_terms(root)) {
    const auto having = static_cast<double>(terms.document_frequency(terms.forms(term)));
    const double weight = std::log(1 + articles / (1 + having));
    if (term.starts_with(text::kStemPrefix)) {
      out.stems.emplace(term.substr(text::kStemPrefix.size()), weight);
    } else {
      out.words.emplace(term, weight);
    }
  }
  auto places = std::make_shared<const OccurrenceFinder>(root);
  if (!out.empty()) out.places.push_back(std::move(places));
  return out;
}

}  // namespace dateline::search
