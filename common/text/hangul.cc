#include "common/text/hangul.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace dateline::text {

namespace {

constexpr std::size_t kSyllableBytes = 3;

constexpr auto kParticles = std::to_array<std::string_view>({
    // topic, subject, object, genitive and other particles of one place
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "도",
    "만",
    "나",
    "들",
    "랑",
    "께",
    "며",
    "고",
    "라",
    "란",
    "야",
    "여",
    "써",
    "인",
    "밖에",
    "이나",
    "이며",
    "이고",
    "이라",
    "이란",
    "라고",
    "라는",
    "라며",
    "하고",
    "마저",
    "조차",
    "대로",
    "마다",
    "뿐",
    "뿐만",
    "커녕",
    "같은",
    "같이",
    "든지",
    "라면서",
    "이라고",
    "이라는",
    "이라며",
    // the copula
    "이다",
    "이자",
    "이여",
    "인데",
    "인가",
    "지만",
    "이던",
    "였다",
    "였던",
    "인가요",
    "입니다",
    "입니까",
    "이지만",
    "이었다",
    "이였다",
    "이었던",
    "이었고",
    "였으며",
    "였으나",
    "였지만",
    "였는가",
    "이었으며",
    "이였으며",
    "이었으나",
    "이었지만",
    "이었는가",
});

// Particles of place and manner, to which one of kAuxiliaries may be added.
constexpr auto kCases = std::to_array<std::string_view>(
    {"에",   "로",     "와",     "과",     "에서",   "에게",   "으로",     "까지",
     "부터", "께서",   "로서",   "로써",   "에로",   "한테",   "처럼",     "보다",
     "만",   "으로서", "으로써", "에게서", "한테서", "로부터", "으로부터", "에서부터"});
constexpr auto kAuxiliaries =
    std::to_array<std::string_view>({"은", "는", "도", "만", "의", "이", "을", "과", "와", "까지", "부터",
                                     "이나", "라도", "이라도", "마저", "조차"});

// Nouns become verbs with "to do" (하), "to become" (되) and "to make do" (시키). `stem` is how the verb
// begins before `endings`; the endings of the present and of the past differ from verb to verb only in that
// beginning.
constexpr auto kPresent = std::to_array<std::string_view>(
    {"다",   "는",   "고",   "며",   "기",   "게",   "지",   "면",     "던",     "려",        "자",   "니",
     "나",   "라",   "면서", "도록", "려고", "려는", "자고", "거나",   "다가",   "는데",      "는가", "기를",
     "기도", "기에", "기로", "자면", "지만", "라고", "라는", "고있다", "고있는", "고있습니다"});
constexpr auto kPast = std::to_array<std::string_view>({"다", "던", "고", "을", "음", "으며", "지만", "으나",
                                                        "는데", "다는", "다고", "는가", "습니다", "습니까"});
constexpr auto kAdnominal = std::to_array<std::string_view>({"", "다", "다는", "다고", "것은", "것이다"});
constexpr auto kInfinitive = std::to_array<std::string_view>({"", "서", "야", "온", "왔다"});

struct VerbForms {
  std::array<std::string_view, 2> present;
  std::array<std::string_view, 3> past;
  std::array<std::string_view, 2> infinitive;
  std::array<std::string_view, 5> adnominal;  ///< taken as they are, with kAdnominal after the first
};

constexpr auto kVerbs = std::to_array<VerbForms>({
    {{"하", "하시"}, {"했", "하였", "하시였"}, {"해", "하여"}, {"한", "할", "함", "합니다", "하신"}},
    {{"되", ""}, {"됐", "되었", "되였"}, {"돼", "되여"}, {"된", "될", "됨", "됩니다", ""}},
    {{"시키", ""}, {"시켰", "시키였", ""}, {"시켜", "시키여"}, {"시킨", "시킬", "시킴", "시킵니다", ""}},
});

// Looked up by a part of the word, without a copy.
struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view bytes) const { return std::hash<std::string_view>{}(bytes); }
};
using Endings = std::unordered_set<std::string, Hash, std::equal_to<>>;

