#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "common/ascii.h"
#include "common/byte_order_mark.h"
#include "common/dates/day.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/supplement/supplement.h"

namespace dateline::indexer {
namespace {

using std::string_view_literals::operator""sv;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

struct Command {
  std::string_view name;
  std::string_view letters;
};
/// Accents of TeX, which stand before their letter, as the marks that stand behind it.
constexpr std::array kAccents{Command{"'", "\u0301"},  Command{"`", "\u0300"}, Command{"^", "\u0302"},
                              Command{"\"", "\u0308"}, Command{"~", "\u0303"}, Command{"=", "\u0304"},
                              Command{".", "\u0307"},  Command{"u", "\u0306"}, Command{"v", "\u030C"},
                              Command{"H", "\u030B"},  Command{"c", "\u0327"}, Command{"r", "\u030A"}};
constexpr std::array kLetters{Command{"ss", "ß"},
                              Command{"o", "ø"},
                              Command{"O", "Ø"},
                              Command{"l", "ł"},
                              Command{"L", "Ł"},
                              Command{"ae", "æ"},
                              Command{"AE", "Æ"},
                              Command{"aa", "å"},
                              Command{"AA", "Å"},
                              Command{"i", "i"},
                              Command{"textquoteright", "’"},
                              Command{"textquoteleft", "‘"},
                              Command{"textquotedblleft", "“"},
                              Command{"textquotedblright", "”"},
                              Command{"textendash", "–"},
                              Command{"textemdash", "—"},
                              Command{"textasciitilde", "~"},
                              Command{"textbackslash", "\\"},
                              Command{"ldots", "…"}};

std::string_view letters_of(std::span<const Command> commands, std::string_view name) {
  const auto found = std::ranges::find(commands, name, &Command::name);
  return found == commands.end() ? std::string_view{} : found->letters;
}

/// The text of a value: TeX's commands for letters undone, braces gone.
std::string plain_text(std::string_view value) {
  std::string out;
  std::string_view accent;  // for the next letter
  for (std::size_t at = 0; at < value.size();) {
    const char c = value[at];
    if (c == '{' || c == '}') {
      ++at;
    } else if (c == '\\' && at + 1 < value.size()) {
      std::size_t end = at + 1;
      while (end < value.size() && is_letter(value[end])) ++end;
      if (end == at + 1) ++end;
      const std::string_view name = value.substr(at + 1, end - at - 1);
      at = end;
      if (is_letter(name.front())) {
        while (at < value.size() && is_blank(value[at])) ++at;
      }
      const std::size_t next = value.find_first_not_of('{', at);
      const bool before_letter =
          next != std::string_view::npos && (is_letter(value[next]) || value[next] == '\\');
      if (const auto mark = letters_of(kAccents, name); !mark.empty() && before_letter) {
        accent = mark;
      } else if (const auto letters = letters_of(kLetters, name); !letters.empty()) {
        out += letters;
        out += std::exchange(accent, {});
      } else if (!is_letter(name.front())) {
        out += name;  // "\&"
      }
    } else {
      out += value.substr(at, 1);
      ++at;
      // The bytes of one character stay together.
      while (at < value.size() && (static_cast<unsigned char>(value[at]) & 0xC0U) == 0x80) out += value[at++];
      out += std::exchange(accent, {});
    }
  }
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(code);
  std::string normal;
  if (nfc != nullptr) nfc->normalize(icu::UnicodeString::fromUTF8(out), code).toUTF8String(normal);
  return one_line(U_SUCCESS(code) ? normal : out);
}

/// The files that a value names: "Full Text:files/12/x.pdf:application/pdf;files/13/y.html"; ":" and ";" in
/// names stand behind "\".
std::vector<std::string> files_of(std::string_view value) {
  std::vector<std::string> files;
  std::vector<std::string> parts{{}};
  const auto end_file = [&] {
    // Description, name, type; a name alone; a name with a drive.
    const std::string& name = parts.size() >= 3 ? parts[parts.size() - 2] : parts.front();
    if (parts.size() == 2 && parts[0].size() == 1) {
      files.push_back(one_line(parts[0] + ":" + parts[1]));
    } else if (!name.empty()) {
      files.push_back(one_line(name));
    }
    parts.assign(1, {});
  };
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\\' && i + 1 < value.size() &&
        std::string_view(":;\\{}").find(value[i + 1]) != std::string_view::npos) {
      parts.back() += value[++i];
    } else if (c == ';') {
      end_file();
    } else if (c == ':') {
      parts.emplace_back();
    } else if (c != '{' && c != '}') {
      parts.back() += c;
    }
  }
  end_file();
  return files;
}

unsigned month_of_name(std::string_view name) {
  if (name.size() < 3) return 0;
  for (unsigned month = 1; month <= 12; ++month) {
    if (lower(dates::english_month(month)).starts_with(lower(name.substr(0, 3)))) return month;
  }
  return 0;
}

