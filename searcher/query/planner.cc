#include "searcher/query/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "searcher/query/field_plan.h"
#include "searcher/query/history_plan.h"
#include "searcher/query/limits.h"
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
    case Field::kFate:
      return true;
    case Field::kTitle:
    case Field::kBody:
    case Field::kPublished:
    case Field::kJuche:
    case Field::kMentions:
    case Field::kFlag:
    case Field::kCaptured:
    case Field::kHas:
    case Field::kEdit:
    case Field::kChanged:
    case Field::kRemoved:
    case Field::kTag:
    case Field::kAdded:
      return false;
  }
  return false;
}

/// Field values and days limit what is searched; they hold in every mode, as does what is negated or
/// required.
bool holds_in_every_mode(const Node& node) {
  const auto all = [](const std::vector<Node>& parts) {
    return std::all_of(parts.begin(), parts.end(), holds_in_every_mode);
  };
  return std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, ListNode> || std::is_same_v<T, AndNode> ||
                      std::is_same_v<T, OrNode>) {
          return all(value.parts);
        } else {
          return !(std::is_same_v<T, WordNode> || std::is_same_v<T, PhraseNode> ||
                   std::is_same_v<T, NearNode>);
        }
      },
      node.value);
}

const WordNode* plain_word(const Node& node) {
  const auto* word = std::get_if<WordNode>(&node.value);
  return word && word->match == WordMatch::kStem ? word : nullptr;
}

/// Nodes that hold parts weigh nothing when none of their parts does.
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

/// How many of its parts make an article an answer to a relaxed query. A long query is pasted text or a
/// question, and the article that it is about may have few of its words: measured on such queries, half of
/// them loses a fifth of the answers that a quarter finds.
unsigned enough_of(std::size_t parts) {
  constexpr std::size_t kFewParts = 3;
  if (parts <= kFewParts) return static_cast<unsigned>(parts / 2 + 1);
  return static_cast<unsigned>(std::max<std::size_t>(2, (parts + 3) / 4));
}

class Planner {
 public:
  Planner(std::string_view query, const index::Terms& index_terms, text::Analyzer& analyzer,
          const PlanOptions& options)
      : query_(query),
        index_terms_(index_terms),
        options_(options),
        words_(query, index_terms, analyzer, options, plan_) {}

  QueryResult<Plan> run(const Ast& ast) {
    plan_.notices = ast.notices;
    const auto* parts = std::get_if<ListNode>(&ast.root.value);
    // One part is a list too: in a loose mode it may fall into several.
    QueryResult<PlanNode> root =
        parts ? list(parts->parts, ast.root.range, true) : list({ast.root}, ast.root.range, true);
    if (!root) return tl::unexpected(std::move(root.error()));
    plan_.root = std::move(*root);
    return std::move(plan_);
  }

