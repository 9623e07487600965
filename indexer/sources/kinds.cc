#include "indexer/sources/kinds.h"

#include <array>

namespace dateline::indexer {
namespace {

using T = Treatment;

/// A kind that is not read.
constexpr Kind rejected(Format format, std::string_view name, std::string_view what, std::string_view endings,
                        std::string_view remedy) {
  Kind kind{format, T::kNotRead, name, what, endings};
  kind.remedy = remedy;
  return kind;
}

constexpr std::array kKinds{
    Kind{Format::kText, T::kCapture, "text", "plain text", ".txt .text .md", "the file",
         "first line, or the title of a KCNA Watch capture", "header, stamp, dateline, masthead", "none",
         "first line of a KCNA Watch capture", "layout"},
    Kind{Format::kHtml, T::kCapture, "html", "a saved page", ".html .htm .xhtml .shtml .xht", "the file",
         "metadata, headline", "metadata, stamp, dateline, masthead",
         "canonical address, or the comment of the program that saved it",
         "comment of the program that saved it", "pictures, links, comments, scripts"},
    Kind{Format::kJsonl, T::kCollection, "jsonl", "JSON", ".jsonl .ndjson .json .jl .jsonlines", "an object",
         "member title or headline, or --map", "member date, or --map", "member url or link, or --map",
         "member captured, or --map", "nothing: other members are kept"},
    Kind{Format::kCsv, T::kCollection, "csv", "a CSV table", ".csv .tsv .tab", "a row",
         "column title or headline, or --map", "column date, or --map", "column url or link, or --map",
         "column captured, or --map", "nothing: other columns are kept"},
    Kind{Format::kWarc, T::kCollection, "warc", "a WARC file", ".warc", "a response or resource",
         "as of the page in it", "as of the page in it", "target of the record", "WARC-Date",
         "requests, pictures, other status codes"},
    Kind{Format::kArc, T::kCollection, "arc", "an ARC file", ".arc", "a response", "as of the page in it",
         "as of the page in it", "target of the record", "time of the record",
         "pictures, other status codes"},
    Kind{Format::kMhtml, T::kCapture, "mhtml", "an MHTML page", ".mhtml .mht", "the file",
         "as of the page in it, else the subject", "as of the page in it",
         "Snapshot-Content-Location, Content-Location", "Date", "pictures, other frames"},
    Kind{Format::kMail, T::kCapture, "eml", "a mail", ".eml", "the mail; mails and pages attached to it",
         "subject, or that of the mail it passes on", "stamp, dateline, header of KCNA Watch",
         "Content-Location, X-RSS-URL", "Date", "other attachments, quotations, signatures"},
    Kind{Format::kMbox, T::kCollection, "mbox", "a mailbox", ".mbox .mbx", "a mail", "as of eml", "as of eml",
         "as of eml", "Date", "as of eml"},
    Kind{Format::kPdf, T::kCapture, "pdf", "a PDF", ".pdf", "the document",
         "metadata where the text has it too, largest line", "stamp, dateline, masthead",
         "that a browser printed below its pages", "metadata, where a browser printed it",
         "pictures, running heads, where articles of a page part"},
    Kind{Format::kRss, T::kCapture, "rss", "an RSS feed", ".rss .rdf", "an item", "title",
         "pubDate, dc:date, stamp, dateline", "link, guid", "none",
         "pictures, links; of summaries all but these"},
    Kind{Format::kAtom, T::kCapture, "atom", "an Atom feed", ".atom", "an entry", "title",
         "published, stamp, dateline; updated is a mark only", "link rel=alternate, id", "none",
         "pictures, links; of summaries all but these"},
    Kind{Format::kSitemap, T::kCapture, "sitemap", "a sitemap", "",
         "an entry of a sitemap of news; others give none", "news:title", "news:publication_date", "loc",
         "none", "the texts: save the pages that it names"},
    Kind{Format::kKcnaXml, T::kCapture, "kcna-xml", "XML of kcna.kp", "", "an element NData",
         "mainTitle, dispTitle", "articleCreateDate", "none", "none", "pictures; in lists the texts"},
    Kind{Format::kDocx, T::kCapture, "docx", "a Word document", ".docx", "the document",
         "first paragraph, else its properties", "as of text; days of the file are not counted", "none",
         "first line of a KCNA Watch capture", "pictures, notes, comments, layout"},
    Kind{Format::kOdt, T::kCapture, "odt", "an OpenDocument text", ".odt", "the document",
         "first paragraph, else its properties", "as of text; days of the file are not counted", "none",
         "first line of a KCNA Watch capture", "pictures, notes, comments, layout"},
    Kind{Format::kEpub, T::kCapture, "epub", "an EPUB book", ".epub", "a chapter", "as of the page in it",
         "as of the page in it; days of the book are not counted", "as of the page in it", "none",
         "pictures, chapters without prose"},
    rejected(Format::kRtf, "rtf", "an RTF document", ".rtf",
             "convert it, for example with: soffice --convert-to docx"),
    rejected(Format::kHwp, "hwp", "a Hangul (HWP) document", ".hwp .hwpx",
             "convert it, for example with: hwp5txt"),
    rejected(Format::kWord, "doc", "an old Word document", ".doc",
             "convert it, for example with: soffice --convert-to docx"),
    rejected(Format::kRis, "ris", "a RIS list of references", ".ris",
             "give it with the files that it describes"),
    rejected(Format::kBibtex, "bibtex", "a BibTeX list of references", ".bib .bibtex",
             "give it with the files that it describes"),
    rejected(Format::kCslJson, "csl-json", "a CSL-JSON list of references", "",
             "give it with the files that it describes"),
    Kind{Format::kStyleSheet, T::kSkipped, "style sheet", "a style sheet", ".css .less .scss"},
    Kind{Format::kScript, T::kSkipped, "script", "a script", ".js .mjs .map .wasm"},
    Kind{Format::kImage, T::kSkipped, "picture", "a picture",
         ".png .jpg .jpeg .gif .webp .bmp .ico .svg .tif .tiff .avif .heic"},
    Kind{Format::kFont, T::kSkipped, "font", "a font", ".woff .woff2 .ttf .otf .eot .ttc"},
    Kind{Format::kSound, T::kSkipped, "sound or film", "sound or film",
         ".mp3 .mp4 .m4a .m4v .webm .ogg .oga .ogv .wav .avi .flv .mov .wmv .wma .swf .m3u8"},
    Kind{Format::kCrawlFile, T::kSkipped, "file of a crawler", "a file of a crawler", ".cdx .cdxj"},
    rejected(Format::kXml, "xml", "an XML file", "", "give pages, feeds or texts"),
    rejected(Format::kSpreadsheet, "spreadsheet", "a spreadsheet", ".xls .xlsx .ods",
             "save it as CSV, for example with: soffice --convert-to csv"),
    rejected(Format::kPresentation, "presentation", "a presentation", ".ppt .pptx .odp",
             "convert it, for example with: soffice --convert-to pdf"),
    rejected(Format::kDatabase, "database", "a database", ".sqlite .sqlite3 .db",
             "export its tables as CSV or JSON Lines"),
    rejected(Format::kProgram, "program", "a program or log",
             ".exe .dll .so .py .sh .c .h .cc .java .class .log", "leave it out"),
    rejected(Format::kBinary, "binary", "a binary file of no known kind", "",
             "dateline-index kinds lists what is read"),
    rejected(Format::kUnknown, "unknown", "a file of no known kind", "",
             "dateline-index kinds lists what is read; give --read-as to read it all the same"),
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (static_cast<std::size_t>(kKinds[i].format) != i) return false;
  }
  return kKinds.back().format == Format::kUnknown;
}
static_assert(in_order());

}  // namespace

std::span<const Kind> kinds() { return kKinds; }

std::string not_read(const Kind& kind) {
  if (kind.format == Format::kUnknown || kind.format == Format::kBinary) return std::string(kind.what);
  return std::string(kind.what) + " is not read";
}

std::string_view missing_library([[maybe_unused]] Format format) {
#ifndef DATELINE_XML
  for (const Format kind : {Format::kRss, Format::kAtom, Format::kSitemap, Format::kKcnaXml, Format::kDocx,
                            Format::kOdt, Format::kEpub}) {
    if (format == kind) return "pugixml (libpugixml-dev)";
  }
#endif
#ifndef DATELINE_MAIL
  for (const Format kind : {Format::kMhtml, Format::kMail, Format::kMbox}) {
    if (format == kind) return "GMime (libgmime-3.0-dev)";
  }
#endif
#ifndef DATELINE_PDF
  if (format == Format::kPdf)
    return "poppler and libseccomp (libpoppler-cpp-dev, poppler-data, libseccomp-dev)";
#endif
  return {};
}

const Kind& kind_of(Format format) { return kKinds[static_cast<std::size_t>(format)]; }

}  // namespace dateline::indexer
