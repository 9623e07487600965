#include "indexer/readers/clean.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::indexer {
namespace {

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }

// What clean.h says, said once more and slowly.
std::string plain_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string plain_tidy(std::string_view text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  std::string out;
  std::string gap;
  for (std::string& line : lines) {
    while (!line.empty() && is_blank(line.back())) line.pop_back();
    if (line.empty()) {
      gap = "\n\n";
      continue;
    }
    if (!out.empty()) out += gap.empty() ? "\n" : gap;
    gap.clear();
    for (const char c : line) {
      if (c == '\t') out += ' ';
      if (static_cast<unsigned char>(c) >= ' ' && c != 0x7F) out += c;
    }
  }
  return out;
}

struct Case {
  const char* name;
  std::string input;
  std::string tidy;
  std::string one_line;
};

TEST(Clean, KeepsParagraphsAndMakesOneLine) {
  const std::vector<Case> cases = {
      {"nothing", "", "", ""},
      {"one line", "The dam is done.", "The dam is done.", "The dam is done."},
      {"two paragraphs", "The dam\n\nis done.", "The dam\n\nis done.", "The dam is done."},
      {"three empty lines", "The dam\n\n\n\nis done.", "The dam\n\nis done.", "The dam is done."},
      {"empty lines around", "\n\nThe dam\n", "The dam", "The dam"},
      {"an indented line", "  The dam", "  The dam", "The dam"},
      {"blanks before the line's end", "The dam \nis done.", "The dam\nis done.", "The dam is done."},
      {"lines of Windows", "The dam\r\nis done.", "The dam\nis done.", "The dam is done."},
      {"a tabulator", "The\tdam", "The dam", "The dam"},
      {"a control character",
       "The \x01"
       "dam",
       "The dam", "The dam"},
      {"a control character in a word", "The da\x7Fm", "The dam", "The da m"},
      {"blanks alone", " \n\t\n ", "", ""},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(tidy_paragraphs(one.input), one.tidy);
    EXPECT_EQ(one_line(std::string_view(one.input)), one.one_line);
    EXPECT_EQ(one_line(std::string(one.input)), one.one_line);
  }
}

TEST(Clean, OfAnyBytesIsWhatTheSlowWayMakes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  // Rare blanks let whole texts through untouched, frequent ones none.
  for (int round = 0; round < 20000; ++round) {
    const std::size_t rarity = 2 + random() % 60;
    std::string text;
    for (std::size_t n = random() % 80; n > 0; --n) {
      constexpr std::string_view kBlanks = " \n\n\t\r\x01\x7F";
      text += random() % rarity == 0 ? kBlanks[random() % kBlanks.size()]
                                     : static_cast<char>('a' + random() % 26);
    }
    ASSERT_EQ(tidy_paragraphs(text), plain_tidy(text));
    ASSERT_EQ(one_line(std::string_view(text)), plain_one_line(text));
    ASSERT_EQ(one_line(std::string(text)), plain_one_line(text));
  }
}

}  // namespace
}  // namespace dateline::indexer
