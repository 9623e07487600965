#include "common/ledger/past_wish.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>

#include "common/dates/query_days.h"

namespace dateline::ledger {
namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::size_t kTokenDigits = 12;
constexpr std::size_t kRootDigits = 32;

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Exactly two digits, below `end`.
std::optional<unsigned> two_digits(std::string_view text, unsigned end) {
  if (text.size() != 2 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const unsigned number = static_cast<unsigned>(text[0] - '0') * 10 + static_cast<unsigned>(text[1] - '0');
  return number < end ? std::optional(number) : std::nullopt;
}

/// "2026-11-30T10:15", "2026-11-30 10:15:30Z"; without seconds the end of the minute.
std::optional<std::int64_t> moment(std::string_view text) {
  constexpr std::size_t kToMinutes = 16;
  if (text.ends_with('Z')) text.remove_suffix(1);
  const bool has_seconds = text.size() == kToMinutes + 3;
  if (text.size() != kToMinutes && !has_seconds) return std::nullopt;
  if ((text[10] != 'T' && text[10] != ' ') || text[13] != ':' || (has_seconds && text[16] != ':'))
    return std::nullopt;
  const auto day = dates::parse_iso_day(text.substr(0, 10));
  const auto hours = two_digits(text.substr(11, 2), 24);
  const auto minutes = two_digits(text.substr(14, 2), 60);
  const auto seconds = has_seconds ? two_digits(text.substr(17, 2), 60) : std::optional(59U);
  if (!day || !hours || !minutes || !seconds) return std::nullopt;
  return day->time_since_epoch().count() * kDay + *hours * 3600 + *minutes * 60 + *seconds;
}

/// "g7", "g7-1f8fa7e68d73".
std::optional<PastWish> revision(std::string_view text) {
  if (!text.starts_with('g')) return std::nullopt;
  PastWish out;
  std::uint64_t generation = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), generation);
  if (error != std::errc() || generation == 0) return std::nullopt;
  out.generation = generation;
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (rest.empty()) return out;
  if (rest.front() != '-' || rest.size() != kTokenDigits + 1 || !is_hexadecimal(rest.substr(1)))
    return std::nullopt;
  out.content = rest.substr(1);
  return out;
}

}  // namespace

Result<PastWish> parse_past_wish(std::string_view text, dates::Day today) {
  if (auto named = revision(text)) return *named;
  PastWish out;
  if ((text.size() == kTokenDigits || text.size() == kRootDigits) && is_hexadecimal(text)) {
    out.content = text;
    return out;
  }
  if (const auto at = moment(text)) {
    out.by = at;
    return out;
  }
  const auto days = dates::parse_query_days(text, today);
  if (days && !days->yearly && days->range.to) {
    out.by = (days->range.to->time_since_epoch().count() + 1) * kDay - 1;
    return out;
  }
  return fail(ErrorKind::kUsage, fmt::format("'{}' names no state of an index", text),
              "give a day (2026-11-30), a moment (2026-11-30T10:15Z), a generation (g7), the token that an "
              "export carries, or a file that 'dateline-search cite' wrote");
}

Result<PastWish> parse_cited_state(std::string_view json, std::string_view name) {
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorKind::kInput, fmt::format("{} is no citation of dateline: {}", name, what),
                "give a file that 'dateline-search cite' wrote, or a day");
  };
  const auto read = nlohmann::json::parse(json, nullptr, false);
  if (read.is_discarded() || !read.is_object() || !read.contains("dateline_citation"))
    return wrong("it lacks the member dateline_citation");
  PastWish out;
  try {
    const auto& by = read.at("answered_by");
    out.content = by.at("root").get<std::string>();
    out.by = moment(by.at("time").get<std::string>());
    const auto written = by.at("revision").get<std::string>();
    if (written.find('+') != std::string::npos) {
      return fail(ErrorKind::kInput, fmt::format("{} cites a search of several indexes", name),
                  "give its day instead, or its revision of each index");
    }
    if (const auto named = revision(written)) out.generation = named->generation;
  } catch (const nlohmann::json::exception& error) {
    return wrong(error.what());
  }
  if (out.content.size() != kRootDigits || !is_hexadecimal(out.content))
    return wrong("it has no content root");
  return out;
}

std::optional<std::size_t> find_state(std::span<const PastStep> states, const PastWish& wish) {
  const auto last_by = [&](std::size_t i) {
    return !wish.by || (states[i].after.written != 0 && states[i].after.written <= *wish.by);
  };
  std::optional<std::size_t> last;
  std::optional<std::size_t> last_in_time;
  for (std::size_t i = 0; i < states.size(); ++i) {
    const PastState& state = states[i].after;
    if (!state.content.starts_with(wish.content)) continue;
    if (wish.generation && state.generation == *wish.generation) return i;
    if (last_by(i)) last_in_time = i;
    last = i;
  }
  if (wish.content.empty()) return wish.generation ? std::nullopt : last_in_time;
  // A generation with a token, and no time, is one of this folder; a citation may be of a copy of it.
  if (wish.generation && !wish.by) return std::nullopt;
  return last_in_time ? last_in_time : last;
}

std::string time_text(std::int64_t seconds) {
  if (seconds == 0) return "an unknown time";
  const std::chrono::sys_seconds time{std::chrono::seconds{seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss<std::chrono::seconds> clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", dates::to_iso(day), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace dateline::ledger
