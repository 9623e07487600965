#pragma once

#include <string_view>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads a PDF with a text layer into one page (see pdf_child.h, pdf_layout.h). Title: the metadata's where
/// the text has it too, else the largest line of the first page. Days in the metadata are of the file and not
/// counted; of a page that a browser printed they are the day of capture. Rejected: locked PDFs, scans
/// without text, fonts whose letters have no meaning, what crashes the parser or passes its limits. A page
/// with several headlines is a warning. Thread-safe.
void read_pdf_capture(std::string_view bytes, const Origin& origin, PageSink& sink);

/// The same from the words of a PDF. Pure.
void read_pdf_words(std::string_view printed, const Origin& origin, PageSink& sink);

}  // namespace dateline::indexer
