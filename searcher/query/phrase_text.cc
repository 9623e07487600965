#include "searcher/query/phrase_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "searcher/query/lex_characters.h"
#include "searcher/query/limits.h"
#include "searcher/query/marked_word.h"

namespace dateline::query {
namespace {

bool is_blank_at(std::string_view text, std::size_t i) {
  return i >= text.size() || lex_sort(code_point_at(text, i)) == LexSort::kSpace;
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<std::string>& notices) : text_(text), notices_(notices) {}

  std::vector<PhraseItem> run() {
    std::vector<PhraseItem> items;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if ((c == '(' && choices(items)) || (c == '{' && name(items)) || (c == '*' && any_word(items)))
        continue;
      if (word_starts(at_)) {
        items.push_back({PhraseItem::Kind::kWords, {{word(text_)}}});
        continue;
      }
      ++at_;
    }
    // A star at an edge stands for nothing that could be missing.
    while (!items.empty() && items.back().kind == PhraseItem::Kind::kAnyWord) items.pop_back();
    return has_marks(items) ? items : std::vector<PhraseItem>{};
  }

 private:
  static bool has_marks(const std::vector<PhraseItem>& items) {
    return std::any_of(items.begin(), items.end(), [](const PhraseItem& item) {
      return item.kind != PhraseItem::Kind::kWords || item.choices.size() > 1 ||
             item.choices.front().front().match != WordMatch::kExact;
    });
  }

  bool word_starts(std::size_t i) const {
    if (word_character_at(text_, i)) return true;
    const bool begins = i == 0 || is_blank_at(text_, i - 1) || text_[i - 1] == '(' || text_[i - 1] == '|';
    return begins && text_[i] == '*' && word_character_at(text_, i + 1);
  }

  /// The word at at_, which ends before the end of `within`.
  WordNode word(std::string_view within) {
    const bool begins =
        at_ == 0 || is_blank_at(text_, at_ - 1) || text_[at_ - 1] == '(' || text_[at_ - 1] == '|';
    MarkedWord read = marked_word_at(within, at_, begins);
    at_ = read.end;
    WordNode node{std::move(read.text), read.match, read.distance};
    if (node.match == WordMatch::kStem) node.match = WordMatch::kExact;
    if (node.match == WordMatch::kSpelling && node.distance > kMaxDistance) {
      notices_.push_back(
          fmt::format("the ~ after {} is ignored: a spelling is 1 or 2 letters away", node.text));
      node.match = WordMatch::kExact;
    }
    const bool wild = node.match == WordMatch::kPrefix || node.match == WordMatch::kPattern;
    const std::size_t needed = node.match == WordMatch::kPrefix ? kMinPrefixLetters : kMinPatternLetters;
    if (wild && letters(node.text) < needed) {
      std::erase_if(node.text, [](char c) { return c == '*' || c == '?'; });
      notices_.push_back(
          fmt::format("the star at {} is left out: it needs {} letters beside it", node.text, needed));
      node.match = WordMatch::kExact;
    }
    return node;
  }

  static std::size_t letters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool first_byte = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
      if (first_byte && word_character_at(text, i)) ++count;
    }
    return count;
  }

  /// A star alone, behind another part: one word, whichever.
  bool any_word(std::vector<PhraseItem>& items) {
    const bool alone = (at_ == 0 || is_blank_at(text_, at_ - 1)) && is_blank_at(text_, at_ + 1);
    if (!alone || items.empty()) return false;
    items.push_back({PhraseItem::Kind::kAnyWord, {}});
    ++at_;
    return true;
  }

  /// (a|b c): one of them.
  bool choices(std::vector<PhraseItem>& items) {
    const std::size_t close = text_.find(')', at_);
    if (close == std::string_view::npos) return false;
    const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    if (inside.find('|') == std::string_view::npos || inside.find('(') != std::string_view::npos)
      return false;
    PhraseItem item{PhraseItem::Kind::kWords, {{}}};
    for (++at_; at_ < close;) {
      if (word_starts(at_)) {
        item.choices.back().push_back(word(text_.substr(0, close)));
      } else {
        if (text_[at_] == '|') item.choices.emplace_back();
        ++at_;
      }
    }
    at_ = close + 1;
    std::erase_if(item.choices, [](const std::vector<WordNode>& words) { return words.empty(); });
    if (!item.choices.empty()) items.push_back(std::move(item));
    return true;
  }

  /// {Kim Jong Un}: the name in every spelling.
  bool name(std::vector<PhraseItem>& items) {
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) return false;
    const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    bool holds_word = false;
    for (std::size_t i = 0; i < inside.size(); ++i) holds_word = holds_word || word_character_at(inside, i);
    at_ = close + 1;
    if (holds_word)
      items.push_back({PhraseItem::Kind::kName, {{WordNode{std::string(inside), WordMatch::kExact}}}});
    return true;
  }

  static constexpr unsigned kMaxDistance = 2;

  std::string_view text_;
  std::vector<std::string>& notices_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<PhraseItem> phrase_items(std::string_view text, std::vector<std::string>& notices) {
  if (text.find_first_of("*?~({") == std::string_view::npos) return {};
  return Reader(text, notices).run();
}

}  // namespace dateline::query
