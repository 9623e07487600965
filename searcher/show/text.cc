#include "searcher/show/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/index/juche_stamp.h"
#include "searcher/search/one_line.h"
#include "searcher/show/facet_text.h"
#include "searcher/show/printable.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

std::string date_text(const Article& article) {
  const std::string date = dates::publication_text(article.publication);
  return date.empty() ? "no date" : date;
}

/// Pagers end a style at the end of the line.
std::string line_by_line(std::string (*drawn)(const Style&, std::string_view), const Style& style,
                         std::string_view lines) {
  std::string out;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    out += drawn(style, lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return out;
}

void append_hit(std::string& out, const search::Hit& hit, const Style& style) {
  const Article& article = hit.article;
  search::Snippet title = hit.title;
  if (article.title.empty()) title.parts = {{std::string(title_text(article)), false}};
  const std::string number = fmt::format("{:>3}. ", hit.rank);
  std::string heading = wrapped(title, style, number.size());
  heading.replace(0, number.size(), number);
  out += line_by_line(bold, style, heading);
  std::string line = date_text(article);
  if (!article.source.name.empty()) line += " · " + printable(article.source.name);
  if (article.language.known()) line += " · " + std::string(article.language.code());
  if (const Stamp* stamp = index::juche_stamp(article)) line += fmt::format(" · Juche {}", stamp->date.juche);
  if (hit.copies > 0) line += fmt::format(" · +{} {}", hit.copies, hit.copies == 1 ? "copy" : "copies");
  line += " · " + to_string(article.id);
  if (!hit.notes.tags.empty()) line += " · " + tags_text(hit.notes);
  out += line_by_line(dim, style, wrapped(line, style, 5));
  out += wrapped(hit.snippet, style, 5);
  if (!hit.notes.text.empty())
    out += line_by_line(dim, style, wrapped("note: " + search::one_line(hit.notes.text), style, 5));
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string bounded_text(const std::string& counted, const std::optional<search::ShardsAnswered>& shards) {
  if (!shards || shards->missing.empty()) return counted;
  return fmt::format("at least {}, shards: {} of {}", counted, shards->answered(), shards->asked);
}

std::string total_text(const search::SearchResponse& response) {
  std::string out = counted(response.total, "article", "articles");
  if (response.shards && !response.shards->missing.empty()) return bounded_text(out, response.shards);
  if (response.copies_known && response.groups != response.total)
    out += fmt::format(" ({})", counted(response.groups, "different text", "different texts"));
  return out;
}

std::string status_line(const search::SearchResponse& response) {
  std::string line = total_text(response);
  line += fmt::format(" in {:.1f} ms", static_cast<double>(response.elapsed_us) / 1000.0);
  return line;
}

std::string hits_text(const search::SearchResponse& response, const Style& style) {
  std::string out;
  for (const std::string& notice : response.notices) out += wrapped(notice, style, 0);
  for (const search::Hit& hit : response.hits) append_hit(out, hit, style);
  return out;
}

std::string response_text(const search::SearchResponse& response, const Style& style) {
  return hits_text(response, style) + facets_text(facet_rows(response, {}), style, false) +
         dim(style, status_line(response)) + "\n";
}

std::string published_text(const Article& article) {
  std::string published = date_text(article);
  if (article.publication.confidence != dates::Confidence::kNone) {
    published += fmt::format(" by {}, confidence {}", article.publication.by,
                             dates::name(article.publication.confidence));
  }
  for (const std::string& flag : article.publication.flags) published += " " + flag;
  return published;
}

std::string captured_text(const Article& article) {
  std::string captured = article.captured ? dates::to_iso(*article.captured) : std::string();
  if (article.captures > 1) {
    captured += fmt::format("{}{} times", captured.empty() ? "" : ", ", article.captures);
    if (article.first_captured && article.first_captured != article.captured) {
      captured += ", first " + dates::to_iso(*article.first_captured);
    }
  }
  return captured;
}

std::string_view title_text(const Article& article) {
  return article.title.empty() ? std::string_view("(no title)") : article.title;
}

std::string tags_text(const notes::ArticleNotes& notes) {
  std::string out;
  for (const std::string& tag : notes.tags) out += (out.empty() ? "#" : " #") + tag;
  return out;
}

std::string article_head_text(const Article& article, const notes::ArticleNotes& notes, const Style& style) {
  std::string out = line_by_line(bold, style, wrapped(title_text(article), style, 0));
  const auto field = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    constexpr std::size_t kColumn = 13;
    const std::string label = fmt::format("  {:<10} ", printable(name));
    const std::string text = wrapped(value, style, kColumn);
    out += label.size() == kColumn ? label + text.substr(kColumn) : label + "\n" + text;
  };
  field("id", to_string(article.id));
  field("key", article.key);
  field("published", published_text(article));
  for (const Stamp& stamp : article.stamps) field("stamp", stamp.printed);
  field("captured", captured_text(article));
  field("source", article.source.name);
  field("language", std::string(article.language.code()));
  field("topic", article.topic);
  field("address", article.url);
  for (const std::string& url : article.other_urls) field("also", url);
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
  field("tags", tags_text(notes));
  field("note", notes.text);
  return out;
}

}  // namespace dateline::show
