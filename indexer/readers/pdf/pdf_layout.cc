#include "indexer/readers/pdf/pdf_layout.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "common/hangul.h"
#include "common/utf8.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/html/page_title.h"
#include "indexer/readers/pdf/pdf_lines.h"

namespace dateline::indexer {
namespace {

UChar32 first_letter(std::string_view text) {
  std::int32_t i = 0;
  UChar32 c = 0;
  if (!text.empty())
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), i,
                    static_cast<std::int32_t>(text.size()), c);
  return c;
}

UChar32 last_letter(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && text.size() - at < 4 && (at == text.size() || is_trail_byte(text[at]))) --at;
  return first_letter(text.substr(at));
}

bool is_hangul(UChar32 c) { return hangul::is_syllable(static_cast<char32_t>(c)); }

/// Letters of scripts that put no blanks between words.
bool is_unspaced(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &error);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         (c >= 0x3001 && c <= 0x3002) || (c >= 0xFF01 && c <= 0xFF1F);
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view sign : {".", "!", "?", ".\"", ".)", "\xE2\x80\x9D", "。", "”", ":", "…"}) {
    if (line.ends_with(sign)) return true;
  }
  return false;
}

std::string_view last_word(std::string_view text) {
  const std::size_t at = text.rfind(' ');
  return at == std::string_view::npos ? text : text.substr(at + 1);
}
std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

/// The words that stand whole within lines: what is right for words that a line end cut.
using Words = std::unordered_set<std::string>;

Words words_within(const std::vector<std::vector<PdfLine>>& lines) {
  Words words;
  for (const auto& page : lines) {
    for (const PdfLine& line : page) {
      std::string_view rest = line.text;
      while (!rest.empty()) {
        std::string_view word = first_word(rest);
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        while (!word.empty() && u_ispunct(last_letter(word))) word.remove_suffix(1);
        if (!rest.empty() && !word.empty()) words.emplace(word);
      }
    }
  }
  return words;
}

std::string without_signs_behind(std::string_view word) {
  while (!word.empty() && static_cast<unsigned char>(word.back()) < 0x80 &&
         u_ispunct(static_cast<UChar32>(word.back())))
    word.remove_suffix(1);
  return std::string(word);
}

/// Appends the next line of a paragraph.
void join_line(std::string& paragraph, std::string_view line, const Words& words) {
  if (paragraph.empty()) {
    paragraph = line;
    return;
  }
  constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  constexpr std::string_view kHyphen = "\xE2\x80\x90";
  const std::string next = without_signs_behind(first_word(line));
  for (const std::string_view hyphen : {std::string_view("-"), kHyphen, kSoftHyphen}) {
    if (!paragraph.ends_with(hyphen)) continue;
    const std::string_view before = std::string_view(paragraph).substr(0, paragraph.size() - hyphen.size());
    if (!u_isalpha(last_letter(before)) || !u_isalpha(first_letter(line))) break;
    const std::string begin(last_word(before));
    // "anti-" and "imperialist" stay two where the text writes them with the hyphen elsewhere, or a name
    // follows.
    const bool compound = hyphen != kSoftHyphen && !words.contains(begin + next) &&
                          (words.contains(begin + "-" + next) || u_isupper(first_letter(line)));
    if (!compound) paragraph.resize(before.size());
    paragraph += line;
    return;
  }
  const UChar32 left = last_letter(paragraph);
  const UChar32 right = first_letter(line);
  const bool unspaced = is_unspaced(left) && is_unspaced(right);
  const bool cut_word = is_hangul(left) && is_hangul(right) &&
                        words.contains(std::string(last_word(paragraph)) + next) &&
                        !(words.contains(std::string(last_word(paragraph))) && words.contains(next));
  if (!unspaced && !cut_word) paragraph += ' ';
  paragraph += line;
}

/// The size in which most of the text is set.
float body_size(const std::vector<std::vector<PdfLine>>& lines) {
  std::map<int, std::size_t> bytes;  // half points -> bytes
  for (const auto& page : lines) {
    for (const PdfLine& line : page) bytes[static_cast<int>(std::lround(line.size * 2))] += line.text.size();
  }
  const auto most = std::ranges::max_element(bytes, {}, [](const auto& entry) { return entry.second; });
  return most == bytes.end() ? 0 : static_cast<float>(most->first) / 2;
}

