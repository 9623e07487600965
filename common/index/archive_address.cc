#include "common/index/archive_address.h"

#include <algorithm>
#include <array>

#include "common/index/article_id.h"

namespace dateline::index {
namespace {

constexpr int kMaxNested = 4;  // copies of copies of copies are a loop

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// Hosts whose paths hold an address with or without its scheme.
bool is_archive(std::string_view host) {
  constexpr std::array<std::string_view, 11> kHosts = {
      "web.archive.org", "wayback.archive.org", "archive.today", "archive.is",  "archive.ph",    "archive.li",
      "archive.vn",      "archive.fo",          "archive.md",    "archive.org", "archive-it.org"};
  return std::ranges::find(kHosts, host) != kHosts.end() || host.ends_with(".archive-it.org");
}

/// "20140612081500", with "id_" and the like behind it, or "2014.06.12-081500" of archive.today: its figures.
std::string figures(std::string_view part) {
  if (part.size() > 1 && part.ends_with('*')) part.remove_suffix(1);  // a calendar of captures
  if (part.size() > 3 && part.ends_with('_') && is_lower(part[part.size() - 2]) &&
      is_lower(part[part.size() - 3]))
    part.remove_suffix(3);
  std::string out;
  for (const char c : part) {
    if (is_digit(c)) {
      out += c;
    } else if (c != '.' && c != '-') {
      return {};
    }
  }
  return out.size() >= 4 && out.size() <= 14 ? out : std::string();
}

std::optional<dates::Day> day_of(std::string_view figures) {
  if (figures.size() < 8) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : figures.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  return dates::make_day(number(0, 4), static_cast<unsigned>(number(4, 2)),
                         static_cast<unsigned>(number(6, 2)));
}

/// "http%3A%2F%2Fwww…": the scheme of an address that was put into another one.
std::string decoded(std::string_view address) {
  std::string out;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::string_view escape = address.substr(i, 3);
    if (escape == "%3A" || escape == "%3a" || escape == "%2F" || escape == "%2f") {
      out += escape[1] == '3' ? ':' : '/';
      i += 2;
    } else {
      out += address[i];
    }
  }
  return out;
}

/// The address at the beginning of `rest`, with a scheme; empty when there is none.
std::string inner_address(std::string_view rest, bool known_archive) {
  std::string address(rest);
  const std::size_t escape = address.find("%3");
  if (escape == 4 || escape == 5) address = decoded(rest);
  for (const std::string_view scheme : {"http:", "https:"}) {
    if (!address.starts_with(scheme)) continue;
    const std::size_t host = address.find_first_not_of('/', scheme.size());  // "http:/www…": a slash was lost
    if (host == std::string::npos || host == scheme.size()) return {};
    return std::string(scheme) + "//" + address.substr(host);
  }
  const std::string host = address.substr(0, address.find_first_of("/?#"));
  const bool is_host =
      known_archive && host.find('.') != std::string::npos && host.find(' ') == std::string::npos;
  return is_host ? "http://" + address : std::string();
}

/// "web.archive.org/web/…", "//web.archive.org/web/…": an address of an archive that lost its scheme.
bool lacks_scheme(std::string_view url) { return is_archive(url.substr(0, url.find('/'))); }

/// "webcitation.org/6abc?url=http://…": without the time.
std::optional<ArchiveAddress> cited(std::string_view url) {
  constexpr std::string_view kValue = "url=";
  const std::string host = host_of(url);
  if (host != "webcitation.org" && host != "www.webcitation.org") return std::nullopt;
  const std::size_t query = url.find('?');
  const std::size_t value = query == std::string_view::npos ? query : url.find(kValue, query);
  if (value == std::string_view::npos) return std::nullopt;
  std::string inner = inner_address(url.substr(value + kValue.size()), true);
  return inner.empty() ? std::nullopt : std::optional(ArchiveAddress{std::move(inner), std::nullopt});
}

std::optional<ArchiveAddress> outermost(std::string_view url) {
  std::string completed;
  if (const std::string_view rest = url.substr(url.starts_with("//") ? 2 : 0); lacks_scheme(rest)) {
    completed = "http://" + std::string(rest);
    url = completed;
  }
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme > 5) return std::nullopt;
  if (std::optional<ArchiveAddress> address = cited(url)) return address;
  const bool known = is_archive(host_of(url));
  const std::size_t path_end =
      std::min(url.find_first_of("?#"), url.size());  // behind it an address is a value
  for (std::size_t slash = url.find('/', scheme + 3); slash < path_end;) {
    const std::size_t next = url.find('/', slash + 1);
    if (next == std::string_view::npos) break;
    const std::string_view part = url.substr(slash + 1, next - slash - 1);
    const std::string time = figures(part);
    const bool asks = part == "*" || part == "newest" || part == "oldest" || part == "o";
    if (time.size() == 14 || (known && (!time.empty() || asks))) {
      if (std::string inner = inner_address(url.substr(next + 1), known); !inner.empty())
        return ArchiveAddress{std::move(inner), day_of(time)};
    }
    // An address that begins before any time is that of something else.
    if (!known && (part == "http:" || part == "https:")) break;
    slash = next;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ArchiveAddress> archive_address(std::string_view url) {
  std::optional<ArchiveAddress> found = outermost(url);
  for (int depth = 1; found && depth < kMaxNested; ++depth) {
    std::optional<ArchiveAddress> inner = outermost(found->original);
    if (!inner) break;
    if (!inner->captured) inner->captured = found->captured;
    found = std::move(inner);
  }
  return found;
}

}  // namespace dateline::index
