#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/corpus/random.h"
#include "bench/corpus/vocabulary.h"

namespace dateline::bench {

/// A record of a made-up collection: what a JSON line of it says, and what is true of it by construction.
struct GeneratedArticle {
  enum class Kind : std::uint8_t {
    kNew,
    kSameText,    ///< the text of an earlier article under another address: indexed, in its group
    kSameRecord,  ///< an earlier record again, byte for byte: not indexed
  };
  Kind kind = Kind::kNew;
  std::string id;
  std::string url;
  std::string source;
  std::string language;  ///< en, ko or ru
  std::string topic;     ///< may be empty
  std::string title;
  std::string body;  ///< paragraphs, ended by '\n' but for the last
  std::chrono::year_month_day date;
  int juche = 0;  ///< Juche year of the stamp in the last line of the body; 0: no stamp

  /// One JSON object without the end of line.
  std::string to_json() const;
};

/// Makes articles in the manner of a collection of state media, in the order of their dates over 1997 to
/// 2024. The articles depend on the two arguments alone: same bytes on every machine. About 84 in 100 are
/// English, 10 Korean, 6 Russian; 3 in 100 are copies of an earlier text and 1 an earlier record. Not
/// thread-safe.
class CorpusGenerator {
 public:
  /// `records`: how many `next` will be asked for, 1 and more; spreads the dates. `length_percent`: of the
  /// words that bodies have otherwise, which are about 270 each; then the articles depend on it too.
  CorpusGenerator(std::uint32_t records, std::uint64_t seed, int length_percent = 100);

  GeneratedArticle next();

 private:
  GeneratedArticle fresh();
  void write_english(GeneratedArticle& article, int words);
  void write_korean(GeneratedArticle& article, int words);
  void write_russian(GeneratedArticle& article, int words);
  void write_stamp(GeneratedArticle& article);
  void set_address(GeneratedArticle& article);
  int draw_length();

  std::uint32_t records_;
  int length_percent_;
  std::uint32_t made_ = 0;
  Random random_;
  Vocabulary words_;
  Zipf source_ranks_;
  std::vector<GeneratedArticle> recent_;  ///< new articles that may come again
};

/// All records of a collection at once.
std::vector<GeneratedArticle> generate(std::uint32_t records, std::uint64_t seed);

}  // namespace dateline::bench