bool begins_paragraph(const PdfLine& before, const PdfLine& line) {
  const float size = std::max({1.0F, before.size, line.size});
  if (std::fabs(before.size - line.size) > 0.15F * size) return true;
  const float step = line.y0 - before.y0;
  // Headlines side by side.
  if (std::fabs(step) < size / 2) return true;
  // Another column or page: the paragraph goes on unless a sentence ended.
  if (step < 0 || line.x0 > before.x1 || line.x1 < before.x0) return ends_sentence(before.text);
  if (step > 1.9F * size) return true;
  const float indent = line.x0 - before.x0;
  if (indent > 0.8F * size && indent < 6 * size) return true;
  return ends_sentence(before.text) && before.x1 < line.x1 - 3 * size;
}

struct Paragraph {
  std::string text;
  float size = 0;
  std::size_t page = 0;
};

std::vector<Paragraph> paragraphs_of(const std::vector<std::vector<PdfLine>>& lines) {
  const Words words = words_within(lines);
  std::vector<Paragraph> paragraphs;
  const PdfLine* before = nullptr;
  for (std::size_t page = 0; page < lines.size(); ++page) {
    for (const PdfLine& line : lines[page]) {
      if (before == nullptr || begins_paragraph(*before, line)) paragraphs.push_back({{}, line.size, page});
      join_line(paragraphs.back().text, line.text, words);
      before = &line;
    }
  }
  return paragraphs;
}

void count_letters(PdfText& text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.body.data());
  const auto size = static_cast<std::int32_t>(text.body.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    const bool unknown = c == 0xFFFD || u_charType(c) == U_PRIVATE_USE_CHAR || (u_iscntrl(c) && c != '\n');
    text.unknown_letters += unknown ? 1 : 0;
    text.letters += unknown || u_isalnum(c) ? 1 : 0;
  }
}

}  // namespace

PdfText lay_out_pdf(const std::vector<PdfPage>& pages) {
  constexpr float kLarger = 1.2F;     // than the text: may be the headline of a document
  constexpr float kHeadline = 1.5F;   // a headline of a newspaper
  constexpr std::size_t kText = 200;  // bytes of the page for each of them
  std::vector<std::vector<PdfLine>> lines;
  for (const PdfPage& page : pages) lines.push_back(pdf_lines(page));
  PdfText out;
  out.address = drop_running_heads(pages, lines);
  const float size = body_size(lines);
  const std::vector<Paragraph> paragraphs = paragraphs_of(lines);

  std::size_t headline = paragraphs.size();
  for (std::size_t i = 0; i < paragraphs.size() && paragraphs[i].page == 0; ++i) {
    const Paragraph& paragraph = paragraphs[i];
    const bool usable = paragraph.size >= kLarger * size && paragraph.text.size() >= 6 &&
                        paragraph.text.size() <= 300 && !html::is_publisher(paragraph.text);
    if (usable && (headline == paragraphs.size() || paragraph.size > paragraphs[headline].size * 1.05F))
      headline = i;
  }
  if (headline < paragraphs.size()) out.headline = paragraphs[headline].text;

  std::vector<std::size_t> headlines(pages.size());
  std::vector<std::size_t> text(pages.size());
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const Paragraph& paragraph = paragraphs[i];
    if (i != headline) {
      if (!out.body.empty()) out.body += "\n\n";
      out.body += paragraph.text;
    }
    if (paragraph.size < kLarger * size) text[paragraph.page] += paragraph.text.size();
    if (paragraph.size >= kHeadline * size && !html::is_publisher(paragraph.text))
      ++headlines[paragraph.page];
  }
  for (std::size_t page = 0; page < pages.size(); ++page) {
    if (headlines[page] <= out.headlines || text[page] < headlines[page] * kText) continue;
    out.headlines = headlines[page];
    out.headlines_page = page + 1;
  }
  count_letters(out);
  return out;
}

}  // namespace dateline::indexer
