#include "indexer/identity/grouping/fingerprint.h"

#include <algorithm>
#include <bit>
#include <span>

#include "indexer/identity/grouping/fingerprint_words.h"

namespace dateline::indexer {
namespace {

using fingerprint_words::mix;
using fingerprint_words::Word;
using fingerprint_words::WordCutter;

static_assert(std::endian::native == std::endian::little, "fingerprints are compared between machines");

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
      if (title_hash(known) == hash) known |= kTitleWordInText;
    }
  }

 private:
  static std::uint16_t short_hash(std::uint64_t stem) {
    return std::max<std::uint16_t>(2, title_hash(static_cast<std::uint16_t>(stem >> 48)));
  }

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

  std::span<std::uint16_t> words() { return out_.title_words; }

  Fingerprint& out_;
  std::size_t count_ = 0;
  std::uint64_t filter_ = 0;
};

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

}  // namespace dateline::indexer
