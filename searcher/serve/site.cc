#include "searcher/serve/site.h"

#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "searcher/serve/assets.h"
#include "searcher/serve/pages.h"

namespace dateline::serve {
namespace {

/// What follows `folder` in a path; nullopt where the path is elsewhere.
std::optional<std::string> below(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder) || path.size() == folder.size()) return std::nullopt;
  return std::string(path.substr(folder.size()));
}

/// "/day/2013-12-13.csv": a path without its ending, and the ending. Other names may hold a dot.
std::pair<std::string, std::string_view> split(const std::string& path) {
  constexpr std::string_view kEndings[] = {"bib", "csl", "csv",     "json", "jsonl",
                                           "ris", "svg", "timemap", "tsv"};
  for (const std::string_view ending : kEndings) {
    const std::size_t size = ending.size() + 1;
    if (path.size() > size && path.ends_with(ending) && path[path.size() - size] == '.' &&
        path[path.size() - size - 1] != '/')
      return {path.substr(0, path.size() - size), ending};
  }
  return {path, {}};
}

/// The pages that a state of its own describes.
struct StatePage {
  std::string_view path;
  HttpReply (*answer)(search::Engine& engine, const PageState& state, std::string_view ending);
};
constexpr StatePage kStatePages[] = {{"/search", search_answer},     {"/lines", lines_answer},
                                     {"/silences", silences_answer}, {"/names", names_answer},
                                     {"/titles", titles_answer},     {"/timeline", timeline_answer}};

/// A year of the calendar; nullopt when it is none.
std::optional<int> year_in(std::string_view text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (error != std::errc() || end != text.data() + text.size() || year < 1 || year > 9999)
    return std::nullopt;
  return year;
}

}  // namespace

HttpReply answer(search::Engine& engine, const HttpRequest& request) {
  if (request.is_post) {
    return request.path == "/notes" ? take_notes(engine, request.parameters)
                                    : plain_reply(404, "no form goes there");
  }
  const PageState state = read_state(request.parameters);
  const auto [path, ending] = split(request.path);
  for (const StatePage& page : kStatePages) {
    if (path == page.path) return page.answer(engine, state, ending);
  }
  if (path == "/edits") return edits_answer(engine, state, request.parameters, ending);
  if (path == "/saved") return saved_answer(engine, ending);
  if (path == "/about") return about_answer(engine, ending);
  if (path == "/calendar") return calendar_answer(engine, 0, state, ending);
  if (path == "/suggest" && ending == "json") return suggestions_json(engine, state);
  if (const auto id = below(path, "/article/"))
    return article_answer(engine, *id, state, request.token, ending);
  if (const auto id = below(path, "/history/")) return history_answer(engine, *id, ending);
  if (const auto id = below(path, "/diff/")) return diff_answer(engine, *id, request.parameters, ending);
  if (const auto id = below(path, "/twins/")) return twins_answer(engine, *id, ending);
  if (const auto written = below(path, "/day/")) {
    if (const auto day = dates::parse_iso_day(*written)) return day_answer(engine, *day, ending);
  }
  if (const auto written = below(path, "/calendar/")) {
    if (const auto year = year_in(*written)) return calendar_answer(engine, *year, state, ending);
  }
  if (request.path == "/help") return help_page(engine);
  if (request.path == "/")
    return request.parameters.empty() ? home_page(engine) : search_answer(engine, state, {});
  return missing_page(engine, request.path);
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
