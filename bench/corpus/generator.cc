#include "bench/corpus/generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace dateline::bench {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

constexpr year_month_day kFirstDay{1997y / 1 / 1};
constexpr year_month_day kLastDay{2024y / 12 / 31};
constexpr year_month_day kFirstStamp{1997y / 9 / 9};
constexpr year_month_day kLastStamp{2024y / 10 / 1};
constexpr int kYearBeforeJuche = 1911;
constexpr std::size_t kRecent = 256;

constexpr std::array kSources{"kcna.kp",        "kcna.co.jp", "rodong.rep.kp",
                              "naenara.com.kp", "mfa.gov.kp", "voicekorea.org.kp"};
constexpr std::array kTopics{"politics", "economy", "culture", "sports", "world"};
constexpr std::array kCities{"Pyongyang", "Pyongyang", "Pyongyang", "Wonsan", "Moscow", "Beijing"};
constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
constexpr std::array kRussianMonths{"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                                    "июля",   "августа", "сентября", "октября", "ноября", "декабря"};

int year_of(const year_month_day& date) { return static_cast<int>(date.year()); }
unsigned month_of(const year_month_day& date) { return static_cast<unsigned>(date.month()); }
unsigned day_of(const year_month_day& date) { return static_cast<unsigned>(date.day()); }

void capitalise(std::string& text, std::size_t at) {
  if (text[at] >= 'a' && text[at] <= 'z') text[at] = static_cast<char>(text[at] - 'a' + 'A');
}

/// A day of the past as an article mentions it.
std::string mention(Random& random) {
  const std::string_view month = random.pick(kMonths);
  const int day = random.between(1, 28);
  const int year = random.between(1920, 2010);
  switch (random.below(3)) {
    case 0:
      return fmt::format("on {} {}, {}", month, day, year);
    case 1:
      return fmt::format("on {} {}, Juche {} ({})", month, day, year - kYearBeforeJuche, year);
    default:
      return fmt::format("in {}", year);
  }
}

}  // namespace

std::string GeneratedArticle::to_json() const {
  nlohmann::ordered_json json;
  json["id"] = id;
  json["source"] = source;
  json["lang"] = language;
  json["date"] = fmt::format("{:04}-{:02}-{:02}", year_of(date), month_of(date), day_of(date));
  json["url"] = url;
  if (!topic.empty()) json["topic"] = topic;
  json["title"] = title;
  json["body"] = body;
  return json.dump();
}

CorpusGenerator::CorpusGenerator(std::uint32_t records, std::uint64_t seed, int length_percent)
    : records_(records), length_percent_(length_percent), random_(seed), source_ranks_(kSources.size(), 1) {}

GeneratedArticle CorpusGenerator::next() {
  ++made_;
  const std::uint32_t lot = random_.below(100);
  if (lot < 4 && !recent_.empty()) {
    GeneratedArticle article = random_.pick(recent_);
    if (lot == 0) {
      article.kind = GeneratedArticle::Kind::kSameRecord;
    } else {
      article.kind = GeneratedArticle::Kind::kSameText;
      set_address(article);
    }
    return article;
  }
  GeneratedArticle article = fresh();
  if (recent_.size() < kRecent) {
    recent_.push_back(article);
  } else {
    recent_[made_ % kRecent] = article;
  }
  return article;
}

GeneratedArticle CorpusGenerator::fresh() {
  GeneratedArticle article;
  const int days = static_cast<int>((sys_days(kLastDay) - sys_days(kFirstDay)).count());
  const auto passed =
      static_cast<int>(std::uint64_t{made_ - 1} * static_cast<std::uint64_t>(days) / records_);
  const int late = std::min(passed, random_.between(0, 6));
  article.date = sys_days(kFirstDay) + std::chrono::days(passed - late);
  if (random_.chance(700)) article.topic = random_.pick(kTopics);
  set_address(article);
  const int words = draw_length();
  const std::uint32_t lot = random_.below(100);
  if (lot < 84) {
    write_english(article, words);
  } else if (lot < 94) {
    write_korean(article, words * 2 / 3);
  } else {
    write_russian(article, words * 3 / 4);
  }
  if (random_.chance(600)) write_stamp(article);
  return article;
}

