#include "common/json_writer.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <iterator>

#include "common/control_characters.h"
#include "common/utf8.h"

namespace dateline {
namespace {

void append_escaped(std::string& out, std::int32_t c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
  }
}

/// The text as a string of JSON, quotes included.
void quote(std::string_view text, std::string& out) {
  out.clear();
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const std::int32_t c = next_code_point(text, i);
    if (c < 0) {
      out += "\uFFFD";
    } else if (c == '"' || c == '\\' || is_control_character(c)) {
      append_escaped(out, c);
    } else {
      out.append(text, start, i - start);
    }
  }
  out += '"';
}

}  // namespace

struct JsonWriter::Impl {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
  std::string quoted;

  void put(std::string_view json, rapidjson::Type type) { writer.RawValue(json.data(), json.size(), type); }
};

JsonWriter::JsonWriter() : impl_(std::make_unique<Impl>()) {}
JsonWriter::~JsonWriter() = default;

void JsonWriter::value(std::string_view text) {
  quote(text, impl_->quoted);
  impl_->put(impl_->quoted, rapidjson::kStringType);
}

void JsonWriter::key(std::string_view name) { value(name); }

void JsonWriter::value(bool yes) { impl_->writer.Bool(yes); }

void JsonWriter::value(double number) {
  if (!std::isfinite(number)) return value(nullptr);
  std::string digits = fmt::format("{}", number);  // the shortest that reads as the same number
  if (digits.find_first_of(".e") == std::string::npos) digits += ".0";
  impl_->put(digits, rapidjson::kNumberType);
}

void JsonWriter::value(std::nullptr_t) { impl_->writer.Null(); }

void JsonWriter::signed_value(std::int64_t number) { impl_->writer.Int64(number); }

void JsonWriter::unsigned_value(std::uint64_t number) { impl_->writer.Uint64(number); }

void JsonWriter::json(std::string_view text) { impl_->put(text, rapidjson::kObjectType); }

void JsonWriter::member_or_null(std::string_view name, std::string_view text) {
  key(name);
  if (text.empty()) return value(nullptr);
  value(text);
}

void JsonWriter::begin_object() { impl_->writer.StartObject(); }
void JsonWriter::end_object() { impl_->writer.EndObject(); }
void JsonWriter::begin_array() { impl_->writer.StartArray(); }
void JsonWriter::end_array() { impl_->writer.EndArray(); }

std::string_view JsonWriter::text() const { return {impl_->buffer.GetString(), impl_->buffer.GetSize()}; }

}  // namespace dateline
