#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace dateline::remote {

/// Where a shard is served.
struct Address {
  enum class Kind : std::uint8_t {
    kTcp,  ///< xapian-tcpsrv
    kSsh,  ///< xapian-progsrv, started through ssh
  };
  Kind kind = Kind::kTcp;
  std::string user;  ///< kSsh; empty: as ssh has it
  std::string host;
  std::uint16_t port = 0;  ///< 0: kSsh alone: as ssh has it
  std::string path;        ///< kSsh: of the index there, absolute
  bool operator==(const Address&) const = default;
};

/// Whether an index is named by an address, not by a folder: it begins with tcp:// or ssh://.
bool is_address(std::string_view text);

/// `tcp://host:port`, `ssh://[user@]host[:port]/path`; several copies of one shard with commas between, of
/// which the first that answers is asked. A Usage error says what is wrong. Nothing that comes through can be
/// taken for an option by ssh or for anything but a name by the shell on the other side: hosts and users are
/// letters, digits and .-_, and do not begin with "-"; paths have no blanks and no control characters. Pure.
Result<std::vector<Address>> parse_addresses(std::string_view text);

/// As it was written.
std::string to_string(const Address& address);

/// The arguments of ssh for such an address, blanks between, as Xapian takes them: no blank is part of one.
std::string ssh_arguments(const Address& address, unsigned timeout_seconds);

}  // namespace dateline::remote
