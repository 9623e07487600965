#include "searcher/repl/saved_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "searcher/repl/words.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

std::optional<SetNode::Op> operator_of(std::string_view word) {
  if (word == "and") return SetNode::Op::kAnd;
  if (word == "or") return SetNode::Op::kOr;
  if (word == "minus") return SetNode::Op::kMinus;
  return std::nullopt;
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Status too_deep() {
  return fail(ErrorKind::kUsage, "this set is made of too many others",
              "ask the question again and save its answer");
}

}  // namespace

Status SavedSets::save(std::string_view name, const Place& place) {
  if (!is_name(name)) {
    return fail(ErrorKind::kUsage, fmt::format("'{}' cannot be the name of a set", show::printable(name)),
                "a name has letters a-z, digits, - and _");
  }
  if (operator_of(name)) {
    return fail(ErrorKind::kUsage, fmt::format("'{}' puts sets together and cannot be a name", name),
                "take another name");
  }
  if (sets_.size() >= kMax && !sets_.contains(name)) {
    return fail(ErrorKind::kUsage, fmt::format("there are {} sets already", kMax), ":forget NAME drops one");
  }
  auto node = std::make_shared<SetNode>();
  node->text = place_text(place);
  node->place = place;
  node->depth = place.base ? place.base->depth + 1 : 1;
  if (node->depth > kMaxDepth) return too_deep();
  sets_.insert_or_assign(std::string(name), std::move(node));
  return {};
}

bool SavedSets::forget(std::string_view name) {
  const auto found = sets_.find(name);
  if (found == sets_.end()) return false;
  sets_.erase(found);
  return true;
}

Result<SetRef> SavedSets::read(std::string_view expression) const {
  SetRef left;
  std::optional<SetNode::Op> op;
  for (std::string_view word = take_word(expression); !word.empty(); word = take_word(expression)) {
    if (left && !op) {
      op = operator_of(word);
      if (op) continue;
      return fail(ErrorKind::kUsage, fmt::format("'{}' is not allowed here", show::printable(word)),
                  "put and, or or minus between the names of sets");
    }
    const auto found = sets_.find(word);
    if (found == sets_.end()) {
      return fail(ErrorKind::kUsage, fmt::format("there is no set '{}'", show::printable(word)),
                  sets_.empty() ? ":save NAME keeps the current answer" : ":sets lists them");
    }
    if (!left) {
      // A node of its own carries the name, by which the prompt shows the set.
      auto named = std::make_shared<SetNode>(*found->second);
      named->text = found->first;
      left = std::move(named);
      continue;
    }
    auto both = std::make_shared<SetNode>();
    both->op = *op;
    both->text = fmt::format("{} {} {}", left->text,
                             op == SetNode::Op::kAnd  ? "and"
                             : op == SetNode::Op::kOr ? "or"
                                                      : "minus",
                             found->first);
    both->depth = std::max(left->depth, found->second->depth) + 1;
    if (both->depth > kMaxDepth) return fail(too_deep().error());
    both->left = std::move(left);
    both->right = found->second;
    left = std::move(both);
    op.reset();
  }
  if (!left) return fail(ErrorKind::kUsage, "the name of a set is missing", ":sets lists them");
  if (op) return fail(ErrorKind::kUsage, "the name of a set is missing at the end", ":sets lists them");
  return left;
}

SearchRequest request_of(const Place& place, SearchRequest request) {
  if (!place.queries.empty()) {
    request.query = place.queries.back();
    request.context.assign(place.queries.begin(), place.queries.end() - 1);
  }
  request.filters = place.filters;
  request.any = place.any;
  request.exact_names = place.exact_names;
  request.scattered = place.scattered;
  return request;
}

void SetFinder::forget_old_revision() {
  if (revision_ == engine_.reader().revision()) return;
  revision_ = engine_.reader().revision();
  places_.clear();
  sets_.clear();
}

SetFinder::Found SetFinder::articles(const Place& place) {
  auto within = before_last(place);
  if (!within) return within;
  SearchRequest settings;
  settings.today = today_;
  SearchRequest request = request_of(place, std::move(settings));
  request.within = std::move(*within);
  return engine_.articles(request);
}

SetFinder::Found SetFinder::before_last(const Place& place) {
  forget_old_revision();
  if (place.queries.size() < 2) return place.base ? articles(place.base) : Found(nullptr);
  Place before = place;
  before.queries.pop_back();
  before.filters.clear();
  return remembered(std::move(before));
}

SetFinder::Found SetFinder::remembered(Place place) {
  const auto known =
      std::find_if(places_.begin(), places_.end(), [&](const auto& entry) { return entry.first == place; });
  if (known != places_.end()) {
    std::rotate(known, known + 1, places_.end());
    return places_.back().second;
  }
  Found found = articles(place);
  if (!found) return found;
  if (places_.size() >= kRemembered) places_.erase(places_.begin());
  places_.emplace_back(std::move(place), *found);
  return found;
}

SetFinder::Found SetFinder::articles(const SetRef& set) {
  forget_old_revision();
  if (const auto known = sets_.find(set); known != sets_.end()) return known->second;
  Found found = nullptr;
  if (set->op == SetNode::Op::kPlace) {
    found = articles(set->place);
    if (!found) return found;
  } else {
    const Found left = articles(set->left);
    if (!left) return left;
    const Found right = articles(set->right);
    if (!right) return right;
    auto both = std::make_shared<ArticleSet>(**left);
    switch (set->op) {
      case SetNode::Op::kAnd:
        both->articles &= (*right)->articles;
        break;
      case SetNode::Op::kOr:
        both->articles |= (*right)->articles;
        break;
      case SetNode::Op::kMinus:
        both->articles -= (*right)->articles;
        break;
      case SetNode::Op::kPlace:
        break;
    }
    found = std::move(both);
  }
  if (sets_.size() >= SavedSets::kMax) sets_.clear();
  sets_.emplace(set, *found);
  return found;
}

}  // namespace dateline::search
