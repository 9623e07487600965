#include "common/text/stemmer.h"

#include <libstemmer.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace dateline::text {

namespace {

// Longer words are rare and mostly no words at all: they are their own stem.
constexpr std::size_t kLongestStemmed = 96;
constexpr std::size_t kCacheSlots = 1 << 14;

template <class Integer>
std::uint64_t load(const char* at) {
  Integer n{};
  std::memcpy(&n, at, sizeof n);
  return n;
}

std::uint64_t hash(std::string_view word) {
  constexpr std::uint64_t kFactor = 0xD6E8FEB86659FD93u;
  std::uint64_t h = 0x9E3779B97F4A7C15u ^ word.size();
  const char* p = word.data();
  std::size_t n = word.size();
  for (; n > 8; p += 8, n -= 8) {
    h = (h ^ load<std::uint64_t>(p)) * kFactor;
    h ^= h >> 32;
  }
  // The last bytes in one or two pieces that may overlap.
  std::uint64_t tail = 0;
  if (n >= 4) {
    tail = load<std::uint32_t>(p) << 32 | load<std::uint32_t>(p + n - 4);
  } else if (n >= 2) {
    tail = load<std::uint16_t>(p) << 16 | load<std::uint16_t>(p + n - 2);
  } else if (n == 1) {
    tail = load<std::uint8_t>(p);
  }
  h = (h ^ tail) * kFactor;
  return h ^ h >> 32;
}

/// memcmp() == 0 for words, most of which are short.
bool equal(const char* a, const char* b, std::size_t n) {
  if (n > 16) return std::memcmp(a, b, n) == 0;
  if (n >= 8) {
    return load<std::uint64_t>(a) == load<std::uint64_t>(b) &&
           load<std::uint64_t>(a + n - 8) == load<std::uint64_t>(b + n - 8);
  }
  if (n >= 4) {
    return load<std::uint32_t>(a) == load<std::uint32_t>(b) &&
           load<std::uint32_t>(a + n - 4) == load<std::uint32_t>(b + n - 4);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

Script main_script(std::string_view code) {
  if (is_one_of(code, {"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt"}))
    return Script::kCyrillic;
  if (is_one_of(code, {"ar", "fa", "ur", "ps", "ug"})) return Script::kArabic;
  if (is_one_of(code, {"hi", "mr", "ne", "sa"})) return Script::kDevanagari;
  if (code == "el") return Script::kGreek;
  if (code == "hy") return Script::kArmenian;
  if (code == "ta") return Script::kTamil;
  if (is_one_of(code, {"he", "yi"})) return Script::kHebrew;
  if (is_one_of(code, {"ko", "zh", "ja", "th", "lo", "km", "my", "ka", "am", "bn", "te", "kn", "ml", "gu",
                       "pa", "si"})) {
    return Script::kOther;
  }
  return Script::kLatin;
}

}  // namespace

Language stem_language(Language document, Script script) {
  if (!document.known()) return {};
  if (main_script(document.code()) == script) return document;
  switch (script) {
    case Script::kLatin:
      return Language::from_code("en");
    case Script::kCyrillic:
      return Language::from_code("ru");
    case Script::kGreek:
      return Language::from_code("el");
    case Script::kArabic:
      return Language::from_code("ar");
    case Script::kArmenian:
      return Language::from_code("hy");
    case Script::kDevanagari:
      return Language::from_code("hi");
    case Script::kTamil:
      return Language::from_code("ta");
    case Script::kHebrew:
    case Script::kOther:
      return {};
  }
  return {};
}

// A stem is a beginning of its word and a few letters after it ("happy": "happ" + "i").
struct alignas(64) Stemmer::Slot {  // a line of the cache; one without a word is zero
  static constexpr std::size_t kWordBytes = 53;
  std::uint8_t size;  ///< of the word
  std::uint8_t kept;  ///< bytes of the word that the stem begins with
  std::uint8_t tail_size;
  char tail[8];
  char word[kWordBytes];
};

void Stemmer::Close::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
void Stemmer::Free::operator()(void* memory) const { std::free(memory); }

Stemmer::Stemmer(Language language) : language_(language) {
  if (!language.known()) return;
  snowball_.reset(sb_stemmer_new(std::string(language.code()).c_str(), nullptr));
  if (!snowball_) return;
  // Zeroed pages that are never touched cost nothing: a query stems a few words in several languages.
  std::size_t bytes = kCacheSlots * sizeof(Slot) + alignof(Slot);
  memory_.reset(std::calloc(1, bytes));
  void* first = memory_.get();
  if (first == nullptr) throw std::bad_alloc();
  cache_ = static_cast<Slot*>(std::align(alignof(Slot), kCacheSlots * sizeof(Slot), first, bytes));
}

Stemmer::~Stemmer() = default;

std::string_view Stemmer::compute(std::string_view word) {
  const auto* stem = sb_stemmer_stem(snowball_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                     static_cast<int>(word.size()));
  if (stem == nullptr) return word;
  const auto size = static_cast<std::size_t>(sb_stemmer_length(snowball_.get()));
  return size == 0 ? word : std::string_view(reinterpret_cast<const char*>(stem), size);
}

std::size_t Stemmer::find(std::string_view word) const {
  if (cache_ == nullptr || word.size() > Slot::kWordBytes) return 0;
  const std::size_t found = hash(word) % kCacheSlots;
  __builtin_prefetch(&cache_[found], 1);
  return found;
}

std::string_view Stemmer::stem(std::string_view word, std::size_t found) {
  if (!snowball_ || word.empty() || word.size() > kLongestStemmed) return word;
  if (word.size() > Slot::kWordBytes) return compute(word);
  Slot& slot = cache_[found];
  if (slot.size != word.size() || !equal(slot.word, word.data(), word.size())) {
    const std::string_view stem = compute(word);
    const std::size_t shorter = std::min(word.size(), stem.size());
    const auto differ =
        std::mismatch(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(shorter), stem.begin());
    const auto kept = static_cast<std::size_t>(differ.first - word.begin());
    if (stem.size() - kept > sizeof slot.tail || stem.size() > Slot::kWordBytes) return stem;
    slot.size = static_cast<std::uint8_t>(word.size());
    slot.kept = static_cast<std::uint8_t>(kept);
    slot.tail_size = static_cast<std::uint8_t>(stem.size() - kept);
    std::memcpy(slot.word, word.data(), word.size());
    std::memcpy(slot.tail, stem.data() + kept, slot.tail_size);
  }
  if (slot.tail_size == 0) return word.substr(0, slot.kept);
  // compose in place: the word in the slot is looked up by its own bytes, so the stem needs its own room
  scratch_.assign(slot.word, slot.kept);
  scratch_.append(slot.tail, slot.tail_size);
  return scratch_;
}

Stemmer& StemmerSet::get(Language language) {
  for (const auto& stemmer : stemmers_) {
    if (stemmer->language() == language) return *stemmer;
  }
  return *stemmers_.emplace_back(std::make_unique<Stemmer>(language));
}

}  // namespace dateline::text
