#include "common/dates/url_dates.h"

#include <string>
#include <vector>

#include "common/percent_decoded.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kLongestUrl = 2048;
constexpr std::size_t kMaxParts = 32;
constexpr long long kFirstIngest = 1'262'304'000;  // 2010-01-01, before KCNA Watch began
constexpr long long kLastIngest = 4'102'444'800;   // 2100-01-01

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && is_digit(text[at + n])) ++n;
  return n;
}

unsigned number(std::string_view digits) {
  unsigned value = 0;
  for (char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

bool ends_with(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

std::optional<Day> day_of(std::string_view year, std::string_view month, std::string_view day) {
  return make_day(static_cast<int>(number(year)), number(month), number(day));
}

/// YYYYMMDD…, YYYY-MMDD…, YYYY-MM-DD… at the beginning of a file name.
std::optional<Day> day_in_name(std::string_view name) {
  const std::size_t n = digits_at(name, 0);
  if (n >= 8) return day_of(name.substr(0, 4), name.substr(4, 2), name.substr(6, 2));
  if (n != 4 || name.size() < 9 || name[4] != '-') return std::nullopt;
  if (digits_at(name, 5) == 4) return day_of(name.substr(0, 4), name.substr(5, 2), name.substr(7, 2));
  if (digits_at(name, 5) == 2 && name.size() >= 10 && name[7] == '-' && digits_at(name, 8) >= 2) {
    return day_of(name.substr(0, 4), name.substr(5, 2), name.substr(8, 2));
  }
  return std::nullopt;
}

/// item/YYYY/YYYYMM/newsDD/YYYYMMDD-NN.html, item/YYYY/YYYYMM/newsMM/DD.htm (until 2007; YYMM before 1998),
/// calendar/YYYY/MM/MM-DD/YYYY-MMDD-NNN.html
std::optional<Day> kcna_co_jp(const std::vector<std::string_view>& parts) {
  if (parts.size() < 4 || (parts[0] != "item" && parts[0] != "calendar")) return std::nullopt;
  const std::string_view year = parts[1];
  if (year.size() != 4 || digits_at(year, 0) != 4) return std::nullopt;
  const std::string_view name = parts.back();
  if (const auto day = day_in_name(name); day && static_cast<unsigned>(year_of(*day)) == number(year))
    return day;
  if (parts[0] != "item" || parts.size() < 5) return std::nullopt;
  const std::string_view folder = parts[2];
  const std::size_t n = digits_at(folder, 0);
  if (n != folder.size() || (n != 6 && n != 4)) return std::nullopt;
  if (folder.substr(0, n - 2) != year.substr(6 - n)) return std::nullopt;
  const std::string_view month = folder.substr(n - 2);
  if (digits_at(name, 0) == 2 && name.size() > 2 && name[2] == '.')
    return day_of(year, month, name.substr(0, 2));
  const std::string_view news = parts[3];
  if (news.size() == 6 && digits_at(news, 4) == 2) return day_of(year, month, news.substr(4));
  return std::nullopt;
}

/// A part of three letters, YYMMDD and a running number: ien230914001
std::optional<Day> voice_of_korea(const std::vector<std::string_view>& parts) {
  for (std::string_view part : parts) {
    if (part.size() != 12 || digits_at(part, 3) != 9 || is_digit(part[0]) || is_digit(part[1]) ||
        is_digit(part[2])) {
      continue;
    }
    const std::string year = "20" + std::string(part.substr(3, 2));
    return day_of(year, part.substr(5, 2), part.substr(7, 2));
  }
  return std::nullopt;
}

/// Stops at the first byte that is no base64.
std::string base64_decoded(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    std::uint32_t value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = static_cast<std::uint32_t>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      value = static_cast<std::uint32_t>(c - 'a' + 26);
    } else if (is_digit(c)) {
      value = static_cast<std::uint32_t>(c - '0' + 52);
    } else if (c == '+' || c == '-') {
      value = 62;
    } else if (c == '/' || c == '_') {
      value = 63;
    } else {
      break;
    }
    bits = (bits << 6 | value) & 0xFFFFFF;
    if (++count % 4 != 1)
      out += static_cast<char>(bits >> (count % 4 == 0 ? 0 : count % 4 == 3 ? 2 : 4) & 0xFF);
  }
  return out;
}

/// newsID=YYYY-MM-DD-nnnn, or a query that is base64 for "5@@5@1@YYYY-MM-DD"
std::optional<Day> rodong(std::string_view query) {
  constexpr std::string_view kId = "newsID=";
  if (const std::size_t at = query.find(kId); at != std::string_view::npos) {
    return parse_iso_day(query.substr(at + kId.size(), 10));
  }
  const std::string plain = base64_decoded(percent_decoded(query));
  for (std::size_t at = plain.find('@'); at != std::string::npos; at = plain.find('@', at + 1)) {
    if (const auto day = parse_iso_day(std::string_view(plain).substr(at + 1, 10))) return day;
  }
  return std::nullopt;
}

/// newstream/<seconds since 1970>-<number>/
std::optional<Day> kcna_watch(const std::vector<std::string_view>& parts) {
  if (parts.size() < 2 || parts[0] != "newstream") return std::nullopt;
  const std::size_t n = digits_at(parts[1], 0);
  if (n < 9 || n > 10) return std::nullopt;
  long long seconds = 0;
  for (char c : parts[1].substr(0, n)) seconds = seconds * 10 + (c - '0');
  if (seconds < kFirstIngest || seconds > kLastIngest) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{seconds}});
}

}  // namespace

UrlDates read_url(std::string_view url) {
  url = url.substr(0, kLongestUrl);
  if (const std::size_t scheme = url.rfind("://"); scheme != std::string_view::npos)
    url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find('#'));
  const std::size_t question = url.find('?');
  const std::string_view query =
      question == std::string_view::npos ? std::string_view{} : url.substr(question + 1);
  url = url.substr(0, question);
  const std::string_view host = url.substr(0, url.find('/'));
  std::vector<std::string_view> parts;
  for (std::size_t at = host.size(); at < url.size() && parts.size() < kMaxParts;) {
    ++at;  // the slash
    const std::size_t end = std::min(url.find('/', at), url.size());
    if (end > at) parts.push_back(url.substr(at, end - at));
    at = end;
  }
  UrlDates dates;
  if (ends_with(host, "kcna.co.jp")) dates.published = kcna_co_jp(parts);
  if (ends_with(host, "vok.rep.kp")) dates.published = voice_of_korea(parts);
  if (ends_with(host, "rodong.rep.kp")) dates.published = rodong(query);
  if (host.find("kcnawatch.") != std::string_view::npos) dates.ingested = kcna_watch(parts);
  return dates;
}

}  // namespace dateline::dates
