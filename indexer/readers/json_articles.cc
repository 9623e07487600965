#include "indexer/readers/json_articles.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "indexer/readers/json_text.h"

namespace dateline::indexer {
namespace {

namespace dom = simdjson::dom;
using std::string_view_literals::operator""sv;

constexpr int kMaxDepth = 12;
constexpr std::size_t kKeptNames = 4096;

/// Members that hold the article of which their object is the envelope.
constexpr std::array kEnvelopes{"_source"sv, "attributes"sv, "properties"sv, "fields"sv, "doc"sv,
                                "node"sv,    "article"sv,    "item"sv,       "post"sv,   "story"sv,
                                "data"sv,    "document"sv,   "record"sv,     "news"sv,   "result"sv,
                                "tweet"sv,   "legacy"sv};
/// Members that hold collections, also beside a title of their own.
constexpr std::array kCollections{
    "articles"sv, "items"sv,   "data"sv,    "results"sv, "hits"sv,   "docs"sv,     "documents"sv,
    "records"sv,  "rows"sv,    "entries"sv, "posts"sv,   "news"sv,   "stories"sv,  "features"sv,
    "edges"sv,    "nodes"sv,   "list"sv,    "value"sv,   "tweets"sv, "response"sv, "payload"sv,
    "result"sv,   "content"sv, "pages"sv,   "item"sv,    "entry"sv};
/// Members that describe an article or a collection and are none.
constexpr std::array kAsides{"comments"sv,   "related"sv,      "links"sv,         "included"sv, "meta"sv,
                             "metadata"sv,   "aggregations"sv, "facets"sv,        "author"sv,   "authors"sv,
                             "tags"sv,       "categories"sv,   "images"sv,        "media"sv,    "history"sv,
                             "_links"sv,     "_embedded"sv,    "relationships"sv, "geometry"sv, "user"sv,
                             "pagination"sv, "error"sv,        "errors"sv};

template <class Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::ranges::find(names, name) != names.end();
}

std::optional<dom::element> at_path(const dom::element& value, std::string_view path);

/// The value at a path with dots; numbers count in arrays.
std::optional<dom::element> at_path(const dom::object& object, std::string_view path) {
  dom::element inner;
  if (object[path].get(inner) == simdjson::SUCCESS) return inner;
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos || object[path.substr(0, dot)].get(inner)) return std::nullopt;
  return at_path(inner, path.substr(dot + 1));
}

std::optional<dom::element> at_path(const dom::element& value, std::string_view path) {
  if (dom::object object; value.get(object) == simdjson::SUCCESS) return at_path(object, path);
  dom::array array;
  if (value.get(array)) return std::nullopt;
  const std::size_t dot = std::min(path.find('.'), path.size());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(path.data(), path.data() + dot, number);
  dom::element item;
  if (error != std::errc{} || end != path.data() + dot || array.at(number).get(item)) return std::nullopt;
  return dot == path.size() ? std::optional(item) : at_path(item, path.substr(dot + 1));
}

bool has_text(const std::optional<std::string>& text) {
  return text && text->find_first_not_of(" \t\r\n") != std::string::npos;
}

const std::optional<std::string>& field(const JsonFields& fields, Target target) {
  return fields.fields[static_cast<std::size_t>(target)];
}

}  // namespace

bool JsonFields::is_article() const {
  return has_text(field(*this, Target::kTitle)) || has_text(field(*this, Target::kBody));
}

JsonArticles::JsonArticles(FieldMap map) : map_(std::move(map)) {
  for (std::size_t i = 0; i < kTargetCount; ++i) {
    const auto target = static_cast<Target>(i);
    const std::vector<std::string>& names = map_.names(target);
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
      if (names[rank].find('.') != std::string::npos)
        paths_.push_back({{target, static_cast<std::uint16_t>(rank)}, names[rank]});
    }
  }
}

JsonArticles::Slots JsonArticles::slots_of(std::string_view name) {
  if (const auto known = slots_.find(name); known != slots_.end()) return known->second;
  const std::string folded = folded_name(name);
  Slots slots;
  for (std::size_t i = 0; i < kTargetCount; ++i) {
    const auto target = static_cast<Target>(i);
    const std::vector<std::string>& names = map_.names(target);
    const std::string_view sought = map_.usual(target) ? std::string_view(folded) : name;
    const auto found = std::ranges::find(names, sought);
    if (found != names.end())
      slots.slots[slots.count++] = {target, static_cast<std::uint16_t>(found - names.begin())};
  }
  if (slots_.size() < kKeptNames) slots_.emplace(std::string(name), slots);
  return slots;
}

