#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::indexer {

/// A word of a PDF page, in points from the upper left corner.
struct PdfWord {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float size = 0;            ///< of its font; 0 when unknown
  bool space_after = false;  ///< more follows in its line, behind a blank
  std::string text;
};

struct PdfPage {
  float width = 0, height = 0;
  std::vector<PdfWord> words;  ///< in reading order, column by column
};

/// What the program that parses PDF found.
struct PdfWords {
  std::vector<std::pair<std::string, std::string>> info;  ///< "Title", "CreationDate" …
  std::vector<PdfPage> pages;
  std::string problem;       ///< why it could not be read: "locked"; empty when it could
  bool sandboxed = false;    ///< by the kernel
  bool complete = false;     ///< it came to the end of the document
  std::size_t left_out = 0;  ///< pages beyond the limit
};

/// Reads what `dateline-pdf-text` prints, one record a line, and gives back what is sound of it: "S
/// seccomp+landlock", "I NAME VALUE", "P WIDTH HEIGHT", "W X0 Y0 X1 Y1 SIZE SPACE TEXT", "F PROBLEM", "E
/// LEFT-OUT". Pure; linear.
PdfWords parse_pdf_words(std::string_view printed);

}  // namespace dateline::indexer
