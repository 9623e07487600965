#include "common/text/hangul.h"

#include <algorithm>
#include <array>

namespace dateline::text {

namespace {

constexpr std::size_t kSyllableBytes = 3;
constexpr std::size_t kLeastBytes = 2 * kSyllableBytes;

// Case particles, topic and other auxiliary particles, the plural, the copula. The longest that fits is
// taken.
constexpr auto kParticles = std::to_array<std::string_view>({
    "은",     "는",     "이",     "가",       "을",       "를",       "의",       "에",     "로",
    "와",     "과",     "도",     "만",       "나",       "들",       "랑",       "께",     "며",
    "고",     "라",     "란",     "에서",     "에게",     "한테",     "으로",     "부터",   "까지",
    "처럼",   "보다",   "마저",   "조차",     "밖에",     "께서",     "이나",     "이며",   "이고",
    "이라",   "이란",   "라고",   "라는",     "에는",     "에도",     "에만",     "로서",   "로써",
    "로는",   "로도",   "와의",   "과의",     "와는",     "과는",     "와도",     "과도",   "들은",
    "들이",   "들을",   "들의",   "들에",     "들도",     "들과",     "이랑",     "하고",   "이다",
    "인데",   "만이",   "만을",   "만은",     "이자",     "이여",     "에서는",   "에서도", "에서의",
    "에게는", "에게도", "에게서", "으로서",   "으로써",   "으로는",   "으로도",   "까지의", "까지는",
    "까지도", "부터는", "이라고", "이라는",   "라면서",   "로부터",   "께서는",   "께서도", "들에게",
    "들에서", "들로",   "들까지", "들에는",   "한테서",   "입니다",   "이었다",   "였다",   "에로",
    "에로의", "으로의", "로의",   "으로부터", "에서부터", "로부터의", "들에게서", "들이라",
});

}  // namespace

std::size_t hangul_stem_bytes(std::string_view word) {
  std::size_t best = 0;
  for (const std::string_view particle : kParticles) {
    if (particle.size() > best && word.size() >= particle.size() + kLeastBytes && word.ends_with(particle)) {
      best = particle.size();
    }
  }
  return word.size() - best;
}

}  // namespace dateline::text
