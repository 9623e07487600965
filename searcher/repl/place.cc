#include "searcher/repl/place.h"

#include <utility>

#include "searcher/repl/saved_sets.h"

namespace dateline::search {

std::string place_text(const Place& place) {
  std::string out;
  if (place.base) out = "[" + place.base->text + "]";
  for (const std::string& query : place.queries) {
    if (!out.empty()) out += " › ";
    out += query;
  }
  for (const std::string& filter : place.filters) out += " +" + filter;
  return out;
}

void Trail::go(Place place) {
  if (!places_.empty()) places_.resize(at_ + 1);
  places_.push_back(std::move(place));
  if (places_.size() > kMax) places_.erase(places_.begin());
  at_ = places_.size() - 1;
}

void Trail::back() { --at_; }
void Trail::forward() { ++at_; }

}  // namespace dateline::search
