#include "searcher/show/style.h"

namespace dateline::show {
namespace {

std::string wrap(const Style& style, std::string_view code, std::string_view text) {
  if (!style.colour || text.empty()) return std::string(text);
  constexpr std::string_view kReset = "\x1b[0m";
  const std::string begin = "\x1b[" + std::string(code) + "m";
  std::string out = begin;
  for (std::size_t inner = text.find(kReset); inner != std::string_view::npos; inner = text.find(kReset)) {
    out.append(text.substr(0, inner + kReset.size())).append(begin);  // a hit ended within
    text.remove_prefix(inner + kReset.size());
  }
  return out.append(text).append(kReset);
}

}  // namespace

std::string bold(const Style& style, std::string_view text) { return wrap(style, "1", text); }
std::string dim(const Style& style, std::string_view text) { return wrap(style, "2", text); }
std::string marked(const Style& style, std::string_view text) { return wrap(style, "1;33", text); }

}  // namespace dateline::show
