#include "indexer/readers/html/fragment.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "indexer/readers/html/block_tree.h"
#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/markup_filter.h"
#include "indexer/readers/html/page_measures.h"

namespace dateline::html {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMaxBytes = 16 << 20;

constexpr std::array kBlocks{"p"sv,          "br"sv,     "div"sv,     "li"sv,      "ul"sv,     "ol"sv,
                             "h1"sv,         "h2"sv,     "h3"sv,      "h4"sv,      "h5"sv,     "h6"sv,
                             "blockquote"sv, "table"sv,  "tr"sv,      "td"sv,      "th"sv,     "hr"sv,
                             "pre"sv,        "dl"sv,     "article"sv, "section"sv, "figure"sv, "html"sv,
                             "body"sv,       "center"sv, "header"sv,  "main"sv,    "tbody"sv};
constexpr std::array kInlines{"a"sv,       "b"sv,          "i"sv,        "u"sv,     "em"sv,     "strong"sv,
                              "span"sv,    "font"sv,       "img"sv,      "sup"sv,   "sub"sv,    "small"sv,
                              "big"sv,     "nobr"sv,       "cite"sv,     "q"sv,     "s"sv,      "del"sv,
                              "ins"sv,     "strike"sv,     "mark"sv,     "time"sv,  "abbr"sv,   "script"sv,
                              "style"sv,   "iframe"sv,     "code"sv,     "wbr"sv,   "tt"sv,     "video"sv,
                              "picture"sv, "figcaption"sv, "noscript"sv, "input"sv, "button"sv, "o:p"sv};

/// The name of the tag that begins at `at` with "<", lower case; empty where there is none.
std::string tag_name(std::string_view text, std::size_t at) {
  std::size_t from = at + 1;
  if (from < text.size() && text[from] == '/') ++from;
  std::string name;
  while (from < text.size() && name.size() < 12) {
    char c = text[from];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!((c >= 'a' && c <= 'z') || c == ':' || (!name.empty() && c >= '0' && c <= '9'))) break;
    name += c;
    ++from;
  }
  const bool closed =
      from < text.size() && std::string_view(" >/\t\r\n").find(text[from]) != std::string_view::npos;
  if (!closed) return {};
  return name;
}

template <class Names>
bool holds(std::string_view text, const Names& names) {
  text = text.substr(0, text.rfind('>') + 1);  // npos + 1 is 0: without an end there is no tag
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string name = tag_name(text, at);
    if (!name.empty() && std::ranges::find(names, std::string_view(name)) != names.end()) return true;
  }
  return false;
}

/// Its line ends as markup.
std::string with_line_tags(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      out += text[i];
      continue;
    }
    std::size_t lines = 0;
    while (i < text.size() && (text[i] == '\n' || text[i] == '\r')) lines += text[i++] == '\n' ? 1 : 0;
    --i;
    out += lines > 1 ? "<p>" : "<br>";
  }
  return out;
}

constexpr double kMostlyLinks = 0.5;

/// The blocks of a piece of a page; none where it has more tags than a page can have.
std::vector<Block> blocks_of(std::string_view fragment) {
  const MarkupLimits limits;
  const FilteredMarkup markup = filter_markup(fragment, limits);
  if (markup.exceeds(limits)) return {};
  const GumboTree parsed = parse_markup(markup.html);
  return parsed == nullptr ? std::vector<Block>() : build_block_tree(*parsed->root).blocks;
}

template <class Keep>
std::string join(const std::vector<Block>& blocks, Keep keep) {
  std::string text;
  for (const Block& block : blocks) {
    if (block.text.empty() || !keep(block)) continue;
    if (!text.empty()) text += "\n\n";
    text += block.text;
  }
  return text;
}

bool any(const Block&) { return true; }

}  // namespace

bool holds_markup(std::string_view text) { return holds(text, kBlocks) || holds(text, kInlines); }

std::string fragment_text(std::string_view html) {
  if (html.size() > kMaxBytes) return {};
  std::string lines;
  if (!holds(html, kBlocks)) html = lines = with_line_tags(html);
  return join(blocks_of(html), any);
}

std::string fragment_prose(std::string_view fragment) {
  const std::vector<Block> blocks = blocks_of(fragment);
  std::string text = join(blocks, [](const Block& block) { return link_share(block) < kMostlyLinks; });
  return text.empty() ? join(blocks, any) : text;
}

FragmentMass mass_of(const std::vector<Block>& blocks) {
  constexpr std::uint32_t kTellsSomething = 100;
  constexpr std::uint32_t kSomeLength = 60;
  FragmentMass mass;
  for (const Block& block : blocks) {
    if (link_share(block) >= kMostlyLinks) {
      ++mass.links;
      continue;
    }
    if (block.mass >= kSomeLength) ++mass.texts;
    // As lists of links quote articles.
    const bool cut_short =
        block.text.find("...") != std::string::npos || block.text.find("\xE2\x80\xA6") != std::string::npos;
    if (!cut_short && block.mass >= kTellsSomething) mass.prose += block.mass;
  }
  return mass;
}

}  // namespace dateline::html
