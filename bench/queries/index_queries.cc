#include "bench/queries/index_queries.h"

#include <xapian.h>

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

std::uint64_t terms_that_begin(const Xapian::Database& database, const std::string& letters) {
  return static_cast<std::uint64_t>(
      std::distance(database.allterms_begin(letters), database.allterms_end(letters)));
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
  const std::string prefix(index::info(index::Field::kId).prefix);
  const Xapian::Database& database = reader.database();
  if (reader.columns().number(index::NumberColumn::kWords, docid) < kFewestWords) return {};
  auto term = database.termlist_begin(docid);
  term.skip_to(prefix);
  return term != database.termlist_end(docid) && (*term).starts_with(prefix) ? (*term).substr(prefix.size())
                                                                             : std::string();
}

std::vector<QueryCase> draw(const index::IndexReader& reader, const std::vector<std::string>& words,
                            std::size_t queries, std::uint64_t seed) {
  Random random(seed);
  const Xapian::Database& database = reader.database();
  std::vector<QueryCase> out;
  std::set<std::string> seen;
  const auto add = [&](const char* name, Action action, const std::string& query, std::uint64_t expected) {
    if (seen.insert(query).second) out.push_back(query_case(name, action, query, expected));
  };
  for (int i = 0; i < kAttempts && seen.size() < queries; ++i) {
    const std::uint32_t docid = 1 + random.below(database.get_lastdocid());
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
    add("shell/complete_word", Action::kComplete, letters, terms_that_begin(database, letters));
  }
  const auto sources = terms_that_begin(database, std::string(index::info(index::Field::kSource).prefix));
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
