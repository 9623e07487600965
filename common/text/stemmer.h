#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/characters.h"
#include "common/text/language.h"

struct sb_stemmer;

namespace dateline::text {

/// The language in which a word of `script` is stemmed within a document of `document` language: that
/// language itself where it is written in the script, else the main language of the script; unknown where the
/// document's language is unknown or the script has none.
Language stem_language(Language document, Script script);

/// A Snowball stemmer with a cache of fixed size in front. Not thread-safe.
class Stemmer {
 public:
  /// Stems nothing (every word is its own stem) where Snowball has no algorithm for the language.
  explicit Stemmer(Language language);
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  Language language() const { return language_; }
  /// `word` is a case-folded word in UTF-8. The result lives until the next call, or is a part of `word`.
  std::string_view stem(std::string_view word) { return stem(word, find(word)); }
  /// The same in two steps, for many words at a time: find() brings what is known of the word into the cache
  /// of the processor, and stem() with its result looks at it.
  std::size_t find(std::string_view word) const;
  std::string_view stem(std::string_view word, std::size_t found);

 private:
  struct Slot;
  std::string_view compute(std::string_view word);

  Language language_;
  struct Close {
    void operator()(sb_stemmer* stemmer) const;
  };
  std::unique_ptr<sb_stemmer, Close> snowball_;
  std::string scratch_;
  struct Free {
    void operator()(void* memory) const;
  };
  std::unique_ptr<void, Free> memory_;  ///< of the cache
  Slot* cache_ = nullptr;               ///< direct-mapped by the word's hash; null without an algorithm
};

/// The stemmers of one thread, opened as they are needed.
class StemmerSet {
 public:
  Stemmer& get(Language language);

 private:
  std::vector<std::unique_ptr<Stemmer>> stemmers_;
};

}  // namespace dateline::text
