#pragma once

#include <string_view>

#include "indexer/readers/html/fragment.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads one saved HTML page into one page. Other encodings than UTF-8 are read when the page declares them.
/// Rejected, with reason and remedy: empty files, undeclared encodings, pages without text, pages beyond the
/// limits of `read_html`, pictures in their addresses not counted. Of a page that SingleFile made
/// self-extracting the page in it is read. `mass`, when given, is set to what of the page is text and what is
/// links. Pure, thread-safe.
void read_html_capture(std::string_view bytes, const Origin& origin, PageSink& sink,
                       const CaptureContext& context = {}, html::FragmentMass* mass = nullptr);

}  // namespace dateline::indexer
