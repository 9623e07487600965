#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/readers/pdf/pdf_words.h"

namespace dateline::indexer {

/// The text of a PDF, put together from the places of its words.
struct PdfText {
  std::string headline;       ///< the largest line of the first page that is no name of a paper, or empty
  std::string body;           ///< paragraphs, separated by an empty line, without `headline`
  std::string address;        ///< that a browser printed at the foot of its pages, or empty
  std::size_t headlines = 0;  ///< on the page with most of them: large lines, where there is text for each
  std::size_t headlines_page = 0;  ///< that page, from 1
  std::size_t letters = 0;
  std::size_t unknown_letters = 0;  ///< U+FFFD and private ones: fonts without a map
};

/// Joins words to lines and lines to paragraphs: column by column, words that a hyphen or the end of a line
/// cut in two in one piece again (Korean, Chinese and Japanese too), without the heads, feet and numbers of
/// pages. Pure; time about linear in the words.
PdfText lay_out_pdf(const std::vector<PdfPage>& pages);

}  // namespace dateline::indexer
