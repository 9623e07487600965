#include "searcher/repl/index_values.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

using index::Facet;
using index::Field;
using index::FieldInfo;

constexpr std::size_t kTermsLooked = 50000;  ///< of the index, for one completion
constexpr std::size_t kTitle = 50;           ///< columns of a title beside a candidate

bool needs_quotes(std::string_view value) { return value.find_first_of(" \t()\"") != std::string_view::npos; }

/// The terms of articles that begin so, the first kTermsLooked of them.
std::vector<std::string> terms_that_begin(const index::Terms& terms, const std::string& begin) {
  if (auto all = terms.with_prefix(begin, kTermsLooked)) return std::move(*all);
  std::vector<std::string> out;
  for (auto at = terms.dictionary(begin); !at.at_end() && out.size() < kTermsLooked; at.next()) {
    if (at.is_living()) out.push_back(at.term());
  }
  return out;
}

}  // namespace

void IndexValues::offer_facet(Facet facet, std::string_view lead, std::string_view typed, bool quoted,
                              Offer& offer) {
  const index::Columns& columns = engine_.reader().columns();
  for (std::uint32_t ordinal = 1; ordinal <= columns.value_count(facet); ++ordinal) {
    const std::string_view slug = columns.value(facet, ordinal);
    std::string_view value = slug;
    const std::uint64_t articles = columns.articles(facet, ordinal);
    std::string note = show::grouped(articles);
    if (facet == Facet::kSource) {
      // In quotation marks stands the name as printed.
      const auto& names = engine_.source_names();
      if (const auto name = names.find(std::string(slug)); name != names.end()) {
        if (quoted) {
          value = name->second;
        } else if (name->second != slug) {
          note += "  " + show::printable(name->second);
        }
      }
    }
    if (!begins_with(value, typed) || show::printable(value) != value) continue;
    if (value.find('"') != std::string_view::npos) continue;  // no way to write it
    const bool marks = quoted || needs_quotes(value);
    offer.add(marks ? fmt::format("{}\"{}\"", lead, value) : fmt::format("{}{}", lead, value),
              std::move(note), articles);
  }
}

void IndexValues::offer_terms(std::string_view prefix, std::string_view lead, std::string_view typed,
                              Offer& offer) {
  const std::string begin = std::string(prefix) + std::string(typed);
  for (const std::string& term : terms_that_begin(engine_.reader().terms(), begin)) {
    const std::string value = term.substr(prefix.size());
    if (show::printable(value) != value) continue;
    const std::uint64_t articles = engine_.reader().terms().document_frequency(term);
    offer.add(fmt::format("{}{}", lead, value), show::grouped(articles), articles);
  }
}

void IndexValues::offer_tags(std::string_view lead, std::string_view typed, Offer& offer) {
  const auto notes = engine_.notes();
  if (!notes) return;
  std::map<std::string, std::uint64_t> tags;
  for (const auto& [id, of] : (*notes)->articles) {
    for (const std::string& tag : of.tags) ++tags[tag];
  }
  for (const auto& [tag, articles] : tags) {
    if (begins_with(tag, typed)) offer.add(fmt::format("{}{}", lead, tag), show::grouped(articles), articles);
  }
}

void IndexValues::offer_days_added(std::string_view lead, std::string_view typed, Offer& offer) {
  for (const index::Addition& row : engine_.reader().additions()) {
    const std::string day = dates::to_iso(row.day);
    if (day.starts_with(typed)) offer.add(fmt::format("{}{}", lead, day));
  }
}

void IndexValues::offer_words(std::string_view prefix, std::string_view lead, std::string_view typed,
                              Offer& offer) {
  constexpr std::size_t kLetters = 2;
  if (typed.size() < kLetters) return;
  std::string folded;
  text::NormalForm::fold_diacritics(normal_form_.fold_case(typed), folded);
  // Only what goes on from the letters as typed can be put in their place.
  if (folded.size() != typed.size()) return;
  const std::string begin = std::string(prefix) + folded;
  for (const std::string& term : terms_that_begin(engine_.reader().terms(), begin)) {
    const std::string word = term.substr(prefix.size());
    if (word.empty() || (word.front() >= 'A' && word.front() <= 'Z')) continue;
    const std::uint64_t articles = engine_.reader().terms().document_frequency(term);
    offer.add(fmt::format("{}{}{}", lead, typed, word.substr(folded.size())), show::grouped(articles),
              articles);
  }
}

void IndexValues::offer_values(const FieldInfo& field, std::string_view typed, bool quoted,
                               const SearchResponse* answer, Offer& offer) {
  const std::string lead = fmt::format("{}:", offer.typed.substr(0, offer.typed.find(':')));
  // A period: what stands behind the dots is completed.
  std::string date_lead = lead;
  std::string_view date = typed;
  if (const std::size_t dots = typed.rfind(".."); dots != std::string_view::npos) {
    date_lead += typed.substr(0, dots + 2);
    date.remove_prefix(dots + 2);
  }
  constexpr std::size_t kYearDigits = 4;
  switch (field.field) {
    case Field::kSource:
      return offer_facet(Facet::kSource, lead, typed, quoted, offer);
    case Field::kLanguage:
      return offer_facet(Facet::kLanguage, lead, typed, quoted, offer);
    case Field::kTopic:
      return offer_facet(Facet::kTopic, lead, typed, quoted, offer);
    case Field::kHost:
      return offer_facet(Facet::kHost, lead, typed, quoted, offer);
    case Field::kConfidence:
      return offer_facet(Facet::kConfidence, lead, typed, quoted, offer);
    case Field::kFlag:
      return offer_facet(Facet::kFlag, lead, typed, quoted, offer);
    case Field::kFate:
      return offer_facet(Facet::kFate, lead, typed, quoted, offer);
    case Field::kEdit:
      return offer_facet(Facet::kEdit, lead, typed, quoted, offer);
    case Field::kPublished:
      return offer_facet(date.size() <= kYearDigits ? Facet::kYear : Facet::kMonth, date_lead, date, quoted,
                         offer);
    case Field::kJuche:
      return offer_facet(Facet::kJucheYear, date_lead, date, quoted, offer);
    case Field::kMentions:
    case Field::kCaptured:
      return offer_terms(field.year_prefix, date_lead, date, offer);
    case Field::kHas:
      return offer_terms(field.prefix, lead, typed, offer);
    case Field::kTag:
      return offer_tags(lead, typed, offer);
    case Field::kAdded:
      return offer_days_added(date_lead, date, offer);
    case Field::kTitle:
      if (!quoted) offer_words(field.prefix, lead, typed, offer);
      return;
    case Field::kBody:
      if (!quoted) offer_words("", lead, typed, offer);
      return;
    case Field::kId:
    case Field::kGroup:
      if (answer == nullptr) return;
      for (const Hit& hit : answer->hits) {
        const std::string id = to_string(hit.article.id);
        if (id.starts_with(typed)) {
          offer.add(lead + id, show::fit(show::printable(hit.article.title), kTitle));
        }
      }
      return;
    case Field::kChanged:
    case Field::kRemoved:
    case Field::kKey:
    case Field::kUrl:
      return;  // too many, each of one article
  }
}

}  // namespace dateline::search
