#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/byte_order_mark.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/supplement/supplement.h"

namespace dateline::indexer {
namespace {

/// "TY  - NEWS": two letters or a letter and a figure, two blanks, a hyphen.
bool is_tag(std::string_view line) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto figure = [](char c) { return c >= '0' && c <= '9'; };
  return line.size() >= 5 && capital(line[0]) && (capital(line[1]) || figure(line[1])) &&
         line.substr(2, 3) == "  -";
}

bool is_one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
  return std::ranges::find(tags, tag) != tags.end();
}

class RisReader {
 public:
  explicit RisReader(const std::string& path) : path_(path) {}

  void line(std::string_view line) {
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    if (!is_tag(line)) {
      if (!line.empty() && !tag_.empty()) value_ += (value_.empty() ? "" : " ") + std::string(line);
      return;
    }
    end_field();
    tag_ = line.substr(0, 2);
    value_ = line.substr(5);
    if (tag_ == "ER") end_entry();
  }

  SupplementList take() {
    end_field();
    end_entry();
    return std::move(list_);
  }

 private:
  void end_field() {
    const std::string value = one_line(value_);
    const std::string tag = std::exchange(tag_, {});
    if (tag.empty() || value.empty()) return;
    begun_ = true;
    const auto set = [&](std::string& field) {
      if (field.empty()) field = value;
    };
    if (is_one_of(tag, {"TI", "T1"})) return set(entry_.title);
    if (tag == "UR") return set(entry_.url);
    if (tag == "LA") return set(entry_.language);
    if (is_one_of(tag, {"T2", "JO", "JF", "PB"})) return set(entry_.source);
    if (is_one_of(tag, {"L1", "L2", "L3", "L4"})) return entry_.files.push_back(value);
    if (tag == "ID") return set(entry_.stem);
    if (is_one_of(tag, {"DA", "PY", "Y1"})) return take_date(value);
    if (tag == "Y2") {
      if (const auto day = parse_reference_date(value); day && day->precision == dates::Precision::kDay)
        entry_.captured = day->day;
      return;
    }
    if (is_one_of(tag, {"N1", "AB", "KW"})) {
      const std::string_view name = tag == "N1" ? "note" : tag == "AB" ? "abstract" : "keyword";
      entry_.extra.emplace_back(name, value);
    }
  }

  /// PY has the year of what DA has the day.
  void take_date(const std::string& value) {
    const auto date = parse_reference_date(value);
    if (!date || (entry_.date && entry_.date->precision <= date->precision)) return;
    entry_.date = date;
    entry_.printed_date = value;
  }

  void end_entry() {
    if (!begun_) return;
    begun_ = false;
    ++number_;
    entry_.from = fmt::format("{}:{}", path_, number_);
    list_.entries.push_back(std::exchange(entry_, {}));
  }

  const std::string& path_;
  std::uint64_t number_ = 0;
  bool begun_ = false;
  std::string tag_;
  std::string value_;
  Supplement entry_;
  SupplementList list_;
};

}  // namespace

SupplementList parse_ris(std::string_view bytes, const std::string& path) {
  const CaptureText decoded = decode_capture(bytes);
  if (!decoded.problem.empty()) {
    SupplementList none;
    none.rejects.push_back({Reject::Kind::kRejected, {path, 0}, decoded.problem, std::string(kNoTextRemedy)});
    return none;
  }
  std::string_view text = without_byte_order_mark(decoded.converted ? *decoded.converted : bytes);
  RisReader reader(path);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    reader.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.take();
}

}  // namespace dateline::indexer
