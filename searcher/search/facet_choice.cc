#include "searcher/search/facet_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dateline::search {
namespace {

constexpr std::array<std::pair<std::string_view, FacetOrder>, 3> kOrders{
    {{"count", FacetOrder::kCount}, {"value", FacetOrder::kValue}, {"-value", FacetOrder::kValueDown}}};

}  // namespace

std::optional<FacetOrder> find_facet_order(std::string_view name) {
  for (const auto& [known, order] : kOrders) {
    if (known == name) return order;
  }
  return std::nullopt;
}

std::string_view name(FacetOrder order) {
  const auto found =
      std::find_if(kOrders.begin(), kOrders.end(), [&](const auto& known) { return known.second == order; });
  return found->first;
}

std::vector<std::string> all_facet_names() {
  std::vector<std::string> names(index::kFacetNames.begin(), index::kFacetNames.end());
  names.insert(names.end(), kExtraFacetNames.begin(), kExtraFacetNames.end());
  return names;
}

std::vector<std::string> facet_candidates(std::string_view typed) {
  std::vector<std::string> out;
  for (const std::string& name : all_facet_names()) {
    out.push_back(name);
    if (!typed.starts_with(name + ':')) continue;
    for (const auto& [order, value] : kOrders) out.push_back(fmt::format("{}:{}", name, order));
  }
  return out;
}

Status add_facet(std::string_view written, SearchRequest& request) {
  const std::size_t colon = written.find(':');
  const std::string_view name = written.substr(0, colon);
  const auto facet = index::find_facet(name);
  const auto extra = find_extra_facet(name);
  if (!facet && !extra) {
    return fail(ErrorKind::kUsage, fmt::format("there is no facet '{}'", name),
                fmt::format("facets are {}", fmt::join(all_facet_names(), ", ")));
  }
  std::optional<FacetOrder> order;
  if (colon != std::string_view::npos) {
    order = find_facet_order(written.substr(colon + 1));
    if (!order) {
      return fail(ErrorKind::kUsage, fmt::format("facets have no order '{}'", written.substr(colon + 1)),
                  fmt::format("write {0}:count, {0}:value or {0}:-value", name));
    }
  }
  if (!facet) {
    request.extra_facets[*extra] = order;
    return {};
  }
  if (order) request.facet_orders[*facet] = *order;
  if (std::find(request.facets.begin(), request.facets.end(), *facet) == request.facets.end())
    request.facets.push_back(*facet);
  return {};
}

}  // namespace dateline::search