 private:
  /// The node or, for a word without any letters, nothing at all.
  QueryResult<Parts> parts_of(const Node& node) {
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
          const auto worded = [&](QueryResult<PlanNode> made) -> QueryResult<Parts> {
            if (made && made->op == Op::kNothing) {
              add_notice(plan_.notices, node.range, "there is no word in this part of the query");
              return Parts{};
            }
            return checked(std::move(made));
          };
          if constexpr (std::is_same_v<T, EverythingNode>) {
            return one({.op = Op::kEverything, .filter = true, .range = node.range});
          } else if constexpr (std::is_same_v<T, NothingNode>) {
            return Parts{};
          } else if constexpr (std::is_same_v<T, WordNode>) {
            if (value.match != WordMatch::kStem) return worded(words_.marked_word(value, node.range));
            auto made = words_.plain_words({{&value, node.range}}, false, false);
            if (!made) return tl::unexpected(std::move(made.error()));
            return std::move(made->front());
          } else if constexpr (std::is_same_v<T, PhraseNode>) {
            return worded(words_.phrase(value, node.range));
          } else if constexpr (std::is_same_v<T, NearNode>) {
            return worded(near(value, node.range));
          } else if constexpr (std::is_same_v<T, FieldNode>) {
            if (value.field == Field::kTag)
              return one(tag_node(options_.tagged, value.value, value.prefix, node.range));
            return checked(field_plan(query_, index_terms_, options_.columns, value, node.range, plan_));
          } else if constexpr (std::is_same_v<T, DateNode>) {
            if (index::info(value.field).type == index::FieldType::kHistoryDay)
              return one(history_days_node(options_.columns, value, node.range));
            if (value.field == Field::kAdded) return one(added_node(options_.additions, value, node.range));
            PlanNode days = value.yearly ? yearly_node(index_terms_, value.field, *value.yearly)
                                         : days_node(index_terms_, value.field, value.from, value.to);
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
            const std::size_t boosts = plan_.boosts.size();
            QueryResult<Parts> made = all_parts(value.part, Op::kNot, node.range);
            plan_.boosts.erase(plan_.boosts.begin() + static_cast<std::ptrdiff_t>(boosts),
                               plan_.boosts.end());
            return made;
          } else {
            static_assert(std::is_same_v<T, RequiredNode>);
            return all_parts(value.part, Op::kAnd, node.range);
          }
        },
        node.value);
  }

  /// Counts words before and after they are analysed, where one may become several.
  QueryResult<PlanNode> near(const NearNode& node, SourceRange range) {
    const auto too_many = [&](std::size_t most, std::string_view where) {
      return fail_at(query_, range, fmt::format("near takes at most {} words{}", most, where),
                     "use the words that matter most, or a phrase in quotation marks");
    };
    if (node.words.size() > kMaxNearWords) return too_many(kMaxNearWords, "");
    QueryResult<PlanNode> made = words_.near(node, range);
    if (!made) return made;
    if (made->slots.size() > kMaxNearWords) return too_many(kMaxNearWords, "");
    near_words_ += made->slots.size();
    if (near_words_ > kMaxNearWordsInAll) return too_many(kMaxNearWordsInAll, " in all of a query");
    return made;
  }

  /// Parts that hold no word drop out; what is left of nothing is nothing.
  QueryResult<Parts> all_parts(const std::vector<Node>& nodes, Op op, SourceRange range) {
    Parts parts;
    for (const Node& node : nodes) {
      QueryResult<Parts> made = parts_of(node);
      if (!made) return made;
      std::move(made->begin(), made->end(), std::back_inserter(parts));
    }
    if (parts.empty()) return parts;
    Parts out;
    out.push_back(combine(op, std::move(parts), range));
    return out;
  }

  /// The parts of each node; plain words are planned together, as they stand side by side.
  QueryResult<std::vector<Parts>> side_by_side(const std::vector<Node>& nodes, bool loose, bool main) {
    std::vector<Parts> out(nodes.size());
    for (const Field field : {Field::kBody, Field::kTitle}) {
      std::vector<PlainWord> words;
      std::vector<std::size_t> places;
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        const WordNode* word = plain_word(nodes[i]);
        if (!word || word->field != field) continue;
        words.push_back({word, nodes[i].range});
        places.push_back(i);
      }
      auto made = words_.plain_words(words, loose, main && field == Field::kBody);
      if (!made) return tl::unexpected(std::move(made.error()));
      for (std::size_t i = 0; i < places.size(); ++i) out[places[i]] = std::move((*made)[i]);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (plain_word(nodes[i])) continue;
      QueryResult<Parts> made = parts_of(nodes[i]);
      if (!made) return tl::unexpected(std::move(made.error()));
      out[i] = std::move(*made);
    }
    return out;
  }

  QueryResult<PlanNode> list(const std::vector<Node>& nodes, SourceRange range, bool is_root) {
    const bool loose_mode = options_.mode == Mode::kAny || (options_.mode == Mode::kMax && is_root);
    auto made = side_by_side(nodes, loose_mode, is_root);
    if (!made) return tl::unexpected(std::move(made.error()));
    Parts loose;
    Parts fixed;
    bool required = false;
    std::vector<std::pair<Field, std::size_t>> single;  // where in `fixed` the values of a field are
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      const auto* field = std::get_if<FieldNode>(&node.value);
      for (PlanNode& part : (*made)[i]) {
        if (!holds_in_every_mode(node)) {
          loose.push_back(std::move(part));
          continue;
        }
        required = required || std::holds_alternative<RequiredNode>(node.value);
        const auto same = std::find_if(single.begin(), single.end(), [&](const auto& entry) {
          return field && entry.first == field->field;
        });
        if (same != single.end()) {
          add_alternative(fixed[same->second], std::move(part));
          continue;
        }
        if (field && is_single_valued(field->field)) single.emplace_back(field->field, fixed.size());
        fixed.push_back(std::move(part));
      }
    }
    if (is_root) {
      plan_.loose_parts = loose.size();
      plan_.relaxable =
          loose.size() > 1 || (loose.size() == 1 && loose.front().slots.size() > kMaxLoosePhrase);
    }
    if (!loose_mode) {
      fixed.insert(fixed.begin(), std::make_move_iterator(loose.begin()),
                   std::make_move_iterator(loose.end()));
    } else if (required) {  // the loose parts are not needed then, but weigh
      for (PlanNode& part : loose) plan_.boosts.push_back({std::move(part), 1.0});
    } else if (!loose.empty()) {
      fixed.insert(fixed.begin(), loosely(std::move(loose), range));
    }
    return combine(Op::kAnd, std::move(fixed), range);
  }

  static void add_alternative(PlanNode& node, PlanNode other) {
    const SourceRange range = cover(node.range, other.range);
    Parts either;
    either.push_back(std::move(node));
    either.push_back(std::move(other));
    node = combine(Op::kOr, std::move(either), range);
  }

  PlanNode loosely(Parts parts, SourceRange range) const {
    if (options_.mode == Mode::kAny) return combine(Op::kOr, std::move(parts), range);
    if (parts.size() == 1) {
      PlanNode only = std::move(parts.front());
      only.lowered = only.op == Op::kAtLeast;
      return only;
    }
    const unsigned minimum = enough_of(parts.size());
    PlanNode most = combine(Op::kAtLeast, std::move(parts), range);
    most.minimum = minimum;
    most.lowered = true;
    return most;
  }

  std::string_view query_;
  const index::Terms& index_terms_;
  const PlanOptions& options_;
  Plan plan_;
  WordPlanner words_;
  std::size_t near_words_ = 0;  ///< of the nears planned so far
};

}  // namespace

QueryResult<Plan> plan(const Ast& ast, std::string_view query, const index::Terms& index_terms,
                       text::Analyzer& analyzer, const PlanOptions& options) {
  return Planner(query, index_terms, analyzer, options).run(ast);
}

}  // namespace dateline::query
