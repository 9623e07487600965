#include "indexer/sources/sniff.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/byte_order_mark.h"
#include "indexer/readers/field_lines.h"
#include "indexer/sources/kinds.h"

namespace dateline::indexer {
namespace {

using std::string_view_literals::operator""sv;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

bool begins(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && equal_folded(text.substr(0, start.size()), start);
}

/// A sign of a kind: a name, or the beginning of one.
struct Sign {
  std::string_view text;
  Format format;
};

struct Magic {
  std::string_view bytes;
  Format format;
  std::size_t at = 0;
};
constexpr std::array kMagics{
    Magic{"%PDF-"sv, Format::kPdf},
    Magic{"{\\rtf"sv, Format::kRtf},
    Magic{"HWP Document File"sv, Format::kHwp},
    Magic{"\x89PNG\r\n\x1A\n"sv, Format::kImage},
    Magic{"\xFF\xD8\xFF"sv, Format::kImage},
    Magic{"GIF87a"sv, Format::kImage},
    Magic{"GIF89a"sv, Format::kImage},
    Magic{"WEBP"sv, Format::kImage, 8},
    Magic{"II*\0"sv, Format::kImage},
    Magic{"MM\0*"sv, Format::kImage},
    Magic{"\0\0\1\0"sv, Format::kImage},
    Magic{"ftypavif"sv, Format::kImage, 4},
    Magic{"ftypheic"sv, Format::kImage, 4},
    Magic{"AT&TFORM"sv, Format::kImage},
    Magic{"wOFF"sv, Format::kFont},
    Magic{"wOF2"sv, Format::kFont},
    Magic{"OTTO\0"sv, Format::kFont},
    Magic{"\0\1\0\0\0"sv, Format::kFont},
    Magic{"ttcf\0"sv, Format::kFont},
    Magic{"ftyp"sv, Format::kSound, 4},
    Magic{"ID3\3"sv, Format::kSound},
    Magic{"ID3\4"sv, Format::kSound},
    Magic{"\xFF\xFB"sv, Format::kSound},
    Magic{"OggS\0"sv, Format::kSound},
    Magic{"fLaC\0"sv, Format::kSound},
    Magic{"\x1A\x45\xDF\xA3"sv, Format::kSound},
    Magic{"WAVE"sv, Format::kSound, 8},
    Magic{"AVI "sv, Format::kSound, 8},
    Magic{"FLV\1"sv, Format::kSound},
    Magic{"\0asm"sv, Format::kScript},
    Magic{"SQLite format 3\0"sv, Format::kDatabase},
    Magic{"\x7F"
          "ELF"sv,
          Format::kProgram},
    Magic{"MZ\x90\0"sv, Format::kProgram},
    Magic{"WARC/"sv, Format::kWarc},
    Magic{"filedesc://"sv, Format::kArc},
    Magic{" CDX "sv, Format::kCrawlFile},
    Magic{"!CDXJ"sv, Format::kCrawlFile},
};

/// Names of streams in Microsoft's older container.
constexpr std::array kStreams{
    Sign{"HwpSummaryInformation"sv, Format::kHwp}, Sign{"FileHeader"sv, Format::kHwp},
    Sign{"Workbook"sv, Format::kSpreadsheet},      Sign{"PowerPoint Document"sv, Format::kPresentation},
    Sign{"WordDocument"sv, Format::kWord},
};

/// Documents of Microsoft's older container, by the names of the streams in it, where they are seen.
Format in_old_container(std::string_view head) {
  for (const auto& [name, format] : kStreams) {
    std::string wide;
    for (const char c : name) wide += {c, '\0'};
    if (head.find(wide) != std::string_view::npos) return format;
  }
  return Format::kBinary;
}

/// The name of the first element of XML or HTML, behind declarations and comments; empty where there is none.
std::string_view first_element(std::string_view text) {
  for (;;) {
    text = without_blanks(text);
    std::string_view end;
    if (text.starts_with("<!--")) {
      end = "-->";
    } else if (text.starts_with("<?")) {
      end = "?>";
    } else if (text.starts_with("<!")) {
      end = ">";
    } else {
      break;
    }
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
  if (text.size() < 2 || text[0] != '<' || !is_letter(text[1])) return {};
  text.remove_prefix(1);
  std::size_t end = 0;
  while (end < text.size() && is_name(text[end])) ++end;
  const bool closed = end < text.size() && (is_blank(text[end]) || text[end] == '>' || text[end] == '/');
  return closed ? text.substr(0, end) : std::string_view{};
}

bool is_html_element(std::string_view name) {
  constexpr std::array kNames{"html"sv,    "head"sv,     "body"sv, "meta"sv,   "title"sv,  "link"sv,
                              "base"sv,    "div"sv,      "p"sv,    "h1"sv,     "h2"sv,     "h3"sv,
                              "article"sv, "section"sv,  "main"sv, "table"sv,  "center"sv, "font"sv,
                              "span"sv,    "a"sv,        "ul"sv,   "script"sv, "style"sv,  "header"sv,
                              "nav"sv,     "frameset"sv, "br"sv,   "img"sv};
  return std::ranges::any_of(kNames, [&](std::string_view known) { return equal_folded(name, known); });
}

/// Root elements of XML.
constexpr std::array kRoots{
    Sign{"rss"sv, Format::kRss},        Sign{"rdf:RDF"sv, Format::kRss},
    Sign{"RDF"sv, Format::kRss},        Sign{"feed"sv, Format::kAtom},
    Sign{"urlset"sv, Format::kSitemap}, Sign{"sitemapindex"sv, Format::kSitemap},
    Sign{"xsync"sv, Format::kKcnaXml},  Sign{"NData"sv, Format::kKcnaXml},
    Sign{"svg"sv, Format::kImage},
};

std::optional<Format> markup(std::string_view text) {
  if (!text.starts_with('<')) return std::nullopt;
  // Chrome shows XML in a page of its own, and saves that.
  const std::size_t viewer = text.find("webkit-xml-viewer-source-xml");
  if (viewer != std::string_view::npos) {
    const std::size_t at = text.find('>', viewer);
    const auto shown =
        at == std::string_view::npos ? std::nullopt : markup(without_blanks(text.substr(at + 1)));
    if (shown) return shown;
  }
  if (begins(text, "<!doctype html") || begins(text, "<html")) return Format::kHtml;
  const std::string_view root = first_element(text);
  if (const auto known = std::ranges::find(kRoots, root, &Sign::text); known != kRoots.end())
    return known->format;
  if (is_html_element(root)) return Format::kHtml;
  // "a:feed"
  const std::size_t prefix = root.find(':');
  if (prefix != std::string_view::npos) {
    const std::string_view local = root.substr(prefix + 1);
    for (const std::string_view name : {"rss", "feed", "urlset", "sitemapindex"}) {
      if (local == name) return std::ranges::find(kRoots, name, &Sign::text)->format;
    }
  }
  if (begins(text, "<?xml")) return root.empty() ? std::nullopt : std::optional(Format::kXml);
  return std::nullopt;
}

/// True for the beginning of an object with a member, or of an array of such.
bool is_json(std::string_view text) {
  if (text.starts_with('[')) text = without_blanks(text.substr(1));
  if (!text.starts_with('{')) return false;
  text = without_blanks(text.substr(1));
  if (!text.starts_with('"')) return false;
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"' && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
  return end < text.size() && text[end] == '"' && without_blanks(text.substr(end + 1)).starts_with(':');
}

/// Lists that crawlers write beside their WARC files: of pages, and of the parts of a WACZ.
bool is_crawlers_json(std::string_view text) {
  const auto has = [&](std::string_view member) { return text.find(member) != std::string_view::npos; };
  return has("\"json-pages-1.0\"") || has("\"wacz_version\"") || has("\"multi-wacz-package\"") ||
         (has("\"profile\"") && has("\"data-package\"") && has("\"resources\""));
}

/// The head of a mail or of a page that a browser saved as one: lines "Name: value" of the right names.
std::optional<Format> mail(std::string_view text) {
  const bool in_mailbox = text.starts_with("From ");
  if (in_mailbox) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end + 1);
  }
  int of_mail = 0;
  int sure = 0;
  bool related = false;
  bool sound = true;
  read_field_lines(text, [&](std::string_view name, std::string_view value) {
    sound = !name.empty() && std::ranges::all_of(name, [](char c) { return is_name(c); });
    if (!sound) return false;
    for (const std::string_view known : {"From", "To", "Subject", "Date", "Reply-To", "Cc", "Sender"})
      of_mail += equal_folded(name, known) ? 1 : 0;
    for (const std::string_view known : {"Message-ID", "MIME-Version", "Received", "Return-Path",
                                         "Delivered-To", "Snapshot-Content-Location"})
      sure += equal_folded(name, known) ? 1 : 0;
    related = related || (equal_folded(name, "Content-Type") && begins(value, "multipart/related"));
    return true;
  });
  const bool is_mail = sure > 0 || of_mail >= 3;
  if (in_mailbox && of_mail + sure >= 2) return Format::kMbox;
  if (!sound && sure == 0) return std::nullopt;
  if (related) return Format::kMhtml;
  return is_mail ? std::optional(Format::kMail) : std::nullopt;
}

std::optional<Format> references(std::string_view text) {
  if (text.starts_with("TY  - ")) return Format::kRis;
  if (!text.starts_with('@')) return std::nullopt;
  std::size_t end = 1;
  while (end < text.size() && is_letter(text[end])) ++end;
  if (end < 4 || end == text.size() || text[end] != '{') return std::nullopt;
  const std::string_view key = text.substr(end, text.find('\n') - end);
  return key.find(',') != std::string_view::npos ? std::optional(Format::kBibtex) : std::nullopt;
}

/// True when text reads as people write, not as programs do: few of the signs of which those are made.
bool is_prose(std::string_view text) {
  std::size_t signs = 0;
  std::size_t letters = 0;
  for (const char c : text) {
    if (std::string_view("{};=<>\\|_$#&*^~`").find(c) != std::string_view::npos) ++signs;
    if (is_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) ++letters;
  }
  return letters * 2 >= text.size() && signs * 25 < text.size() + 50;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < ' ' && !is_blank(c) && byte != 0x1B && byte != 0x0E && byte != 0x0F && byte != 0x1A) ||
         byte == 0x7F;
}

