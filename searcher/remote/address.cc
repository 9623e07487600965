#include "searcher/remote/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/text/printable.h"

namespace dateline::remote {
namespace {

constexpr std::string_view kTcp = "tcp://";
constexpr std::string_view kSsh = "ssh://";
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxPath = 4000;
constexpr std::size_t kMaxCopies = 16;

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > kMaxName || text.front() == '-' || text.front() == '.') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

bool is_path(std::string_view text) {
  if (text.size() < 2 || text.size() > kMaxPath || text.front() != '/') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F;
  });
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

tl::unexpected<Error> wrong(std::string_view text, std::string_view what) {
  return fail(ErrorKind::kUsage, fmt::format("the address '{}' {}", text::visible(text), what),
              "write tcp://HOST:PORT or ssh://[USER@]HOST[:PORT]/PATH");
}

Result<Address> parse_tcp(std::string_view text) {
  Address out;
  const std::string_view rest = text.substr(kTcp.size());
  const std::size_t colon = rest.find(':');
  if (colon == rest.npos) return wrong(text, "has no port");
  if (!is_name(rest.substr(0, colon))) return wrong(text, "has no host that is a name or an address of IPv4");
  const auto port = port_of(rest.substr(colon + 1));
  if (!port) return wrong(text, "has no port from 1 to 65535");
  out.host = rest.substr(0, colon);
  out.port = *port;
  return out;
}

Result<Address> parse_ssh(std::string_view text) {
  Address out;
  out.kind = Address::Kind::kSsh;
  std::string_view rest = text.substr(kSsh.size());
  const std::size_t slash = rest.find('/');
  if (slash == rest.npos) return wrong(text, "has no path");
  const std::string_view path = rest.substr(slash);
  rest = rest.substr(0, slash);
  if (const std::size_t at = rest.find('@'); at != rest.npos) {
    out.user = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    if (!is_name(out.user)) return wrong(text, "has a user that is no plain name");
  }
  if (const std::size_t colon = rest.find(':'); colon != rest.npos) {
    const auto port = port_of(rest.substr(colon + 1));
    if (!port) return wrong(text, "has no port from 1 to 65535");
    out.port = *port;
    rest = rest.substr(0, colon);
  }
  if (!is_name(rest)) return wrong(text, "has no host that is a plain name");
  if (!is_path(path)) {
    return wrong(
        text,
        "has a path with a blank or a control character, or none; a symbolic link gives it another name");
  }
  out.host = rest;
  out.path = path;
  return out;
}

/// For the shell of the other side.
std::string shell_quoted(std::string_view path) {
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

bool is_address(std::string_view text) { return text.starts_with(kTcp) || text.starts_with(kSsh); }

Result<std::vector<Address>> parse_addresses(std::string_view text) {
  std::vector<Address> out;
  const std::string_view all = text;
  std::string_view scheme;
  for (bool more = true; more;) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string one(text.substr(0, comma));
    more = comma < text.size();
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (!is_address(one)) one.insert(0, scheme);  // tcp://a:1,b:2
    if (!is_address(one)) return wrong(all, "begins with neither tcp:// nor ssh://");
    scheme = one.starts_with(kTcp) ? kTcp : kSsh;
    Result<Address> address = scheme == kTcp ? parse_tcp(one) : parse_ssh(one);
    if (!address) return fail(address.error());
    out.push_back(std::move(*address));
  }
  if (out.size() > kMaxCopies)
    return wrong(all, fmt::format("names more than {} copies of a shard", kMaxCopies));
  return out;
}

std::string to_string(const Address& address) {
  if (address.kind == Address::Kind::kTcp) return fmt::format("{}{}:{}", kTcp, address.host, address.port);
  return fmt::format("{}{}{}{}{}{}", kSsh, address.user, address.user.empty() ? "" : "@", address.host,
                     address.port > 0 ? fmt::format(":{}", address.port) : "", address.path);
}

std::string ssh_arguments(const Address& address, unsigned timeout_seconds) {
  std::string out = fmt::format(
      "-T -x -a -oBatchMode=yes -oClearAllForwardings=yes -oPermitLocalCommand=no -oConnectTimeout={}",
      timeout_seconds);
  if (address.port > 0) out += fmt::format(" -p {}", address.port);
  if (!address.user.empty()) out += " -l " + address.user;
  return out + " -- " + address.host + " exec xapian-progsrv --timeout 600000 " + shell_quoted(address.path);
}

}  // namespace dateline::remote
