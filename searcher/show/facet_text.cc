#include "searcher/show/facet_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::show {
namespace {

constexpr std::size_t kWidest = 32;  ///< columns of a label
constexpr std::size_t kMin = 8;      ///< columns of a label on a narrow terminal
constexpr std::size_t kBar = 20;     ///< columns of the longest bar
constexpr std::size_t kMinBar = 5;   ///< where there is no room for as many, there are no bars
constexpr std::size_t kCounts = 10;  ///< columns of a count with the blank before it

std::string label_of(const search::FacetValue& value, index::Facet facet,
                     const search::SearchResponse& response) {
  std::string label = value.value;
  if (facet == index::Facet::kSource) {
    const auto name = response.source_names.find(value.value);
    if (name != response.source_names.end() && name->second != label) label += " (" + name->second + ")";
  }
  return label;
}

}  // namespace

std::vector<FacetRow> facet_rows(const search::SearchResponse& response,
                                 const std::vector<std::string>& filters) {
  std::vector<FacetRow> rows;
  for (const search::FacetResult& facet : response.facets) {
    if (facet.articles == 0) continue;
    const std::string_view name = index::name(facet.facet);
    for (const search::FacetValue& value : facet.values) {
      rows.push_back({name, label_of(value, facet.facet, response), fmt::format("{}={}", name, value.value),
                      value.count, value.selected});
    }
    if (facet.others > 0) rows.push_back({name, "(others)", "", facet.others, false});
    std::string without = fmt::format("{}=", name);
    const bool selected = std::find(filters.begin(), filters.end(), without) != filters.end();
    if (facet.none > 0 || selected) {
      rows.push_back({name, "(none)", std::move(without), facet.none, selected});
    }
  }
  for (const search::ExtraFacetResult& facet : response.extra_facets) {
    if (facet.articles == 0) continue;
    const std::string_view name = search::name(facet.facet);
    for (const search::FacetValue& value : facet.values) rows.push_back({name, value.value, "", value.count});
    if (facet.others > 0) rows.push_back({name, "(others)", "", facet.others});
    if (facet.none > 0) rows.push_back({name, "(none)", "", facet.none});
  }
  return rows;
}

std::string facets_text(const std::vector<FacetRow>& rows, const Style& style, bool numbered) {
  const std::size_t width = style.width == 0 ? 80 : style.width;
  const std::size_t margin = numbered ? 7 : 2;
  const std::size_t room = width > margin + kCounts ? width - margin - kCounts : 0;
  const std::size_t label_columns = std::clamp(room, kMin, kWidest);
  const std::size_t beside = std::min(kBar, room > label_columns ? room - label_columns - 1 : 0);
  const std::size_t longest = beside < kMinBar ? 0 : beside;
  std::string out;
  std::size_t number = 0;
  for (std::size_t i = 0; i < rows.size();) {
    out += bold(style, rows[i].field) + "\n";
    std::size_t end = i;
    std::uint64_t most = 1;
    for (; end < rows.size() && rows[end].field == rows[i].field; ++end) {
      if (rows[end].label != "(others)") most = std::max(most, rows[end].count);
    }
    for (; i < end; ++i) {
      const FacetRow& row = rows[i];
      std::string mark;
      if (numbered && !row.filter.empty()) mark = fmt::format("f{}", ++number);
      std::string label = fit((row.selected ? "* " : "") + printable(row.label), label_columns);
      label.append(label_columns - std::min(label_columns, display_width(label)), ' ');
      out += numbered ? fmt::format("  {:<4} ", mark) : "  ";
      out += fmt::format("{} {:>{}}", label, grouped(row.count), kCounts - 1);
      const auto bar = static_cast<std::size_t>(longest * std::min(row.count, most) / most);
      if (bar > 0) out += " ";
      for (std::size_t block = 0; block < bar; ++block) out += "▪";
      out += '\n';
    }
  }
  return out;
}

}  // namespace dateline::show
