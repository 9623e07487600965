#pragma once

#include <regex>
#include <string>
#include <vector>

namespace dateline::testing {

/// Places of a text or page where one thing is called many: "1 articles", "of 1 different texts".
inline std::vector<std::string> wrong_plurals(const std::string& text) {
  static const std::regex kTag("<[^>]*>");
  static const std::regex kWrong(
      "(^|[^0-9.,:/#=_-])(1 ((?!(at|in|of|to|with) )[a-z]+ ){0,2}(addresses|articles|captures|copies|days|documents|edits|errors|files|groups|"
      "hits|leftovers|lines|links|names|occurrences|pages|periods|places|queries|records|segments|sequences|"
      "shards|sightings|silences|sources|terms|texts|times|titles|values|versions|words|years|were|are|have))\\b");
  const std::string plain = std::regex_replace(text, kTag, "");
  std::vector<std::string> out;
  for (std::sregex_iterator at(plain.begin(), plain.end(), kWrong), end; at != end; ++at) {
    const auto begin = static_cast<std::size_t>(at->position());
    out.push_back(plain.substr(begin < 30 ? 0 : begin - 30, 80));
  }
  return out;
}

}  // namespace dateline::testing
