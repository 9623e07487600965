#include "common/ledger/name_reader.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "common/hangul.h"
#include "common/utf8.h"

namespace dateline::ledger {
namespace {

bool is_capital(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
}

/// The tokens from `i` on that are written like the name of a Korean: a surname and one or two words more,
/// each with a capital, with nothing but a blank or hyphen between. 0 where they are none.
std::size_t korean_name_tokens(std::string_view text, const text::TokenList& tokens, std::size_t i,
                               const text::Lexicon& lexicon) {
  const auto is_part = [&](std::size_t n) {
    if (n >= tokens.size() || tokens[n].kind != text::TokenKind::kWord) return false;
    const text::Token& before = tokens[n - 1];
    const std::size_t gap = tokens[n].offset - (before.offset + before.length);
    return gap == 1 && (text[tokens[n].offset - 1] == ' ' || text[tokens[n].offset - 1] == '-') &&
           text::is_like_korean_name(tokens[n].term);
  };
  if (tokens[i].kind != text::TokenKind::kWord || !is_capital(text, tokens[i].offset)) return 0;
  if (!lexicon.is_surname(tokens[i].term)) return 0;
  if (!is_part(i + 1) || !is_capital(text, tokens[i + 1].offset)) return 0;
  if (!is_part(i + 2)) return tokens[i + 1].term.size() > 5 ? 2 : 0;
  const bool hyphen = text[tokens[i + 2].offset - 1] == '-';
  return hyphen || is_capital(text, tokens[i + 2].offset) ? 3 : 0;
}

constexpr std::string_view kSurnames =
    "김리이박최정강조윤장림임한오서신권황안송류유전홍고문양손배백허남심노로하곽성차주우구민진지엄채원천방공현함변염추도소석선설마길연위표명기반왕옥";
constexpr std::array<std::string_view, 24> kTitles{
    "동지", "위원장", "부위원장", "총비서", "비서", "장군", "원수",   "차수",
    "대장", "상장",   "부상",     "부장",   "국장", "총리", "부총리", "외무상",
    "대사", "의장",   "단장",     "선생",   "녀사", "박사", "사령관", "제1부부장"};
constexpr std::size_t kSyllable = 3;  // bytes

bool is_syllable(std::string_view text, std::size_t at) {
  if (at + kSyllable > text.size()) return false;
  std::size_t i = at;
  return hangul::is_syllable(static_cast<char32_t>(next_code_point(text, i)));
}

/// Names in Hangul with a title right behind them, where a word begins.
void add_hangul_names(std::string_view text, std::vector<NameMention>& out) {
  for (std::size_t i = 0; i + 3 * kSyllable < text.size(); ++i) {
    const bool begins = i == 0 || (!is_trail_byte(text[i]) && static_cast<unsigned char>(text[i - 1]) < 0x80);
    if (!begins || !is_syllable(text, i)) continue;
    if (!is_syllable(text, i + kSyllable) || !is_syllable(text, i + 2 * kSyllable)) continue;
    if (kSurnames.find(text.substr(i, kSyllable)) % kSyllable != 0) continue;
    // With a blank before the title too many other words would be names ("위대한 동지").
    const std::string_view rest = text.substr(i + 3 * kSyllable);
    if (std::ranges::none_of(kTitles, [&](std::string_view title) { return rest.starts_with(title); }))
      continue;
    const Span place{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 3 * kSyllable)};
    out.push_back({std::string(cut(text, place)), place});
  }
}

constexpr std::array<std::string_view, 84> kOffices{"general secretary",
                                                    "first secretary",
                                                    "secretary",
                                                    "chairman",
                                                    "vice chairman",
                                                    "chairperson",
                                                    "president",
                                                    "vice president",
                                                    "first vice president",
                                                    "premier",
                                                    "vice premier",
                                                    "prime minister",
                                                    "minister",
                                                    "vice minister",
                                                    "first vice minister",
                                                    "foreign minister",
                                                    "director",
                                                    "vice director",
                                                    "deputy director",
                                                    "department director",
                                                    "vice department director",
                                                    "first vice department director",
                                                    "marshal",
                                                    "vice marshal",
                                                    "general",
                                                    "colonel general",
                                                    "lieutenant general",
                                                    "major general",
                                                    "comrade",
                                                    "respected",
                                                    "supreme leader",
                                                    "great leader",
                                                    "dear leader",
                                                    "supreme commander",
                                                    "commander",
                                                    "ambassador",
                                                    "spokesman",
                                                    "spokesperson",
                                                    "speaker",
                                                    "chief of the general staff",
                                                    "mayor",
                                                    "envoy",
                                                    "adviser",
                                                    "secretario general",
                                                    "primer secretario",
                                                    "secretario",
                                                    "presidente",
                                                    "vicepresidente",
                                                    "primer ministro",
                                                    "viceprimer ministro",
                                                    "ministro",
                                                    "viceministro",
                                                    "canciller",
                                                    "subdirector",
                                                    "mariscal",
                                                    "camarada",
                                                    "respetado",
                                                    "maximo dirigente",
                                                    "máximo dirigente",
                                                    "comandante supremo",
                                                    "embajador",
                                                    "portavoz",
                                                    "총비서",
                                                    "책임비서",
                                                    "비서",
                                                    "위원장",
                                                    "부위원장",
                                                    "총리",
                                                    "부총리",
                                                    "외무상",
                                                    "부상",
                                                    "부장",
                                                    "부부장",
                                                    "제1부부장",
                                                    "원수",
                                                    "차수",
                                                    "대장",
                                                    "상장",
                                                    "동지",
                                                    "령도자",
                                                    "경애하는",
                                                    "최고사령관",
                                                    "대사",
                                                    "대변인"};

/// The words of each office, by their first word, the longest first.
const std::unordered_map<std::string, std::vector<std::vector<std::string>>>& offices() {
  static const auto table = [] {
    std::unordered_map<std::string, std::vector<std::vector<std::string>>> out;
    for (const std::string_view office : kOffices) {
      std::vector<std::string> forms;
      for (const Word& word : words_of(office)) forms.push_back(word.form);
      out[forms.front()].push_back(std::move(forms));
    }
    for (auto& [first, list] : out) {
      std::sort(list.begin(), list.end(), [](const auto& x, const auto& y) { return x.size() > y.size(); });
    }
    return out;
  }();
  return table;
}

}  // namespace

