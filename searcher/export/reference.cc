#include "searcher/export/reference.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "searcher/export/publisher.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

std::string month_in_words(dates::Day day) {
  return fmt::format("{} {}", dates::english_month(dates::month_of(day)), dates::year_of(day));
}

}  // namespace

std::string day_in_words(dates::Day day) {
  return fmt::format("{} {}", dates::day_of_month(day), month_in_words(day));
}

std::string day_in_words(const dates::Publication& publication) {
  if (publication.confidence == dates::Confidence::kNone) return "n.d.";
  if (publication.precision == dates::Precision::kDay) return day_in_words(publication.from);
  if (publication.precision == dates::Precision::kMonth) return month_in_words(publication.from);
  return std::to_string(dates::year_of(publication.from));
}

std::string footnote(const Article& article) {
  std::string out = publisher_of(article);
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty()) out += ", ";
    out += part;
  };
  if (!article.title.empty()) add(fmt::format("“{}”", show::printable(article.title)));
  const dates::Publication& published = article.publication;
  std::string day = day_in_words(published);
  if (published.confidence != dates::Confidence::kNone) {
    day += fmt::format(" ({}confidence {})", published.by.empty() ? "" : "by " + published.by + ", ",
                       dates::name(published.confidence));
  }
  add(day);
  add(show::printable(article.url));
  if (article.captured) add("captured " + day_in_words(*article.captured));
  return out + fmt::format(" [dateline:{}]", to_string(article.id));
}

}  // namespace dateline::search
