#include "bench/corpus/oracle.h"

#include <algorithm>
#include <functional>

namespace dateline::bench {
namespace {

bool has_sequence(const std::vector<std::uint32_t>& words, const std::vector<std::uint32_t>& wanted) {
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

bool has_pair_within(const std::vector<std::uint32_t>& words, std::uint32_t one, std::uint32_t other,
                     std::size_t window) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != one && words[i] != other) continue;
    const std::uint32_t missing = words[i] == one ? other : one;
    for (std::size_t j = i + 1; j < words.size() && j < i + window; ++j) {
      if (words[j] == missing) return true;
    }
  }
  return false;
}

}  // namespace

Oracle::Oracle(std::span<const GeneratedArticle> records) {
  for (const GeneratedArticle& article : records) {
    if (article.kind == GeneratedArticle::Kind::kSameRecord) continue;
    read_.push_back({&article, words_of(article.title), words_of(article.body)});
  }
  const Vocabulary vocabulary;
  std::unordered_map<std::string_view, std::size_t> ranks;
  for (const std::string& word : vocabulary.english()) ranks.emplace(word, ranks.size());
  constexpr std::size_t kNone = Vocabulary::kEnglish;
  std::vector<std::size_t> rank_of_word;
  for (const std::string& word : words_) {
    const auto found = ranks.find(Vocabulary::base_form(word));
    rank_of_word.push_back(found == ranks.end() ? kNone : found->second);
  }
  std::vector<std::vector<std::uint32_t>> articles(Vocabulary::kEnglish + 1);
  for (std::uint32_t i = 0; i < read_.size(); ++i) {
    for (const auto* part : {&read_[i].title, &read_[i].body}) {
      for (const std::uint32_t word : *part) {
        std::vector<std::uint32_t>& of_word = articles[rank_of_word[word]];
        if (of_word.empty() || of_word.back() != i) of_word.push_back(i);
      }
    }
  }
  for (std::size_t rank = 0; rank < Vocabulary::kEnglish; ++rank) {
    const std::string& word = vocabulary.english()[rank];
    if (!articles[rank].empty()) frequencies_.emplace_back(articles[rank].size(), word);
    articles_of_.emplace(word, std::move(articles[rank]));
  }
  std::sort(frequencies_.begin(), frequencies_.end());
}

std::vector<std::uint32_t> Oracle::words_of(std::string_view text) {
  std::vector<std::uint32_t> out;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    const auto [found, fresh] = numbers_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
    if (fresh) words_.push_back(word);
    out.push_back(found->second);
    word.clear();
  };
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      word.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word.push_back(c);
    } else {
      end_word();
    }
  }
  end_word();
  return out;
}

Oracle::Matches Oracle::with_any(const std::vector<bool>& wanted_words) const {
  Matches matches;
  const auto wanted = [&](std::uint32_t word) { return wanted_words[word]; };
  for (const Read& read : read_) {
    matches.push_back(std::ranges::any_of(read.title, wanted) || std::ranges::any_of(read.body, wanted));
  }
  return matches;
}

Oracle::Matches Oracle::with_word(std::string_view base_form) const {
  if (const auto found = articles_of_.find(std::string(base_form)); found != articles_of_.end()) {
    Matches matches(read_.size(), false);
    for (const std::uint32_t article : found->second) matches[article] = true;
    return matches;
  }
  std::vector<bool> wanted;
  for (const std::string& word : words_) wanted.push_back(Vocabulary::base_form(word) == base_form);
  return with_any(wanted);
}

Oracle::Matches Oracle::with_prefix(std::string_view prefix) const {
  std::vector<bool> wanted;
  for (const std::string& word : words_) wanted.push_back(word.starts_with(prefix));
  return with_any(wanted);
}

Oracle::Matches Oracle::in_either(
    const std::function<bool(const std::vector<std::uint32_t>&)>& wanted) const {
  Matches matches;
  for (const Read& read : read_) matches.push_back(wanted(read.title) || wanted(read.body));
  return matches;
}

Oracle::Matches Oracle::with_phrase(std::span<const std::string> words) const {
  std::vector<std::uint32_t> wanted;
  for (const std::string& word : words) {
    const auto found = numbers_.find(word);
    if (found == numbers_.end()) return Matches(read_.size(), false);
    wanted.push_back(found->second);
  }
  return in_either([&](const auto& part) { return has_sequence(part, wanted); });
}

Oracle::Matches Oracle::with_near(std::string_view one, std::string_view other, int window) const {
  const auto first = numbers_.find(std::string(one));
  const auto second = numbers_.find(std::string(other));
  if (first == numbers_.end() || second == numbers_.end()) return Matches(read_.size(), false);
  return in_either([&](const auto& part) {
    return has_pair_within(part, first->second, second->second, static_cast<std::size_t>(window));
  });
}

Oracle::Matches Oracle::with_characters(std::string_view characters) const {
  const auto has = [&](std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text.find(characters) != std::string::npos;
  };
  return where([&](const GeneratedArticle& article) { return has(article.title) || has(article.body); });
}

Oracle::Matches Oracle::where(const std::function<bool(const GeneratedArticle&)>& wanted) const {
  Matches matches;
  for (const Read& read : read_) matches.push_back(wanted(*read.article));
  return matches;
}

Oracle::Matches Oracle::both(Matches left, const Matches& right) {
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = left[i] && right[i];
  return left;
}

Oracle::Matches Oracle::either(Matches left, const Matches& right) {
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = left[i] || right[i];
  return left;
}

std::uint64_t Oracle::count(const Matches& matches) {
  return static_cast<std::uint64_t>(std::count(matches.begin(), matches.end(), true));
}

std::map<std::string, std::uint64_t> Oracle::values(
    const Matches& matches, const std::function<std::string(const GeneratedArticle&)>& value) const {
  std::map<std::string, std::uint64_t> counts;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (matches[i]) ++counts[value(*read_[i].article)];
  }
  return counts;
}

const std::string& Oracle::word_in(std::uint64_t articles, std::size_t skip) const {
  const auto found =
      std::lower_bound(frequencies_.begin(), frequencies_.end(), articles,
                       [](const auto& entry, std::uint64_t wanted) { return entry.first < wanted; });
  const auto at = static_cast<std::size_t>(found - frequencies_.begin()) + skip;
  return frequencies_[std::min(at, frequencies_.size() - 1)].second;
}

}  // namespace dateline::bench
