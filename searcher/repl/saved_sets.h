#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "searcher/repl/place.h"
#include "searcher/search/engine.h"

namespace dateline::search {

/// A set of articles as a person described it: a place, or two sets put together. Immutable.
struct SetNode {
  enum class Op { kPlace, kAnd, kOr, kMinus };
  Op op = Op::kPlace;
  std::string text;  ///< how it was written
  Place place;       ///< kPlace only
  std::shared_ptr<const SetNode> left;
  std::shared_ptr<const SetNode> right;
  unsigned depth = 1;  ///< of sets within sets, through the bases of places too
};
using SetRef = std::shared_ptr<const SetNode>;

/// The sets that a session keeps by name.
class SavedSets {
 public:
  static constexpr unsigned kMaxDepth = 100;
  static constexpr std::size_t kMax = 1000;

  /// Keeps the place under a name of letters, digits, '-' and '_' that is none of and, or, minus; a set of
  /// the same name is replaced.
  Status save(std::string_view name, const Place& place);
  bool forget(std::string_view name);
  const std::map<std::string, SetRef, std::less<>>& all() const { return sets_; }

  /// "floods and korean minus rodong": from left to right. A Usage error says which word is wrong.
  Result<SetRef> read(std::string_view expression) const;

 private:
  std::map<std::string, SetRef, std::less<>> sets_;
};

/// Finds the articles of places and sets; remembers them while the revision of the index stays the same. Not
/// thread-safe.
class SetFinder {
 public:
  /// `today` as in SearchRequest.
  explicit SetFinder(Engine& engine, std::optional<dates::Day> today = {}) : engine_(engine), today_(today) {}

  using Found = SearchResult<std::shared_ptr<const ArticleSet>>;
  Found articles(const Place& place);
  Found articles(const SetRef& set);
  /// What the last query of the place chooses from; null: all articles.
  Found before_last(const Place& place);

 private:
  static constexpr std::size_t kRemembered = 16;
  Found remembered(Place place);
  void forget_old_revision();

  Engine& engine_;
  std::optional<dates::Day> today_;
  std::string revision_;
  std::vector<std::pair<Place, std::shared_ptr<const ArticleSet>>> places_;  ///< the latest last
  std::map<SetRef, std::shared_ptr<const ArticleSet>> sets_;
};

/// The request that asks for the last query of a place; `within` is left to the caller.
SearchRequest request_of(const Place& place, SearchRequest settings);

}  // namespace dateline::search
