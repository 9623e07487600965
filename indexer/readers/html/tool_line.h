#pragma once

#include <string_view>

namespace dateline::html {

/// True for a paragraph that offers what can be done with the page and says nothing else: "Print this page |
/// Send to a friend", "인쇄하기", "返回目录". Pure.
bool is_tool_line(std::string_view paragraph);

}  // namespace dateline::html
