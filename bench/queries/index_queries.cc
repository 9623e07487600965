#include "bench/queries/index_queries.h"

#include <algorithm>
#include <set>

#include "bench/corpus/random.h"
#include "common/index/xapian_wall.h"

namespace dateline::bench {
namespace {

constexpr std::size_t kLetters = 3;
constexpr int kAttempts = 1000;
/// Texts of so many words have telling ones.
constexpr std::uint32_t kFewestWords = 60;

std::uint64_t terms_that_begin(const index::Terms& terms, const std::string& letters) {
  std::uint64_t count = 0;
  for (auto at = terms.dictionary(letters); !at.at_end(); at.next()) ++count;
  return count;
}

QueryCase query_case(std::string query_class, Action action, std::string query, std::uint64_t expected) {
  QueryCase out;
  out.query_class = std::move(query_class);
  out.action = action;
  out.request.query = std::move(query);
  out.expected = expected;
  return out;
}

/// The id of an article with enough words; empty when there is none under the number.
std::string id_of(const index::IndexReader& reader, std::uint32_t docid) {
  const index::Columns& columns = reader.columns();
  const bool fits =
      columns.is_living(docid) && columns.number(index::NumberColumn::kWords, docid) >= kFewestWords;
  return fits ? to_string(columns.id(docid)) : std::string();
}

std::vector<QueryCase> draw(const index::IndexReader& reader, const std::vector<std::string>& words,
                            std::size_t queries, std::uint64_t seed) {
  Random random(seed);
  std::vector<QueryCase> out;
  std::set<std::string> seen;
  const auto add = [&](const char* name, Action action, const std::string& query, std::uint64_t expected) {
    if (seen.insert(query).second) out.push_back(query_case(name, action, query, expected));
  };
  for (int i = 0; i < kAttempts && seen.size() < queries; ++i) {
    const std::uint32_t docid = 1 + random.below(reader.columns().last_docid());
    if (const std::string id = id_of(reader, docid); !id.empty()) {
      add("similar", Action::kSimilar, id, kSimilarHits);
    }
  }
  seen.clear();
  for (const std::string& word : words) {
    const std::string letters = word.substr(0, kLetters);
    // A beginning of a field's name offers the field too.
    const bool is_field = std::ranges::any_of(
        index::kFields, [&](const index::FieldInfo& field) { return field.name.starts_with(letters); });
    if (seen.size() == queries || letters.size() < kLetters || is_field) continue;
    add("shell/complete_word", Action::kComplete, letters, terms_that_begin(reader.terms(), letters));
  }
  const auto sources =
      terms_that_begin(reader.terms(), std::string(index::info(index::Field::kSource).prefix));
  if (sources > 0) add("shell/complete_source", Action::kComplete, "source:", sources);
  return out;
}

}  // namespace

Result<std::vector<QueryCase>> draw_from_index(const index::IndexReader& reader,
                                               const std::vector<std::string>& words, std::size_t queries,
                                               std::uint64_t seed) {
  return index::guard([&] { return draw(reader, words, queries, seed); });
}

}  // namespace dateline::bench
