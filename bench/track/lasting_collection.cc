#include "bench/track/lasting_collection.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "bench/corpus/generator.h"
#include "bench/corpus/random.h"

namespace dateline::bench {
namespace {

constexpr std::array kPeople{"Kim Jong Un",  "Kim Jong Il",    "Kim Il Sung",   "Choe Ryong Hae",
                             "Kim Yo Jong",  "Ri Son Gwon",    "Pak Pong Ju",   "Jo Yong Won",
                             "Kim Tok Hun",  "Choe Son Hui",   "Pak Jong Chon", "Ri Pyong Chol",
                             "Kim Yong Nam", "Hwang Pyong So", "Pak Tae Song"};
constexpr std::array kKoreanPeople{"김정은", "김정일", "김일성", "최룡해", "김여정", "박봉주"};
constexpr std::array kRussianPeople{"Ким Чен Ын", "Ким Чен Ир", "Ким Ир Сен", "Чвэ Рён Хэ", "Пак Пон Чжу"};

std::string quantity(Random& random) {
  const int thousands = random.between(1, 9);
  const int rest = random.between(0, 99);
  switch (random.below(3)) {
    case 0:
      return fmt::format("{},{:03} tons", thousands, rest * 10);
    case 1:
      return fmt::format("{}.{} percent", thousands, rest % 10);
    default:
      return fmt::format("No. {}-{} workshop", thousands, rest % 10);
  }
}

/// What stands behind the text, in its language.
std::string sentence(const GeneratedArticle& article, const Zipf& ranks, Random& random) {
  const std::size_t rank = ranks.draw(random);
  const std::string number = quantity(random);
  if (article.language == "ko") {
    return fmt::format("\n{}동지께서 {}을 보시였다.", kKoreanPeople[rank % kKoreanPeople.size()], number);
  }
  if (article.language == "ru") {
    return fmt::format("\nТоварищ {} осмотрел {}.", kRussianPeople[rank % kRussianPeople.size()], number);
  }
  return fmt::format("\nThe report of {} to {} named {}.", kPeople[rank],
                     kPeople[(rank + 1 + random.below(4)) % kPeople.size()], number);
}

}  // namespace

Result<Collection> write_lasting_collection(std::uint32_t records, std::uint64_t seed,
                                            const std::filesystem::path& file) {
  CorpusGenerator generator(records, seed);
  const Zipf ranks(kPeople.size(), 1);
  std::ofstream out(file, std::ios::binary);
  for (std::uint32_t i = 0; i < records; ++i) {
    GeneratedArticle article = generator.next();
    // By the text, so that copies and what comes again stay what they are.
    Random random(seed ^ XXH3_64bits(article.body.data(), article.body.size()));
    // Before the stamp, which ends the text.
    const std::size_t stamp = article.body.rfind("\nwww.");
    article.body.insert(std::min(stamp, article.body.size()), sentence(article, ranks, random));
    out << article.to_json() << '\n';
  }
  out.close();
  if (!out) return fail(ErrorKind::kSystem, "cannot write " + file.string(), "is the disk full?");
  auto collection = measure_collection(file);
  if (!collection) return fail(collection.error());
  collection->name = fmt::format("generated, {} records, seed {}, with names and numbers", records, seed);
  collection->generated = true;
  return collection;
}

}  // namespace dateline::bench
