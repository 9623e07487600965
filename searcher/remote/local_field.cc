#include "searcher/remote/local_field.h"

#include <type_traits>
#include <variant>
#include <vector>

namespace dateline::remote {

bool is_local(index::Field field) {
  switch (index::info(field).type) {
    case index::FieldType::kText:
    case index::FieldType::kBoolean:
    case index::FieldType::kDate:
    case index::FieldType::kJuche:
      return false;
    case index::FieldType::kGroup:
    case index::FieldType::kHistory:
    case index::FieldType::kHistoryDay:
    case index::FieldType::kTag:
    case index::FieldType::kAdded:
      return true;
  }
  return false;
}

std::optional<index::Field> local_field(const query::Node& node) {
  const auto first_of = [](const std::vector<query::Node>& parts) {
    std::optional<index::Field> found;
    for (const query::Node& part : parts) {
      if (!found) found = local_field(part);
    }
    return found;
  };
  return std::visit(
      [&](const auto& value) -> std::optional<index::Field> {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, query::FieldNode> || std::is_same_v<T, query::DateNode>) {
          return is_local(value.field) ? std::optional(value.field) : std::nullopt;
        } else if constexpr (std::is_same_v<T, query::ListNode> || std::is_same_v<T, query::AndNode> ||
                             std::is_same_v<T, query::OrNode>) {
          return first_of(value.parts);
        } else if constexpr (std::is_same_v<T, query::NotNode> || std::is_same_v<T, query::RequiredNode>) {
          return first_of(value.part);
        } else {
          return std::nullopt;
        }
      },
      node.value);
}

}  // namespace dateline::remote
