#include "searcher/show/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "searcher/show/printable.h"

namespace dateline::show {
namespace {

std::string parts_text(const search::Snippet& snippet, const Style& style, bool keep_lines) {
  std::string out;
  if (snippet.cut_before) out += "… ";
  for (const search::SnippetPart& part : snippet.parts) {
    const std::string text = printable(part.text, keep_lines);
    out += part.hit ? marked(style, text) : text;
  }
  if (snippet.cut_after) out += " …";
  return out;
}

/// Breaks at blanks (and between wide characters) so that lines fit; every line is indented. Escape sequences
/// are our own and take no columns.
std::string wrapped(const search::Snippet& snippet, const Style& style, std::size_t indent) {
  const std::string margin(indent, ' ');
  if (style.width == 0) return margin + parts_text(snippet, style, false) + "\n";
  const std::size_t room = std::max<std::size_t>(style.width, indent + 20) - indent;
  std::string out;
  std::string line;
  std::size_t used = 0;
  const auto end_line = [&] {
    out += margin + line + "\n";
    line.clear();
    used = 0;
  };
  const auto put = [&](std::string_view word, bool hit, bool blank_before) {
    const std::size_t width = display_width(word);
    if (used > 0 && used + width + (blank_before ? 1 : 0) > room) end_line();
    if (used > 0 && blank_before) {
      line += ' ';
      ++used;
    }
    line += hit ? marked(style, word) : std::string(word);
    used += width;
  };
  bool blank = false;
  const auto put_words = [&](std::string_view text, bool hit) {
    while (!text.empty()) {
      if (text.front() == ' ') {
        blank = true;
        text.remove_prefix(1);
        continue;
      }
      const std::size_t end = std::min(text.find(' '), text.size());
      std::string_view word = text.substr(0, end);
      while (display_width(word) > room) {  // no blank fits: cut, keeping characters whole
        std::size_t bytes = word.size();
        while (bytes > 1 &&
               (display_width(word.substr(0, bytes)) > room ||
                (bytes < word.size() && (static_cast<unsigned char>(word[bytes]) & 0xC0) == 0x80))) {
          --bytes;
        }
        put(word.substr(0, bytes), hit, blank);
        word.remove_prefix(bytes);
        blank = false;
      }
      put(word, hit, blank);
      blank = false;
      text.remove_prefix(end);
    }
  };
  if (snippet.cut_before) put_words("… ", false);
  for (const search::SnippetPart& part : snippet.parts) put_words(printable(part.text), part.hit);
  if (snippet.cut_after) put_words(" …", false);
  if (used > 0) end_line();
  return out;
}

std::string date_text(const Article& article) {
  const std::string date = dates::publication_text(article.publication);
  return date.empty() ? "no date" : date;
}

void append_hit(std::string& out, const search::Hit& hit, const Style& style) {
  const Article& article = hit.article;
  search::Snippet title = hit.title;
  if (article.title.empty()) title.parts = {{"(no title)", false}};
  const std::string number = fmt::format("{:>3}. ", hit.rank);
  std::string heading = wrapped(title, style, number.size());
  heading.replace(0, number.size(), number);
  out += style.colour ? bold(style, heading.substr(0, heading.size() - 1)) + "\n" : heading;
  std::string line = date_text(article);
  if (!article.source.name.empty()) line += " · " + printable(article.source.name);
  if (article.language.known()) line += " · " + std::string(article.language.code());
  for (auto stamp = article.stamps.rbegin(); stamp != article.stamps.rend(); ++stamp) {
    if (stamp->date.juche == 0) continue;
    line += fmt::format(" · Juche {}", stamp->date.juche);
    break;
  }
  if (hit.copies > 0) line += fmt::format(" · +{} {}", hit.copies, hit.copies == 1 ? "copy" : "copies");
  line += " · " + to_string(article.id);
  if (style.width > 5) line = fit(line, style.width - 5);
  out += "     " + dim(style, line) + "\n";
  out += wrapped(hit.snippet, style, 5);
}

void append_facet(std::string& out, const search::FacetResult& facet, const search::SearchResponse& response,
                  const Style& style) {
  out += bold(style, index::name(facet.facet)) + "\n";
  std::uint64_t most = std::max<std::uint64_t>(1, facet.none);
  for (const search::FacetValue& value : facet.values) most = std::max(most, value.count);
  const auto row = [&](std::string_view label, std::uint64_t count) {
    constexpr std::size_t kLabel = 32;
    std::string name = fit(printable(label), kLabel);
    name.append(kLabel - std::min(kLabel, display_width(name)), ' ');
    const auto bar = static_cast<std::size_t>(20 * std::min(count, most) / most);
    std::string blocks;
    for (std::size_t i = 0; i < bar; ++i) blocks += "▪";
    std::string line = fmt::format("  {} {:>9}", name, grouped(count));
    if (!blocks.empty()) line += " " + blocks;
    out += line + "\n";
  };
  for (const search::FacetValue& value : facet.values) {
    std::string label = value.value;
    if (facet.facet == index::Facet::kSource) {
      const auto name = response.source_names.find(value.value);
      if (name != response.source_names.end() && name->second != label) label += " (" + name->second + ")";
    }
    row((value.selected ? "* " : "") + label, value.count);
  }
  if (facet.others > 0) row("(others)", facet.others);
  if (facet.none > 0) row("(none)", facet.none);
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string status_line(const search::SearchResponse& response) {
  std::string line =
      fmt::format("{} {}", grouped(response.total), response.total == 1 ? "article" : "articles");
  if (response.groups != response.total)
    line += fmt::format(" ({} different texts)", grouped(response.groups));
  line += fmt::format(" in {:.1f} ms", static_cast<double>(response.elapsed_us) / 1000.0);
  return line;
}

std::string response_text(const search::SearchResponse& response, const Style& style) {
  std::string out;
  for (const std::string& notice : response.notices) out += printable(notice) + "\n";
  for (const search::Hit& hit : response.hits) append_hit(out, hit, style);
  for (const search::FacetResult& facet : response.facets) {
    if (facet.articles > 0) append_facet(out, facet, response, style);
  }
  out += dim(style, status_line(response)) + "\n";
  return out;
}

std::string article_text(const Article& article, const search::Snippet& body, const Style& style) {
  std::string out = bold(style, article.title.empty() ? "(no title)" : printable(article.title)) + "\n";
  const auto field = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<10} {}\n", name, printable(value));
  };
  field("id", to_string(article.id));
  field("key", article.key);
  std::string published = date_text(article);
  if (article.publication.confidence != dates::Confidence::kNone) {
    published += fmt::format(" by {}, confidence {}", article.publication.by,
                             dates::name(article.publication.confidence));
  }
  for (const std::string& flag : article.publication.flags) published += " " + flag;
  field("published", published);
  for (const Stamp& stamp : article.stamps) field("stamp", stamp.printed);
  if (article.captured) field("captured", dates::to_iso(*article.captured));
  field("source", article.source.name);
  field("language", std::string(article.language.code()));
  field("topic", article.topic);
  field("address", article.url);
  field("file", article.origin.record == 0
                    ? article.origin.path
                    : fmt::format("{}:{}", article.origin.path, article.origin.record));
  std::string mentions;
  for (const dates::DateMention& mention : article.mentions) {
    if (mention.kind != dates::Kind::kBody) continue;
    if (!mentions.empty()) mentions += ", ";
    mentions += dates::interval_text(mention);
  }
  field("mentions", mentions);
  for (const auto& [name, value] : article.extra) field("+" + name, value);
  out += "\n" + parts_text(body, style, true) + "\n";
  return out;
}

}  // namespace dateline::show
