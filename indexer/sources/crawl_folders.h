#pragma once

#include <string>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Takes out of the files of a folder what is no capture of its own, and counts it in `skipped`:
/// - of a snapshot of ArchiveBox all files but the best, which has the address with the page if there is one;
/// - of a folder that crawlers made for WARC files (an unpacked WACZ, a collection of Browsertrix) all but
///   these;
/// - the parts of a page that a browser saved whole ("X_files/" beside "X.html");
/// - robots.txt, and logs and caches of HTTrack and wget.
/// `paths` are sorted and stay so. Looks at names alone.
void leave_out_parts(std::vector<std::string>& paths, SkipCounts& skipped);

}  // namespace dateline::indexer
