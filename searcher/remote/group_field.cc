#include "searcher/remote/group_field.h"

#include <algorithm>
#include <type_traits>
#include <variant>
#include <vector>

namespace dateline::remote {

bool names_group(const query::Node& node) {
  const auto any = [](const std::vector<query::Node>& parts) {
    return std::any_of(parts.begin(), parts.end(), names_group);
  };
  return std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, query::FieldNode>) {
          return value.field == index::Field::kGroup;
        } else if constexpr (std::is_same_v<T, query::ListNode> || std::is_same_v<T, query::AndNode> ||
                             std::is_same_v<T, query::OrNode>) {
          return any(value.parts);
        } else if constexpr (std::is_same_v<T, query::NotNode> || std::is_same_v<T, query::RequiredNode>) {
          return any(value.part);
        } else {
          return false;
        }
      },
      node.value);
}

}  // namespace dateline::remote
