// Prints how many injected edits are found and typed right in the articles of a JSON Lines file with the
// members title, body and lang. Usage: ledger_injections FILE [ARTICLES] [SEED]

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "common/ledger/compare.h"
#include "tests/common/ledger/injected_edits.h"

int main(int argc, char** argv) {
  using namespace dateline;
  using namespace dateline::ledger;
  if (argc < 2) return 2;
  const std::size_t most = argc > 2 ? std::stoul(argv[2]) : 10000;
  const unsigned seed = argc > 3 ? static_cast<unsigned>(std::stoul(argv[3])) : 20261130;
  std::mt19937 random(seed);
  text::Analyzer analyzer;
  const text::Lexicon lexicon = *text::Lexicon::built_in(analyzer);
  Comparer comparer(lexicon);
  std::ifstream in(argv[1]);
  struct Row {
    std::size_t pairs = 0, found = 0, right = 0;
  };
  std::array<Row, kInjectionNames.size()> rows{};
  std::size_t shown = 0;
  // Every so many lines, so that all years are among them.
  std::size_t lines = 0;
  std::string line;
  while (std::getline(in, line)) ++lines;
  in.clear();
  in.seekg(0);
  const std::size_t step = std::max<std::size_t>(1, lines / (most * 2));
  for (std::size_t n = 0; std::getline(in, line); ++n) {
    if (n % step != 0) continue;
    const auto record = nlohmann::json::parse(line);
    const PlainText text{record.value("title", ""), record.value("body", ""), record.value("lang", "en")};
    const text::Language language = text::Language::from_code(text.language);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Row& row = rows[i];
      if (row.pairs >= most) continue;
      const auto injected = inject(static_cast<Injection>(i), text, random);
      if (!injected) continue;
      const EditKinds kinds = comparer
                                  .compare({text.title, text.body, language},
                                           {injected->text.title, injected->text.body, language})
                                  .kinds;
      ++row.pairs;
      EditKinds all = injected->wanted;
      all |= injected->allowed;
      const bool found = injected->wanted.without(kinds).empty();
      const bool right = found && kinds.without(all).empty();
      row.found += found ? 1 : 0;
      row.right += right ? 1 : 0;
      if (!right && shown < 60) {
        ++shown;
        fmt::print(stderr, "{} {}: found {}\n", record.value("id", ""), kInjectionNames[i], text_of(kinds));
        const auto a = text.body;
        const auto b = injected->text.body;
        std::size_t at = 0;
        while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
        at = at > 90 ? at - 90 : 0;
        fmt::print(
            stderr, "   - {}\n   + {}\n",
            nlohmann::json(a.substr(at, 220)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
            nlohmann::json(b.substr(at, 220)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
      }
    }
  }
  fmt::print("seed {}\n| edit | pairs | found | typed right | share |\n| --- | ---: | ---: | ---: | ---: |\n",
             seed);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    fmt::print(
        "| {} | {} | {} | {} | {:.2f} % |\n", kInjectionNames[i], row.pairs, row.found, row.right,
        row.pairs == 0 ? 0.0 : 100.0 * static_cast<double>(row.right) / static_cast<double>(row.pairs));
  }
}
