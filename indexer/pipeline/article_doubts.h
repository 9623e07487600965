#pragma once

#include <optional>
#include <vector>

#include "common/article.h"
#include "common/dates/day.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What is odd about an article that is indexed all the same: warnings for its user. A day of publication
/// that is later than tomorrow is flagged FUTURE and gets low confidence; without `today` it is not looked
/// at.
std::vector<Reject> doubts_of(Article& article, const std::optional<dates::Day>& today);

}  // namespace dateline::indexer
