#include "indexer/readers/pdf/pdf_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "indexer/readers/sound_text.h"

namespace dateline::indexer {
namespace {

/// Takes the next field of a line.
std::string_view field(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view out = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return out;
}

/// A place on a page: finite and not absurd.
std::optional<float> number(std::string_view& line) {
  const std::string_view text = field(line);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) ||
      std::fabs(value) > 1e6)
    return std::nullopt;
  return static_cast<float>(value);
}

template <std::size_t N>
bool numbers(std::string_view& line, std::array<float, N>& out) {
  for (float& value : out) {
    const auto read = number(line);
    if (!read) return false;
    value = *read;
  }
  return true;
}

std::string sound(std::string_view text) { return sound_text(std::string(text)); }

}  // namespace

PdfWords parse_pdf_words(std::string_view printed) {
  PdfWords out;
  while (!printed.empty()) {
    const std::size_t end = printed.find('\n');
    if (end == std::string_view::npos) break;  // cut off
    std::string_view line = printed.substr(0, end);
    printed.remove_prefix(end + 1);
    const std::string_view kind = field(line);
    if (kind == "W") {
      std::array<float, 5> box{};
      if (out.pages.empty() || !numbers(line, box)) continue;
      const bool space = field(line) == "1";
      if (line.empty()) continue;
      out.pages.back().words.push_back({box[0], box[1], box[2], box[3], box[4], space, sound(line)});
    } else if (kind == "P") {
      std::array<float, 2> size{};
      if (numbers(line, size)) out.pages.push_back({size[0], size[1], {}});
    } else if (kind == "I") {
      const std::string_view name = field(line);
      out.info.emplace_back(std::string(name), sound(line));
    } else if (kind == "F") {
      out.problem = sound(line);
    } else if (kind == "S") {
      out.sandboxed = line != "none";
    } else if (kind == "E") {
      out.complete = true;
      std::from_chars(line.data(), line.data() + line.size(), out.left_out);
    }
  }
  return out;
}

}  // namespace dateline::indexer
