// make_corpus RECORDS SEED [PERCENT]: a made-up collection as JSON Lines on standard output, with so much of
// the usual length of articles.

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
  int percent = 100;
  const bool read = (argc == 3 || argc == 4) && parse(argv[1], records) && parse(argv[2], seed) &&
                    (argc == 3 || parse(argv[3], percent));
  if (!read || records == 0 || percent < 1 || percent > 1000) {
    std::cerr << "Usage: make_corpus RECORDS SEED [PERCENT] > FILE\n";
    return 2;
  }
  std::ios::sync_with_stdio(false);
  dateline::bench::CorpusGenerator generator(records, seed, percent);
  for (std::uint32_t i = 0; i < records && std::cout; ++i) std::cout << generator.next().to_json() << '\n';
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "make_corpus: cannot write\n";
    return 5;
  }
  return 0;
}
