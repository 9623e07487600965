#pragma once

#include <string>
#include <string_view>

#include "searcher/ledger/version_diff.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// "ID  version 1 (2023-09-14) and version 2 (2023-10-02)"
std::string versions_text(const search::VersionDiff& diff);
/// The kinds of what differs and the names said more or less often; "no difference".
std::string kinds_text(const search::VersionDiff& diff);
/// What is to be said where `comparable` is false.
inline constexpr std::string_view kNotComparable =
    "the two texts were taken out of their pages by different rules, so what differs may be none of the publisher's";

/// What was edited, sentence by sentence: [-removed-] and {+added+}, or in colours; runs of unchanged
/// sentences as one line.
std::string diff_text(const search::VersionDiff& diff, const Style& style);
std::string diff_json(const search::VersionDiff& diff);
/// A page of its own, without scripts and without anything from elsewhere.
std::string diff_html(const search::VersionDiff& diff);

}  // namespace dateline::show
