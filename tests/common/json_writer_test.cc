#include "common/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

namespace dateline {
namespace {

std::string written(const auto& value) {
  JsonWriter json;
  json.value(value);
  return std::string(json.text());
}

TEST(JsonWriter, WritesObjectsAndArraysInOrder) {
  JsonWriter json;
  json.object([&] {
    json.member("b", 1);
    json.member("a", "x");
    json.object("empty", [] {});
    json.array("none", std::vector<int>{});
    json.array("flags", std::vector<std::string>{"one", "two"});
    json.array("pairs", std::vector<int>{1, 2}, [&](int n) { json.array(std::vector<int>{n, -n}); });
    json.member_or_null("key", "");
    json.member("number", std::optional<double>());
    json.member("yes", true);
    json.key("whole");
    json.json(R"({"x":[1]})");
    json.member("last", nullptr);
  });
  EXPECT_EQ(json.text(),
            R"({"b":1,"a":"x","empty":{},"none":[],"flags":["one","two"],"pairs":[[1,-1],[2,-2]],)"
            R"("key":null,"number":null,"yes":true,"whole":{"x":[1]},"last":null})");
  EXPECT_EQ(json.line(), std::string(json.text()) + "\n");
}

TEST(JsonWriter, WritesNumbers) {
  EXPECT_EQ(written(0.0), "0.0");
  EXPECT_EQ(written(-0.0), "-0.0");
  EXPECT_EQ(written(5.0), "5.0");
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(-12.5), "-12.5");
  EXPECT_EQ(written(0.0001), "0.0001");
  EXPECT_EQ(written(0.00001), "1e-05");
  EXPECT_EQ(written(1e300), "1e+300");
  EXPECT_EQ(written(std::nan("")), "null");
  EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(written(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(written(std::uint8_t{7}), "7");
}

TEST(JsonWriter, EscapesControlCharactersAndReplacesWhatIsNoUtf8) {
  struct Case {
    std::string_view text;
    std::string json;
  };
  const std::vector<Case> cases{
      {"", R"("")"},
      {"plain 강 ж …", R"("plain 강 ж …")"},
      {"\"\\/", R"("\"\\/")"},
      {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
      {std::string_view("\0\x1B[31m\x7F", 7), R"("\u0000\u001b[31m\u007f")"},
      {"\u0080\u009b\u00a0", "\"\\u0080\\u009b\u00a0\""},
      {"\u061c\u200e\u200f\u202a\u202e\u2066\u2069", R"("\u061c\u200e\u200f\u202a\u202e\u2066\u2069")"},
      {"a\u2028b\u2029", R"("a\u2028b\u2029")"},
      {"\u200b\u200d\u2027\u202f\u2065\u206a", "\"\u200b\u200d\u2027\u202f\u2065\u206a\""},
      {"\xFF", "\"\uFFFD\""},
      {"a\xE2\x82z", "\"a\uFFFDz\""},
      {"\xC0\x80", "\"\uFFFD\uFFFD\""},
      {"\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
      {"\xF0\x9F", "\"\uFFFD\""},
  };
  for (const Case& c : cases) EXPECT_EQ(written(c.text), c.json);
}

/// Another library writes the same bytes where no character has to be escaped for being invisible, and reads
/// the same text from all that is written.
TEST(JsonWriter, AgreesWithAnotherWriterOnRandomBytes) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  const std::vector<std::string> pieces{
      "a",        "\"",       "\\",       "\n",           "\x01",
      "\xC3\xA9", "\xE2\x82", "\xED\xA0", "\xEA\xB0\x95", "\xF0\x9F\x98\x80",
      "\xF0\x9F", "\x80",     "\xC0",     "\xFE",         "/"};
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
    const nlohmann::json value = text;
    EXPECT_EQ(written(text), value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) << seed;
    double number = 0;
    const std::uint64_t bits = std::uint64_t{random()} << 32 | random();
    static_assert(sizeof number == sizeof bits);
    std::memcpy(&number, &bits, sizeof number);
    if (std::isfinite(number)) {
      EXPECT_EQ(nlohmann::json::parse(written(number)).get<double>(), number) << seed;
    }
  }
}

}  // namespace
}  // namespace dateline
