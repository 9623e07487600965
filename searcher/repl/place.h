#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace dateline::search {

struct SetNode;

/// Where a session stands: the articles of a saved set (or all) that the first query finds, of these what the
/// second finds, and so on, and of those the ones that pass the filters. A plain value; it names no articles,
/// so it means the same after the index was renewed.
struct Place {
  std::shared_ptr<const SetNode> base;  ///< null: all articles
  std::vector<std::string> queries;
  std::vector<std::string> filters;  ///< "source=kcna.kp-en"; of one field any, of several all
  bool any = false;                  ///< queries are satisfied with one of their words
  bool exact_names = false;
  bool scattered = false;

  bool operator==(const Place&) const = default;
};

/// "floods › embankment +source=kcna.kp-en": what a person reads in the prompt.
std::string place_text(const Place& place);

/// The places of a session in the order they were visited, like the pages of a browser.
class Trail {
 public:
  static constexpr std::size_t kMax = 200;  ///< places remembered; the oldest are forgotten

  bool empty() const { return places_.empty(); }
  /// Where the session stands. There must be one.
  const Place& here() const { return places_[at_]; }
  /// What `back` and `forward` would lead to; null when there is none.
  const Place* before() const { return at_ > 0 ? &places_[at_ - 1] : nullptr; }
  const Place* after() const { return at_ + 1 < places_.size() ? &places_[at_ + 1] : nullptr; }

  /// Forgets what came after and stands at a new place.
  void go(Place place);
  void back();     ///< `before` must not be null
  void forward();  ///< `after` must not be null

 private:
  std::vector<Place> places_;
  std::size_t at_ = 0;
};

}  // namespace dateline::search
