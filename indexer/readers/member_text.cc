#include "indexer/readers/member_text.h"

#include <utility>

#include "indexer/readers/html/fragment.h"
#include "indexer/readers/html/read_html.h"
#include "indexer/readers/html/references.h"

namespace dateline::indexer {
namespace {

/// Markup that was escaped as a whole is markup again.
std::string with_markup(std::string text) {
  constexpr std::string_view kData = "<![CDATA[";
  if (text.starts_with(kData) && text.ends_with("]]>"))
    text = text.substr(kData.size(), text.size() - kData.size() - 3);
  if (text.find("&lt;") == std::string::npos || html::holds_markup(text)) return text;
  std::string unescaped = html::without_references(text);
  return html::holds_markup(unescaped) ? unescaped : text;
}

bool is_page(const std::string& text) {
  constexpr std::size_t kHead = 300;
  const std::string_view head = std::string_view(text).substr(0, kHead);
  for (const std::string_view sign : {"<html", "<HTML", "<!doctype html", "<!DOCTYPE html"}) {
    if (head.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

bool is_plain(const std::string& text) {
  return text.find('<') == std::string::npos && text.find('&') == std::string::npos;
}

std::string plain(const std::string& marked) {
  std::string text = html::holds_markup(marked) ? html::fragment_text(marked) : marked;
  // What was escaped twice stands here yet.
  return text.find('&') == std::string::npos ? text : html::without_references(text);
}

}  // namespace

std::string member_text(std::string text) {
  if (is_plain(text)) return text;
  return plain(with_markup(std::move(text)));
}

MemberBody member_body(std::string text) {
  if (is_plain(text)) return {std::move(text), {}};
  std::string marked = with_markup(std::move(text));
  if (is_page(marked)) {
    if (Result<HtmlPage> page = read_html(marked); page)
      return {std::move(page->body), std::move(page->title)};
  }
  return {plain(marked), {}};
}

}  // namespace dateline::indexer