JsonFields JsonArticles::collect(const dom::object& object) {
  JsonFields into;
  std::array<std::uint16_t, kTargetCount> ranks;
  ranks.fill(std::numeric_limits<std::uint16_t>::max());
  const auto take = [&](Target target, std::uint16_t rank, const dom::element& value, std::string_view member,
                        std::string_view said) {
    const auto i = static_cast<std::size_t>(target);
    if (rank >= ranks[i] && has_text(into.fields[i])) return;
    if (target == Target::kBody && holds_articles(value)) return;
    bool odd = false;
    std::optional<std::string> text = json_text(value, target, odd);
    if (odd && !text && (target == Target::kTitle || target == Target::kBody)) into.odd.emplace_back(said);
    if (!text || (into.fields[i] && !has_text(text))) return;
    into.fields[i] = std::move(text);
    into.members[i] = member;
    ranks[i] = rank;
  };
  for (const auto [name, value] : object) {
    for (const Slot& slot : slots_of(name)) take(slot.target, slot.rank, value, name, name);
  }
  for (const auto& [slot, name] : paths_) {
    const std::string_view top = std::string_view(name).substr(0, name.find('.'));
    if (const auto value = at_path(object, name)) take(slot.target, slot.rank, *value, top, name);
  }
  return into;
}

/// True for an object that has a headline and, with it, what an article has, and for an array that begins
/// with one. The paragraphs of an article have none.
bool JsonArticles::holds_articles(const dom::element& value) {
  dom::array array;
  dom::object first;
  if (value.get(first) && (value.get(array) || array.at(0).get(first))) return false;
  bool title = false;
  bool more = false;
  for (const auto [name, member] : first) {
    for (const Slot& slot : slots_of(name)) {
      title = title || slot.target == Target::kTitle;
      more =
          more || slot.target == Target::kBody || slot.target == Target::kUrl || slot.target == Target::kDate;
    }
  }
  return title && more;
}

bool JsonArticles::find_in(const dom::element& value, std::string_view key, int depth,
                           std::vector<JsonArticle>& found) {
  if (depth > kMaxDepth) return false;
  if (dom::object object; value.get(object) == simdjson::SUCCESS)
    return find_in_object(object, key, depth, found);
  dom::array array;
  if (value.get(array)) return false;
  const std::size_t before = found.size();
  std::vector<JsonArticle>
      none;  // objects without an article, which count when there are articles beside them
  for (const dom::element item : array) {
    if (find_in(item, {}, depth + 1, found)) continue;
    if (dom::object object; item.get(object) == simdjson::SUCCESS) none.push_back({object, {}, {}, {}});
  }
  const bool any = found.size() > before;
  if (any) found.insert(found.end(), none.begin(), none.end());
  return any;
}

bool JsonArticles::find_in_object(const dom::object& object, std::string_view key, int depth,
                                  std::vector<JsonArticle>& found) {
  JsonFields own = collect(object);
  const std::size_t before = found.size();
  const auto find_in_collections = [&] {
    for (const auto [name, value] : object) {
      if (is_one_of(name, kCollections) && (value.is_array() || value.is_object()) &&
          (!own.is_article() || holds_articles(value)))
        find_in(value, {}, depth + 1, found);
    }
    return found.size() > before;
  };
  if (own.is_article()) {
    // A channel has a title too; an article has a text.
    const bool text = has_text(field(own, Target::kBody));
    if (text || !find_in_collections()) found.push_back({object, {}, key, std::move(own)});
    return true;
  }
  for (const std::string_view name : kEnvelopes) {
    dom::object inner;
    if (object[name].get(inner) == simdjson::SUCCESS && collect(inner).is_article()) {
      found.push_back({inner, object, key, {}});
      return true;
    }
  }
  if (find_in_collections()) return true;
  for (const auto [name, value] : object) {
    if (is_one_of(name, kAsides) || is_one_of(name, kCollections)) continue;
    find_in(value, name, depth + 1, found);
  }
  return found.size() > before;
}

std::vector<JsonArticle> JsonArticles::find(const dom::object& object) {
  std::vector<JsonArticle> found;
  find_in_object(object, {}, 0, found);
  return found;
}

JsonFields JsonArticles::read(JsonArticle& article) {
  JsonFields fields = article.fields ? std::move(*article.fields) : collect(article.object);
  if (article.envelope) {
    JsonFields outer = collect(*article.envelope);
    for (std::size_t i = 0; i < kTargetCount; ++i) {
      if (!has_text(fields.fields[i])) fields.fields[i] = std::move(outer.fields[i]);
    }
  }
  auto& id = fields.fields[static_cast<std::size_t>(Target::kId)];
  if (!has_text(id) && !article.key.empty()) id = std::string(article.key);
  return fields;
}

}  // namespace dateline::indexer
