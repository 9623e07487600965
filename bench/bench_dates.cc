// MB/s of the date scanner on one thread: English articles, Korean text, text without digits. The texts are
// made here from sentences in the layout of agency articles, so that a run needs no data.

#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "bench/support/checked_run.h"
#include "common/dates/document.h"
#include "common/dates/scanner.h"

namespace {

using dateline::dates::Day;
using dateline::dates::Scanner;

constexpr std::size_t kArticles = 400;
constexpr Day kPublished = std::chrono::year{2018} / std::chrono::September / 21;

std::string english(std::mt19937& random, bool digits) {
  const std::vector<std::string> plain = {
      "The participants watched a documentary film and looked round the exhibition hall with deep interest. ",
      ("Officials of the ministry, teachers and students of the faculty took part in the meeting held at the "
       "theatre. "),
      ("The speakers stressed the need to expand the friendly relations between the peoples of the two "
       "countries. "),
      ("A floral basket was laid before the statue in the name of the delegation, which then bowed in "
       "silence. "),
      ("Workers of the power station overfulfilled their monthly plan by introducing valuable technical "
       "innovations. ")};
  const std::vector<std::string> dated = {
      "The factory was founded on October 5, Juche 41 (1952) and has produced 4 500 tons since last spring. ",
      "They visited the museum on September 19 and the school on Sep. 20. ",
      "The film was made in Juche 53 (1964) on the basis of a novel written in the 1950s. ",
      "The 17th session adopted decision No. 102 by 85 votes to 3. "};
  std::string text = "Delegation Arrives\n";
  text += digits ? "Pyongyang, September 21 (KCNA) -- " : "Pyongyang -- ";
  for (int i = 0; i < 12; ++i) {
    text += plain[random() % plain.size()];
    if (digits && random() % 5 == 0) text += dated[random() % dated.size()];
    if (random() % 4 == 0) text += "\n";
  }
  return text;
}

std::string korean(std::mt19937& random) {
  const std::vector<std::string> sentences = {
      "대표단은 박물관과 학교를 돌아보고 학생들의 공연을 관람하였다. ",
      "공장에서는 새로운 기술을 받아들여 월계획을 앞당겨 끝냈다. ",
      "주체107(2018)년 9월 9일 광장에서 성대한 모임이 진행되였다. ",
      "로동자들은 지난해 4월 15일까지 공사를 마무리하였다. ",
      "모임에는 일군들과 근로자들, 대학생들이 참가하였다. "};
  std::string text = "(평양 9월 21일발 조선중앙통신)";
  for (int i = 0; i < 20; ++i) text += sentences[random() % sentences.size()];
  return text;
}

template <class Make>
std::vector<std::string> make_articles(Make make) {
  std::mt19937 random(20260921);
  std::vector<std::string> articles;
  for (std::size_t i = 0; i < kArticles; ++i) articles.push_back(make(random));
  return articles;
}

void scan_all(benchmark::State& state, const std::vector<std::string>& articles, std::size_t least_dates) {
  Scanner scanner;
  std::size_t bytes = 0;
  std::size_t found = 0;
  for (const std::string& article : articles) {
    bytes += article.size();
    found += scanner.scan(article, kPublished).mentions.size();
  }
  if (found < least_dates) state.SkipWithError("the scanner does not find the dates");
  for (auto _ : state) {
    for (const std::string& article : articles) benchmark::DoNotOptimize(scanner.scan(article, kPublished));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

void BM_EnglishArticles(benchmark::State& state) {
  scan_all(state, make_articles([](std::mt19937& random) { return english(random, true); }), 2 * kArticles);
}
BENCHMARK(BM_EnglishArticles);

void BM_KoreanArticles(benchmark::State& state) { scan_all(state, make_articles(korean), 2 * kArticles); }
BENCHMARK(BM_KoreanArticles);

void BM_NoDigits(benchmark::State& state) {
  scan_all(state, make_articles([](std::mt19937& random) { return english(random, false); }), 0);
}
BENCHMARK(BM_NoDigits);

void BM_DateDocument(benchmark::State& state) {
  const auto articles = make_articles([](std::mt19937& random) { return english(random, true); });
  std::size_t bytes = 0;
  for (const std::string& article : articles) bytes += article.size();
  for (auto _ : state) {
    for (const std::string& article : articles) {
      dateline::dates::DocumentInput input;
      input.text = article;
      input.header = kPublished;
      benchmark::DoNotOptimize(dateline::dates::date_document(input));
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_DateDocument);

}  // namespace

int main(int argc, char** argv) { return dateline::bench::run_checked(argc, argv); }