std::vector<NameMention> NameReader::read(std::string_view text, text::Language language) {
  text::AnalysisCounts ignored;
  tokens_.clear();
  analyzer_.analyze(text, language, tokens_, ignored, text::Analyzer::Stems::kLater);
  std::vector<NameMention> out;
  for (const text::LexiconMatch& match : lexicon_.find(tokens_)) {
    const text::LexiconGroup& group = lexicon_.group(match.group);
    using Kind = text::LexiconGroup::Kind;
    if (group.kind != Kind::kPerson && group.kind != Kind::kPlace && group.kind != Kind::kOrganisation)
      continue;
    out.push_back({group.spellings.front(), {match.offset, match.offset + match.length}});
  }
  const std::size_t known = out.size();
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const std::size_t parts = korean_name_tokens(text, tokens_, i, lexicon_);
    if (parts == 0) continue;
    const text::Token& last = tokens_[i + parts - 1];
    const Span place{tokens_[i].offset, last.offset + last.length};
    std::string name(cut(text, place));
    std::replace(name.begin(), name.end(), '-', ' ');
    out.push_back({std::move(name), place});
    i += parts - 1;
  }
  add_hangul_names(text, out);
  const auto overlaps = [&](const NameMention& found) {
    return std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(known),
                       [&](const NameMention& k) {
                         return found.place.begin < k.place.end && k.place.begin < found.place.end;
                       });
  };
  std::vector<NameMention> further;
  for (std::size_t i = known; i < out.size(); ++i) {
    if (!overlaps(out[i])) further.push_back(out[i]);
  }
  out.resize(known);
  out.insert(out.end(), further.begin(), further.end());
  std::sort(out.begin(), out.end(),
            [](const NameMention& a, const NameMention& b) { return a.place.begin < b.place.begin; });
  return out;
}

void NameReader::count(std::string_view text, text::Language language, NameCounts& counts) {
  for (NameMention& mention : read(text, language)) ++counts[std::move(mention.name)];
}

std::string NameReader::name_of(std::string_view written) {
  text::AnalysisCounts ignored;
  tokens_.clear();
  analyzer_.analyze(written, {}, tokens_, ignored, text::Analyzer::Stems::kLater);
  for (const text::LexiconMatch& match : lexicon_.find(tokens_, text::LexiconReading::kQuery))
    return lexicon_.group(match.group).spellings.front();
  std::string name(written);
  std::replace(name.begin(), name.end(), '-', ' ');
  return name;
}

std::vector<bool> office_words(const std::vector<Word>& words) {
  std::vector<bool> out(words.size());
  for (std::size_t i = 0; i < words.size();) {
    std::size_t length = 0;
    if (const auto found = offices().find(words[i].form); found != offices().end()) {
      for (const std::vector<std::string>& forms : found->second) {
        if (i + forms.size() > words.size()) continue;
        if (!std::equal(forms.begin(), forms.end(), words.begin() + static_cast<std::ptrdiff_t>(i),
                        [](const std::string& form, const Word& word) { return form == word.form; }))
          continue;
        length = forms.size();
        break;
      }
    }
    std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(i), length, true);
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace dateline::ledger
