#include "indexer/ledger/gone_file.h"

#include <simdjson.h>

#include <charconv>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "common/named_file.h"
#include "indexer/readers/missing_page.h"

namespace dateline::indexer {
namespace {

std::vector<std::string_view> split(std::string_view line, char by) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = line.find(by);
    out.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return out;
    line.remove_prefix(end + 1);
  }
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<dates::Day> day_of(std::string_view time) {
  if (time.size() >= 10 && time[4] == '-') return dates::parse_iso_day(time.substr(0, 10));
  if (time.size() < 8 || !is_digits(time)) return std::nullopt;
  std::int32_t number = 0;
  std::from_chars(time.data(), time.data() + 8, number);
  return dates::from_yyyymmdd(number);
}

std::optional<int> status_of(std::string_view text) {
  int status = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  if (error != std::errc{} || end != text.data() + text.size() || status < 100 || status > 599)
    return std::nullopt;
  return status;
}

using Line = Result<std::optional<MissingPage>>;

Line page_of(std::string_view address, std::string_view time, std::string_view status) {
  const auto day = day_of(time);
  if (!day) return fail(ErrorKind::kInput, "the time is none", "write 2013-12-14 or 20131214093000");
  if (status == "-") return std::optional<MissingPage>();  // a revisit: what it was stands elsewhere
  const auto code = status_of(status);
  if (!code) return fail(ErrorKind::kInput, "the status is none of HTTP", "write 404, 410, 302 or 200");
  if (!is_page_address(address)) return std::optional<MissingPage>();
  MissingPage page;
  page.address = address;
  page.day = day;
  page.status = static_cast<std::uint16_t>(*code);
  if (*code == 200) {
    page.missing = ledger::Missing::kThere;
    return std::optional(page);
  }
  const auto missing = missing_by_status(*code, {});
  if (!missing) return std::optional<MissingPage>();
  page.missing = *missing;
  return std::optional(page);
}

/// "kp,kcna)/en/a 20131214093000 {"url": "http://kcna.kp/en/a", "status": "404", …}"
Line cdxj(std::string_view time, std::string_view object) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  const simdjson::padded_string text(object);
  if (parser.parse(text).get(element) != simdjson::SUCCESS)
    return fail(ErrorKind::kInput, "the line of CDXJ is damaged", "fetch the file again");
  std::string_view url;
  std::string_view status;
  std::int64_t number = 0;
  std::string digits;
  if (element["url"].get(url) != simdjson::SUCCESS) return std::optional<MissingPage>();
  if (element["status"].get(status) != simdjson::SUCCESS) {
    if (element["status"].get(number) != simdjson::SUCCESS) return std::optional<MissingPage>();
    digits = std::to_string(number);
    status = digits;
  }
  return page_of(url, time, status);
}

}  // namespace

Result<std::optional<MissingPage>> read_gone_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  if (line.empty() || line[0] == '#' || line[0] == '!' || line.starts_with(" CDX") ||
      line.starts_with("CDX "))
    return std::optional<MissingPage>();
  if (const auto parts = split(line, '\t'); parts.size() >= 3) return page_of(parts[0], parts[1], parts[2]);
  const auto parts = split(line, ' ');
  if (parts.size() >= 3 && is_digits(parts[1]) && parts[2].starts_with('{')) {
    const std::size_t object = line.find('{');
    return cdxj(parts[1], line.substr(object));
  }
  // urlkey, time, address, type, status …
  if (parts.size() >= 5 && is_digits(parts[1])) return page_of(parts[2], parts[1], parts[4]);
  return fail(ErrorKind::kInput, "the line is none of address, time and status",
              "separate them by tabs, or give a CDX or CDXJ file");
}

Result<std::vector<MissingPage>> read_gone_file(const std::string& file,
                                                const std::function<void(const Reject&)>& on_reject) {
  constexpr std::size_t kMaxLine = std::size_t{1} << 20;
  Result<std::ifstream> in = open_named_file(file);
  if (!in) return fail(in.error());
  std::vector<MissingPage> out;
  std::string line;
  LineRead read;
  for (std::uint64_t number = 1; (read = read_line(*in, line, kMaxLine)) != LineRead::kEnd; ++number) {
    Result<std::optional<MissingPage>> page =
        read == LineRead::kCut ? fail(ErrorKind::kInput, "the line has more than 1 MB",
                                      "give a line of address, time and status for each page")
                               : read_gone_line(line);
    if (!page) {
      if (on_reject)
        on_reject({Reject::Kind::kRejected, {file, number}, page.error().what, page.error().hint});
    } else if (*page) {
      out.push_back(std::move(**page));
    }
  }
  return out;
}

}  // namespace dateline::indexer
