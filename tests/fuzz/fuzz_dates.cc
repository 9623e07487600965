// Any bytes: the scanner ends, its dates are sound, and reading only around digits finds what reading
// everything finds. Documents, zones, addresses and query values must end too.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/dates/document.h"
#include "common/dates/query_dates.h"
#include "common/dates/query_days.h"
#include "common/dates/scanner.h"

namespace {

using dateline::dates::DateMention;
using dateline::dates::Precision;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_sound(std::string_view text, const std::vector<DateMention>& mentions) {
  std::size_t last = 0;
  for (const DateMention& m : mentions) {
    require(last <= m.offset && m.length > 0);
    last = m.offset + m.length;
    require(last <= text.size());
    if (m.precision == Precision::kMonthDay || m.precision == Precision::kLunar) {
      require(m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= 31);
    } else {
      require(m.from <= m.to);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace dates = dateline::dates;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static dates::Scanner fast;
  static dates::Scanner slow(dates::Coverage::kAll);
  const dates::Day published = *dates::make_day(2018, 9, 21);
  const auto found = fast.scan(text, published);
  check_sound(text, found.mentions);
  require(found.mentions == slow.scan(text, published).mentions);
  check_sound(text, fast.scan(text).mentions);

  const dates::CaptureLayout layout = dates::split_zones(text);
  std::size_t at = 0;
  for (const dates::Zone& zone : layout.zones) {
    require(at <= zone.offset && zone.length > 0);
    at = zone.offset + zone.length;
    require(at <= size);
  }

  dates::DocumentInput input;
  input.text = text;
  input.url = text.substr(0, 200);
  input.captured = published;
  const auto document = dates::date_document(input);
  require(document.publication.confidence == dates::Confidence::kNone ||
          document.publication.from <= published + std::chrono::days{1});

  if (const auto range = dates::parse_query_date(text.substr(0, 60)); range && range->from && range->to) {
    require(*range->from <= *range->to);
  }
  if (const auto range = dates::parse_query_juche(text.substr(0, 30)))
    require(range->first_year <= range->last_year);
  if (const auto bare = dates::find_bare_date(text))
    require(dates::parse_query_days(bare->value, std::nullopt).has_value());
  return 0;
}
