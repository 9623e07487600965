#include "indexer/readers/html/hints.h"

#include <algorithm>
#include <array>
#include <string>

namespace dateline::html {
namespace {

enum Meaning : unsigned {
  kBoilerplate = 1,
  kVisitors = 2,
  kCaption = 4,
  kPicture = 8,
  kStory = 16,     // "article", "post": content together with kBody
  kBody = 32,      // "body", "text"
  kEmbedded = 64,  // a quoted message of a social network is part of the text
  kContent = 128,
};

struct Word {
  std::string_view word;
  unsigned meaning;
};

/// Sorted by word. No word stands here for one site's sake: each is common usage of class names.
constexpr auto kWords = std::to_array<Word>({
    {"ad", kBoilerplate},
    {"ads", kBoilerplate},
    {"adsense", kBoilerplate},
    {"advert", kBoilerplate},
    {"advertisement", kBoilerplate},
    {"advertising", kBoilerplate},
    {"article", kStory},
    {"articlebody", kContent},
    {"aside", kBoilerplate},
    {"author", kBoilerplate},
    {"authors", kBoilerplate},
    {"badge", kBoilerplate},
    {"banner", kBoilerplate},
    {"bio", kBoilerplate},
    {"body", kBody},
    {"bookmark", kBoilerplate},
    {"breadcrumb", kBoilerplate},
    {"breadcrumbs", kBoilerplate},
    {"byline", kBoilerplate},
    {"caption", kCaption},
    {"captions", kCaption},
    {"cart", kBoilerplate},
    {"comment", kBoilerplate | kVisitors},
    {"commenting", kBoilerplate | kVisitors},
    {"comments", kBoilerplate | kVisitors},
    {"complementary", kBoilerplate},
    {"content", kBody},
    {"contentinfo", kBoilerplate},
    {"cookie", kBoilerplate},
    {"cookies", kBoilerplate},
    {"copyright", kBoilerplate},
    {"credit", kCaption},
    {"credits", kCaption},
    {"crumb", kBoilerplate},
    {"crumbs", kBoilerplate},
    {"cta", kBoilerplate},
    {"dialog", kBoilerplate},
    {"disqus", kBoilerplate | kVisitors},
    {"donate", kBoilerplate},
    {"donation", kBoilerplate},
    {"embed", kEmbedded},
    {"entry", kStory},
    {"feedback", kBoilerplate},
    {"figcaption", kCaption},
    {"follow", kBoilerplate},
    {"footer", kBoilerplate},
    {"gallery", kPicture},
    {"gdpr", kBoilerplate},
    {"hashtags", kBoilerplate},
    {"image", kPicture},
    {"imagecaption", kCaption},
    {"keywords", kBoilerplate},
    {"latest", kBoilerplate},
    {"lightbox", kPicture},
    {"login", kBoilerplate},
    {"main", kBody},
    {"masthead", kBoilerplate},
    {"menu", kBoilerplate},
    {"menus", kBoilerplate},
    {"metadata", kBoilerplate},
    {"modal", kBoilerplate},
    {"nav", kBoilerplate},
    {"navbar", kBoilerplate},
    {"navigation", kBoilerplate},
    {"news", kStory},
    {"newsletter", kBoilerplate},
    {"newsletters", kBoilerplate},
    {"next", kBoilerplate},
    {"outbrain", kBoilerplate},
    {"pager", kBoilerplate},
    {"pagination", kBoilerplate},
    {"paging", kBoilerplate},
    {"paywall", kBoilerplate},
    {"photo", kPicture},
    {"photocaption", kCaption},
    {"picture", kPicture},
    {"popular", kBoilerplate},
    {"popup", kBoilerplate},
    {"post", kStory},
    {"prev", kBoilerplate},
    {"previous", kBoilerplate},
    {"print", kBoilerplate},
    {"promo", kBoilerplate},
    {"promos", kBoilerplate},
    {"promoted", kBoilerplate},
    {"promotion", kBoilerplate},
    {"rail", kBoilerplate},
    {"rating", kBoilerplate},
    {"ratings", kBoilerplate},
    {"readmore", kBoilerplate},
    {"readnext", kBoilerplate},
    {"recirc", kBoilerplate},
    {"recirculation", kBoilerplate},
    {"recommend", kBoilerplate},
    {"recommendation", kBoilerplate},
    {"recommendations", kBoilerplate},
    {"recommended", kBoilerplate},
    {"related", kBoilerplate | kVisitors},
    {"respond", kBoilerplate | kVisitors},
    {"search", kBoilerplate},
    {"share", kBoilerplate},
    {"sharebar", kBoilerplate},
    {"shares", kBoilerplate},
    {"sharing", kBoilerplate},
    {"sidebar", kBoilerplate},
    {"signup", kBoilerplate},
    {"slideshow", kPicture},
    {"social", kBoilerplate},
    {"sponsor", kBoilerplate},
    {"sponsored", kBoilerplate},
    {"story", kStory},
    {"storybody", kContent},
    {"subscribe", kBoilerplate},
    {"subscription", kBoilerplate},
    {"taboola", kBoilerplate},
    {"tag", kBoilerplate},
    {"taglist", kBoilerplate},
    {"tags", kBoilerplate},
    {"teaser", kBoilerplate},
    {"teasers", kBoilerplate},
    {"text", kBody},
    {"thumbnail", kPicture},
    {"timestamp", kBoilerplate},
    {"toolbar", kBoilerplate},
    {"trending", kBoilerplate},
    {"tweet", kEmbedded},
    {"upsell", kBoilerplate},
    {"widget", kBoilerplate},
    {"widgets", kBoilerplate},
});
static_assert(std::ranges::is_sorted(kWords, {}, &Word::word));

unsigned meaning_of(std::string_view word) {
  const auto* found = std::ranges::lower_bound(kWords, word, {}, &Word::word);
  return found != kWords.end() && found->word == word ? found->meaning : 0U;
}

}  // namespace

Hint read_hints(std::string_view hints) {
  unsigned seen = 0;
  std::string word;
  char before = ' ';
  const auto finish = [&] {
    if (!word.empty()) seen |= meaning_of(word);
    word.clear();
  };
  for (const char c : hints) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    if (upper && before >= 'a' && before <= 'z') finish();  // camelCase
    if (upper || lower) {
      word += static_cast<char>(upper ? c - 'A' + 'a' : c);
    } else {
      finish();
    }
    before = c;
  }
  finish();
  Hint hint;
  hint.boilerplate = (seen & kBoilerplate) != 0 && (seen & kEmbedded) == 0;
  hint.visitors = (seen & kVisitors) != 0;
  hint.caption = (seen & kCaption) != 0;
  hint.picture = (seen & kPicture) != 0;
  hint.content = (seen & kContent) != 0 || ((seen & kStory) != 0 && (seen & kBody) != 0);
  return hint;
}

bool hides(std::string_view classes) {
  static constexpr auto kHiding =
      std::to_array<std::string_view>({"d-none", "hidden", "hide", "is-hidden", "screen-reader-text",
                                       "sr-only", "u-hidden", "visually-hidden", "visuallyhidden"});
  while (!classes.empty()) {
    const std::size_t end = std::min(classes.find_first_of(" \t\n"), classes.size());
    if (std::ranges::binary_search(kHiding, classes.substr(0, end))) return true;
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
  return false;
}

}  // namespace dateline::html
