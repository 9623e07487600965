#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::serve {

/// The names under which a server may be asked. A page of another site can make its own name point to this
/// machine (DNS rebinding) and read what it gets; such a request carries that other name in its header Host,
/// and is refused. Names are compared whole, letters of ASCII without case.
class AllowedHosts {
 public:
  /// Loopback names with this port, and `further` ones with this port or as they stand.
  AllowedHosts(std::uint16_t port, const std::vector<std::string>& further);
  bool allows(std::string_view host) const;

 private:
  std::vector<std::string> hosts_;
};

}  // namespace dateline::serve
