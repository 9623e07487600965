#include "indexer/identity/vote.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace dateline::indexer {
namespace {

/// Kinds of evidence by the number that is stored for each, and how strong each is.
constexpr std::array<const char*, 9> kKinds = {"",      "mark",   "url",      "dateline", "stamp",
                                               "field", "header", "metadata", "path"};
constexpr std::array<int, kKinds.size()> kStrengths = {0, 1, 4, 5, 6, 7, 8, 3, 2};

int strength(std::uint8_t by) { return by < kStrengths.size() ? kStrengths[by] : 0; }

int rank(dates::Precision precision) {
  if (precision == dates::Precision::kDay) return 2;
  return precision == dates::Precision::kMonth ? 1 : 0;
}

}  // namespace

std::int32_t day_number(const std::optional<dates::Day>& day) {
  return day ? static_cast<std::int32_t>(day->time_since_epoch().count()) : Vote::kUnknownDay;
}

std::optional<dates::Day> day_of(std::int32_t number) {
  if (number == Vote::kUnknownDay) return std::nullopt;
  return dates::Day{std::chrono::days{number}};
}

std::int32_t earlier(std::int32_t a, std::int32_t b) {
  if (a == Vote::kUnknownDay || b == Vote::kUnknownDay) return std::max(a, b);
  return std::min(a, b);
}

Lack lack_of(const Article& article) {
  for (const auto& [name, value] : article.extra) {
    if (name == "partial" && value == "summary") return Lack::kText;
    if (name == "partial" && value == "title") return Lack::kSummaryToo;
  }
  return Lack::kNothing;
}

Vote vote_of(const Article& article, std::int32_t captured) {
  Vote vote = vote_of(article.publication, captured);
  vote.support = static_cast<std::uint8_t>(std::min<std::uint8_t>(vote.support, 15) |
                                           static_cast<std::uint8_t>(lack_of(article)) << 4);
  return vote;
}

Vote vote_of(const dates::Publication& publication, std::int32_t captured) {
  Vote vote;
  vote.captured = captured;
  if (publication.confidence == dates::Confidence::kNone) return vote;
  vote.day = day_number(publication.from);
  vote.precision = publication.precision;
  vote.confidence = publication.confidence;
  const auto by = std::find_if(kKinds.begin(), kKinds.end(),
                               [&](std::string_view name) { return name == publication.by; });
  if (by != kKinds.end()) vote.by = static_cast<std::uint8_t>(by - kKinds.begin());
  vote.support = publication.support;
  return vote;
}

dates::Publication publication_of(const Vote& vote) {
  dates::Publication publication;
  publication.from = publication.to = dates::Day{std::chrono::days{vote.day}};
  publication.precision = vote.precision;
  publication.confidence = vote.confidence;
  if (vote.by < kKinds.size()) publication.by = kKinds[vote.by];
  return publication;
}

bool tells_the_same(const Vote& a, const Vote& b) {
  return a.day == b.day && a.precision == b.precision && a.by == b.by && a.confidence == b.confidence;
}

bool is_better(const Vote& a, const Vote& b) {
  const auto key = [](const Vote& v) {
    return std::tuple(v.day != Vote::kUnknownDay, rank(v.precision), v.confidence > dates::Confidence::kLow,
                      strength(v.by), v.support & 15, v.confidence, v.captured, -v.day);
  };
  return key(a) > key(b);
}

}  // namespace dateline::indexer
