#include "indexer/readers/supplement/supplement.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/index/article_id.h"
#include "indexer/readers/jsonl.h"

namespace dateline::indexer {
namespace {

/// Fills a field, and says so among what speaks for the article.
void fill(Page& page, std::string& field, const std::string& told, std::string_view name,
          const std::string& from) {
  if (told.empty() || !field.empty()) return;
  field = told;
  page.marks.push_back(
      {fmt::format("{} ({})", told, from), {}, fmt::format("gives the {}", name), "metadata"});
}

}  // namespace

void supplement(Page& page, const Supplement& told) {
  const bool is_whole_file = page.origin.record == 0;
  const bool has_publisher = !page.source_name.empty() || !page.url.empty();
  if (is_whole_file) {
    if (!page.title.empty() && !told.title.empty() &&
        index::fold_text(page.title) != index::fold_text(told.title))
      page.extra.emplace_back("metadata_title", told.title);
    fill(page, page.title, told.title, "title", told.from);
    fill(page, page.url, told.url, "address", told.from);
  }
  if (!has_publisher) fill(page, page.source_name, told.source, "source", told.from);
  fill(page, page.language, told.language, "language", told.from);
  if (!page.captured && told.captured) {
    page.captured = told.captured;
    const std::string day = dates::to_iso(*told.captured);
    page.marks.push_back(
        {fmt::format("{} ({})", day, told.from), day, "gives the day of capture", "metadata"});
  }
  if (told.date)
    page.listed_date = dates::OutsideDate{*told.date, fmt::format("{} ({})", told.printed_date, told.from)};
  for (const auto& told_extra : told.extra) {
    const auto is_same = [&](const auto& own) { return own.first == told_extra.first; };
    if (std::ranges::none_of(page.extra, is_same)) page.extra.push_back(told_extra);
  }
  page.extra.emplace_back("described_by", told.from);
}

std::optional<dates::GivenDate> parse_reference_date(std::string_view text) {
  std::string plain(text.substr(0, text.find("/..")));
  std::ranges::replace(plain, '/', '-');
  while (plain.ends_with('-') || plain.ends_with(' ')) plain.pop_back();
  if (plain.empty()) return std::nullopt;
  if (const auto date = parse_field_date(plain)) return date;
  // "1997-7-9", "1997-7"
  std::string padded;
  for (std::size_t at = 0; at <= plain.size();) {
    const std::size_t end = std::min(plain.find('-', at), plain.size());
    if (!padded.empty()) padded += '-';
    if (end - at == 1) padded += '0';
    padded += plain.substr(at, end - at);
    at = end + 1;
  }
  if (const auto date = parse_field_date(padded)) return date;
  return parse_field_date(text);
}

}  // namespace dateline::indexer
