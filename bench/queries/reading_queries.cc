#include "bench/queries/reading_queries.h"

#include <array>
#include <chrono>
#include <optional>

#include "common/dates/day.h"
#include "common/index/index_reader.h"
#include "common/index/xapian_wall.h"
#include "searcher/search/engine.h"

namespace dateline::bench {
namespace {

using index::Columns;
using index::NumberColumn;

constexpr std::chrono::days kAround{2};  ///< TwinsRequest::days

struct Model {
  const char* name;
  Action action;
  const char* known;  ///< the class that it is made of
};
constexpr auto kModels = std::to_array<Model>({{"page", Action::kPage, "kwic"},
                                               {"silences", Action::kSilences, "kwic"},
                                               {"places", Action::kPlaces, "one_word/middle"},
                                               {"ngrams", Action::kNgrams, "one_word/middle"},
                                               {"titles", Action::kTitles, "one_word/middle"},
                                               {"twins", Action::kTwins, "similar"}});

std::optional<dates::Day> exact_day(const Columns& columns, index::Docid docid) {
  const std::uint32_t from = columns.number(NumberColumn::kPublished, docid);
  if (from == 0 || from != columns.number(NumberColumn::kPublishedTo, docid)) return std::nullopt;
  return dates::from_yyyymmdd(static_cast<std::int32_t>(from));
}

/// Articles of the days around one, of which language or source is another; nullopt without an exact day.
std::optional<std::uint64_t> articles_elsewhere(const Columns& columns, const std::string& id) {
  index::Docid own = 0;
  for (index::Docid docid = 1; docid <= columns.last_docid(); ++docid) {
    if (columns.is_living(docid) && to_string(columns.id(docid)) == id) own = docid;
  }
  if (own == 0) return std::nullopt;
  const auto day = exact_day(columns, own);
  if (!day) return std::nullopt;
  const auto group = [&](index::Docid docid) {
    const std::uint32_t known = columns.number(NumberColumn::kGroup, docid);
    return known != 0 ? known : docid;
  };
  std::uint64_t out = 0;
  for (index::Docid docid = 1; docid <= columns.last_docid(); ++docid) {
    if (!columns.is_living(docid) || group(docid) == group(own)) continue;
    const auto other = exact_day(columns, docid);
    if (!other || *other < *day - kAround || *other > *day + kAround) continue;
    const auto differs = [&](index::Facet facet) {
      return columns.ordinal(facet, docid) != columns.ordinal(facet, own);
    };
    if (differs(index::Facet::kLanguage) || differs(index::Facet::kSource)) ++out;
  }
  return out;
}

Result<std::uint64_t> different_texts(search::Engine& engine, const search::SearchRequest& request) {
  const auto found = engine.search(request);
  if (!found) return fail(found.error().error);
  return found->groups;
}

Result<std::vector<QueryCase>> make(search::Engine& engine, std::span<const QueryCase> known) {
  std::vector<QueryCase> out;
  for (const Model& model : kModels) {
    std::size_t made = 0;
    for (const QueryCase& query : known) {
      if (query.query_class != model.known || made == kReadingQueries) continue;
      QueryCase next = query;
      next.query_class = model.name;
      next.action = model.action;
      if (model.action == Action::kTwins) {
        const auto articles = articles_elsewhere(engine.reader().columns(), query.request.query);
        if (!articles) continue;
        next.expected = *articles;
      } else if (model.action == Action::kNgrams || model.action == Action::kTitles) {
        const Result<std::uint64_t> texts = different_texts(engine, query.request);
        if (!texts) return fail(texts.error());
        next.expected = *texts;
      }
      out.push_back(std::move(next));
      ++made;
    }
  }
  return out;
}

}  // namespace

Result<std::vector<QueryCase>> reading_queries(const std::filesystem::path& index,
                                               std::span<const QueryCase> known) {
  Result<search::Engine> engine = search::Engine::open(index);
  if (!engine) return fail(engine.error());
  Result<Result<std::vector<QueryCase>>> made = index::guard([&] { return make(*engine, known); });
  if (!made) return fail(made.error());
  return std::move(*made);
}

}  // namespace dateline::bench
