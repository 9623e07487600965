#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "searcher/search/snippet.h"

namespace dateline::serve {

/// Writes HTML. Everything that goes through it is escaped and made printable, so that nothing of a capture,
/// a query or a file name can become markup, style, script or a control character; there is no way to write
/// markup as text. Names of elements and attributes are ours. Not thread-safe.
class Html {
 public:
  /// The value is left out with its name where the view has no data (`kNone`).
  struct Attribute {
    std::string_view name;
    std::string_view value;
  };
  using Attributes = std::initializer_list<Attribute>;
  /// An attribute that is not written.
  static constexpr std::string_view kNone{};
  /// An attribute that is not written when its value is empty.
  static constexpr std::string_view or_none(std::string_view value) { return value.empty() ? kNone : value; }

  void text(std::string_view of);
  template <std::invocable F>
  void element(std::string_view name, Attributes attributes, F&& content) {
    open(name, attributes);
    content();
    close(name);
  }
  void element(std::string_view name, Attributes attributes, std::string_view content) {
    open(name, attributes);
    text(content);
    close(name);
  }
  void element(std::string_view name, std::string_view content) { element(name, {}, content); }
  template <std::invocable F>
  void element(std::string_view name, F&& content) {
    element(name, {}, std::forward<F>(content));
  }
  /// An element without content and end: input, link, meta.
  void single(std::string_view name, Attributes attributes) { open(name, attributes); }

  /// A passage with its hits in <mark>.
  void passage(const search::Snippet& snippet);
  /// The same of a whole text, a paragraph for each of its lines.
  void paragraphs(const search::Snippet& snippet, std::string_view language);

  const std::string& written() const { return out_; }
  std::string take() && { return std::move(out_); }

 private:
  void open(std::string_view name, Attributes attributes);
  void close(std::string_view name);

  std::string out_;
};

/// True for addresses of the web, the only ones of a capture that become links.
bool is_web_address(std::string_view url);

}  // namespace dateline::serve
