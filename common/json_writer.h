#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// Writes JSON as one line, value by value; members stand in the order in which they are written. Bytes that
/// are not UTF-8 become U+FFFD, control characters (see control_characters.h) are escaped, numbers that JSON
/// does not have are null: writing never fails. Not thread-safe.
///
///   JsonWriter json;
///   json.object([&] {
///     json.member("title", title);
///     json.array("ids", ids, [&](ArticleId id) { json.value(to_string(id)); });
///   });
///   out << json.text();
class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool yes);
  void value(double number);
  void value(std::unsigned_integral auto number) { unsigned_value(number); }
  void value(std::signed_integral auto number) { signed_value(number); }
  void value(std::nullptr_t);
  template <class T>
  void value(const std::optional<T>& value_or_null) {
    if (value_or_null) return value(*value_or_null);
    value(nullptr);
  }
  /// A whole value that is JSON already.
  void json(std::string_view text);

  /// `write` writes the members.
  template <std::invocable F>
  void object(F&& write) {
    begin_object();
    write();
    end_object();
  }
  /// `write` writes one value for each element.
  template <class Range, class F>
  requires(!std::convertible_to<const Range&, std::string_view>) void array(const Range& range, F&& write) {
    begin_array();
    for (const auto& element : range) write(element);
    end_array();
  }
  /// An array of the elements themselves.
  template <class Range>
  void array(const Range& range) {
    array(range, [this](const auto& element) { this->value(element); });
  }

  void key(std::string_view name);
  template <class T>
  void member(std::string_view name, const T& of) {
    key(name);
    value(of);
  }
  /// Null when the text is empty.
  void member_or_null(std::string_view name, std::string_view text);
  template <std::invocable F>
  void object(std::string_view name, F&& write) {
    key(name);
    object(write);
  }
  template <class Range, class F>
  void array(std::string_view name, const Range& range, F&& write) {
    key(name);
    array(range, write);
  }
  template <class Range>
  void array(std::string_view name, const Range& range) {
    key(name);
    array(range);
  }

  /// What was written, without an end of line; valid until more is written.
  std::string_view text() const;
  /// The same with an end of line.
  std::string line() const { return std::string(text()) + '\n'; }

 private:
  struct Impl;

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void signed_value(std::int64_t number);
  void unsigned_value(std::uint64_t number);

  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
