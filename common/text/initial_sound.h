#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// A Korean word as the other side writes it: in the south a word does not begin with ㄹ, nor with ㄴ before
/// a vowel like i or y, in the north it does ("련대" and "연대", "념원" and "염원", "로동" and "노동");
/// within a word 률 and 렬 become 율 and 열 behind a vowel or ㄴ ("규률" and "규율"). What it may be instead;
/// none for other words.
std::vector<std::string> initial_sound_spellings(std::string_view word);

}  // namespace dateline::text
