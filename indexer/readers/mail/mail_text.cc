#include "indexer/readers/mail/mail_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/readers/clean.h"
#include "indexer/readers/field_lines.h"

namespace dateline::indexer {
namespace {

using std::string_view_literals::operator""sv;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

enum class Field : std::uint8_t { kNone, kOther, kDate, kSubject };

struct FieldName {
  std::string_view name;
  Field field;
};
constexpr std::array kFieldNames{
    FieldName{"From", Field::kOther},      FieldName{"To", Field::kOther},
    FieldName{"Cc", Field::kOther},        FieldName{"Reply-To", Field::kOther},
    FieldName{"Date", Field::kDate},       FieldName{"Sent", Field::kDate},
    FieldName{"Subject", Field::kSubject}, FieldName{"보낸 사람", Field::kOther},
    FieldName{"보낸사람", Field::kOther},  FieldName{"받는 사람", Field::kOther},
    FieldName{"받는사람", Field::kOther},  FieldName{"참조", Field::kOther},
    FieldName{"날짜", Field::kDate},       FieldName{"보낸 날짜", Field::kDate},
    FieldName{"보낸날짜", Field::kDate},   FieldName{"제목", Field::kSubject},
    FieldName{"От", Field::kOther},        FieldName{"Кому", Field::kOther},
    FieldName{"Дата", Field::kDate},       FieldName{"Тема", Field::kSubject},
    FieldName{"De", Field::kOther},        FieldName{"Para", Field::kOther},
    FieldName{"Fecha", Field::kDate},      FieldName{"Enviado", Field::kDate},
    FieldName{"Asunto", Field::kSubject},  FieldName{"发件人", Field::kOther},
    FieldName{"收件人", Field::kOther},    FieldName{"日期", Field::kDate},
    FieldName{"发送时间", Field::kDate},   FieldName{"主题", Field::kSubject},
    FieldName{"差出人", Field::kOther},    FieldName{"宛先", Field::kOther},
    FieldName{"日時", Field::kDate},       FieldName{"日付", Field::kDate},
    FieldName{"件名", Field::kSubject},    FieldName{"Von", Field::kOther},
    FieldName{"An", Field::kOther},        FieldName{"Datum", Field::kDate},
    FieldName{"Gesendet", Field::kDate},   FieldName{"Betreff", Field::kSubject},
    FieldName{"À", Field::kOther},         FieldName{"Envoyé", Field::kDate},
    FieldName{"Objet", Field::kSubject},
};

/// The field that a line of the head of a passed-on mail is, and its value.
Field field_of(std::string_view line, std::string_view& value) {
  constexpr std::string_view kWideColon = "：";
  line = trimmed(line);
  while (line.starts_with('>') || line.starts_with('*')) line = trimmed(line.substr(1));
  std::size_t colon = line.find(':');
  std::size_t after = colon + 1;
  if (const std::size_t wide = line.find(kWideColon); wide < colon) {
    colon = wide;
    after = wide + kWideColon.size();
  }
  if (colon == std::string_view::npos) return Field::kNone;
  std::string_view name = trimmed(line.substr(0, colon));
  while (name.ends_with('*')) name.remove_suffix(1);
  const auto found = std::ranges::find_if(
      kFieldNames, [&](const FieldName& known) { return equal_folded(known.name, name); });
  if (found == kFieldNames.end()) return Field::kNone;
  value = trimmed(line.substr(after));
  while (value.starts_with('*')) value = trimmed(value.substr(1));
  return found->field;
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) > ' '; }));
}

}  // namespace

