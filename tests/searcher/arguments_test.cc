#include "searcher/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dateline::search {
namespace {

using Words = std::vector<std::string>;

const CommandOptions kCommands{{"query", {"-i", "--index", "-n", "--limit", "--sort", "--filter", "--from"}},
                               {"kwic", {"-i", "--index", "-n", "--sort"}},
                               {"show", {"-i", "--index"}}};

TEST(ArrangedArguments, TellsWordsFromOptions) {
  struct Case {
    std::string name;
    Words given;
    Words expected;
  };
  const std::vector<Case> cases{
      {"no argument", {}, {}},
      {"query is the default", {"kim", "putin"}, {"query", "kim", "putin"}},
      {"a command", {"show", "12ab"}, {"show", "12ab"}},
      {"a command that is no first word", {"kim", "show"}, {"query", "kim", "show"}},
      {"options first", {"kim", "-n", "5", "putin", "--any"}, {"query", "-n", "5", "--any", "kim", "putin"}},
      {"options alone", {"kwic", "--any"}, {"kwic", "--any"}},
      {"negated", {"putin", "-nuclear", "missile"}, {"query", "--", "putin", "-nuclear", "missile"}},
      {"negated first", {"-nuclear", "putin"}, {"query", "--", "-nuclear", "putin"}},
      {"negated phrase", {"a", "-\"old name\""}, {"query", "--", "a", "-\"old name\""}},
      {"negated Hangul", {"핵", "-미사일"}, {"query", "--", "핵", "-미사일"}},
      {"value with a sign", {"a", "--sort", "-date"}, {"query", "--sort", "-date", "a"}},
      {"value like a negated word", {"--from", "-old", "a"}, {"query", "--from", "-old", "a"}},
      {"value behind =", {"a", "--sort=-date", "b"}, {"query", "--sort=-date", "a", "b"}},
      {"short option with its value in one", {"-n5", "a"}, {"query", "-n5", "a"}},
      {"short flag", {"a", "-h"}, {"query", "-h", "a"}},
      {"number", {"-2017", "flood"}, {"query", "--", "-2017", "flood"}},
      {"dash", {"-"}, {"query", "-"}},
      {"all words", {"--any", "--", "-n", "--sort"}, {"query", "--any", "--", "-n", "--sort"}},
      {"second --", {"--", "a", "--", "b"}, {"query", "--", "a", "--", "b"}},
      {"-- of a command", {"kwic", "--", "--any"}, {"kwic", "--", "--any"}},
      {"index first", {"-i", "x.idx", "kwic", "a"}, {"kwic", "-i", "x.idx", "a"}},
      {"indexes first",
       {"-i", "x", "--index=y", "--index", "z", "kwic", "a"},
       {"kwic", "-i", "x", "--index=y", "--index", "z", "a"}},
      {"index first, no command", {"-i", "x", "a"}, {"query", "-i", "x", "a"}},
      {"index without its value", {"-i"}, {"query", "-i"}},
      {"index like a command", {"-i", "kwic", "a"}, {"query", "-i", "kwic", "a"}},
      {"word that CLI11 takes for a mark", {"C", "++"}, {"query", "--", "C", "++"}},
      {"help", {"--help"}, {"--help"}},
      {"index and help", {"-i", "x", "--help"}, {"--help", "-i", "x"}},
      {"configuration",
       {"--config", "f.ini", "query", "a", "-old"},
       {"--config", "f.ini", "query", "--", "a", "-old"}},
      {"configuration without a command", {"--config", "f", "a"}, {"--config", "f", "query", "a"}},
      {"configuration, index and command",
       {"-i", "x", "--config=f", "kwic", "a"},
       {"--config=f", "kwic", "-i", "x", "a"}},
      {"configuration like a command",
       {"--config", "kwic", "show", "12ab"},
       {"--config", "kwic", "show", "12ab"}},
      {"configuration without its value", {"--config"}, {"--config"}},
  };
  for (const Case& c : cases) EXPECT_EQ(arranged_arguments(c.given, kCommands), c.expected) << c.name;
}

TEST(ArrangedArguments, LoseNoneAndKeepTheOrderOfWords) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  const Words plain{"flood", "-nuclear", "ferry", "-\"old name\"", "show", "+dam", "-"};
  const std::vector<Words> options{
      {"--any"}, {"-n", "5"}, {"--sort", "-date"}, {"--filter", "-x=y"}, {"-n7"}};
  for (int round = 0; round < 2000; ++round) {
    Words given{"query"};
    Words head = given;
    Words words;
    for (std::size_t n = random() % 8; n > 0; --n) {
      if (random() % 2 == 0) {
        words.push_back(plain[random() % plain.size()]);
        given.push_back(words.back());
      } else {
        const Words& option = options[random() % options.size()];
        given.insert(given.end(), option.begin(), option.end());
        head.insert(head.end(), option.begin(), option.end());
      }
    }
    if (std::any_of(words.begin(), words.end(), [](const auto& w) { return w.size() > 1 && w[0] == '-'; }))
      head.emplace_back("--");
    head.insert(head.end(), words.begin(), words.end());
    ASSERT_EQ(arranged_arguments(given, kCommands), head)
        << "seed " << seed << ": " << fmt::format("{}", fmt::join(given, " "));
  }
}

}  // namespace
}  // namespace dateline::search
