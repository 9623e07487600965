#pragma once

#include <string_view>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads one text capture (KCNA Watch or a plain page) into one page. Rejected, with reason and remedy: empty
/// files, binary files (a NUL byte), bytes that are not UTF-8, captures without any text. Pure, thread-safe.
void read_text_capture(std::string_view bytes, const Origin& origin, PageSink& sink,
                       const CaptureContext& context = {});

}  // namespace dateline::indexer
