#include "searcher/serve/site.h"

#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "searcher/serve/assets.h"
#include "searcher/serve/pages.h"

namespace dateline::serve {
namespace {

/// What follows `folder` in a path; nullopt where the path is elsewhere.
std::optional<std::string> below(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder) || path.size() == folder.size()) return std::nullopt;
  return std::string(path.substr(folder.size()));
}

/// Takes ".json" from the end of a name.
bool take_ending(std::string& name, std::string_view ending) {
  if (!name.ends_with(ending) || name.size() == ending.size()) return false;
  name.resize(name.size() - ending.size());
  return true;
}

HttpReply article(search::Engine& engine, std::string id, const PageState& state, const std::string& token) {
  if (take_ending(id, ".json")) return article_json(engine, id, state);
  for (const std::string_view format : {"bib", "ris", "csl"}) {
    if (!take_ending(id, "." + std::string(format))) continue;
    PageState only;
    only.query = "id:" + id;
    only.copies = true;
    return parse_article_id(id) ? export_file(engine, only, format) : missing_page(engine, "/article/" + id);
  }
  return article_page(engine, id, state, token);
}

HttpReply twins(search::Engine& engine, std::string id) {
  return take_ending(id, ".json") ? twins_json(engine, id) : twins_page(engine, id);
}

}  // namespace

HttpReply answer(search::Engine& engine, const HttpRequest& request) {
  const std::string& path = request.path;
  if (request.is_post) {
    return path == "/notes" ? take_notes(engine, request.parameters) : plain_reply(404, "no form goes there");
  }
  const PageState state = read_state(request.parameters);
  if (path == "/") return request.parameters.empty() ? home_page(engine) : search_page(engine, state);
  if (path == "/search") return search_page(engine, state);
  if (path == "/search.json") return search_json(engine, state);
  if (const auto format = below(path, "/search.")) return export_file(engine, state, *format);
  if (path == "/lines") return lines_page(engine, state);
  if (path == "/lines.json") return lines_json(engine, state);
  if (path == "/suggest.json") return suggestions_json(engine, state);
  if (path == "/silences") return silences_page(engine, state);
  if (path == "/silences.json") return silences_json(engine, state);
  if (path == "/names") return names_page(engine, state);
  if (path == "/names.json") return names_json(engine, state);
  if (path == "/titles") return titles_page(engine, state);
  if (path == "/titles.json") return titles_json(engine, state);
  if (path == "/saved") return saved_page(engine);
  if (path == "/saved.json") return saved_json(engine);
  if (path == "/about") return about_page(engine);
  if (path == "/about.json") return about_json(engine);
  if (path == "/help") return help_page(engine);
  if (path == "/calendar") return calendar_page(engine, 0, state);
  for (const std::string_view format : {"svg", "csv", "json"}) {
    if (path == "/timeline." + std::string(format)) return timeline_data(engine, state, format);
  }
  if (const auto id = below(path, "/article/")) return article(engine, *id, state, request.token);
  if (const auto id = below(path, "/twins/")) return twins(engine, *id);
  if (const auto day = below(path, "/day/")) {
    if (const auto parsed = dates::parse_iso_day(*day)) return day_page(engine, *parsed);
  }
  if (const auto year = below(path, "/calendar/")) {
    int number = 0;
    const auto [end, error] = std::from_chars(year->data(), year->data() + year->size(), number);
    if (error == std::errc() && end == year->data() + year->size() && number >= 1 && number <= 9999) {
      return calendar_page(engine, number, state);
    }
  }
  return missing_page(engine, path);
}

const HttpReply* find_asset(std::string_view path) {
  static const std::map<std::string_view, HttpReply> assets{
      {"/style.css", {.type = "text/css; charset=utf-8", .body = std::string(kStyle)}},
      {"/script.js", {.type = "text/javascript; charset=utf-8", .body = std::string(kScript)}},
      {"/icon.svg", {.type = "image/svg+xml", .body = std::string(kIcon)}},
  };
  const auto found = assets.find(path);
  return found == assets.end() ? nullptr : &found->second;
}

}  // namespace dateline::serve
