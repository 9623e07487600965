#pragma once

#include <string_view>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads one saved HTML page into one page. Other encodings than UTF-8 are read when the page declares them.
/// Rejected, with reason and remedy: empty files, undeclared encodings, pages without text, pages beyond the
/// limits of `read_html`. Pure, thread-safe.
void read_html_capture(std::string_view bytes, const Origin& origin, PageSink& sink,
                       const CaptureContext& context = {});

}  // namespace dateline::indexer
