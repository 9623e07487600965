#include "searcher/serve/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/percent_decoded.h"
#include "common/utf8.h"

namespace dateline::serve {
namespace {

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (next_code_point(text, i) < 0) return false;
  }
  return true;
}

/// `keep_lines`: ends of lines stay, as a text of several lines has them.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank, bool keep_lines = false) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_blank) c = ' ';
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (keep_lines && c == '\r') continue;
    if (c == '\r' || c == '\t' || (c == '\n' && !keep_lines)) c = ' ';
    if (c == '\n') {
      out += c;
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return std::nullopt;
    out += c;
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

/// "a=1&b=2", percent-encoded.
std::optional<Parameters> pairs_of(std::string_view rest, bool keep_lines) {
  Parameters out;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.empty()) continue;
    if (out.size() == kMaxParameters) return std::nullopt;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::optional<std::string> name = decoded(pair.substr(0, equals), true);
    std::optional<std::string> value =
        decoded(pair.substr(std::min(equals + 1, pair.size())), true, keep_lines);
    if (!name || !value) return std::nullopt;
    out.push_back({std::move(*name), std::move(*value)});
  }
  return out;
}

}  // namespace

std::optional<Target> parse_target(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') return std::nullopt;
  raw = raw.substr(0, raw.find('#'));
  const std::size_t question = raw.find('?');
  const std::optional<std::string> path = decoded(raw.substr(0, question), false);
  if (!path) return std::nullopt;
  if (question == std::string_view::npos) return Target{*path, {}};
  std::optional<Parameters> parameters = pairs_of(raw.substr(question + 1), false);
  if (!parameters) return std::nullopt;
  return Target{*path, std::move(*parameters)};
}

std::optional<Parameters> parse_form(std::string_view body) { return pairs_of(body, true); }

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string encoded(const Parameters& parameters) {
  std::string out;
  for (const Parameter& parameter : parameters) {
    if (!out.empty()) out += '&';
    out += percent_encoded(parameter.name) + "=" + percent_encoded(parameter.value);
  }
  return out;
}

}  // namespace dateline::serve
