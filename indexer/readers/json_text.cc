#include "indexer/readers/json_text.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

namespace dateline::indexer {
namespace {

namespace dom = simdjson::dom;
using std::string_view_literals::operator""sv;
using dom::element_type;

constexpr int kMaxDepth = 16;

constexpr std::array kOfBody{"root"sv,       "rendered"sv, "text"sv,    "html"sv,  "value"sv,
                             "content"sv,    "body"sv,     "raw"sv,     "plain"sv, "$t"sv,
                             "#text"sv,      "_"sv,        "__cdata"sv, "data"sv,  "blocks"sv,
                             "paragraphs"sv, "children"sv, "items"sv,   "_text"sv, "__text"sv};
constexpr std::array kOfDate{"$date"sv,   "$numberLong"sv, "_seconds"sv, "seconds"sv,  "iso"sv,
                             "iso8601"sv, "date"sv,        "value"sv,    "raw"sv,      "rendered"sv,
                             "text"sv,    "$t"sv,          "#text"sv,    "published"sv};
constexpr std::array kOfName{"name"sv, "$oid"sv,  "$numberLong"sv, "$numberInt"sv,  "title"sv,  "rendered"sv,
                             "href"sv, "value"sv, "url"sv,         "text"sv,        "$t"sv,     "#text"sv,
                             "slug"sv, "code"sv,  "id"sv,          "screen_name"sv, "domain"sv, "__cdata"sv};

std::span<const std::string_view> wrappers(Target target) {
  switch (target) {
    case Target::kTitle:
    case Target::kBody:
      return kOfBody;
    case Target::kDate:
    case Target::kCaptured:
      return kOfDate;
    case Target::kUrl:
    case Target::kId:
    case Target::kSource:
    case Target::kLanguage:
    case Target::kTopic:
      return kOfName;
  }
  return kOfName;
}

/// {"year": 2023, "month": 9, "day": 14}.
std::optional<std::string> day_in_parts(const dom::object& object) {
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
  if (object["year"].get(year) || object["month"].get(month) || object["day"].get(day)) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<std::string> text_of(const dom::element& value, Target target, bool& odd, int depth);

std::optional<std::string> text_of_object(const dom::object& object, Target target, bool& odd, int depth) {
  if (target == Target::kDate || target == Target::kCaptured) {
    if (auto day = day_in_parts(object)) return day;
  }
  for (const std::string_view name : wrappers(target)) {
    dom::element inner;
    if (object[name].get(inner)) continue;
    bool none = false;
    if (auto text = text_of(inner, target, none, depth + 1)) return text;
    if (!none && !inner.is_null()) return std::nullopt;  // an empty text is no mistake
  }
  odd = true;
  return std::nullopt;
}

std::optional<std::string> text_of_array(const dom::array& array, Target target, bool& odd, int depth) {
  std::optional<std::string> out;
  bool none = false;
  for (const dom::element item : array) {
    auto text = text_of(item, target, none, depth + 1);
    if (!text || text->find_first_not_of(" \t\r\n") == std::string::npos) continue;
    if (target != Target::kTitle && target != Target::kBody && target != Target::kTopic) return text;
    if (out) {
      *out += target == Target::kBody ? "\n\n" : target == Target::kTitle ? " " : ", ";
      *out += *text;
    } else {
      out = std::move(text);
    }
  }
  odd = odd || (!out && none);
  return out;
}

std::optional<std::string> text_of(const dom::element& value, Target target, bool& odd, int depth) {
  if (depth > kMaxDepth) {
    odd = true;
    return std::nullopt;
  }
  switch (value.type()) {
    case element_type::STRING:
      return std::string(std::string_view(value));
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
      return simdjson::minify(value);
    case element_type::NULL_VALUE:
    case element_type::BOOL:
      return std::nullopt;
    case element_type::ARRAY:
      return text_of_array(dom::array(value), target, odd, depth);
    case element_type::OBJECT:
      return text_of_object(dom::object(value), target, odd, depth);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> json_text(const dom::element& value, Target target, bool& odd) {
  return text_of(value, target, odd, 0);
}

std::optional<std::string> json_kept(const dom::element& value) {
  if (value.is_null()) return std::nullopt;
  if (value.is_string()) return std::string(std::string_view(value));
  dom::array array;
  if (value.get(array)) return simdjson::minify(value);
  std::string out;
  for (const dom::element item : array) {
    const auto text = json_kept(item);
    if (!text) continue;
    if (!out.empty()) out += "\n\n";
    out += *text;
  }
  return out;
}

}  // namespace dateline::indexer
