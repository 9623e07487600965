#include "searcher/notes/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/json_writer.h"
#include "searcher/notes/tag.h"

namespace dateline::notes {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;

void write_text(JsonWriter& json, std::string_view name, const std::string& value) {
  if (!value.empty()) json.member(name, value);
}

void write_flag(JsonWriter& json, std::string_view name, bool value) {
  if (value) json.member(name, true);
}

std::string line_of(const std::string& name, const SavedQuery& query) {
  JsonWriter json;
  json.object([&] {
    json.member("query", name);
    json.member("words", query.words);
    if (!query.filters.empty()) json.array("filters", query.filters);
    write_text(json, "from", query.from);
    write_text(json, "to", query.to);
    write_text(json, "language", query.language);
    write_flag(json, "any", query.any);
    write_flag(json, "literal", query.literal);
    write_flag(json, "exact_names", query.exact_names);
    write_flag(json, "scattered", query.scattered);
    if (query.seen.empty()) return;
    json.object("seen", [&] {
      for (const auto& seen : query.seen) {
        json.object(seen.first, [&] {
          json.member("built", seen.second.built);
          json.member("last", seen.second.last);
        });
      }
    });
  });
  return json.line();
}

std::string line_of(ArticleId id, const ArticleNotes& notes) {
  JsonWriter json;
  json.object([&] {
    json.member("article", to_string(id));
    if (!notes.tags.empty()) json.array("tags", notes.tags);
    write_text(json, "note", notes.text);
  });
  return json.line();
}

/// Throws Json::exception where a member is of another kind, as all that follows does.
SavedQuery query_of(const Json& line) {
  SavedQuery query;
  query.words = line.at("words").get<std::string>();
  query.filters = line.value("filters", std::vector<std::string>());
  query.from = line.value("from", "");
  query.to = line.value("to", "");
  query.language = line.value("language", "");
  query.any = line.value("any", false);
  query.literal = line.value("literal", false);
  query.exact_names = line.value("exact_names", false);
  query.scattered = line.value("scattered", false);
  if (const auto seen = line.find("seen"); seen != line.end()) {
    for (const auto& [index, at] : seen->items())
      query.seen[index] = {at.at("built").get<std::uint64_t>(), at.at("last").get<std::uint32_t>()};
  }
  return query;
}

ArticleNotes notes_of(const Json& line) {
  ArticleNotes notes;
  for (const std::string& tag : line.value("tags", std::vector<std::string>())) {
    if (auto kept = tag_of(tag)) notes.tags.insert(std::move(*kept));
  }
  notes.text = line.value("note", "");
  return notes;
}

/// False for a line that is none of ours.
bool read_line(const Json& line, bool is_first, Notes& out) {
  if (!line.is_object()) return false;
  if (is_first) return line.value("dateline_notes", 0) == kVersion;
  if (line.contains("query")) {
    const auto name = query_name_of(line.at("query").get<std::string>());
    return name && out.saved.emplace(*name, query_of(line)).second;
  }
  const auto id = parse_article_id(line.at("article").get<std::string>());
  if (!id) return false;
  ArticleNotes notes = notes_of(line);
  return notes.empty() || out.articles.emplace(*id, std::move(notes)).second;
}

}  // namespace

const ArticleNotes& Notes::of(ArticleId id) const {
  static const ArticleNotes none;
  const auto found = articles.find(id);
  return found == articles.end() ? none : found->second;
}

std::vector<ArticleId> Notes::tagged(std::string_view tag, bool prefix) const {
  const Result<std::string> wanted = tag_of(tag);
  std::vector<ArticleId> out;
  if (!wanted) return out;
  for (const auto& [id, notes] : articles) {
    const auto at = notes.tags.lower_bound(*wanted);
    if (at != notes.tags.end() && (prefix ? at->starts_with(*wanted) : *at == *wanted)) out.push_back(id);
  }
  return out;
}

void add(Notes& all, const Notes& others) {
  for (const auto& [id, notes] : others.articles) {
    ArticleNotes& of = all.articles[id];
    of.tags.insert(notes.tags.begin(), notes.tags.end());
    if (of.text.empty()) of.text = notes.text;
  }
  all.saved.insert(others.saved.begin(), others.saved.end());
}

std::string to_text(const Notes& notes) {
  JsonWriter head;
  head.object([&] { head.member("dateline_notes", kVersion); });
  std::string out = head.line();
  for (const auto& [name, query] : notes.saved) out += line_of(name, query);
  for (const auto& [id, of] : notes.articles) {
    if (!of.empty()) out += line_of(id, of);
  }
  return out;
}

Result<Notes> parse_notes(std::string_view text, std::string_view name) {
  Notes out;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const Json line = Json::parse(text.substr(0, end), nullptr, false);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    bool good = false;
    try {
      good = read_line(line, number == 1, out);
    } catch (const Json::exception&) {  // a member of another kind, or none
    }
    if (good) continue;
    return fail(ErrorKind::kIndex, fmt::format("{}:{}: this is no line of notes", name, number),
                "mend the line, or move the file away; a newer version of the program may have written it");
  }
  return out;
}

}  // namespace dateline::notes
