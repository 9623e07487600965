#pragma once

#include <string>

#include "searcher/ledger/version_diff.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// What was edited, sentence by sentence: [-removed-] and {+added+}, or in colours; runs of unchanged
/// sentences as one line.
std::string diff_text(const search::VersionDiff& diff, const Style& style);
std::string diff_json(const search::VersionDiff& diff);
/// A page of its own, without scripts and without anything from elsewhere.
std::string diff_html(const search::VersionDiff& diff);

}  // namespace dateline::show
