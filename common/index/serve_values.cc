#include "common/index/serve_values.h"

#include <fmt/format.h>

#include <charconv>

namespace dateline::index {
namespace {

constexpr std::string_view kFirstLine = "dateline-serve 1\n";
constexpr std::size_t kJucheDigits = 4;

template <class Number>
void put(std::string& out, Number number) {
  for (std::size_t shift = sizeof(Number) * 8; shift > 0; shift -= 8)
    out.push_back(static_cast<char>(number >> (shift - 8) & 0xFF));
}

template <class Number>
Number take(std::string_view& bytes) {
  Number out = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    out = static_cast<Number>(out << 8 | static_cast<unsigned char>(bytes[i]));
  bytes.remove_prefix(sizeof(Number));
  return out;
}

/// `day` ascends in the order; UINT32_MAX is that of undated articles.
std::string key(std::uint32_t day, const SortKey& of) {
  std::string out;
  out.reserve(SortKey::kBytes);
  put(out, day);
  put(out, of.id.value);
  put(out, of.group);
  return out;
}

std::optional<SortKey> read_key(std::string_view bytes, bool newest_first) {
  if (bytes.size() != SortKey::kBytes) return std::nullopt;
  SortKey out;
  const auto day = take<std::uint32_t>(bytes);
  if (day != UINT32_MAX) out.day = newest_first ? UINT32_MAX - day : day;
  out.id.value = take<std::uint64_t>(bytes);
  out.group = take<std::uint64_t>(bytes);
  return out;
}

template <class Number>
bool read_number(std::string_view& text, Number& out, int base) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool skip(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

}  // namespace

std::string juche_value(std::string_view year) {
  if (year.empty() || year.size() >= kJucheDigits) return std::string(year);
  return std::string(kJucheDigits - year.size(), '0').append(year);
}

std::string_view juche_year(std::string_view value) {
  while (value.size() > 1 && value.front() == '0') value.remove_prefix(1);
  return value;
}

std::string group_value(std::uint64_t name) {
  std::string out;
  put(out, name);
  return out;
}

std::string SortKey::newest_first() const { return key(UINT32_MAX - day, *this); }
std::string SortKey::oldest_first() const { return key(day == 0 ? UINT32_MAX : day, *this); }
std::optional<SortKey> SortKey::of_newest(std::string_view bytes) { return read_key(bytes, true); }
std::optional<SortKey> SortKey::of_oldest(std::string_view bytes) { return read_key(bytes, false); }

std::string to_text(const ShardName& shard) {
  return fmt::format("{}set {:016x}\nshard {} of {}\n", kFirstLine, shard.set, shard.number, shard.count);
}

std::optional<ShardName> parse_shard_name(std::string_view text) {
  ShardName out;
  const bool read = skip(text, kFirstLine) && skip(text, "set ") && read_number(text, out.set, 16) &&
                    skip(text, "\nshard ") && read_number(text, out.number, 10) && skip(text, " of ") &&
                    read_number(text, out.count, 10) && text == "\n";
  if (!read || out.count > kMaxShards || out.number > out.count) return std::nullopt;
  if ((out.set == 0) != (out.count == 0) || (out.count > 0) != (out.number > 0)) return std::nullopt;
  return out;
}

}  // namespace dateline::index
