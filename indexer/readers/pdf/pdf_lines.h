#pragma once

#include <string>
#include <vector>

#include "indexer/readers/pdf/pdf_words.h"

namespace dateline::indexer {

struct PdfLine {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float size = 0;
  std::string text;
};

/// The lines of a page in its reading order: words of one height that follow one another.
std::vector<PdfLine> pdf_lines(const PdfPage& page);

/// Takes away what is not text of the pages but stands on them: heads and feet that come again on at least
/// two pages and on half of them, page numbers, and what browsers print around a page. Gives the address that
/// those printed, or an empty one.
std::string drop_running_heads(const std::vector<PdfPage>& pages, std::vector<std::vector<PdfLine>>& lines);

}  // namespace dateline::indexer
