#include "searcher/serve/hosts.h"

#include <algorithm>

namespace dateline::serve {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

AllowedHosts::AllowedHosts(std::uint16_t port, const std::vector<std::string>& further) {
  constexpr std::uint16_t kHttp = 80;  // browsers leave it out
  const std::string suffix = ":" + std::to_string(port);
  for (const std::string_view name : {"localhost", "127.0.0.1", "[::1]"}) {
    hosts_.push_back(std::string(name) + suffix);
    if (port == kHttp) hosts_.emplace_back(name);
  }
  for (const std::string& name : further) {
    hosts_.push_back(lower(name));
    hosts_.push_back(lower(name) + suffix);
  }
}

bool AllowedHosts::allows(std::string_view host) const {
  return std::find(hosts_.begin(), hosts_.end(), lower(host)) != hosts_.end();
}

}  // namespace dateline::serve
