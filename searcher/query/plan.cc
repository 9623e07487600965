#include "searcher/query/plan.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "searcher/query/field_plan.h"
#include "searcher/query/word_plan.h"

namespace dateline::query {
namespace {

using index::Field;
using Op = PlanNode::Op;
using Parts = std::vector<PlanNode>;

/// An article has one value of these, so two of them side by side can only mean either.
bool is_single_valued(Field field) {
  switch (field) {
    case Field::kId:
    case Field::kKey:
    case Field::kSource:
    case Field::kLanguage:
    case Field::kConfidence:
    case Field::kTopic:
    case Field::kHost:
    case Field::kUrl:
    case Field::kGroup:
      return true;
    case Field::kTitle:
    case Field::kBody:
    case Field::kPublished:
    case Field::kJuche:
    case Field::kMentions:
    case Field::kFlag:
    case Field::kCaptured:
    case Field::kHas:
      return false;
  }
  return false;
}

/// Nodes that hold parts are filters when all their parts are.
PlanNode combine(Op op, Parts parts, SourceRange range) {
  if (parts.empty()) return {.op = Op::kNothing, .range = range};
  if (parts.size() == 1 && op != Op::kNot) {
    PlanNode only = std::move(parts.front());
    return only;
  }
  const bool filter =
      std::all_of(parts.begin(), parts.end(), [](const PlanNode& part) { return part.filter; });
  return {.op = op, .filter = filter || op == Op::kNot, .parts = std::move(parts), .range = range};
}

class Planner {
 public:
  Planner(std::string_view query, const Xapian::Database& database, text::Analyzer& analyzer,
          const PlanOptions& options)
      : query_(query),
        database_(database),
        options_(options),
        words_(query, database, analyzer, options, plan_) {}

  QueryResult<Plan> run(const Ast& ast) {
    plan_.notices = ast.notices;
    // The root is a list, even of one part: the words of "nuclear-armed" are parts of it in a loose mode.
    QueryResult<Parts> parts = list_or_single(ast.root);
    if (!parts) return tl::unexpected(std::move(parts.error()));
    plan_.root = std::move(parts->front());
    collect_boosts(plan_.root);
    return std::move(plan_);
  }

 private:
  QueryResult<Parts> list_or_single(const Node& root) {
    const auto* list = std::get_if<ListNode>(&root.value);
    QueryResult<PlanNode> node =
        list ? this->list(list->parts, root.range, true) : this->list({root}, root.range, true);
    if (!node) return tl::unexpected(std::move(node.error()));
    Parts out;
    out.push_back(std::move(*node));
    return out;
  }

  /// The node or, for a word without any letters, nothing at all.
  QueryResult<Parts> parts_of(const Node& node, bool loose) {
    return std::visit(
        [&](const auto& value) -> QueryResult<Parts> {
          using T = std::decay_t<decltype(value)>;
          const auto one = [](PlanNode made) {
            Parts parts;
            parts.push_back(std::move(made));
            return parts;
          };
          const auto checked = [&](QueryResult<PlanNode> made) -> QueryResult<Parts> {
            if (!made) return tl::unexpected(std::move(made.error()));
            return one(std::move(*made));
          };
          if constexpr (std::is_same_v<T, EverythingNode>) {
            return one({.op = Op::kEverything, .filter = true, .range = node.range});
          } else if constexpr (std::is_same_v<T, NothingNode>) {
            return Parts{};
          } else if constexpr (std::is_same_v<T, WordNode>) {
            return words_.word(value, node.range, loose);
          } else if constexpr (std::is_same_v<T, PhraseNode>) {
            PlanNode phrase = words_.phrase(value, node.range);
            if (phrase.op == Op::kNothing) {
              plan_.notices.push_back({node.range, "there is no word in these quotation marks"});
              return Parts{};
            }
            return one(std::move(phrase));
          } else if constexpr (std::is_same_v<T, NearNode>) {
            return checked(words_.near(value, node.range));
          } else if constexpr (std::is_same_v<T, FieldNode>) {
            return checked(field_plan(query_, database_, value, node.range, plan_));
          } else if constexpr (std::is_same_v<T, DateNode>) {
            PlanNode days = days_node(database_, value.field, value.from, value.to);
            days.range = node.range;
            return one(std::move(days));
          } else if constexpr (std::is_same_v<T, JucheNode>) {
            return one(juche_plan(value, node.range));
          } else if constexpr (std::is_same_v<T, ListNode>) {
            return checked(list(value.parts, node.range, false));
          } else if constexpr (std::is_same_v<T, AndNode>) {
            return all_parts(value.parts, Op::kAnd, node.range);
          } else if constexpr (std::is_same_v<T, OrNode>) {
            return all_parts(value.parts, Op::kOr, node.range);
          } else if constexpr (std::is_same_v<T, NotNode>) {
            return all_parts(value.part, Op::kNot, node.range);
          } else {
            static_assert(std::is_same_v<T, RequiredNode>);
            return all_parts(value.part, Op::kAnd, node.range);
          }
        },
        node.value);
  }

