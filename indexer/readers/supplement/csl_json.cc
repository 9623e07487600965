#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "indexer/readers/clean.h"
#include "indexer/readers/supplement/supplement.h"

namespace dateline::indexer {
namespace {

namespace dom = simdjson::dom;

std::string text_of(const dom::object& item, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    std::string_view text;
    if (!item[name].get(text) && !text.empty()) return one_line(text);
    std::uint64_t number = 0;
    if (!item[name].get(number)) return std::to_string(number);
  }
  return {};
}

/// A figure, which some programs write as a text.
std::optional<std::int64_t> number_of(const dom::element& value) {
  std::int64_t number = 0;
  if (!value.get(number)) return number;
  std::string_view text;
  if (value.get(text) || text.empty() || text.size() > 4) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// {"date-parts": [[2023, 9, 14]]}, {"raw": "2023-09-14"}, {"literal": …}, or a text; as "2023-09-14".
std::string date_of(const dom::object& item, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    dom::element value;
    if (item[name].get(value)) continue;
    std::string_view text;
    if (!value.get(text)) return one_line(text);
    dom::object date;
    if (value.get(date)) continue;
    dom::array parts;
    if (!date["date-parts"].at(0).get(parts)) {
      std::string printed;
      for (const dom::element part : parts) {
        const auto number = number_of(part);
        if (!number || *number < 1 || *number > 9999) break;
        printed += printed.empty() ? fmt::format("{:04}", *number) : fmt::format("-{:02}", *number);
      }
      if (!printed.empty()) return printed;
    }
    return text_of(date, {"raw", "literal"});
  }
  return {};
}

void take_files(const dom::object& item, Supplement& entry) {
  for (const std::string_view name : {"file", "path"}) {
    if (std::string file = text_of(item, {name}); !file.empty()) entry.files.push_back(std::move(file));
  }
  for (const std::string_view name : {"attachments", "files"}) {
    dom::array attached;
    if (item[name].get(attached)) continue;
    for (const dom::element value : attached) {
      std::string_view text;
      dom::object file;
      if (!value.get(text)) {
        entry.files.push_back(one_line(text));
      } else if (!value.get(file)) {
        if (std::string path = text_of(file, {"path", "localPath", "filename"}); !path.empty())
          entry.files.push_back(std::move(path));
      }
    }
  }
}

Supplement entry_of(const dom::object& item) {
  Supplement entry;
  entry.title = text_of(item, {"title"});
  entry.url = text_of(item, {"URL", "url"});
  entry.source = text_of(item, {"container-title", "publicationTitle", "websiteTitle", "publisher"});
  entry.language = text_of(item, {"language"});
  entry.stem = text_of(item, {"citation-key", "citationKey", "citekey", "id"});
  entry.printed_date = date_of(item, {"issued", "date"});
  entry.date = parse_reference_date(entry.printed_date);
  if (const auto day = parse_reference_date(date_of(item, {"accessed", "accessDate"}));
      day && day->precision == dates::Precision::kDay)
    entry.captured = day->day;
  for (const std::string_view kept : {"note", "abstract", "keyword"}) {
    if (std::string text = text_of(item, {kept}); !text.empty())
      entry.extra.emplace_back(kept, std::move(text));
  }
  take_files(item, entry);
  return entry;
}

}  // namespace

SupplementList parse_csl_json(std::string_view bytes, const std::string& path) {
  SupplementList list;
  dom::parser parser;
  dom::element root;
  if (parser.parse(simdjson::padded_string(bytes)).get(root)) {
    list.rejects.push_back(
        {Reject::Kind::kRejected, {path, 0}, "the list of references is no sound JSON", "export it again"});
    return list;
  }
  dom::array items;
  if (root.get(items) && root["items"].get(items)) {
    if (dom::object alone; !root.get(alone)) list.entries.push_back(entry_of(alone));
  } else {
    for (const dom::element value : items) {
      if (dom::object item; !value.get(item)) list.entries.push_back(entry_of(item));
    }
  }
  for (std::size_t i = 0; i < list.entries.size(); ++i)
    list.entries[i].from = fmt::format("{}:{}", path, i + 1);
  return list;
}

}  // namespace dateline::indexer
