#include "indexer/build/grouping/fingerprint.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>
#include <tuple>
#include <utility>

#include "common/eight_bytes.h"

namespace dateline::indexer {
namespace {

static_assert(std::endian::native == std::endian::little, "fingerprints are compared between machines");

/// How a byte takes part in words.
enum class Role : std::uint8_t { kBreak, kStop, kWide, kLower, kUpper, kDigit };

constexpr std::array<Role, 256> make_roles() {
  std::array<Role, 256> roles{};
  for (std::size_t c = 0; c < 256; ++c) {
    roles[c] = c >= 0x80                                       ? Role::kWide
               : c >= 'a' && c <= 'z'                          ? Role::kLower
               : c >= 'A' && c <= 'Z'                          ? Role::kUpper
               : c >= '0' && c <= '9'                          ? Role::kDigit
               : c == '.' || c == '!' || c == '?' || c == '\n' ? Role::kStop
                                                               : Role::kBreak;
  }
  return roles;
}
constexpr std::array<Role, 256> kRoles = make_roles();

std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 32;
  x *= 0x9E3779B97F4A7C15ULL;
  x ^= x >> 29;
  x *= 0xBF58476D1CE4E5B9ULL;
  return x ^ (x >> 32);
}

/// Eight bytes with ASCII letters taken as lower case.
std::uint64_t folded(std::uint64_t part) { return part | (~part & eight_bytes::kHighBits) >> 2; }

/// A word of `text` by hashes: of all of it, and of its beginning, which "Malawi" and "Malawian" share.
struct Word {
  std::uint64_t hash = 0;
  std::uint64_t stem = 0;
  bool is_fact = false;    ///< a number, or a name by its capital within a sentence
  bool is_little = false;  ///< "of", "the": up to three letters without a capital
  bool is_long = false;    ///< four bytes and more
};

constexpr std::size_t kStemBytes = 6;

constexpr std::uint64_t first_bytes(std::size_t n) { return n >= 8 ? ~0ULL : (1ULL << (8 * n)) - 1; }

/// Up to 8 bytes; those behind `end` are not touched.
std::uint64_t load(const char* at, const char* end) {
  std::uint64_t part = 0;
  if (end - at >= 8) {
    part = eight_bytes::load(at);
  } else {
    for (int shift = 0; at != end; ++at, shift += 8)
      part |= std::uint64_t{static_cast<unsigned char>(*at)} << shift;
  }
  return part;
}

/// The hashes of the word begin..end of a text that ends at `text_end`. They are written where the word lies:
/// to read a part of a copy would wait for it.
inline void set_hashes(Word& word, const char* begin, const char* end, const char* text_end) {
  auto left = static_cast<std::size_t>(end - begin);
  std::uint64_t part = folded(load(begin, text_end)) & first_bytes(left);
  word.stem = (part & first_bytes(kStemBytes)) * 0x9E3779B97F4A7C15ULL;
  std::uint64_t hash = mix(part ^ left);
  while (left > 8) {
    begin += 8;
    left -= 8;
    part = folded(load(begin, text_end)) & first_bytes(left);
    hash = mix(hash ^ part);
  }
  word.hash = hash;
}

/// Cuts a text into words: runs of letters and digits of scripts with blanks between words, single characters
/// of Han and Kana. Bytes that are not UTF-8 do no harm.
class WordCutter {
 public:
  explicit WordCutter(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  /// Inlined, so that the word stays in registers.
  [[gnu::always_inline]] bool next(Word& word) {
    const char* at = skip_breaks(at_);
    at_ = at;
    if (at == end_) return false;
    const Role first = role(at);
    bool fact = first == Role::kDigit || (first == Role::kUpper && !sentence_begins_);
    if (first == Role::kWide) {
      if (is_ideograph(at)) {
        at_ += std::min<std::ptrdiff_t>(3, end_ - at);
        set_hashes(word, at, at_, end_);
        word.is_fact = word.is_little = false;
        word.is_long = true;
        sentence_begins_ = false;
        return true;
      }
      fact = is_cyrillic_capital(at) && !sentence_begins_;
    }
    for (;;) {
      at = skip_ascii_word(at);
      if (at == end_ || role(at) != Role::kWide || is_ideograph(at) || is_punctuation(at)) break;
      ++at;
    }
    sentence_begins_ = false;
    set_hashes(word, at_, at, end_);
    word.is_fact = fact;
    word.is_little = first == Role::kLower && at - at_ <= 3;
    word.is_long = at - at_ >= 4;
    at_ = at;
    return true;
  }

 private:
  static Role role(const char* at) { return kRoles[static_cast<unsigned char>(*at)]; }
  unsigned byte(const char* at) const { return at < end_ ? static_cast<unsigned char>(*at) : 0; }

  /// Behind the letters and digits of ASCII.
  const char* skip_ascii_word(const char* at) const {
    while (end_ - at >= static_cast<std::ptrdiff_t>(eight_bytes::kBytes)) {
      const std::uint64_t part = eight_bytes::load(at);
      const std::size_t n = eight_bytes::leading(eight_bytes::letters(part) | eight_bytes::digits(part));
      at += n;
      if (n < eight_bytes::kBytes) return at;
    }
    while (at != end_ && role(at) > Role::kWide) ++at;
    return at;
  }

  const char* skip_breaks(const char* at) {
    for (; at != end_; ++at) {
      const Role r = role(at);
      if (r == Role::kBreak) continue;
      if (r == Role::kStop) {
        sentence_begins_ = true;
      } else if (r == Role::kWide && is_punctuation(at)) {
        sentence_begins_ = sentence_begins_ || byte(at) == 0xE3;  // the ideographic full stop is one of them
        at += std::min<std::ptrdiff_t>(2, end_ - at - 1);
      } else {
        break;
      }
    }
    return at;
  }
  /// U+3040 to U+9FFF: Kana and Han.
  bool is_ideograph(const char* at) const {
    const unsigned lead = byte(at);
    return (lead == 0xE3 && byte(at + 1) >= 0x81) || (lead >= 0xE4 && lead <= 0xE9);
  }
  /// U+2000 to U+207F, U+3000 to U+303F.
  bool is_punctuation(const char* at) const {
    const unsigned lead = byte(at);
    return (lead == 0xE2 && (byte(at + 1) == 0x80 || byte(at + 1) == 0x81)) ||
           (lead == 0xE3 && byte(at + 1) == 0x80);
  }
  bool is_cyrillic_capital(const char* at) const {
    return byte(at) == 0xD0 && byte(at + 1) >= 0x90 && byte(at + 1) <= 0xAF;
  }

  const char* at_;
  const char* end_;
  bool sentence_begins_ = true;
};

constexpr std::uint16_t kInText = 1;

constexpr std::uint16_t hash_of(std::uint16_t title_word) { return title_word & 0xFFFE; }

/// Title words by hash, and which of them the text has. Of a long title those with the least hashes are kept,
/// so that a word more or less does not shift the others out.
class TitleWords {
 public:
  TitleWords(std::string_view title, Fingerprint& out) : out_(out) {
    WordCutter cutter(title);
    Word word;
    std::uint64_t whole = 0;
    bool empty = true;
    while (cutter.next(word)) {
      whole = mix(whole ^ word.hash);
      empty = false;
      if (!word.is_little) keep(short_hash(word.stem));
    }
    for (const std::uint16_t kept : words().first(count_)) filter_ |= std::uint64_t{1} << (kept >> 10);
    out_.title = empty ? 0 : std::max<std::uint32_t>(1, static_cast<std::uint32_t>(whole >> 32));
  }
  /// A word of the text. Common words say nothing: names, numbers and long words do.
  void see(const Word& word) {
    const std::uint16_t hash = short_hash(word.stem);
    if ((filter_ >> (hash >> 10) & 1 & static_cast<unsigned>(word.is_fact | word.is_long)) == 0) return;
    for (std::uint16_t& known : words().first(count_)) {
      if (hash_of(known) == hash) known |= kInText;
    }
  }

