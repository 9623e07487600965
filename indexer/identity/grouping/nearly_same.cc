#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "indexer/identity/grouping/fingerprint.h"

namespace dateline::indexer {
namespace {

/// Number of elements in which two sets differ, from the bits in which their odd sketches of kBits differ.
template <std::size_t kBits>
double differing(int bits) {
  static const auto kNumbers = [] {
    std::array<double, kBits + 1> numbers{};
    constexpr double kSize = kBits;
    for (std::size_t n = 0; n < numbers.size(); ++n) {
      const double share = std::min(2.0 * static_cast<double>(n) / kSize, 0.98);
      numbers[n] = -0.5 * kSize * std::log1p(-share);
    }
    return numbers;
  }();
  return kNumbers[static_cast<std::size_t>(bits)];
}

struct Difference {
  double plain = 0;  ///< words of one text that the other has not, both ways
  double facts = 0;
  double plain_words = 0;  ///< of both texts
  double fact_words = 0;
  double words() const { return std::max(plain_words + fact_words, 1.0); }
  double share() const { return (plain + facts) / words(); }
};

Difference compare(const Fingerprint& a, const Fingerprint& b) {
  Difference d;
  int bits = 0;
  for (std::size_t i = 0; i < a.plain.size(); ++i) bits += std::popcount(a.plain[i] ^ b.plain[i]);
  d.plain = differing<64 * std::tuple_size_v<decltype(a.plain)>>(bits);
  d.facts = differing<64>(std::popcount(a.facts ^ b.facts));
  d.plain_words = a.plain_words + b.plain_words;
  d.fact_words = a.fact_words + b.fact_words;
  return d;
}

double words(const Fingerprint& text) { return text.plain_words + text.fact_words; }

/// Days between two publications: kSame where one is unknown, since nothing speaks against it.
std::int32_t days_apart(const Fingerprint& a, const Fingerprint& b) {
  if (a.day == Fingerprint::kNoDay || b.day == Fingerprint::kNoDay) return 0;
  return std::abs(a.day - b.day);
}

enum class Titles : std::uint8_t { kSame, kAkin, kOther };
/// Words that a title must have for one that has them all, and more, to be akin.
constexpr std::size_t kMinPart = 4;
constexpr double kSwapWords = 100;

/// Words of a title that another one has not.
struct Own {
  std::size_t words = 0;  ///< that were compared
  std::size_t only = 0;   ///< of these, not in the other title
  std::size_t told = 0;   ///< of these, in the own text
};

/// The greatest hash up to which all words of a title are kept.
std::uint16_t known_to(const Fingerprint& a) {
  return a.title_words.back() == 0 ? UINT16_MAX : title_hash(a.title_words.back());
}

/// Of the first title and of the second.
std::pair<Own, Own> own_words(const Fingerprint& a, const Fingerprint& b) {
  const std::uint16_t last = std::min(known_to(a), known_to(b));
  const auto is_word = [last](std::uint16_t word) { return word != 0 && title_hash(word) <= last; };
  std::pair<Own, Own> own;
  const auto take = [](Own& of, std::uint16_t word) {
    ++of.words;
    ++of.only;
    if ((word & kTitleWordInText) != 0) ++of.told;
  };
  auto x = a.title_words.begin();
  auto y = b.title_words.begin();
  for (;;) {
    const bool left_a = x != a.title_words.end() && is_word(*x);
    const bool left_b = y != b.title_words.end() && is_word(*y);
    if (!left_a && !left_b) return own;
    if (left_a && left_b && title_hash(*x) == title_hash(*y)) {
      ++own.first.words;
      ++own.second.words;
      ++x;
      ++y;
    } else if (left_a && (!left_b || title_hash(*x) < title_hash(*y))) {
      take(own.first, *x++);
    } else {
      take(own.second, *y++);
    }
  }
}

/// Akin: as after a few changed words, or one is the other cut short. Two titles that each have a word which
/// only they have and which their texts speak of ("… Published in Mexico", "… Published in Laos") tell two
/// events, unless it is one word of a report too long to have been written after a template.
Titles compare_titles(const Fingerprint& a, const Fingerprint& b) {
  if (a.title == b.title || a.title == 0 || b.title == 0) return Titles::kSame;
  const auto [own_a, own_b] = own_words(a, b);
  const bool swapped = own_a.only == 1 && own_b.only == 1 && words(a) >= kSwapWords && words(b) >= kSwapWords;
  if (own_a.told > 0 && own_b.told > 0 && !swapped) return Titles::kOther;
  const auto few = [](const Own& own) { return own.only * 4 <= std::max<std::size_t>(own.words, 4); };
  const auto part = [](const Own& own) { return own.only == 0 && own.words >= kMinPart; };
  return (few(own_a) && few(own_b)) || part(own_a) || part(own_b) ? Titles::kAkin : Titles::kOther;
}

constexpr std::int32_t kMaxDays = 3;
/// A tenth of the words, and what the estimate may err by.
constexpr double kMaxChanged = 0.125;
/// On another day a copy has hardly been edited; a report after the same template has.
constexpr double kMaxChangedOtherDay = 0.05;

/// Facts may be changed as often as other words, and by chance a little more.
bool facts_follow(const Difference& d) {
  const double plain = d.plain / std::max(d.plain_words, 1.0);
  const double facts = d.facts / std::max(d.fact_words, 1.0);
  return facts <= plain + 0.02 + 3.2 * std::sqrt((plain + 0.01) * 2 / std::max(d.fact_words, 1.0));
}

constexpr double kContainedWords = 50;
/// Words of the line that one of the texts has more: most often the title, saved with the text.
constexpr double kMaxWordsMore = 20;

/// All of the shorter text stands in the longer one, which has a line more. Then the titles need not agree:
/// pages are saved under the title of a neighbour. Short notes ("… Arrives", "… Leaves") tell too little.
bool contained(const Fingerprint& a, const Fingerprint& b, const Difference& d) {
  const double words_a = words(a);
  const double words_b = words(b);
  const double longer = std::abs(words_a - words_b);
  const double both_ways = (d.plain + d.facts - longer) / 2;
  // A text that is cut at the last word counted loses at its end what it has more at its beginning.
  const bool cut = words_a + words_b >= 2 * kFingerprintWords - 1;
  return std::min(words_a, words_b) >= kContainedWords &&
         longer <= std::min(kMaxWordsMore, 0.2 * std::max(words_a, words_b)) &&
         both_ways <= (cut ? 0.03 : 0.006) * std::min(words_a, words_b);
}

}  // namespace

double distance(const Fingerprint& a, const Fingerprint& b) { return compare(a, b).share(); }

bool nearly_same(const Fingerprint& a, const Fingerprint& b) {
  const std::int32_t days = days_apart(a, b);
  if (days > kMaxDays) return false;
  const double longer = std::max(a.bytes, b.bytes);
  const double shorter = std::min(a.bytes, b.bytes);
  if (shorter < 0.75 * longer) return false;
  const Difference d = compare(a, b);
  if (contained(a, b, d)) return true;
  const Titles titles = compare_titles(a, b);
  if (titles == Titles::kOther || (titles == Titles::kAkin && days > 0)) return false;
  const double room = titles == Titles::kSame ? 0.5 / std::sqrt(d.words()) : 0;
  return d.share() <= (days == 0 ? kMaxChanged + room : kMaxChangedOtherDay) && facts_follow(d);
}

}  // namespace dateline::indexer
