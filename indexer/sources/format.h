#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dateline::indexer {

/// What a file is once it is unpacked: how its bytes are read, or why they are not. `kinds.h` has a row for
/// each.
enum class Format : std::uint8_t {
  kText,
  kHtml,
  kJsonl,  ///< JSON of every shape
  kCsv,
  kWarc,
  kArc,
  kMhtml,
  kMail,
  kMbox,
  kPdf,
  kRss,
  kAtom,
  kSitemap,
  kKcnaXml,
  kDocx,
  kOdt,
  kEpub,
  kRtf,
  kHwp,
  kWord,  ///< before 2007
  kRis,
  kBibtex,
  kCslJson,
  // What belongs to pages and is no capture.
  kStyleSheet,
  kScript,
  kImage,
  kFont,
  kSound,  ///< and film
  kCrawlFile,
  // What is known by name only.
  kXml,
  kSpreadsheet,
  kPresentation,
  kDatabase,
  kProgram,
  kBinary,
  kUnknown,  ///< text that reads like no prose
};

/// By its name for --read-as: "text", "html" …; "tsv" is CSV, "json" is JSON Lines. nullopt for every other
/// name, "auto" too, and for kinds that are not read.
std::optional<Format> format_by_name(std::string_view name);

/// By the ending of a file's name in any case, endings of packings such as .gz left aside: "a.HTML.gz" is a
/// page. Names of mirrors are understood: "style.css?v=2" is a style sheet, "a.html.1" a page. nullopt for
/// endings that tell nothing.
std::optional<Format> format_by_ending(std::string_view path);

}  // namespace dateline::indexer
