#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "common/eight_bytes.h"
#include "common/find_place.h"

namespace dateline {
namespace {

TEST(EightBytes, TellLettersAndDigitsOfEveryByteAtEveryPlace) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const bool digit = byte >= '0' && byte <= '9';
    for (std::size_t place = 0; place < eight_bytes::kBytes; ++place) {
      std::string letters(eight_bytes::kBytes, 'k');
      std::string digits(eight_bytes::kBytes, '5');
      letters[place] = digits[place] = static_cast<char>(byte);
      ASSERT_EQ(eight_bytes::leading(eight_bytes::letters(eight_bytes::load(letters.data()))),
                letter ? eight_bytes::kBytes : place)
          << byte;
      ASSERT_EQ(eight_bytes::leading(eight_bytes::digits(eight_bytes::load(digits.data()))),
                digit ? eight_bytes::kBytes : place)
          << byte;
    }
  }
}

TEST(FindPlace, FindsTheFirstPlaceFromEveryStart) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 150, 'x');
    for (char& c : text) {
      if (random() % 20 == 0) c = 'w';
    }
    for (std::size_t at = 0; at <= text.size() + 1; ++at) {
      const auto one = [](const char* c) { return c[0] == 'w'; };
      const auto two = [](const char* c) { return (c[0] == 'w') & (c[1] == 'w'); };
      ASSERT_EQ(find_place<1>(text, at, one), text.find('w', at)) << text;
      ASSERT_EQ(find_place<2>(text, at, two), text.find("ww", at)) << text;
    }
  }
}

}  // namespace
}  // namespace dateline
