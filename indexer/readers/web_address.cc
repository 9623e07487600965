#include "indexer/readers/web_address.h"

#include <algorithm>
#include <vector>

#include "indexer/readers/clean.h"
#include "indexer/readers/field_lines.h"

namespace dateline::indexer {
namespace {

/// Whether an address names its scheme: "mailto:a@b".
bool has_scheme(std::string_view address) {
  const std::size_t end = address.find_first_of(":/?#");
  return end != std::string_view::npos && end > 0 && address[end] == ':';
}

/// A path without its steps "." and "..".
std::string without_steps(std::string_view path) {
  std::vector<std::string_view> parts;
  bool folder = false;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view part = path.substr(0, end);  // with its slash in front
    path.remove_prefix(end);
    folder = part == "/.." || part == "/.";
    if (part == "/.." && !parts.empty()) parts.pop_back();
    if (!folder) parts.push_back(part);
  }
  std::string out;
  for (const std::string_view part : parts) out += part;
  if (folder || out.empty()) out += '/';
  return out;
}

}  // namespace

bool is_web_address(std::string_view address) {
  return equal_folded(address.substr(0, 7), "http://") || equal_folded(address.substr(0, 8), "https://");
}

std::string resolve_address(std::string_view base, std::string_view reference) {
  const std::string line = one_line(reference);
  reference = line;
  if (is_web_address(reference)) return line;
  if (!is_web_address(base) || reference.empty() || has_scheme(reference)) return {};
  const std::size_t host = base.find("://") + 3;
  const std::string_view scheme = base.substr(0, host - 2);  // with its colon
  if (reference.starts_with("//")) return std::string(scheme) + line;
  const std::size_t path_at = std::min(base.find_first_of("/?#", host), base.size());
  const std::string_view origin = base.substr(0, path_at);
  std::string_view base_path = base.substr(path_at);
  base_path = base_path.substr(0, base_path.find_first_of("?#"));
  if (reference.front() == '#') return std::string(base.substr(0, base.find('#'))) + line;
  if (reference.front() == '?') return std::string(origin) + std::string(base_path) + line;
  const std::size_t tail = std::min(reference.find_first_of("?#"), reference.size());
  std::string path = reference.front() == '/' ? std::string(reference.substr(0, tail))
                                              : std::string(base_path.substr(0, base_path.rfind('/') + 1)) +
                                                    std::string(reference.substr(0, tail));
  if (!path.starts_with('/')) path.insert(0, 1, '/');
  return std::string(origin) + without_steps(path) + std::string(reference.substr(tail));
}

}  // namespace dateline::indexer
