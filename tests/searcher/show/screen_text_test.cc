#include <gtest/gtest.h>

#include <string>

#include "searcher/show/facet_text.h"
#include "searcher/show/printable.h"
#include "searcher/show/style.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

TEST(DisplayWidth, CountsColumnsAndNotBytes) {
  const std::pair<std::string, std::size_t> cases[] = {
      {"abc", 3},
      {"평양", 4},          // Hangul
      {"日本", 4},          // Han
      {"ｱ", 1},             // half-width Katakana
      {"Ａ", 2},            // full-width Latin
      {"e\xCC\x81", 1},     // combining acute
      {"\xE2\x80\x8B", 0},  // zero-width space
      {"—…·", 3},
  };
  for (const auto& [text, width] : cases) EXPECT_EQ(display_width(text), width) << text;
}

TEST(BytesWithin, KeepsCharactersWhole) {
  EXPECT_EQ(bytes_within("abc", 2), 2U);
  EXPECT_EQ(bytes_within("평양", 3), 3U);
  EXPECT_EQ(bytes_within("e\xCC\x81x", 1), 3U) << "the mark stays with its letter";
  EXPECT_EQ(bytes_within("평", 1), 0U);
  EXPECT_EQ(bytes_within("", 5), 0U);
}

TEST(AsciiOnly, KeepsTheMeaningAndTheWidth) {
  const std::pair<std::string, std::string> cases[] = {
      {"plain\n", "plain\n"},
      {"a · b … ▪", "a - b ~ #"},
      {"“P'yŏngyang”", "\"P'yongyang\""},
      {"평양", "????"},
      {"\x1b[1mé\x1b[0m", "\x1b[1me\x1b[0m"},
      {"a › b — c", "a > b - c"},
      {"▁▂▃▄▅▆▇█·", "_,:=+*%#-"},
      {"██▋ ██▎", "### ##."},
  };
  for (const auto& [input, expected] : cases) {
    const std::string out = ascii_only(input);
    EXPECT_EQ(out, expected);
    for (const char c : out) EXPECT_GE(c, 0) << "ASCII";
  }
}

std::string lines(std::string_view text, std::size_t width, std::size_t indent) {
  return wrapped(text, Style{.colour = false, .width = width}, indent);
}

TEST(Wrapped, BreaksAtBlanksAndWithinWordsThatAreTooWide) {
  EXPECT_EQ(lines("one two three", 12, 2), "  one two\n  three\n");
  EXPECT_EQ(lines("one two three", 0, 2), "  one two three\n");
  EXPECT_EQ(lines("abcdefghijklmnop xy", 12, 2), "  abcdefghij\n  klmnop xy\n");
  EXPECT_EQ(lines("가나다라마바사", 10, 0), "가나다라마\n바사\n");
  EXPECT_EQ(lines("", 10, 0), "");
}

TEST(Wrapped, KeepsTheLinesOfATextWhenAsked) {
  search::Snippet text;
  text.parts = {{"first line\n\nsecond ", false}, {"hit", true}, {" end\n", false}};
  EXPECT_EQ(wrapped(text, {.colour = false, .width = 12}, 0, true), "first line\n\nsecond hit\nend\n");
  EXPECT_EQ(wrapped(text, {.colour = false, .width = 0}, 0, true), "first line\n\nsecond hit end\n\n");
  EXPECT_EQ(wrapped(text, {.colour = true, .width = 12}, 0, true),
            "first line\n\nsecond \x1b[1;33mhit\x1b[0m\nend\n");
}

TEST(Wrapped, IsLinearInALongWord) {
  // Quadratic work on so many wide characters would take minutes.
  std::string text;
  for (int i = 0; i < 300000; ++i) text += "가";
  const std::string out = lines(text, 80, 0);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 7500);
}

TEST(Style, LastsAcrossAHitWithinIt) {
  const Style style{.colour = true};
  EXPECT_EQ(bold(style, "a " + marked(style, "b") + " c"), "\x1b[1ma \x1b[1;33mb\x1b[0m\x1b[1m c\x1b[0m");
}

search::SearchResponse with_facets() {
  search::SearchResponse response;
  search::FacetResult source;
  source.facet = index::Facet::kSource;
  source.articles = 17;
  source.values = {{"kcna.kp-en", 10, true}, {"rodong", 4, false}};
  source.others = 2;
  source.none = 1;
  search::FacetResult empty;
  empty.facet = index::Facet::kTopic;
  search::FacetResult year;
  year.facet = index::Facet::kYear;
  year.articles = 17;
  year.values = {{"2023", 17, false}};
  response.facets = {source, empty, year};
  response.source_names = {{"kcna.kp-en", "KCNA.kp (En)"}};
  return response;
}

TEST(FacetRows, CarryTheFiltersThatChooseThem) {
  std::vector<std::string> filters;
  for (const FacetRow& row : facet_rows(with_facets(), {"source="})) {
    filters.push_back(row.filter + (row.selected ? " *" : ""));
  }
  EXPECT_EQ(filters,
            (std::vector<std::string>{"source=kcna.kp-en *", "source=rodong", "", "source= *", "year=2023"}));
}

TEST(FacetsText, NumbersWhatCanBeChosen) {
  const auto rows = facet_rows(with_facets(), {});
  EXPECT_EQ(facets_text(rows, {.colour = false, .width = 40}, true),
            "source\n"
            "  f1   * kcna.kp-en (KCNA.kp …        10\n"
            "  f2   rodong                          4\n"
            "       (others)                        2\n"
            "  f3   (none)                          1\n"
            "year\n"
            "  f4   2023                           17\n");
  EXPECT_TRUE(facets_text(rows, {.colour = false, .width = 80}, false)
                  .starts_with("source\n"
                               "  * kcna.kp-en (KCNA.kp (En))             10 ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪\n"));
  EXPECT_TRUE(facets_text(rows, {.colour = false, .width = 60}, true)
                  .starts_with("source\n"
                               "  f1   * kcna.kp-en (KCNA.kp (En))             10 ▪▪▪▪▪▪▪▪▪▪\n"));
}

}  // namespace
}  // namespace dateline::show