  /// Parts that hold no word drop out; what is left of nothing is nothing.
  QueryResult<Parts> all_parts(const std::vector<Node>& nodes, Op op, SourceRange range) {
    Parts parts;
    for (const Node& node : nodes) {
      QueryResult<Parts> made = parts_of(node, false);
      if (!made) return made;
      std::move(made->begin(), made->end(), std::back_inserter(parts));
    }
    if (parts.empty()) return parts;
    Parts out;
    out.push_back(combine(op, std::move(parts), range));
    return out;
  }

  /// Parts side by side. Filters, negated and required parts hold in every mode.
  QueryResult<PlanNode> list(const std::vector<Node>& nodes, SourceRange range, bool is_root) {
    const bool loose_mode = options_.mode == Mode::kAny || (options_.mode == Mode::kMost && is_root);
    Parts loose;
    Parts fixed;
    bool required = false;
    std::vector<std::pair<Field, std::size_t>> single;  // where in `fixed` the values of a field are
    for (const Node& node : nodes) {
      QueryResult<Parts> made = parts_of(node, loose_mode);
      if (!made) return tl::unexpected(std::move(made.error()));
      const bool is_required = std::holds_alternative<RequiredNode>(node.value);
      for (PlanNode& part : *made) {
        if (!part.filter && !is_required) {
          loose.push_back(std::move(part));
          continue;
        }
        required = required || (is_required && !part.filter);
        const auto* field = std::get_if<FieldNode>(&node.value);
        const auto same = std::find_if(single.begin(), single.end(), [&](const auto& entry) {
          return field && entry.first == field->field;
        });
        if (same != single.end()) {
          PlanNode& first = fixed[same->second];
          const SourceRange both = cover(first.range, part.range);
          Parts either;
          either.push_back(std::move(first));
          either.push_back(std::move(part));
          fixed[same->second] = combine(Op::kOr, std::move(either), both);
          continue;
        }
        if (field && is_single_valued(field->field)) single.emplace_back(field->field, fixed.size());
        fixed.push_back(std::move(part));
      }
    }
    if (is_root && loose.size() > 1) plan_.loose_parts = loose.size();
    if (loose_mode && !loose.empty()) {
      if (required) {  // the loose parts are not needed then, but weigh
        for (PlanNode& part : loose) plan_.boosts.push_back({std::move(part), 1.0});
      } else if (options_.mode == Mode::kAny || loose.size() == 1) {
        fixed.insert(fixed.begin(), combine(Op::kOr, std::move(loose), range));
      } else {
        const auto minimum = static_cast<unsigned>(loose.size() / 2 + 1);
        fixed.insert(
            fixed.begin(),
            PlanNode{.op = Op::kAtLeast, .minimum = minimum, .parts = std::move(loose), .range = range});
      }
    } else {
      fixed.insert(fixed.begin(), std::make_move_iterator(loose.begin()),
                   std::make_move_iterator(loose.end()));
    }
    return combine(Op::kAnd, std::move(fixed), range);
  }

  /// A word of the body weighs more where it stands in the title.
  void collect_boosts(const PlanNode& node) {
    if (node.filter || options_.title_weight <= 1.0) return;
    for (const PlanNode& part : node.parts) collect_boosts(part);
    if (node.op != Op::kTerm) return;
    const bool stem = node.term.starts_with('Z');
    const std::string_view word = std::string_view(node.term).substr(stem ? 1 : 0);
    const std::string_view title = index::info(Field::kTitle).prefix;
    if (word.starts_with(title)) return;
    PlanNode boost{.op = Op::kTerm, .range = node.range};
    boost.term = std::string(stem ? "Z" : "").append(title).append(word);
    plan_.boosts.push_back({std::move(boost), options_.title_weight - 1.0});
  }

  std::string_view query_;
  const Xapian::Database& database_;
  const PlanOptions& options_;
  Plan plan_;
  WordPlanner words_;
};

}  // namespace

QueryResult<Plan> plan(const Ast& ast, std::string_view query, const Xapian::Database& database,
                       text::Analyzer& analyzer, const PlanOptions& options) {
  return Planner(query, database, analyzer, options).run(ast);
}

bool needs_match_set(const PlanNode& node) {
  return node.op == Op::kAtLeast || std::any_of(node.parts.begin(), node.parts.end(),
                                                [](const PlanNode& part) { return needs_match_set(part); });
}

namespace {

void collect_terms(const PlanNode& node, std::vector<std::string>& out) {
  if (node.filter) return;
  const auto add = [&](const std::string& term) {
    const std::string_view title = index::info(Field::kTitle).prefix;
    std::string plain = term;
    if (plain.starts_with(std::string("Z").append(title))) {
      plain.erase(1, title.size());
    } else if (plain.starts_with(title)) {
      plain.erase(0, title.size());
    }
    if (std::find(out.begin(), out.end(), plain) == out.end()) out.push_back(std::move(plain));
  };
  if (!node.term.empty()) add(node.term);
  for (const auto& slot : node.slots) {
    for (const std::string& term : slot) add(term);
  }
  for (const PlanNode& part : node.parts) collect_terms(part, out);
}

}  // namespace

std::vector<std::string> wanted_terms(const PlanNode& node) {
  std::vector<std::string> out;
  collect_terms(node, out);
  return out;
}

}  // namespace dateline::query
