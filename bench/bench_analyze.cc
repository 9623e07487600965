// Speed of the Analyzer: MB/s per language on one thread, and heap allocations per document once it is warm.
// Without arguments beyond Google Benchmark's it analyses original sentences; DATELINE_SHARED adds real
// articles.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <new>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/support/checked_run.h"
#include "common/text/analyzer.h"

namespace {
std::atomic<std::uint64_t> allocations{0};
}

// Counts every allocation of the program; the benchmark reads the difference around a document.
[[gnu::noinline]] void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace dateline::text {
namespace {

std::string repeated(std::string_view paragraph, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text.append(paragraph).append("\n");
  return text;
}

std::vector<std::string> sentences(std::string_view paragraph) {
  return std::vector<std::string>(200, repeated(paragraph, 2000));
}

constexpr std::string_view kEnglish =
    "The workers of the new factory, which was opened on the 14th of September, have set to work at once; "
    "the "
    "director's report says that 1,200 machines were delivered and that the plan for the year 2023 will be "
    "met.";
constexpr std::string_view kSpanish =
    "Los obreros de la nueva fábrica, inaugurada el 14 de septiembre, comenzaron en seguida su trabajo; "
    "según el "
    "informe de la dirección se entregaron 1,200 máquinas y se cumplirá el plan del año.";
constexpr std::string_view kRussian =
    "Рабочие нового завода, открытого 14 сентября, сразу же взялись за дело; в докладе директора говорится, "
    "что "
    "доставлено 1200 станков и что годовой план будет выполнен.";
constexpr std::string_view kKorean =
    "9월 14일에 조업을 시작한 새 공장의 로동자들은 맡겨진 계획을 넘쳐 수행하고있다. 지배인의 보고에 의하면 "
    "1,200대의 기계가 "
    "들어왔으며 올해 계획은 기한전에 완수될것이라고 한다.";
constexpr std::string_view kChinese =
    "九月十四日投产的新工厂的工人们立即投入生产，厂长在报告中说，已有1200台机器运到，今年的计划将提前完成。";

void analyze(benchmark::State& state, const std::vector<std::string>& documents, std::string_view code) {
  if (documents.empty()) {
    state.SkipWithError("the articles are not here");
    return;
  }
  const Language language = Language::from_code(code);
  Analyzer analyzer;
  TokenList tokens;
  AnalysisCounts counts;
  std::size_t bytes = 0;
  std::size_t terms = 0;
  for (const std::string& document : documents) {
    bytes += document.size();
    analyzer.analyze(document, language, tokens, counts);
    terms += tokens.size();
  }
  if (terms == 0) {
    state.SkipWithError("no terms came out");
    return;
  }
  const std::uint64_t before = allocations.load(std::memory_order_relaxed);
  for (auto _ : state) {
    for (const std::string& document : documents) {
      analyzer.analyze(document, language, tokens, counts);
      benchmark::DoNotOptimize(tokens.size());
    }
  }
  const auto rounds = static_cast<double>(state.iterations());
  const auto allocated = static_cast<double>(allocations.load(std::memory_order_relaxed) - before);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
  state.counters["terms/doc"] = static_cast<double>(terms) / static_cast<double>(documents.size());
  state.counters["allocs/doc"] = allocated / rounds / static_cast<double>(documents.size());
}

// At most `limit` documents of a file of JSON Lines; empty when it is missing.
std::vector<std::string> articles(const char* file, const char* member, std::size_t limit) {
  std::vector<std::string> texts;
  const char* shared = std::getenv("DATELINE_SHARED");
  if (shared == nullptr) return texts;
  std::ifstream lines(std::string(shared) + "/" + file);
  for (std::string line; texts.size() < limit && std::getline(lines, line);) {
    texts.push_back(nlohmann::json::parse(line).at(member).get<std::string>());
  }
  return texts;
}

void bench_english(benchmark::State& state) { analyze(state, sentences(kEnglish), "en"); }
void bench_spanish(benchmark::State& state) { analyze(state, sentences(kSpanish), "es"); }
void bench_russian(benchmark::State& state) { analyze(state, sentences(kRussian), "ru"); }
void bench_korean(benchmark::State& state) { analyze(state, sentences(kKorean), "ko"); }
void bench_chinese(benchmark::State& state) { analyze(state, sentences(kChinese), "zh"); }
void bench_english_articles(benchmark::State& state) {
  analyze(state, articles("data/kcna_kp_2024.jsonl", "story_text", 753), "en");
}
void bench_korean_articles(benchmark::State& state) {
  analyze(state, articles("eval/korquad/docs.jsonl", "body", 964), "ko");
}
void bench_detect_english(benchmark::State& state) {
  const std::string text = repeated(kEnglish, 3000);
  for (auto _ : state) benchmark::DoNotOptimize(detect_language("", text));
}
void bench_detect_spanish(benchmark::State& state) {
  const std::string text = repeated(kSpanish, 3000);
  for (auto _ : state) benchmark::DoNotOptimize(detect_language("", text));
}

BENCHMARK(bench_english);
BENCHMARK(bench_spanish);
BENCHMARK(bench_russian);
BENCHMARK(bench_korean);
BENCHMARK(bench_chinese);
BENCHMARK(bench_english_articles);
BENCHMARK(bench_korean_articles);
BENCHMARK(bench_detect_english);
BENCHMARK(bench_detect_spanish);

}  // namespace
}  // namespace dateline::text

int main(int argc, char** argv) { return dateline::bench::run_checked(argc, argv); }
