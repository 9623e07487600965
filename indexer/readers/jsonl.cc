#include "indexer/readers/jsonl.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "common/byte_order_mark.h"
#include "indexer/readers/record_fields.h"

namespace dateline::indexer {
namespace {

namespace dom = simdjson::dom;

/// A value as text: strings as they are, numbers printed, arrays joined by empty lines; nullopt for null.
std::optional<std::string> as_text(const dom::element& value) {
  switch (value.type()) {
    case dom::element_type::STRING:
      return std::string(std::string_view(value));
    case dom::element_type::NULL_VALUE:
      return std::nullopt;
    case dom::element_type::ARRAY: {
      std::string out;
      for (const dom::element item : dom::array(value)) {
        const auto text = as_text(item);
        if (!text) continue;
        if (!out.empty()) out += "\n\n";
        out += *text;
      }
      return out;
    }
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
    case dom::element_type::BOOL:
    case dom::element_type::OBJECT:
      return simdjson::minify(value);
  }
  return std::nullopt;
}

/// The member at a name or dotted path.
std::optional<dom::element> find_member(const dom::object& object, std::string_view path) {
  dom::element value;
  if (object[path].get(value) == simdjson::SUCCESS) return value;
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  if (object[path.substr(0, dot)].get(value) != simdjson::SUCCESS || !value.is_object()) return std::nullopt;
  return find_member(dom::object(value), path.substr(dot + 1));
}

/// True when `text` has four hexadecimal digits at `at` that are a surrogate: `second` of a pair or first.
bool is_surrogate(std::string_view text, std::size_t at, bool second) {
  if (text.size() < at + 4 || (text[at] | 0x20) != 'd') return false;
  const char third = static_cast<char>(text[at + 1] | 0x20);
  return second ? third >= 'c' && third <= 'f' : third == '8' || third == '9' || third == 'a' || third == 'b';
}

/// Replaces escapes of lone surrogates, which are no characters, by the escape of U+FFFD, in place; true when
/// there were any. Programs that cut a text after so many UTF-16 units leave them.
bool mend_surrogates(std::string& json) {
  bool mended = false;
  for (std::size_t at = json.find('\\'); at != std::string::npos && at + 1 < json.size();
       at = json.find('\\', at)) {
    if (json[at + 1] != 'u') {
      at += 2;
      continue;
    }
    const bool first = is_surrogate(json, at + 2, false);
    const bool paired = first && json.compare(at + 6, 2, "\\u") == 0 && is_surrogate(json, at + 8, true);
    if (!paired && (first || is_surrogate(json, at + 2, true))) {
      json.replace(at + 2, 4, "FFFD");
      mended = true;
    }
    at += paired ? 12 : 6;
    if (at >= json.size()) break;
  }
  return mended;
}

}  // namespace

struct JsonlReader::Parser {
  dom::parser parser;
  std::string padded;                  ///< a line with the bytes behind it that simdjson may read
  std::vector<std::string_view> used;  ///< members of a line that became fields
};

JsonlReader::JsonlReader(FieldMap map) : map_(std::move(map)), parser_(std::make_unique<Parser>()) {}
JsonlReader::~JsonlReader() = default;
JsonlReader::JsonlReader(JsonlReader&&) noexcept = default;
JsonlReader& JsonlReader::operator=(JsonlReader&&) noexcept = default;

void JsonlReader::read(std::string_view lines, const Origin& first, PageSink& sink) {
  Origin origin = first;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (origin.record == 1) line = without_byte_order_mark(line);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) read_line(line, origin, sink);
    ++origin.record;
  }
}

void JsonlReader::read_line(std::string_view line, const Origin& origin, PageSink& sink) {
  const auto report = [&](Reject::Kind kind, std::string reason, std::string remedy) {
    sink.rejects.push_back({kind, origin, std::move(reason), std::move(remedy)});
  };
  std::string& padded = parser_->padded;
  padded.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  padded.assign(line);
  dom::element root;
  auto error = parser_->parser.parse(padded.data(), line.size(), false).get(root);
  if (error == simdjson::STRING_ERROR && mend_surrogates(padded)) {
    error = parser_->parser.parse(padded.data(), line.size(), false).get(root);
    if (!error) {
      report(Reject::Kind::kWarning, "a string has half of a character (a lone surrogate)",
             "it is read as U+FFFD");
    }
  }
  if (error) {
    return report(Reject::Kind::kRejected,
                  fmt::format("the line is not JSON: {}", simdjson::error_message(error)),
                  "one JSON object on each line");
  }
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    return report(Reject::Kind::kRejected, "the line is JSON but no object", "one JSON object on each line");
  }

  RecordFields fields;
  std::vector<std::string_view>& used = parser_->used;
  used.clear();
  for (std::size_t i = 0; i < kTargetCount; ++i) {
    for (const std::string& name : map_.names(static_cast<Target>(i))) {
      const auto value = find_member(object, name);
      if (!value) continue;
      used.push_back(std::string_view(name).substr(0, name.find('.')));
      fields[i] = as_text(*value);
      if (fields[i]) break;
    }
  }
  Page page;
  page.origin = origin;
  for (const auto [name, value] : object) {
    if (std::find(used.begin(), used.end(), name) != used.end()) continue;
    if (auto text = as_text(value)) page.extra.emplace_back(name, std::move(*text));
  }
  add_record(fields, std::move(page), sink);
}

}  // namespace dateline::indexer
