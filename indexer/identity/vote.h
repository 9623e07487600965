#pragma once

#include <cstdint>
#include <optional>

#include "common/article.h"
#include "common/dates/publication.h"

namespace dateline::indexer {

/// What one capture says about the day of publication of its article: small, because it is kept for every
/// capture. A plain value.
struct Vote {
  static constexpr std::int32_t kUnknownDay = -2147483647;

  std::int32_t day = kUnknownDay;       ///< days since 1970; the first one of a month or year
  std::int32_t captured = kUnknownDay;  ///< day of the capture
  dates::Precision precision = dates::Precision::kDay;
  dates::Confidence confidence = dates::Confidence::kNone;
  std::uint8_t by = 0;  ///< number of the kind of evidence that was used; see vote.cc
  /// `Publication::support` in the lower four bits; in the upper four what the capture lacks, see `Lack`.
  std::uint8_t support = 0;

  bool operator==(const Vote&) const = default;
};

/// What a capture lacks of its article, as its member `partial` says: of a feed there may be a summary alone,
/// of a list the title alone. Kept in the votes, which are stored for every article and capture.
enum class Lack : std::uint8_t { kNothing, kText, kSummaryToo };
Lack lack_of(const Article& article);
inline Lack lack_of(const Vote& vote) { return static_cast<Lack>(vote.support >> 4); }

/// Days since 1970; Vote::kUnknownDay where there is none.
std::int32_t day_number(const std::optional<dates::Day>& day);
/// The day of such a number.
std::optional<dates::Day> day_of(std::int32_t number);
/// Of two such numbers that of the earlier day; a day that is not known does not count.
std::int32_t earlier(std::int32_t a, std::int32_t b);

Vote vote_of(const dates::Publication& publication, std::int32_t captured);
/// The same, with what the article lacks.
Vote vote_of(const Article& article, std::int32_t captured);

/// Day, precision, evidence and confidence of a vote.
dates::Publication publication_of(const Vote& vote);

/// The same day by the same kind of evidence, equally sure.
bool tells_the_same(const Vote& a, const Vote& b);

/// A strict order, so the best of several votes does not depend on the order in which they come: a day before
/// a month or year; more than a guess; the stronger kind of evidence (header, field, stamp, dateline,
/// address, list, path, mark); more evidence for exactly this day; the newer capture; the earlier day.
bool is_better(const Vote& a, const Vote& b);

}  // namespace dateline::indexer