/// UTF-16 of Western letters as bytes of these.
std::string narrowed(std::string_view head) {
  std::string out;
  for (const char c : head.substr(2)) {
    if (c != '\0') out += c;
  }
  return out;
}

std::optional<Format> text_signature(std::string_view head) {
  const std::string_view text = without_blanks(without_byte_order_mark(head));
  if (text.empty()) return std::nullopt;
  if (const auto format = markup(text)) return format;
  if (is_json(text)) {
    if (is_crawlers_json(text)) return Format::kCrawlFile;
    const bool references = text.find("\"issued\"") != std::string_view::npos &&
                            text.find("\"date-parts\"") != std::string_view::npos;
    return references ? Format::kCslJson : Format::kJsonl;
  }
  if (const auto format = references(text)) return format;
  return mail(text);
}

/// What the member `mimetype` of a document in a zip begins with.
constexpr std::array kZipTypes{
    Sign{"application/epub+zip"sv, Format::kEpub},
    Sign{"application/hwp+zip"sv, Format::kHwp},
    Sign{"application/vnd.oasis.opendocument.text"sv, Format::kOdt},
    Sign{"application/vnd.oasis.opendocument.spreadsheet"sv, Format::kSpreadsheet},
    Sign{"application/vnd.oasis.opendocument.presentation"sv, Format::kPresentation},
};
/// Folders of documents of newer Office programs.
constexpr std::array kOfficeFolders{
    Sign{"word/"sv, Format::kDocx},
    Sign{"xl/"sv, Format::kSpreadsheet},
    Sign{"ppt/"sv, Format::kPresentation},
};

