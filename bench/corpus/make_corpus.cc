// make_corpus RECORDS SEED: a made-up collection as JSON Lines on standard output.

#include <charconv>
#include <iostream>
#include <string_view>

#include "bench/corpus/generator.h"

namespace {

template <class Number>
bool parse(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t records = 0;
  std::uint64_t seed = 0;
  if (argc != 3 || !parse(argv[1], records) || records == 0 || !parse(argv[2], seed)) {
    std::cerr << "Usage: make_corpus RECORDS SEED > FILE\n";
    return 2;
  }
  std::ios::sync_with_stdio(false);
  dateline::bench::CorpusGenerator generator(records, seed);
  for (std::uint32_t i = 0; i < records && std::cout; ++i) std::cout << generator.next().to_json() << '\n';
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "make_corpus: cannot write\n";
    return 5;
  }
  return 0;
}
