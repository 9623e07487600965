#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dateline::indexer {

/// How the bytes of a capture or collection are read, once they are unpacked.
enum class Format : std::uint8_t { kText, kHtml, kJsonl, kCsv, kWarc };

/// Their names on the command line: "text", "html", "jsonl", "csv", "warc".
inline constexpr std::array<std::string_view, 5> kFormatNames{"text", "html", "jsonl", "csv", "warc"};

/// nullopt for every other name, "auto" too.
std::optional<Format> format_by_name(std::string_view name);

/// By the ending of a file's name in any case, endings of packings such as .gz left aside: "a.HTML.gz" is a
/// page. nullopt for endings that tell nothing.
std::optional<Format> format_by_ending(std::string_view path);

/// By the first bytes (a few kilobytes are plenty) of what has no telling name. WARC, HTML, JSON Lines and
/// text are told apart; CSV is not, because any text may be CSV. nullopt for binary data.
std::optional<Format> sniff_format(std::string_view head);

}  // namespace dateline::indexer
