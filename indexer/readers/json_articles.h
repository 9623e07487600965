#pragma once

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/readers/field_map.h"
#include "indexer/readers/record_fields.h"

namespace dateline::indexer {

/// What the members of an article are.
struct JsonFields {
  RecordFields fields;
  std::array<std::string_view, kTargetCount> members;  ///< from which each came; empty for a path or for none
  std::vector<std::string> odd;  ///< members in which text is expected and none is found
  bool is_article() const;       ///< has a title or a text
};

/// One article in a value of JSON, and the envelope around it ({"_source": {…}, "_id": …}), if any.
struct JsonArticle {
  simdjson::dom::object object;
  std::optional<simdjson::dom::object> envelope;
  std::string_view key;  ///< name of the member that it is, where articles are members of an object
  std::optional<JsonFields> fields;  ///< where they were read to find it
};

/// Finds articles in whatever shape exporters and services wrap them, and reads their members. Keeps what it
/// has learnt about names; one per thread.
class JsonArticles {
 public:
  explicit JsonArticles(FieldMap map);

  /// The articles of an object, itself perhaps, in their order. An object beside articles that is none comes
  /// too, so that it can be reported. Empty when there is none. At most 12 levels are followed. The views
  /// live as long as the value.
  std::vector<JsonArticle> find(const simdjson::dom::object& object);
  /// Takes what `find` has read of it.
  JsonFields read(JsonArticle& article);

 private:
  struct Slot {
    Target target = Target::kTitle;
    std::uint16_t rank = 0;
  };
  /// A name of the map that is a path with dots.
  struct Path {
    Slot slot;
    std::string name;
  };
  /// What the members of one name may become.
  struct Slots {
    std::array<Slot, kTargetCount> slots;
    std::size_t count = 0;
    const Slot* begin() const { return slots.data(); }
    const Slot* end() const { return slots.data() + count; }
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  Slots slots_of(std::string_view name);
  JsonFields collect(const simdjson::dom::object& object);
  bool holds_articles(const simdjson::dom::element& value);
  bool find_in(const simdjson::dom::element& value, std::string_view key, int depth,
               std::vector<JsonArticle>& found);
  bool find_in_object(const simdjson::dom::object& object, std::string_view key, int depth,
                      std::vector<JsonArticle>& found);

  FieldMap map_;
  std::vector<Path> paths_;  ///< names with dots, in the order of targets and ranks
  std::unordered_map<std::string, Slots, Hash, std::equal_to<>> slots_;
};

}  // namespace dateline::indexer
