#include "searcher/query/field_plan.h"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "common/dates/juche.h"
#include "common/index/date_terms.h"
#include "common/text/normal_form.h"
#include "searcher/query/expand.h"
#include "searcher/query/field_names.h"
#include "searcher/query/group_plan.h"
#include "searcher/query/history_plan.h"
#include "searcher/query/limits.h"

namespace dateline::query {
namespace {

using index::Field;

/// Values of a field that are looked through for one that was meant.
constexpr std::size_t kMaxValuesSeen = 20000;

PlanNode any_of(std::vector<std::string> terms, SourceRange range) {
  if (terms.empty()) return {.op = PlanNode::Op::kNothing, .filter = true, .range = range};
  PlanNode node{.op = PlanNode::Op::kOr, .filter = true, .range = range};
  for (std::string& term : terms) {
    node.parts.push_back(
        {.op = PlanNode::Op::kTerm, .filter = true, .term = std::move(term), .range = range});
  }
  if (node.parts.size() > 1) return node;
  PlanNode only = std::move(node.parts.front());
  return only;
}

std::string folded(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .foldCase()
      .toUTF8String(out);
  return out;
}

std::string_view value_of(Field field, std::string_view term) {
  const std::string_view prefix = index::info(field).prefix;
  term.remove_prefix(prefix.size());
  if (prefix.size() > 1 && term.starts_with(':')) term.remove_prefix(1);
  return term;
}

/// Whether a value that was asked for names this value of the index or a part of the world above it.
bool names(Field field, std::string_view asked, std::string_view value) {
  switch (field) {
    case Field::kSource:  // kcna.kp is kcna.kp-en and kcna.kp-ko
      return value.starts_with(asked) && value.size() > asked.size() &&
             (value[asked.size()] == '-' || value[asked.size()] == '.');
    case Field::kHost:  // example.org is www.example.org
      return value.ends_with(asked) && value.size() > asked.size() &&
             value[value.size() - asked.size() - 1] == '.';
    case Field::kTopic:
      return folded(value) == folded(asked);
    case Field::kId:
    case Field::kKey:
    case Field::kTitle:
    case Field::kBody:
    case Field::kLanguage:
    case Field::kPublished:
    case Field::kJuche:
    case Field::kMentions:
    case Field::kConfidence:
    case Field::kFlag:
    case Field::kUrl:
    case Field::kCaptured:
    case Field::kGroup:
    case Field::kHas:
    case Field::kFate:
    case Field::kEdit:
    case Field::kChanged:
    case Field::kRemoved:
    case Field::kTag:
    case Field::kAdded:
      break;
  }
  return false;
}

/// Fields with few values, so that one may look through them all.
bool has_few_values(Field field) {
  return field == Field::kSource || field == Field::kHost || field == Field::kTopic ||
         field == Field::kLanguage || field == Field::kFlag;
}

/// In small letters without accents: who types a value may not have its letters.
std::string plain(std::string_view value) {
  text::NormalForm form;
  std::string out;
  text::NormalForm::fold_diacritics(form.fold_case(value), out);
  return out;
}

/// The value of the index that was probably meant: one that contains what was written, else a few slips away.
std::string closest(Field field, std::string_view asked, const std::vector<std::string>& terms) {
  const std::string plainly = plain(asked);
  const std::u32string wanted = code_points(plainly);
  std::string best;
  unsigned best_distance = wanted.size() < 5 ? 2 : 3;
  for (const std::string& term : terms) {
    const std::string_view value = value_of(field, term);
    const std::string small = plain(value);
    if (small.find(plainly) != std::string::npos) return std::string(value);
    const unsigned distance = edit_distance(wanted, code_points(small), best_distance);
    if (distance < best_distance) {
      best = value;
      best_distance = distance;
    }
  }
  return best;
}

/// The terms of values that begin so: in any case where the field has few values, else as written. nullopt
/// where there are more than kMaxExpansion.
std::optional<std::vector<std::string>> values_with_prefix(const index::Terms& index_terms, Field field,
                                                           std::string_view start) {
  const auto as_written = [&] {
    return terms_with_prefix(index_terms, index::boolean_term(field, start), kMaxExpansion);
  };
  if (field != Field::kTopic && field != Field::kKey) return as_written();
  const auto all = terms_with_prefix(index_terms, index::info(field).prefix, kMaxValuesSeen);
  if (!all) return as_written();
  const std::string wanted = folded(start);
  std::vector<std::string> out;
  for (const std::string& term : *all) {
    if (!folded(value_of(field, term)).starts_with(wanted)) continue;
    if (out.size() == kMaxExpansion) return std::nullopt;
    out.push_back(term);
  }
  return out;
}

/// First and last year of which the index has terms; nullopt when it has none.
std::optional<std::pair<int, int>> years_of(const index::Terms& index_terms, const std::string& prefix) {
  std::optional<std::pair<int, int>> years;
  for (auto at = index_terms.dictionary(prefix); !at.at_end(); at.next()) {
    const std::string term = at.term();
    int year = 0;
    const char* end = term.data() + term.size();
    if (std::from_chars(term.data() + prefix.size(), end, year).ptr != end || !at.is_living()) continue;
    if (!years) {
      years = {year, year};
    } else {
      years = {std::min(years->first, year), std::max(years->second, year)};
    }
  }
  return years;
}

}  // namespace

PlanNode days_node(const index::Terms& index_terms, Field field, std::optional<dates::Day> from,
                   std::optional<dates::Day> to) {
  const auto years = years_of(index_terms, std::string(index::info(field).year_prefix));
  if (!years) return any_of({}, {});
  const dates::Day first = *dates::make_day(years->first, 1, 1);
  const dates::Day last = *dates::make_day(years->second, 12, 31);
  const dates::Day begin = std::max(from.value_or(first), first);
  const dates::Day end = std::min(to.value_or(last), last);
  if (begin > end) return any_of({}, {});
  return any_of(index::covering_terms(field, begin, end), {});
}

PlanNode yearly_node(const index::Terms& index_terms, Field field, const dates::YearlyDays& days) {
  const auto years = years_of(index_terms, std::string(index::info(field).year_prefix));
  if (!years) return any_of({}, {});
  // A day that the month of this year does not have: as a first day the next one, as a last day the last.
  const auto day_in = [](int year, dates::YearlyDay at) {
    const unsigned length = dates::days_in_month(year, at.month);
    return *dates::make_day(year, at.month, std::min(at.day, length)) +
           std::chrono::days(at.day > length ? 1 : 0);
  };
  const auto last_in = [](int year, dates::YearlyDay at) {
    return *dates::make_day(year, at.month, std::min(at.day, dates::days_in_month(year, at.month)));
  };
  std::vector<std::string> terms;
  const auto add = [&](dates::Day from, dates::Day to) {
    if (from > to) return;
    for (std::string& term : index::covering_terms(field, from, to)) terms.push_back(std::move(term));
  };
  for (int year = years->first; year <= years->second; ++year) {
    if (days.from <= days.to) {
      add(day_in(year, days.from), last_in(year, days.to));
    } else {  // over New Year
      add(*dates::make_day(year, 1, 1), last_in(year, days.to));
      add(day_in(year, days.from), *dates::make_day(year, 12, 31));
    }
  }
  return any_of(std::move(terms), {});
}

PlanNode value_node(Field field, std::string_view value) {
  return any_of({index::boolean_term(field, value)}, {});
}

PlanNode juche_plan(const JucheNode& node, SourceRange range) {
  const JucheDate first = node.from.value_or(JucheDate{1, 1, 1});
  const JucheDate last = node.to.value_or(JucheDate{static_cast<unsigned>(dates::kLastJucheYear), 12, 31});
  const auto inside = [&](JucheDate from, JucheDate to) { return first <= from && to <= last; };
  std::vector<std::string> terms;
  for (unsigned year = first.year; year <= last.year; ++year) {
    if (inside({year, 1, 1}, {year, 12, 31})) {
      terms.push_back(index::juche_term(year, 0, 0));
      continue;
    }
    for (unsigned month = 1; month <= 12; ++month) {
      const unsigned days = dates::days_in_month(static_cast<int>(year) + dates::kJucheOffset, month);
      if (inside({year, month, 1}, {year, month, days})) {
        terms.push_back(index::juche_term(year, month, 0));
        continue;
      }
      for (unsigned day = 1; day <= days; ++day) {
        if (inside({year, month, day}, {year, month, day}))
          terms.push_back(index::juche_term(year, month, day));
      }
    }
  }
  return any_of(std::move(terms), range);
}

QueryResult<PlanNode> field_plan(std::string_view query, const index::Terms& index_terms,
                                 const index::Columns* columns, const FieldNode& node, SourceRange range,
                                 Plan& plan) {
  if (node.field == Field::kGroup) {
    PlanNode group = group_node(index_terms, columns, node.value, range);
    if (group.op == PlanNode::Op::kNothing)
      plan.notices.push_back({range, fmt::format("No article has the id {}.", node.value)});
    return group;
  }
  if (index::info(node.field).type == index::FieldType::kHistory)
    return history_value_node(columns, node.field, node.value, range);
  const std::string_view name = index::info(node.field).name;
  const std::string term = index::boolean_term(node.field, node.value);
  if (node.prefix) {
    auto terms = values_with_prefix(index_terms, node.field, node.value);
    if (!terms) {
      return fail_at(query, range,
                     fmt::format("{}:{}* matches more than {} values", name, node.value, kMaxExpansion),
                     "write more of the value");
    }
    Expansion expansion{Expansion::Kind::kValue, range, {}};
    for (const std::string& found : *terms) expansion.values.emplace_back(value_of(node.field, found));
    plan.expansions.push_back(std::move(expansion));
    return any_of(std::move(*terms), range);
  }
  std::vector<std::string> terms{term};
  const bool exact_known = node.exact && index_terms.has(term);
  if (exact_known || !has_few_values(node.field)) return any_of(std::move(terms), range);
  const auto all = terms_with_prefix(index_terms, index::info(node.field).prefix, kMaxValuesSeen);
  if (!all) return any_of(std::move(terms), range);
  for (const std::string& other : *all) {
    if (!node.exact && other != term && names(node.field, node.value, value_of(node.field, other)))
      terms.push_back(other);
  }
  if (terms.size() > 1) {
    if (!index_terms.has(term)) terms.erase(terms.begin());
    Expansion expansion{Expansion::Kind::kValue, range, {}};
    for (const std::string& found : terms) expansion.values.emplace_back(value_of(node.field, found));
    plan.expansions.push_back(std::move(expansion));
  } else if (!index_terms.has(term)) {
    const std::string meant = closest(node.field, node.value, *all);
    plan.notices.push_back(
        {range,
         fmt::format("No article has '{}:{}'.{}", name, node.value,
                     meant.empty() ? "" : fmt::format(" Did you mean {}:{}?", name, as_typed(meant)))});
  }
  return any_of(std::move(terms), range);
}

}  // namespace dateline::query