class BibtexReader {
 public:
  BibtexReader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  SupplementList read() {
    for (std::size_t at = text_.find('@'); at != std::string_view::npos; at = text_.find('@', at_)) {
      at_ = at + 1;
      read_entry();
    }
    return std::move(list_);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  std::string_view word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) &&
           "{}(),=#\"@"sv.find(text_[at_]) == std::string_view::npos)
      ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void read_entry() {
    const std::string type = lower(word());
    skip_blanks();
    if (type.empty() || (peek() != '{' && peek() != '(')) return;
    ++at_;
    if (type == "comment" || type == "preamble" || type == "string") return;
    skip_blanks();
    Supplement entry;
    ++number_;
    entry.from = fmt::format("{}:{}", path_, number_);
    entry.stem = word();
    year_ = month_ = day_ = {};
    for (;;) {
      while (at_ < text_.size() && (is_blank(peek()) || peek() == ',')) ++at_;
      const std::string name = lower(word());
      skip_blanks();
      if (name.empty() || peek() != '=') break;
      ++at_;
      take(entry, name, value());
    }
    take_year(entry);
    list_.entries.push_back(std::move(entry));
  }

  /// Pieces in braces, in quotation marks, or bare, with "#" between them.
  std::string value() {
    std::string out;
    do {
      skip_blanks();
      if (peek() == '{') {
        out += in_braces();
      } else if (peek() == '"') {
        out += in_quotation_marks();
      } else {
        out += word();
      }
      skip_blanks();
    } while (peek() == '#' && ++at_);
    return out;
  }

  std::string_view in_braces() {
    const std::size_t begin = ++at_;
    for (int depth = 1; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '{') {
        ++depth;
      } else if (text_[at_] == '}' && --depth == 0) {
        return text_.substr(begin, at_++ - begin);
      }
    }
    at_ = text_.size();
    return text_.substr(std::min(begin, at_));
  }

  std::string_view in_quotation_marks() {
    const std::size_t begin = ++at_;
    for (int depth = 0; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '{') {
        ++depth;
      } else if (text_[at_] == '}') {
        --depth;
      } else if (text_[at_] == '"' && depth <= 0) {
        return text_.substr(begin, at_++ - begin);
      }
    }
    at_ = text_.size();
    return text_.substr(std::min(begin, at_));
  }

  void take(Supplement& entry, const std::string& name, const std::string& value) {
    if (name == "file") {
      for (std::string& file : files_of(value)) entry.files.push_back(std::move(file));
      return;
    }
    if (name == "url") {
      // A line of an address may hold signs that TeX would read.
      std::string address;
      for (const char c : value) {
        if (c != '\\' && c != '{' && c != '}' && !is_blank(c)) address += c;
      }
      entry.url = std::move(address);
      return;
    }
    std::string text = plain_text(value);
    if (text.empty()) return;
    const auto set = [&](std::string& field) {
      if (field.empty()) field = std::move(text);
    };
    if (name == "title") return set(entry.title);
    if (name == "language" || name == "langid") return set(entry.language);
    for (const std::string_view source :
         {"journaltitle", "journal", "publisher", "organization", "howpublished"}) {
      if (name == source) return set(entry.source);
    }
    if (name == "date") {
      entry.date = parse_reference_date(text);
      return set(entry.printed_date);
    }
    if (name == "year") return set(year_);
    if (name == "month") return set(month_);
    if (name == "day") return set(day_);
    if (name == "urldate") {
      if (const auto day = parse_reference_date(text); day && day->precision == dates::Precision::kDay)
        entry.captured = day->day;
      return;
    }
    for (const std::string_view kept : {"note", "annotation", "annote", "abstract", "keywords"}) {
      if (name == kept) entry.extra.emplace_back(kept.starts_with("annot") ? "note" : kept, std::move(text));
    }
  }

  /// BibTeX has year and month, the month as figures or a name, perhaps with the day.
  void take_year(Supplement& entry) {
    if (entry.date || year_.empty()) return;
    std::erase(month_, '#');  // "#jul#" of JabRef
    unsigned month = month_of_name(month_);
    std::string day = day_;
    std::string figures;
    for (const char c : month_) {
      if (c >= '0' && c <= '9') figures += c;
    }
    if (month == 0 && figures.size() <= 2 && !figures.empty()) {
      month = static_cast<unsigned>(std::stoul(figures));
    } else if (day.empty() && figures.size() <= 2) {
      day = figures;  // "sep # 14"
    }
    std::string printed = year_;
    if (month >= 1 && month <= 12) {
      printed += fmt::format("-{:02}", month);
      if (!day.empty()) printed += (day.size() == 1 ? "-0" : "-") + day;
    }
    entry.date = parse_reference_date(printed);
    entry.printed_date = std::move(printed);
  }

  std::string_view text_;
  const std::string& path_;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
  std::string year_;
  std::string month_;
  std::string day_;
  SupplementList list_;
};

}  // namespace

SupplementList parse_bibtex(std::string_view bytes, const std::string& path) {
  const CaptureText decoded = decode_capture(bytes);
  if (!decoded.problem.empty()) {
    SupplementList none;
    none.rejects.push_back({Reject::Kind::kRejected, {path, 0}, decoded.problem, std::string(kNoTextRemedy)});
    return none;
  }
  const std::string_view text = without_byte_order_mark(decoded.converted ? *decoded.converted : bytes);
  return BibtexReader(text, path).read();
}

}  // namespace dateline::indexer
