#pragma once

#include <functional>
#include <string>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Whether a file is empty.
using IsEmpty = std::function<bool(const std::string& path)>;

/// Takes out of the files of a folder what is no capture of its own, and counts it in `skipped`:
/// - of a snapshot of ArchiveBox all files but the best that is not empty, which has the address with the
///   page if there is one; what else ArchiveBox keeps in its folder;
/// - of a folder that crawlers made for WARC files (an unpacked WACZ, a collection of Browsertrix, a run of
///   wpull or grab-site) all but these;
/// - the parts of a page that a browser saved whole ("X_files/" beside "X.html");
/// - robots.txt, logs, caches and lists of HTTrack and wget.
/// `paths` are sorted and stay so. Looks at names, and at sizes where one of several files is chosen.
void leave_out_parts(
    std::vector<std::string>& paths, SkipCounts& skipped,
    const IsEmpty& is_empty = [](const std::string&) { return false; });

}  // namespace dateline::indexer
