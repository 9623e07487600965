#include "indexer/readers/pdf/pdf_capture.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/counted.h"
#include "common/index/article_id.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/office/document_text.h"
#include "indexer/readers/pdf/pdf_child.h"
#include "indexer/readers/pdf/pdf_layout.h"
#include "indexer/readers/pdf/pdf_words.h"

namespace dateline::indexer {
namespace {

std::string info_of(const PdfWords& words, std::string_view name) {
  for (const auto& [known, value] : words.info) {
    if (known == name) return one_line(value);
  }
  return {};
}

/// Whether a browser printed the PDF: then it was made when the page was captured.
bool is_browsers(const PdfWords& words) {
  const std::string producer = info_of(words, "Producer");
  const std::string creator = info_of(words, "Creator");
  if (producer.starts_with("Skia/PDF")) return true;
  for (const std::string_view browser :
       {"Mozilla/", "Mozilla Firefox", "Safari", "Chromium", "HeadlessChrome", "wkhtmltopdf"}) {
    if (creator.find(browser) != std::string::npos) return true;
  }
  return false;
}

bool holds(const std::string& text, const std::string& part) {
  return index::fold_text(text).find(index::fold_text(part)) != std::string::npos;
}

/// Headline of the document, with what browsers and sites write behind it cut off where the text shows it.
std::string title_of(const PdfWords& words, const PdfText& text) {
  std::string title = info_of(words, "Title");
  if (is_empty_title(title)) return text.headline;
  const std::string all = text.headline + "\n" + text.body;
  if (!text.headline.empty() && holds(title, text.headline)) return text.headline;
  if (holds(all, title)) return title;
  for (const std::string_view between : {" | ", " - ", " – ", " — ", " :: "}) {
    const std::string head = title.substr(0, title.rfind(between));
    if (head.size() < title.size() && head.size() > 8 && holds(all, head)) return head;
  }
  return text.headline.empty() ? title : text.headline;
}

}  // namespace

void read_pdf_words(std::string_view printed, const Origin& origin, PageSink& sink) {
  const auto report = [&](Reject::Kind kind, std::string reason, std::string remedy) {
    sink.rejects.push_back({kind, origin, std::move(reason), std::move(remedy)});
  };
  const auto reject = [&](std::string reason, std::string remedy) {
    report(Reject::Kind::kRejected, std::move(reason), std::move(remedy));
  };
  const PdfWords words = parse_pdf_words(printed);
  if (words.problem == "locked") {
    return reject("the PDF is locked with a password",
                  "unlock it, for example with: qpdf --decrypt --password=… in.pdf out.pdf");
  }
  if (!words.problem.empty() || !words.complete || words.pages.empty())
    return reject("the PDF is damaged", "fetch it again, or mend it, for example with: qpdf in.pdf out.pdf");
  const PdfText text = lay_out_pdf(words.pages);
  constexpr std::size_t kOnAPage = 10;  // letters: of a stamp or a number on a picture
  if (text.letters < kOnAPage * std::max<std::size_t>(words.pages.size(), 1) && text.headline.empty()) {
    return reject(fmt::format("the PDF is a scan: {} without text",
                              counted(words.pages.size(), "page of pictures", "pages of pictures")),
                  "recognise its text first, for example with: ocrmypdf in.pdf out.pdf");
  }
  if (text.unknown_letters * 5 > text.letters) {
    return reject("the letters of the PDF have no meaning: its fonts have no map",
                  "recognise its text instead, for example with: ocrmypdf --force-ocr in.pdf out.pdf");
  }
  if (text.unknown_letters * 50 > text.letters) {
    report(Reject::Kind::kWarning,
           fmt::format("{} of {} letters of the PDF have no meaning: a font has no map", text.unknown_letters,
                       text.letters),
           "compare it with the original");
  }
  constexpr std::size_t kNewspaper = 3;
  if (text.headlines >= kNewspaper) {
    report(Reject::Kind::kWarning,
           fmt::format("page {} of the PDF holds about {} headlines, and the document is one article here",
                       text.headlines_page, text.headlines),
           "give its articles as files of their own where their titles and days matter");
  }
  if (words.left_out > 0) {
    report(Reject::Kind::kWarning,
           fmt::format("{} of the PDF left out", counted(words.left_out, "page", "pages")),
           "cut it into smaller files");
  }
  if (!words.sandboxed) {
    report(Reject::Kind::kWarning,
           "this kernel has neither seccomp nor Landlock: the PDF was parsed without them",
           "give PDFs of strangers on a newer kernel only");
  }
  DocumentInfo info;
  info.address = text.address;
  for (const char* name : {"CreationDate", "ModDate"}) {
    if (const std::string printed_day = info_of(words, name); !printed_day.empty())
      info.days.emplace_back(name, printed_day);
  }
  const std::string title = title_of(words, text);
  std::string whole = title;
  if (!title.empty() && title != text.headline && !text.headline.empty()) whole += "\n\n" + text.headline;
  std::string_view body = text.body;
  // The title may be the first line of the text.
  if (!title.empty() && body.starts_with(title + "\n")) body.remove_prefix(title.size());
  whole += "\n\n";
  whole += body;
  const std::size_t before = sink.pages.size();
  read_document_text(std::move(whole), info, origin, sink);
  if (!is_browsers(words)) return;
  const auto printed_on = html::parse_machine_day(info_of(words, "CreationDate"));
  for (std::size_t i = before; i < sink.pages.size(); ++i) {
    if (!sink.pages[i].captured) sink.pages[i].captured = printed_on;
  }
}

void read_pdf_capture(std::string_view bytes, const Origin& origin, PageSink& sink) {
  const Result<std::string> printed = run_pdf_program(pdf_program(), bytes);
  if (!printed) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, printed.error().what, printed.error().hint});
    return;
  }
  read_pdf_words(*printed, origin, sink);
}

}  // namespace dateline::indexer
