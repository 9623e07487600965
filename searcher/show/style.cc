#include "searcher/show/style.h"

namespace dateline::show {
namespace {

std::string wrap(const Style& style, std::string_view code, std::string_view text) {
  if (!style.colour || text.empty()) return std::string(text);
  std::string out = "\x1b[";
  out.append(code).append("m").append(text).append("\x1b[0m");
  return out;
}

}  // namespace

std::string bold(const Style& style, std::string_view text) { return wrap(style, "1", text); }
std::string dim(const Style& style, std::string_view text) { return wrap(style, "2", text); }
std::string marked(const Style& style, std::string_view text) { return wrap(style, "1;33", text); }

}  // namespace dateline::show
