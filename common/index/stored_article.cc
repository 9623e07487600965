#include "common/index/stored_article.h"

#include "common/index/bytes.h"
#include "common/index/damaged.h"

namespace dateline::index {
namespace {

constexpr std::uint8_t kVersion = 2;

std::int64_t number_of(dates::Day day) { return day.time_since_epoch().count(); }
dates::Day day_of(std::int64_t number) { return dates::Day{std::chrono::days{static_cast<int>(number)}}; }

void write_mention(ByteWriter& w, const dates::DateMention& m) {
  w.byte(static_cast<std::uint8_t>(m.precision));
  w.byte(static_cast<std::uint8_t>(m.kind));
  w.byte(static_cast<std::uint8_t>(m.unit));
  w.signed_number(number_of(m.from));
  w.signed_number((m.to - m.from).count());
  w.byte(m.month);
  w.byte(m.day);
  w.number(m.juche);
  w.number(m.last_juche);
  w.number(m.flags.bits);
  w.number(m.offset);
  w.number(m.length);
}

dates::DateMention read_mention(ByteReader& r) {
  dates::DateMention m;
  m.precision = static_cast<dates::Precision>(r.byte());
  m.kind = static_cast<dates::Kind>(r.byte());
  m.unit = static_cast<dates::Precision>(r.byte());
  m.from = day_of(r.signed_number());
  m.to = m.from + std::chrono::days{static_cast<int>(r.signed_number())};
  m.month = r.byte();
  m.day = r.byte();
  m.juche = static_cast<std::uint16_t>(r.number());
  m.last_juche = static_cast<std::uint16_t>(r.number());
  m.flags.bits = static_cast<std::uint16_t>(r.number());
  m.offset = static_cast<std::uint32_t>(r.number());
  m.length = static_cast<std::uint32_t>(r.number());
  return m;
}

void write_publication(ByteWriter& w, const dates::Publication& p) {
  w.byte(static_cast<std::uint8_t>(p.confidence));
  w.byte(static_cast<std::uint8_t>(p.precision));
  w.signed_number(number_of(p.from));
  w.signed_number((p.to - p.from).count());
  w.string(p.by);
  w.number(p.flags.size());
  for (const std::string& flag : p.flags) w.string(flag);
  w.number(p.month_day ? p.month_day->first * 32 + p.month_day->second : 0);
}

dates::Publication read_publication(ByteReader& r) {
  dates::Publication p;
  p.confidence = static_cast<dates::Confidence>(r.byte());
  p.precision = static_cast<dates::Precision>(r.byte());
  p.from = day_of(r.signed_number());
  p.to = p.from + std::chrono::days{static_cast<int>(r.signed_number())};
  p.by = r.string();
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) p.flags.emplace_back(r.string());
  const auto month_day = static_cast<unsigned>(r.number());
  if (month_day != 0) p.month_day = {month_day / 32, month_day % 32};
  return p;
}

}  // namespace

void encode_article(const Article& a, std::string& out) {
  ByteWriter w;
  w.byte(kVersion);
  w.number(a.id.value);
  w.string(a.key);
  w.string(a.url);
  w.number(a.other_urls.size());
  for (const std::string& url : a.other_urls) w.string(url);
  w.string(a.source.slug);
  w.string(a.source.name);
  w.string(a.language.code());
  w.string(a.topic);
  w.string(a.origin.path);
  w.number(a.origin.record);
  write_publication(w, a.publication);
  w.number(a.stamps.size());
  for (const Stamp& stamp : a.stamps) {
    w.string(stamp.printed);
    write_mention(w, stamp.date);
  }
  w.number(a.mentions.size());
  for (const auto& mention : a.mentions) write_mention(w, mention);
  w.byte(a.captured ? 1 : 0);
  if (a.captured) w.signed_number(number_of(*a.captured));
  w.number(a.body_hash);
  w.number(a.extra.size());
  for (const auto& [name, value] : a.extra) {
    w.string(name);
    w.string(value);
  }
  w.string(a.title);
  w.string(a.body);
  out = w.take();
}

Result<Article> decode_article(std::string_view data, const StoredDictionary* dictionary, std::size_t most) {
  std::string unpacked;
  if (is_packed(data)) {
    Result<std::string> bytes = unpack_data(data, dictionary, most);
    if (!bytes) return fail(bytes.error());
    unpacked = std::move(*bytes);
    data = unpacked;
  }
  ByteReader r(data);
  if (r.byte() != kVersion) {
    return damaged("stored data of an article are damaged or of another version");
  }
  Article a;
  a.id.value = r.number();
  a.key = r.string();
  a.url = r.string();
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) a.other_urls.emplace_back(r.string());
  a.source.slug = r.string();
  a.source.name = r.string();
  a.language = text::Language::from_code(r.string());
  a.topic = r.string();
  a.origin.path = r.string();
  a.origin.record = r.number();
  a.publication = read_publication(r);
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) {
    Stamp stamp;
    stamp.printed = r.string();
    stamp.date = read_mention(r);
    a.stamps.push_back(std::move(stamp));
  }
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) a.mentions.push_back(read_mention(r));
  if (r.byte() != 0) a.captured = day_of(r.signed_number());
  a.body_hash = r.number();
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) {
    std::string name(r.string());
    a.extra.emplace_back(std::move(name), r.string());
  }
  a.title = r.string();
  a.body = r.string();
  if (!r.ok() || !r.at_end()) {
    return damaged("stored data of an article are damaged");
  }
  return a;
}

}  // namespace dateline::index