bool is_utf16(std::string_view head) { return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"); }

}  // namespace

std::optional<Format> signature(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.size() >= magic.at && head.substr(magic.at).starts_with(magic.bytes)) return magic.format;
  }
  if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return in_old_container(head);
  if (head.starts_with("BM") && head.size() > 10 && head.substr(6, 4) == "\0\0\0\0"sv) return Format::kImage;
  head = head.substr(0, kSniffBytes);
  return is_utf16(head) ? text_signature(narrowed(head)) : text_signature(head);
}

Format tell(std::string_view head, std::optional<Format> hint) {
  if (hint && kind_of(*hint).treatment == Treatment::kSkipped) return *hint;
  if (const auto told = signature(head)) {
    // Readers of pages take XML of every kind; names of documents are better than a container without names.
    const bool vague = *told == Format::kXml || *told == Format::kBinary;
    return vague && hint ? *hint : *told;
  }
  if (hint) return *hint;
  head = head.substr(0, kSniffBytes);
  if (is_utf16(head)) return Format::kText;
  if (std::ranges::any_of(head, is_control)) return Format::kBinary;
  return is_prose(head) ? Format::kText : Format::kUnknown;
}

std::optional<Format> document_in_zip(std::string_view head, std::optional<Format> hint) {
  if (!head.starts_with("PK\x03\x04")) return std::nullopt;
  constexpr std::size_t kNameAt = 30;
  const std::string_view name = head.substr(std::min(kNameAt, head.size()));
  if (name.starts_with("mimetype")) {
    const std::string_view type = name.substr(std::string_view("mimetype").size(), 80);
    for (const auto& [known, format] : kZipTypes) {
      if (type.starts_with(known)) return format;
    }
  }
  const bool office = name.starts_with("[Content_Types].xml") || name.starts_with("_rels/") ||
                      name.starts_with("docProps/") || name.starts_with("word/");
  const bool document =
      hint && (*hint == Format::kDocx || *hint == Format::kOdt || *hint == Format::kEpub ||
               *hint == Format::kHwp || *hint == Format::kSpreadsheet || *hint == Format::kPresentation);
  if (!office) return document ? hint : std::nullopt;
  for (const auto& [folder, format] : kOfficeFolders) {
    if (head.find(folder) != std::string_view::npos) return format;
  }
  return document ? hint : std::nullopt;
}

Format tell_file(std::string_view head, std::optional<Format> hint) {
  const std::optional<Format> document = document_in_zip(head, hint);
  return document ? *document : tell(head, hint);
}

}  // namespace dateline::indexer
