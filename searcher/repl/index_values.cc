#include "searcher/repl/index_values.h"

#include <fmt/format.h>

#include <numeric>
#include <utility>

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

}  // namespace

const std::vector<std::uint64_t>& IndexValues::counts(Facet facet) {
  if (revision_ != engine_.reader().revision()) {
    revision_ = engine_.reader().revision();
    for (auto& counts : counts_) counts.clear();
  }
  std::vector<std::uint64_t>& counts = counts_[static_cast<std::size_t>(facet)];
  const index::Columns& columns = engine_.reader().columns();
  if (!counts.empty()) return counts;
  counts.resize(std::size_t{columns.value_count(facet)} + 1);
  std::vector<std::uint32_t> docids(columns.rows());
  std::iota(docids.begin(), docids.end(), 0);
  columns.count(facet, docids, counts);
  return counts;
}

void IndexValues::offer_facet(Facet facet, std::string_view lead, std::string_view typed, bool quoted,
                              Offer& offer) {
  const index::Columns& columns = engine_.reader().columns();
  const std::vector<std::uint64_t>& all = counts(facet);
  for (std::uint32_t ordinal = 1; ordinal <= columns.value_count(facet); ++ordinal) {
    if (all[ordinal] == 0) continue;
    const std::string_view slug = columns.value(facet, ordinal);
    std::string_view value = slug;
    std::string note = show::grouped(all[ordinal]);
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
              std::move(note), all[ordinal]);
  }
}

void IndexValues::offer_terms(std::string_view prefix, std::string_view lead, std::string_view typed,
                              Offer& offer) {
  const std::string begin = std::string(prefix) + std::string(typed);
  std::size_t looked = 0;
  for (auto at = engine_.reader().terms().dictionary(begin); !at.at_end(); at.next()) {
    if (++looked > kTermsLooked) break;
    const std::string value = at.term().substr(prefix.size());
    if (show::printable(value) != value) continue;
    offer.add(fmt::format("{}{}", lead, value), show::grouped(at.max_document_frequency()),
              at.max_document_frequency());
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
  std::size_t looked = 0;
  for (auto at = engine_.reader().terms().dictionary(begin); !at.at_end(); at.next()) {
    if (++looked > kTermsLooked) break;
    const std::string word = at.term().substr(prefix.size());
    if (word.empty() || (word.front() >= 'A' && word.front() <= 'Z')) continue;
    offer.add(fmt::format("{}{}{}", lead, typed, word.substr(folded.size())),
              show::grouped(at.max_document_frequency()), at.max_document_frequency());
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
    case Field::kKey:
    case Field::kUrl:
      return;  // too many, each of one article
  }
}

}  // namespace dateline::search
