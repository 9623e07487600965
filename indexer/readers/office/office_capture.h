#pragma once

#include <string_view>

#include "indexer/readers/page.h"

namespace dateline::indexer {

// Documents of offices. What they hold is read as a text capture is: a saved page of KCNA Watch that was
// pasted into one keeps its header and loses its teasers. Days in their metadata are of the file and are not
// counted. Rejected: damaged and locked documents, documents without text, more than 64 MiB unpacked. Pure,
// thread-safe.

/// DOCX: the paragraphs of the main text. Title: the first paragraph, or that of the properties where the
/// first paragraph is a long one.
void read_docx_capture(std::string_view bytes, const Origin& origin, PageSink& sink);

/// ODT: as DOCX.
void read_odt_capture(std::string_view bytes, const Origin& origin, PageSink& sink);

/// EPUB: each chapter, in the order of the book, is a page; its record is its number. Chapters without prose
/// (covers, contents) are skipped and counted.
void read_epub_capture(std::string_view bytes, const Origin& origin, PageSink& sink);

}  // namespace dateline::indexer