 private:
  static std::uint16_t short_hash(std::uint64_t stem) {
    return std::max<std::uint16_t>(2, hash_of(static_cast<std::uint16_t>(stem >> 48)));
  }
  std::span<std::uint16_t> words() { return out_.title_words; }

  void keep(std::uint16_t hash) {
    const auto begin = out_.title_words.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(count_);
    const auto place = std::lower_bound(begin, end, hash);
    if (place != end && *place == hash) return;
    if (count_ == kTitleWords) {
      if (place == end) return;
      std::copy_backward(place, end - 1, end);
    } else {
      std::copy_backward(place, end, end + 1);
      ++count_;
    }
    *place = hash;
  }

  Fingerprint& out_;
  std::size_t count_ = 0;
  std::uint64_t filter_ = 0;
};

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
constexpr std::size_t kLeastPart = 4;
constexpr double kSwapWords = 100;

/// Words of a title that another one has not.
struct Own {
  std::size_t words = 0;  ///< that were compared
  std::size_t only = 0;   ///< of these, not in the other title
  std::size_t told = 0;   ///< of these, in the own text
};

/// The greatest hash up to which all words of a title are kept.
std::uint16_t known_to(const Fingerprint& a) {
  return a.title_words.back() == 0 ? UINT16_MAX : hash_of(a.title_words.back());
}

/// Of the first title and of the second.
std::pair<Own, Own> own_words(const Fingerprint& a, const Fingerprint& b) {
  const std::uint16_t last = std::min(known_to(a), known_to(b));
  const auto is_word = [last](std::uint16_t word) { return word != 0 && hash_of(word) <= last; };
  std::pair<Own, Own> own;
  const auto take = [](Own& of, std::uint16_t word) {
    ++of.words;
    ++of.only;
    if ((word & kInText) != 0) ++of.told;
  };
  auto x = a.title_words.begin();
  auto y = b.title_words.begin();
  for (;;) {
    const bool left_a = x != a.title_words.end() && is_word(*x);
    const bool left_b = y != b.title_words.end() && is_word(*y);
    if (!left_a && !left_b) return own;
    if (left_a && left_b && hash_of(*x) == hash_of(*y)) {
      ++own.first.words;
      ++own.second.words;
      ++x;
      ++y;
    } else if (left_a && (!left_b || hash_of(*x) < hash_of(*y))) {
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
  const auto part = [](const Own& own) { return own.only == 0 && own.words >= kLeastPart; };
  return (few(own_a) && few(own_b)) || part(own_a) || part(own_b) ? Titles::kAkin : Titles::kOther;
}

constexpr std::int32_t kMostDays = 3;
/// A tenth of the words, and what the estimate may err by.
constexpr double kMostChanged = 0.125;
/// On another day a copy has hardly been edited; a report after the same template has.
constexpr double kMostChangedOtherDay = 0.05;

/// Facts may be changed as often as other words, and by chance a little more.
bool facts_follow(const Difference& d) {
  const double plain = d.plain / std::max(d.plain_words, 1.0);
  const double facts = d.facts / std::max(d.fact_words, 1.0);
  return facts <= plain + 0.02 + 3.2 * std::sqrt((plain + 0.01) * 2 / std::max(d.fact_words, 1.0));
}

constexpr double kContainedWords = 50;
/// Words of the line that one of the texts has more: most often the title, saved with the text.
constexpr double kMostWordsMore = 20;

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
         longer <= std::min(kMostWordsMore, 0.2 * std::max(words_a, words_b)) &&
         both_ways <= (cut ? 0.03 : 0.006) * std::min(words_a, words_b);
}

}  // namespace

Fingerprint fingerprint(std::string_view title, std::string_view body, std::int32_t day) {
  Fingerprint out;
  out.day = day;
  out.bytes = static_cast<std::uint32_t>(std::min<std::size_t>(body.size(), UINT32_MAX));
  out.minima.fill(UINT32_MAX);
  TitleWords title_words(title, out);
  WordCutter cutter(body);
  Word word;
  std::uint64_t previous = 0;
  std::size_t words = 0;
  std::size_t facts = 0;
  for (; words < kFingerprintWords && cutter.next(word); ++words) {
    title_words.see(word);
    // Whether a word is a fact nobody foresees: both ways are one.
    const std::uint64_t is_fact = word.is_fact ? 1 : 0;
    const std::uint64_t plain_bit = (word.hash & 0xFFFFFFFF) * 192 >> 32;
    out.plain[plain_bit >> 6] ^= (is_fact ^ 1) << (plain_bit & 63);
    out.facts ^= is_fact << (word.hash & 63);
    facts += is_fact;
    std::uint64_t pair = (previous + std::rotl(word.hash, 32)) * 0x9E3779B97F4A7C15ULL;
    pair ^= pair >> 32;
    std::uint32_t& least = out.minima[pair >> 62];
    least = std::min(least, static_cast<std::uint32_t>(pair));
    previous = word.hash;
  }
  out.fact_words = static_cast<std::uint16_t>(facts);
  out.plain_words = static_cast<std::uint16_t>(words - facts);
  return out;
}

double distance(const Fingerprint& a, const Fingerprint& b) { return compare(a, b).share(); }

bool nearly_same(const Fingerprint& a, const Fingerprint& b) {
  const std::int32_t days = days_apart(a, b);
  if (days > kMostDays) return false;
  const double longer = std::max(a.bytes, b.bytes);
  const double shorter = std::min(a.bytes, b.bytes);
  if (shorter < 0.75 * longer) return false;
  const Difference d = compare(a, b);
  if (contained(a, b, d)) return true;
  const Titles titles = compare_titles(a, b);
  if (titles == Titles::kOther || (titles == Titles::kAkin && days > 0)) return false;
  const double room = titles == Titles::kSame ? 0.5 / std::sqrt(d.words()) : 0;
  return d.share() <= (days == 0 ? kMostChanged + room : kMostChangedOtherDay) && facts_follow(d);
}

}  // namespace dateline::indexer
