#pragma once

#include <string_view>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads one record of a WARC file, of type response or resource, head included: its page or text becomes one
/// page with the target as address and the day of WARC-Date as day of capture. Counted as skipped, by reason:
/// answers with another status than 200, pictures and whatever is neither page nor plain text, answers of
/// DNS, robots.txt, what crawlers say of themselves. A body that ends early is read as far as it goes, with a
/// warning. Pure, thread-safe.
void read_warc_capture(std::string_view record, const Origin& origin, PageSink& sink);

/// The same for a record of an ARC file, with its line.
void read_arc_capture(std::string_view record, const Origin& origin, PageSink& sink);

}  // namespace dateline::indexer
