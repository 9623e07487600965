#include "indexer/readers/pdf/pdf_lines.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/index/article_id.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/web_address.h"

namespace dateline::indexer {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a word goes on in the line of another.
bool continues(const PdfLine& line, const PdfWord& word) {
  const float height = std::max(1.0F, std::min(line.y1 - line.y0, word.y1 - word.y0));
  const float overlap = std::min(line.y1, word.y1) - std::max(line.y0, word.y0);
  const float size = std::max({1.0F, line.size, word.size});
  const float gap = word.x0 - line.x1;
  return overlap > height / 2 && gap > -size && gap < 3 * size;
}

/// A line as heads of pages are compared: numbers aside.
std::string shape(const std::string& line) {
  std::string out;
  for (const char c : index::fold_text(line)) {
    if (is_digit(c)) {
      if (out.empty() || out.back() != '#') out += '#';
    } else {
      out += c;
    }
  }
  return out;
}

/// "3", "- 3 -", "3/8", "Page 3 of 8", "3쪽".
bool is_page_number(const std::string& line) {
  const std::string folded = shape(line);
  for (const char* known : {"#", "- # -", "-#-", "– # –", "— # —", "#/#", "# / #", "page #", "page # of #",
                            "# of #", "p. #", "#쪽", "стр. #", "página #", "[#]", "(#)"}) {
    if (folded == known) return line.size() < 24;
  }
  return false;
}

/// What browsers print above a page: "9/14/23, 10:00 AM".
bool is_browsers_head(const std::string& line) {
  const std::string folded = shape(line);
  for (const char* known : {"#/#/#, #:#", "#/#/#, #:# am", "#/#/#, #:# pm", "#.#.#, #:#", "#/#/# #:#",
                            "#. #. #. 오후 #:#", "#. #. #. 오전 #:#", "#-#-# #:#", "#.#.# #:#"}) {
    if (folded.starts_with(known)) return true;
  }
  return false;
}

}  // namespace

std::vector<PdfLine> pdf_lines(const PdfPage& page) {
  std::vector<PdfLine> lines;
  bool space = false;
  for (const PdfWord& word : page.words) {
    if (word.text.empty()) continue;
    if (lines.empty() || !continues(lines.back(), word)) {
      lines.push_back({word.x0, word.y0, word.x1, word.y1, word.size, word.text});
    } else {
      PdfLine& line = lines.back();
      const bool apart = word.x0 - line.x1 > std::max(1.0F, line.size) * 0.25F;
      if (space || apart) line.text += ' ';
      line.text += word.text;
      line.x1 = std::max(line.x1, word.x1);
      line.y0 = std::min(line.y0, word.y0);
      line.y1 = std::max(line.y1, word.y1);
      line.size = std::max(line.size, word.size);
    }
    space = word.space_after;
  }
  for (PdfLine& line : lines) line.text = one_line(std::move(line.text));
  std::erase_if(lines, [](const PdfLine& line) { return line.text.empty(); });
  return lines;
}

std::string drop_running_heads(const std::vector<PdfPage>& pages, std::vector<std::vector<PdfLine>>& lines) {
  constexpr float kEdge = 0.12F;  // of the height of a page
  const auto at_edge = [&](std::size_t page, const PdfLine& line) {
    const float height = pages[page].height;
    return line.y1 < height * kEdge || line.y0 > height * (1 - kEdge);
  };
  std::map<std::string, std::size_t> seen;  // shapes of lines at edges -> pages
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<std::string> shapes;
    for (const PdfLine& line : lines[i]) {
      if (at_edge(i, line)) shapes.push_back(shape(line.text));
    }
    std::ranges::sort(shapes);
    shapes.erase(std::unique(shapes.begin(), shapes.end()), shapes.end());
    for (std::string& one : shapes) ++seen[std::move(one)];
  }
  std::string address;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // Browsers print the title of the page in the line of the day or of the address.
    std::vector<float> printed;
    for (const PdfLine& line : lines[i]) {
      if (!at_edge(i, line)) continue;
      // The number of the page may stand behind the address.
      const bool web = is_web_address(line.text) && line.text.find("://") == line.text.rfind("://");
      if (web && address.empty()) address = line.text.substr(0, line.text.find(' '));
      if (web || is_browsers_head(line.text)) printed.push_back(line.y0);
    }
    std::erase_if(lines[i], [&](const PdfLine& line) {
      if (!at_edge(i, line)) return false;
      const std::size_t count = seen[shape(line.text)];
      const bool of_browser =
          std::ranges::any_of(printed, [&](float y) { return std::fabs(y - line.y0) < 2; });
      return of_browser || is_page_number(line.text) || (count >= 2 && count * 2 >= lines.size());
    });
  }
  return address;
}

}  // namespace dateline::indexer