/// Words of a body: deciles of a distribution with a long tail, a straight line within each.
int CorpusGenerator::draw_length() {
  constexpr std::array kDeciles{20, 50, 80, 115, 155, 200, 255, 325, 430, 640, 1400};
  const std::uint32_t decile = random_.below(10);
  return random_.between(kDeciles[decile], kDeciles[decile + 1]) * length_percent_ / 100;
}

void CorpusGenerator::set_address(GeneratedArticle& article) {
  article.id = fmt::format("gen-{:07}", made_);
  article.source = kSources[source_ranks_.draw(random_)];
  article.url = fmt::format("http://{}/en/article/q/{:016x}.kcmsf", article.source, random_.next());
}

void CorpusGenerator::write_english(GeneratedArticle& article, int words) {
  article.language = "en";
  for (int left = random_.between(5, 11); left > 0; --left) {
    std::string word =
        random_.chance(150) ? words_.english_word(random_) : words_.english_content_word(random_);
    capitalise(word, 0);
    article.title += word + (left > 1 ? " " : "");
  }
  std::string& body = article.body;
  body = fmt::format("{}, {} {} (KCNA) -- ", random_.pick(kCities), kMonths[month_of(article.date) - 1],
                     day_of(article.date));
  while (words > 0) {
    const std::size_t start = body.size();
    int left = random_.between(9, 28);
    words -= left;
    for (; left > 0; --left) {
      body += words_.english_word(random_);
      if (left > 1) body += random_.chance(60) ? ", " : " ";
    }
    capitalise(body, start);
    if (random_.chance(60)) body.append(" ").append(mention(random_));
    body += words <= 0 ? "." : random_.chance(400) ? ".\n" : ". ";
  }
}

void CorpusGenerator::write_korean(GeneratedArticle& article, int words) {
  article.language = "ko";
  for (int left = random_.between(3, 7); left > 0; --left) {
    article.title += words_.korean_word(random_) + (left > 1 ? " " : "");
  }
  std::string& body = article.body;
  body = fmt::format("(평양 {}월 {}일발 조선중앙통신)", month_of(article.date), day_of(article.date));
  while (words > 0) {
    int left = random_.between(6, 16);
    words -= left;
    for (; left > 0; --left) body += words_.korean_word(random_) + (left > 1 ? " " : "");
    body += words <= 0 ? "." : random_.chance(400) ? ".\n" : ". ";
  }
}

void CorpusGenerator::write_russian(GeneratedArticle& article, int words) {
  article.language = "ru";
  for (int left = random_.between(4, 9); left > 0; --left) {
    article.title += words_.russian_word(random_) + (left > 1 ? " " : "");
  }
  std::string& body = article.body;
  body = fmt::format("Пхеньян, {} {}. /ЦТАК/-- ", day_of(article.date),
                     kRussianMonths[month_of(article.date) - 1]);
  while (words > 0) {
    int left = random_.between(7, 20);
    words -= left;
    for (; left > 0; --left) body += words_.russian_word(random_) + (left > 1 ? " " : "");
    body += words <= 0 ? "." : random_.chance(400) ? ".\n" : ". ";
  }
}

void CorpusGenerator::write_stamp(GeneratedArticle& article) {
  if (article.date < kFirstStamp || article.date > kLastStamp) return;
  article.juche = year_of(article.date) - kYearBeforeJuche;
  article.body += fmt::format("\nwww.kcna.kp (Juche{}.{}.{}.)", article.juche, month_of(article.date),
                              day_of(article.date));
}

std::vector<GeneratedArticle> generate(std::uint32_t records, std::uint64_t seed) {
  CorpusGenerator generator(records, seed);
  std::vector<GeneratedArticle> articles;
  articles.reserve(records);
  for (std::uint32_t i = 0; i < records; ++i) articles.push_back(generator.next());
  return articles;
}

}  // namespace dateline::bench
