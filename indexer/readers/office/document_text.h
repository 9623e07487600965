#pragma once

#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What a document that is no page says of itself.
struct DocumentInfo {
  std::string title;
  std::vector<std::pair<std::string, std::string>> days;  ///< "created", "2023-09-14T08:00:00Z"
  std::string address;
};

/// Whether a title of metadata tells nothing: "Untitled", "Microsoft Word - notes.doc", the name of a file.
bool is_empty_title(std::string_view title);

/// Reads the text of a document as a text capture, with its days as marks that are not counted. The title of
/// its metadata is used where the text begins with a long paragraph.
void read_document_text(std::string text, const DocumentInfo& info, const Origin& origin, PageSink& sink);

}  // namespace dateline::indexer
