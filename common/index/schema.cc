#include "common/index/schema.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fmt/format.h>

#include "common/utf8.h"

namespace dateline::index {
namespace {

constexpr std::size_t kMaxTermBytes = 245;

}  // namespace

const FieldInfo* find_field(std::string_view name) {
  for (const FieldInfo& row : kFields) {
    if (row.name == name) return &row;
  }
  if (name == "language") return &info(Field::kLanguage);
  return nullptr;
}

std::string boolean_term(Field field, std::string_view value) {
  std::string term(info(field).prefix);
  if (!value.empty() && value[0] >= 'A' && value[0] <= 'Z' && term.size() > 1) term += ':';
  if (term.size() + value.size() <= kMaxTermBytes) return term.append(value);
  const std::string hash = fmt::format("~{:016x}", XXH3_64bits(value.data(), value.size()));
  return term.append(cut_at_character(value, kMaxTermBytes - term.size() - hash.size())).append(hash);
}

std::optional<Facet> find_facet(std::string_view name) {
  for (std::size_t i = 0; i < kFacetCount; ++i) {
    if (kFacetNames[i] == name) return static_cast<Facet>(i);
  }
  if (name == "lang") return Facet::kLanguage;
  return std::nullopt;
}

}  // namespace dateline::index