void add_verbs(Endings& endings) {
  const auto add = [&](std::string_view beginning, const auto& ends) {
    if (beginning.empty()) return;
    for (const std::string_view end : ends) endings.insert(std::string(beginning).append(end));
  };
  for (const VerbForms& verb : kVerbs) {
    for (const std::string_view beginning : verb.present) add(beginning, kPresent);
    for (const std::string_view beginning : verb.past) add(beginning, kPast);
    for (const std::string_view beginning : verb.infinitive) add(beginning, kInfinitive);
    for (const std::string_view form : verb.adnominal) {
      if (!form.empty()) endings.insert(std::string(form));
    }
    add(verb.adnominal.front(), kAdnominal);
  }
}

Endings make_endings() {
  Endings endings;
  for (const std::string_view particle : kParticles) endings.emplace(particle);
  for (const std::string_view particle : kCases) {
    endings.insert(std::string(particle));
    for (const std::string_view auxiliary : kAuxiliaries)
      endings.insert(std::string(particle).append(auxiliary));
  }
  const Endings singular = endings;
  for (const std::string& ending : singular) endings.insert(std::string("들").append(ending));
  for (const std::string_view ending : {"적", "적인", "적으로", "적이다", "적이며", "적이고", "적이었다"}) {
    endings.insert(std::string(ending));
  }
  add_verbs(endings);
  return endings;
}

/// Names and nouns that end like one with a particle. What is left of them would mean something else: "김정"
/// is the beginning of two more names. Sorted.
constexpr auto kWholeWords = std::to_array<std::string_view>(
    {"강냉이",     "강원도",   "고양이",       "김정은",     "김평해",     "깜빠니야",   "냉장고",
     "니까라과",   "니카라과", "랭장고",       "량강도",     "로씨야",     "리승만",     "마두로",
     "마쩨고라",   "마체고라", "만델라",       "문재인",     "바나나",     "바레인",     "백령도",
     "베네수엘라", "벨기에",   "보스또츠느이", "상하이",     "세미나",     "스페인",     "아르헨티나",
     "아리랑",     "아바나",   "앙골라",       "양강도",     "어린이",     "얼음보숭이", "엘바라데이",
     "연평도",     "우루과이", "우리나라",     "우크라이나", "이승만",     "이시하라",   "자강도",
     "저우언라이", "제주도",   "조선동해",     "조선서해",   "지식인",     "체게바라",   "최룡해",
     "최용해",     "카스트로", "캠페인",       "태권도",     "팔레스타인", "팔레스티나", "하노이",
     "하바나",     "허종만",   "현철해",       "호금도",     "횡단보도"});
static_assert(std::ranges::is_sorted(kWholeWords));

/// Ends of nouns: -ism, assembly, peninsula, provinces.
constexpr auto kWholeEnds = std::to_array<std::string_view>({"주의", "회의", "반도", "남도", "북도"});

bool is_whole(std::string_view word) {
  return std::ranges::binary_search(kWholeWords, word) ||
         std::ranges::any_of(kWholeEnds, [&](std::string_view end) { return word.ends_with(end); });
}

/// Whether an ending of which the first `kept` bytes are left would take something of such a name or noun.
bool cuts_whole(std::string_view word, std::size_t kept) {
  for (std::size_t end = kept + kSyllableBytes; end <= word.size(); end += kSyllableBytes) {
    if (is_whole(word.substr(0, end))) return true;
  }
  return false;
}

}  // namespace

std::size_t hangul_stem_bytes(std::string_view word) {
  static const Endings kEndings = make_endings();
  static const std::size_t kLongest =
      std::max_element(kEndings.begin(), kEndings.end(), [](const auto& a, const auto& b) {
        return a.size() < b.size();
      })->size();
  std::size_t kept = 2 * kSyllableBytes;
  if (word.size() <= kept) return word.size();
  if (word.size() - kept > kLongest)
    kept += (word.size() - kept - kLongest) / kSyllableBytes * kSyllableBytes;
  for (; kept < word.size(); kept += kSyllableBytes) {
    if (kEndings.contains(word.substr(kept)) && !cuts_whole(word, kept)) return kept;
  }
  return word.size();
}

}  // namespace dateline::text