std::string bare_subject(std::string_view subject) {
  constexpr std::array kMarks{"re"sv,   "fw"sv,   "fwd"sv,  "aw"sv,   "wg"sv,     "rv"sv,  "전달"sv, "답장"sv,
                              "회신"sv, "转发"sv, "回复"sv, "転送"sv, "пересл"sv, "отв"sv, "tr"sv};
  for (;;) {
    subject = trimmed(subject);
    const std::size_t colon = subject.find(':');
    const bool marked =
        colon != std::string_view::npos && std::ranges::any_of(kMarks, [&](std::string_view mark) {
          return equal_folded(trimmed(subject.substr(0, colon)), mark);
        });
    if (marked) {
      subject.remove_prefix(colon + 1);
      continue;
    }
    // The name of a list is one word; a word in brackets that is all there is, or a year, is the subject.
    const std::size_t end = subject.find(']');
    const bool list = subject.starts_with('[') && end != std::string_view::npos && end + 1 < subject.size() &&
                      subject.substr(0, end).find(' ') == std::string_view::npos &&
                      std::ranges::all_of(subject.substr(1, end - 1), [](char c) {
                        return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
                      });
    if (!list) return one_line(subject);
    subject.remove_prefix(end + 1);
  }
}

std::string unquoted(std::string_view text, bool flowed, bool delete_space) {
  std::vector<std::string_view> lines = lines_of(text);
  if (const auto signature = std::ranges::find(lines, "-- "sv); signature != lines.begin())
    lines.erase(signature, lines.end());
  const auto full =
      std::ranges::count_if(lines, [](std::string_view line) { return !trimmed(line).empty(); });
  const auto quoted =
      std::ranges::count_if(lines, [](std::string_view line) { return line.starts_with('>'); });
  const bool whole = quoted * 2 > full;
  std::string out;
  for (std::string_view line : lines) {
    if (whole && !line.starts_with('>') && !trimmed(line).empty()) continue;  // a word of who quotes
    while (whole && line.starts_with('>')) line = line.substr(line.starts_with("> ") ? 2 : 1);
    if (flowed && line.starts_with(' ')) line.remove_prefix(1);
    out += line;
    if (flowed && line.ends_with(' ') && line != "-- ") {
      if (delete_space) out.pop_back();
      continue;
    }
    out += '\n';
  }
  return out;
}

std::optional<Forwarded> find_forwarded(std::string_view text) {
  constexpr std::size_t kWithin = 40;  // lines before it
  const std::vector<std::string_view> lines = lines_of(text);
  Forwarded found;
  std::size_t fields = 0;
  for (std::size_t i = 0; i < lines.size() && (i < kWithin || fields > 0); ++i) {
    std::string_view value;
    const Field field = field_of(lines[i], value);
    const bool blank = trimmed(lines[i]).empty();
    if (field != Field::kNone) {
      ++fields;
      if (field == Field::kSubject) found.subject = one_line(value);
      if (field == Field::kDate) found.date = one_line(value);
      continue;
    }
    const bool is_head = fields >= 3 && !found.subject.empty();
    // HTML gives each line of the head a paragraph; long lists of people go on in the next line.
    if (blank && !is_head && fields > 0) continue;
    if (is_head) {
      found.begin = static_cast<std::size_t>(lines[i].data() - text.data());
      return found;
    }
    if (fields > 0 && !blank) {
      found = {};
      fields = 0;
    }
  }
  if (fields >= 3 && !found.subject.empty()) {
    found.begin = text.size();
    return found;
  }
  return std::nullopt;
}

std::size_t count_links(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3))
    ++count;
  return count;
}

bool is_list_of_links(std::string_view text) {
  constexpr std::size_t kTellsSomething = 100;
  constexpr std::size_t kSomeLength = 60;
  std::size_t texts = 0;
  std::size_t links = 0;
  std::string paragraph;
  bool tells = false;
  const auto end_paragraph = [&] {
    const std::size_t here = count_links(paragraph);
    const bool cut_short =
        paragraph.find("...") != std::string::npos || paragraph.find("…") != std::string::npos;
    links += here;
    if (here == 0 && letters(paragraph) >= kSomeLength) ++texts;
    tells = tells || (here == 0 && !cut_short && letters(paragraph) >= kTellsSomething);
    paragraph.clear();
  };
  for (const std::string_view line : lines_of(text)) {
    if (trimmed(line).empty()) {
      end_paragraph();
    } else if (count_links(line) > 0) {
      end_paragraph();
      ++links;
    } else {
      paragraph += paragraph.empty() ? "" : " ";
      paragraph += trimmed(line);
    }
  }
  end_paragraph();
  return !tells && links >= 2 && links >= texts;
}

}  // namespace dateline::indexer
