#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/text/analyzer.h"
#include "common/text/lexicon.h"
#include "common/text/ranking_recipe.h"
#include "indexer/sources/unpack.h"
#include "tests/support/shared.h"

namespace dateline::indexer {
namespace {

struct Written {
  std::size_t small = 0;  ///< articles that have the word in small letters
  std::size_t all = 0;    ///< articles that have it at all
  std::size_t last_small = 0;
  std::size_t last = 0;
};

/// Words of ASCII letters of a text, with what they are in small letters.
template <class Visit>
void each_word(const std::string& text, Visit visit) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end > i) visit(text.substr(i, end - i));
    i = std::max(end, i + 1);
  }
}

std::string lower(std::string word) {
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

// A name that a text is searched for must not be a word that texts have anyway ("who", "soul", "park").
TEST(LexiconVocabulary, SearchesNoTextForACommonWordInPlaceOfAName) {
  const auto path = testing::shared_file("data/kcna_1997_2018.jsonl.zst");
  DATELINE_NEED_SHARED(path);
  text::Analyzer analyzer;
  const auto lexicon = text::Lexicon::built_in(analyzer);
  ASSERT_TRUE(lexicon);
  std::unordered_map<std::string, Written> words;
  for (std::size_t i = 0; i < lexicon->size(); ++i) {
    const text::LexiconGroup& group = lexicon->group(i);
    if (group.kind == text::LexiconGroup::Kind::kWord) continue;
    const auto track = [&](const std::string& word) {
      if (std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; })) words[word];
    };
    for (const auto& phrase : group.phrases) {
      if (phrase.size() == 1 && !text::is_capitals_term(phrase.front())) track(phrase.front());
    }
    for (const auto& slots : lexicon->regular_slots(group)) {
      if (slots.size() != 1) continue;
      for (const std::string& word : slots.front()) track(word);
    }
  }
  ASSERT_GT(words.size(), 100U);

  auto file = open_file_stream(path.string());
  ASSERT_TRUE(file);
  BufferedStream lines(unpack_stream(std::move(*file), Packing::kZstd));
  std::size_t article = 0;
  std::string line;
  constexpr std::size_t kPiece = 1 << 20;
  for (bool more = true; more;) {
    const std::string_view piece = lines.peek(kPiece);
    more = !piece.empty();
    const std::size_t end = piece.find('\n');
    line.append(piece.substr(0, end));
    lines.skip(end == std::string_view::npos ? piece.size() : end + 1);
    if (more && end == std::string_view::npos) continue;
    if (line.empty()) continue;
    const auto record = nlohmann::json::parse(line);
    line.clear();
    ++article;
    each_word(record.value("title", "") + "\n" + record.value("body", ""), [&](const std::string& word) {
      const auto found = words.find(lower(word));
      if (found == words.end()) return;
      Written& written = found->second;
      if (std::islower(static_cast<unsigned char>(word.front())) != 0 && written.last_small != article) {
        written.last_small = article;
        ++written.small;
      }
      if (written.last != article) {
        written.last = article;
        ++written.all;
      }
    });
  }
  EXPECT_GT(article, 100'000U);
  constexpr std::size_t kFrequent = 20;  // articles
  // They mean the same in small letters: the Spanish adjective, and an organ that some write so.
  const std::set<std::string> same{"china", "politburo"};
  for (const auto& [word, written] : words) {
    if (same.contains(word)) continue;
    EXPECT_FALSE(written.small > kFrequent && written.small * 20 > written.all)
        << word << " stands in small letters in " << written.small << " of its " << written.all
        << " articles";
  }
}

}  // namespace
}  // namespace dateline::indexer
