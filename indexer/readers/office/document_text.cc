#include "indexer/readers/office/document_text.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "indexer/readers/clean.h"
#include "indexer/readers/field_lines.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/sound_text.h"
#include "indexer/readers/text_capture.h"
#include "indexer/readers/web_address.h"

namespace dateline::indexer {

bool is_empty_title(std::string_view title) {
  title = trimmed(title);
  if (title.size() < 2 || is_web_address(title)) return true;
  for (const std::string_view start :
       {"untitled", "microsoft word - ", "microsoft powerpoint - ", "document", "제목 없음", "문서",
        "about:blank", "slide 1", "безымянный", "документ"}) {
    const bool begins = equal_folded(title.substr(0, start.size()), start);
    if (begins && (start.ends_with(' ') || title.size() <= start.size() + 3)) return true;
  }
  constexpr std::array kEndings{".doc",  ".docx", ".odt", ".pdf", ".indd", ".qxd", ".hwp", ".txt",
                                ".html", ".htm",  ".pmd", ".p65", ".ai",   ".cdr", ".rtf"};
  return std::ranges::any_of(kEndings, [&](std::string_view ending) {
    return title.size() > ending.size() && equal_folded(title.substr(title.size() - ending.size()), ending);
  });
}

void read_document_text(std::string text, const DocumentInfo& info, const Origin& origin, PageSink& sink) {
  constexpr std::size_t kLongestHeadline = 240;  // bytes
  text = tidy_paragraphs(sound_text(std::move(text)));
  const std::size_t first = std::min(text.find('\n'), text.size());
  if (first > kLongestHeadline && !is_empty_title(info.title)) text.insert(0, one_line(info.title) + "\n\n");
  CaptureContext context;
  context.url = info.address;
  const std::size_t before = sink.pages.size();
  read_text_capture(text, origin, sink, context);
  for (std::size_t i = before; i < sink.pages.size(); ++i) {
    for (const auto& [name, printed] : info.days) {
      const auto day = html::parse_machine_day(printed);
      sink.pages[i].marks.push_back({name + " " + one_line(printed),
                                     day ? dates::to_iso(*day) : std::string(),
                                     "not counted: of the file, not of the article"});
    }
  }
}

}  // namespace dateline::indexer
