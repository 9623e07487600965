#include <algorithm>
#include <array>
#include <optional>

#include "searcher/search/one_line.h"
#include "searcher/search/printed_titles.h"

namespace dateline::search {
namespace {

/// What is written right behind a name.
constexpr auto kHonorifics = std::to_array<std::string_view>(
    {"대원수님", "대원수", "원수님", "원수", "장군님", "장군",   "수령님",   "수령",  "주석님", "주석",
     "동지",     "동무",   "선생님", "선생", "녀사",   "위원장", "부위원장", "총리",  "부총리", "대통령",
     "총비서",   "비서",   "대장",   "상장", "중장",   "소장",   "차수",     "총서기"});

/// What the last word of a title before a name ends in, particles apart.
constexpr auto kOffices = std::to_array<std::string_view>(
    {"위원장", "위원",   "총비서", "비서", "총리",   "대신",     "대장",       "차수",   "원수",   "상장",
     "중장",   "소장",   "국장",   "부장", "사령관", "총참모장", "총정치국장", "대사",   "의장",   "주석",
     "령도자", "지도자", "수령",   "장군", "대통령", "수상",     "단장",       "서기장", "총서기", "대의원",
     "서기관", "지배인", "박사",   "교수", "회장",   "시장",     "장관",       "녀사",   "어버이", "부상"});

/// A minister's title is that of the ministry with this end: "외무상", "도시경영상". It ends many other words
/// ("세상"), but these are shorter.
constexpr std::string_view kMinister = "상";
constexpr std::size_t kShortestMinister = 9;  ///< bytes: three syllables

/// Endings between a title and a name: "비서인", "령도자이신".
constexpr auto kLinks =
    std::to_array<std::string_view>({"이시며", "이시고", "이신", "이며", "이고", "인", "이"});

/// Words that end so belong to the sentence and to no title.
constexpr auto kParticles =
    std::to_array<std::string_view>({"을", "를", "은", "는", "에서", "에게", "에", "와", "과", "로", "으로",
                                     "고", "며", "여", "께서", "께", "도", "한", "던"});

constexpr std::size_t kMostWords = 8;

std::string_view without_last(std::string_view word, std::string_view ending) {
  return word.substr(0, word.size() - ending.size());
}

template <std::size_t N>
std::optional<std::string_view> ending_of(std::string_view word,
                                          const std::array<std::string_view, N>& endings) {
  std::optional<std::string_view> longest;
  for (const std::string_view ending : endings) {
    if (word.ends_with(ending) && (!longest || ending.size() > longest->size())) longest = ending;
  }
  return longest;
}

/// Whether a word, particles apart, ends in an office.
bool is_office(std::string_view word) {
  return ending_of(word, kOffices) || (word.ends_with(kMinister) && word.size() >= kShortestMinister);
}

/// The word before a byte, when only a blank stands between; empty when there is none.
std::string_view word_before(std::string_view text, std::size_t byte) {
  const std::size_t end = text.find_last_not_of(" \n", byte == 0 ? 0 : byte - 1);
  if (end == std::string_view::npos || end + 1 >= byte) return {};
  const std::size_t blank = text.find_last_of(" \n", end);
  const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
  return text.substr(begin, end + 1 - begin);
}

/// Whether a word is of Hangul alone, perhaps with digits ("제1위원장").
bool is_plain(std::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return (c & 0x80) != 0 || (c >= '0' && c <= '9'); }) &&
         word.find("“") == std::string_view::npos && word.find("《") == std::string_view::npos &&
         word.find("》") == std::string_view::npos && word.find("、") == std::string_view::npos;
}

void add_title_before(std::string_view text, std::size_t name, std::vector<PrintedTitle>& out) {
  std::string_view word = word_before(text, name);
  if (!is_plain(word)) return;
  std::string_view last = word;
  if (const auto link = ending_of(word, kLinks); link && is_office(without_last(word, *link)))
    last = without_last(word, *link);
  if (!is_office(last)) return;
  const char* begin = last.data();
  for (std::size_t n = 1; n < kMostWords; ++n) {
    word = word_before(text, static_cast<std::size_t>(begin - text.data()));
    if (!is_plain(word) || ending_of(word, kParticles)) break;
    begin = word.data();
  }
  const auto offset = static_cast<std::size_t>(begin - text.data());
  const std::size_t size = static_cast<std::size_t>(last.data() - begin) + last.size();
  const std::string printed = one_line(text.substr(offset, size));
  out.push_back({printed, printed, false});
}

void add_honorific(std::string_view text, std::size_t name_end, std::vector<PrintedTitle>& out) {
  std::string_view behind = text.substr(name_end);
  if (behind.starts_with(' ')) behind.remove_prefix(1);
  std::string_view longest;
  for (const std::string_view honorific : kHonorifics) {
    if (behind.starts_with(honorific) && honorific.size() > longest.size()) longest = honorific;
  }
  if (!longest.empty()) out.push_back({std::string(longest), std::string(longest), true});
}

}  // namespace

std::vector<PrintedTitle> korean_titles(std::string_view text, std::span<const NamePlace> places) {
  std::vector<PrintedTitle> out;
  for (const NamePlace& place : places) {
    add_title_before(text, place.begin, out);
    add_honorific(text, place.end, out);
  }
  return out;
}

}  // namespace dateline::search
