#include "common/ledger/edit_kind.h"

namespace dateline::ledger {

std::optional<EditKind> find_edit_kind(std::string_view name) {
  for (std::size_t i = 0; i < kEditKindCount; ++i) {
    if (kEditKindNames[i] == name) return static_cast<EditKind>(i);
  }
  return std::nullopt;
}

std::vector<std::string_view> names(EditKinds kinds) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < kEditKindCount; ++i) {
    if (kinds.has(static_cast<EditKind>(i))) out.push_back(kEditKindNames[i]);
  }
  return out;
}

std::string text_of(EditKinds kinds) {
  std::string out;
  for (const std::string_view name : names(kinds)) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out.empty() ? "none" : out;
}

}  // namespace dateline::ledger
