#include "indexer/sources/sniff.h"

#include <gtest/gtest.h>

#include "indexer/sources/kinds.h"

namespace dateline::indexer {
namespace {

using namespace std::string_literals;

TEST(Format, OfANameIsThatOfItsEnding) {
  const struct {
    const char* name;
    std::optional<Format> format;
  } cases[] = {
      {"a.HTML.gz", Format::kHtml},
      {"folder.d/a.xhtml", Format::kHtml},
      {"a.html.1", Format::kHtml},
      {"style.css?v=2.10", Format::kStyleSheet},
      {"menu.js@ver=5.html", Format::kHtml},
      {"menu.js@ver=5", Format::kScript},
      {"index.php?newsID=41", std::nullopt},
      {"0a1b2c3d.kcmsf", std::nullopt},
      {"noending", std::nullopt},
      {"2023.09.14", std::nullopt},
      {"photo.JPEG?w=300", Format::kImage},
      {"a.warc.zst", Format::kWarc},
      {"a.json", Format::kJsonl},
      {"a.hwpx", Format::kHwp},
  };
  for (const auto& [name, format] : cases) EXPECT_EQ(format_by_ending(name), format) << name;
}

TEST(Sniff, TellsKindsByTheirBytes) {
  const struct {
    const char* name;
    std::string head;
    Format format;
  } cases[] = {
      {"page", "\n<!DOCTYPE html><p>x", Format::kHtml},
      {"page behind a comment", "<!-- saved -->\n<HTML lang=en>", Format::kHtml},
      {"XHTML", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>\n<html xmlns='x'>", Format::kHtml},
      {"piece of a page", "<div class=a>Frost</div>", Format::kHtml},
      {"page in UTF-16", "\xFF\xFE<\0h\0t\0m\0l\0>\0"s, Format::kHtml},
      {"object", "\xEF\xBB\xBF{\n \"title\" : \"x\"", Format::kJsonl},
      {"array", "[ {\"a\":1}", Format::kJsonl},
      {"references", R"([{"id":"x","issued":{"date-parts":[[2023]]}}])", Format::kCslJson},
      {"WARC", "WARC/1.1\r\n", Format::kWarc},
      {"ARC", "filedesc://IA-2002.arc 0.0.0.0 20020220 text/plain 76\n1 0 X\n", Format::kArc},
      {"PDF", "%PDF-1.7\n%\xE2\xE3", Format::kPdf},
      {"RSS", "<?xml version=\"1.0\"?><!-- x --><rss version='2.0'>", Format::kRss},
      {"RSS 1.0", "<rdf:RDF xmlns='x'>", Format::kRss},
      {"Atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::kAtom},
      {"sitemap", "<?xml version='1.0'?><urlset>", Format::kSitemap},
      {"XML of kcna.kp", "<?xml version='1.0'?><xsync><NData>", Format::kKcnaXml},
      {"other XML", "<?xml version='1.0'?><note>", Format::kXml},
      {"MHTML",
       "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x\r\n\r\n",
       Format::kMhtml},
      {"mail", "Return-Path: <a@b>\nFrom: a\nTo: b\nSubject: x\nDate: Thu, 14 Sep 2023\n\ntext",
       Format::kMail},
      {"mailbox", "From a@b Thu Sep 14 10:00:00 2023\nFrom: a\nSubject: x\n\ntext", Format::kMbox},
      {"RIS", "TY  - NEWS\nTI  - x\n", Format::kRis},
      {"BibTeX", "@misc{key,\n title={x}}", Format::kBibtex},
      {"RTF", "{\\rtf1\\ansi", Format::kRtf},
      {"old Word", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s,
       Format::kWord},
      {"HWP", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + "F\0i\0l\0e\0H\0e\0a\0d\0e\0r\0"s, Format::kHwp},
      {"picture", "\x89PNG\r\n\x1A\n\0\0"s, Format::kImage},
      {"font", "wOF2\0"s, Format::kFont},
      {"database", "SQLite format 3\0"s, Format::kDatabase},
      {"program",
       "\x7F"
       "ELF\2"s,
       Format::kProgram},
      {"other binary", "ab\0\1\2"s, Format::kBinary},
      {"short text", "Fish", Format::kText},
      {"Korean in CP949", "\xC6\xF2\xBE\xE7 9\xBF\xF9 14\xC0\xCF", Format::kText},
      {"text", "Pyongyang, September 14 (KCNA) -- The bridge was opened; trucks passed.\n", Format::kText},
      {"text that begins with a bracket", "[Editorial] The harvest begins", Format::kText},
      {"text of fields", "Date: 15/09/2023 | Source: KCNA.kp (En)\nText follows here", Format::kText},
      {"style sheet", "body{margin:0;padding:0}a{color:#fff}", Format::kUnknown},
      {"script", "var a=function(){return b[0]};", Format::kUnknown},
      {"nothing", "", Format::kText},
  };
  for (const auto& [name, head, format] : cases)
    EXPECT_EQ(tell(head, std::nullopt), format) << name << ": " << kind_of(tell(head, std::nullopt)).name;
}

TEST(Sniff, TakesTheNameWhereTheBytesProveNothing) {
  EXPECT_EQ(tell("a,b\n1,2\n", Format::kCsv), Format::kCsv);
  EXPECT_EQ(tell("var a={};", Format::kText), Format::kText);
  EXPECT_EQ(tell("Fish", Format::kHtml), Format::kHtml);
  EXPECT_EQ(tell("%PDF-1.4", Format::kText), Format::kPdf) << "never indexed as text";
  EXPECT_EQ(tell("<!doctype html>", Format::kPdf), Format::kHtml);
  EXPECT_EQ(tell("<!doctype html>", Format::kStyleSheet), Format::kStyleSheet)
      << "the page of a server that has no such file";
  EXPECT_EQ(tell("<?xml version='1.0'?><x/>", Format::kHtml), Format::kHtml);
}

TEST(Sniff, TellsDocumentsInZipFiles) {
  const auto zip = [](const std::string& name) { return "PK\x03\x04" + std::string(26, '\0') + name; };
  EXPECT_EQ(document_in_zip(zip("mimetypeapplication/epub+zipPK"), std::nullopt), Format::kEpub);
  EXPECT_EQ(document_in_zip(zip("mimetypeapplication/vnd.oasis.opendocument.textPK"), std::nullopt),
            Format::kOdt);
  EXPECT_EQ(document_in_zip(zip("[Content_Types].xml…PK…word/document.xml"), std::nullopt), Format::kDocx);
  EXPECT_EQ(document_in_zip(zip("[Content_Types].xml…PK…xl/workbook.xml"), std::nullopt),
            Format::kSpreadsheet);
  EXPECT_EQ(document_in_zip(zip("word.txt"), std::nullopt), std::nullopt);
  EXPECT_EQ(document_in_zip(zip("a.html"), Format::kHtml), std::nullopt);
}

TEST(Kinds, HaveNamesOfTheirOwnAndSayWhatIsReadAndLost) {
  for (const Kind& kind : kinds()) {
    EXPECT_FALSE(kind.name.empty() || kind.what.empty());
    EXPECT_EQ(std::ranges::count(kinds(), kind.name, &Kind::name), 1) << kind.name;
    if (is_read(kind.format)) {
      EXPECT_EQ(format_by_name(kind.name), kind.format);
      for (const std::string_view said :
           {kind.article, kind.title, kind.day, kind.address, kind.captured, kind.lost})
        EXPECT_FALSE(said.empty()) << kind.name;
    } else {
      EXPECT_EQ(format_by_name(kind.name), std::nullopt) << kind.name;
      EXPECT_EQ(kind.remedy.empty(), kind.treatment == Treatment::kSkipped) << kind.name;
    }
  }
}

}  // namespace
}  // namespace dateline::indexer
