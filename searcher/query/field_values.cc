#include "searcher/query/field_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "common/article.h"
#include "common/dates/juche.h"
#include "common/dates/query_dates.h"
#include "common/index/article_id.h"
#include "common/ledger/edit_kind.h"
#include "common/ledger/history.h"
#include "common/text/language.h"
#include "searcher/query/field_names.h"

namespace dateline::query {
namespace {

using index::Field;
using index::FieldType;

constexpr std::array<std::string_view, 4> kConfidences{"high", "medium", "low", "none"};
constexpr std::array<std::string_view, 4> kHas{"stamp", "date", "captured", "url"};

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

/// One of a closed list of values, or the error that names them.
template <std::size_t N>
QueryResult<std::string> one_of(std::string_view query, const LexToken& token,
                                const std::array<std::string_view, N>& allowed) {
  std::string value = lower_ascii(token.text);
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  const std::string_view name = index::info(token.field).name;
  return fail_at(query, token.range, fmt::format("{}: does not know \"{}\"", name, token.text),
                 fmt::format("it takes {}", fmt::join(allowed, ", ")));
}

/// The value as the index has it.
QueryResult<std::string> boolean_value(std::string_view query, const LexToken& token) {
  switch (token.field) {
    case Field::kSource:
      return slug_of(token.text);
    case Field::kLanguage: {
      const auto language = text::Language::from_code(token.text);
      if (language.known()) return std::string(language.code());
      return fail_at(query, token.range, fmt::format("\"{}\" is no language code", token.text),
                     "write two or three letters: lang:en, lang:ko");
    }
    case Field::kId:
    case Field::kGroup: {
      if (token.match == WordMatch::kPrefix) return lower_ascii(token.text);
      const auto id = parse_article_id(lower_ascii(token.text));
      if (id) return to_string(*id);
      return fail_at(query, token.range, fmt::format("\"{}\" is no article id", token.text),
                     "an id has 16 digits 0-9 and a-f; the id of a collection is key:");
    }
    case Field::kConfidence:
      return one_of(query, token, kConfidences);
    case Field::kHas:
      return one_of(query, token, kHas);
    case Field::kFate:
      return one_of(query, token, ledger::kFateNames);
    case Field::kEdit:
      return one_of(query, token, ledger::kEditKindNames);
    case Field::kFlag:
      return lower_ascii(token.text);
    case Field::kHost: {
      const std::string host = lower_ascii(token.text);
      return host.starts_with("www.") ? host.substr(4) : host;
    }
    case Field::kUrl:
      return index::canonical_url(token.text);
    case Field::kKey:
    case Field::kTopic:
    case Field::kTitle:
    case Field::kBody:
    case Field::kPublished:
    case Field::kJuche:
    case Field::kMentions:
    case Field::kCaptured:
    case Field::kChanged:
    case Field::kRemoved:
    case Field::kTag:
    case Field::kAdded:
      break;
  }
  return token.text;
}

/// The place in the query of what is wrong within a date.
tl::unexpected<QueryError> date_error(std::string_view query, const LexToken& token,
                                      const dates::QueryDateError& error) {
  const std::size_t name_end = token.range.offset + index::info(token.field).name.size();
  std::size_t value = query.find(token.text, std::min(name_end, query.size()));
  // The values of date:(a OR b) stand without the name.
  if (value >= token.range.end()) value = token.range.offset;
  const auto begin = static_cast<std::uint32_t>(value + std::min(error.column, token.text.size()));
  const auto end = static_cast<std::uint32_t>(value + token.text.size());
  return fail_at(query, {begin, std::max(begin, end) - begin}, error.what, error.hint);
}

std::optional<JucheDate> juche_of(const std::optional<dates::Day>& day) {
  if (!day) return std::nullopt;
  const auto year = dates::juche_year(dates::year_of(*day));
  return JucheDate{static_cast<unsigned>(year.value_or(1)), dates::month_of(*day), dates::day_of_month(*day)};
}

QueryResult<Node> date_node(std::string_view query, const LexToken& token, std::optional<dates::Day> today) {
  const auto days = dates::parse_query_days(token.text, today);
  if (!days) return date_error(query, token, days.error());
  return Node{DateNode{token.field, token.text, days->range.from, days->range.to, days->yearly}, token.range};
}

QueryResult<Node> juche_node(std::string_view query, const LexToken& token) {
  const auto range = dates::parse_query_juche(token.text);
  if (!range) return date_error(query, token, range.error());
  return Node{JucheNode{token.text, juche_of(range->days.from), juche_of(range->days.to)}, token.range};
}

}  // namespace

QueryResult<Node> field_node(std::string_view query, const LexToken& token, std::optional<dates::Day> today) {
  switch (index::info(token.field).type) {
    case FieldType::kDate:
    case FieldType::kHistoryDay:
    case FieldType::kAdded:
      return date_node(query, token, today);
    case FieldType::kJuche:
      return juche_node(query, token);
    case FieldType::kBoolean:
    case FieldType::kGroup:
    case FieldType::kHistory:
    case FieldType::kTag:
    case FieldType::kText:
      break;
  }
  QueryResult<std::string> value = boolean_value(query, token);
  if (!value) return tl::unexpected(std::move(value.error()));
  return Node{FieldNode{token.field, std::move(*value), token.match == WordMatch::kExact,
                        token.match == WordMatch::kPrefix},
              token.range};
}

}  // namespace dateline::query
