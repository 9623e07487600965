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
  kElsewhere = 256,  // a date in it is that of something else
  kDate = 512,       // "date", which means the article's together with kStory
  kDated = 1024,     // the day of the article
};

struct Word {
  std::string_view word;
  unsigned meaning;
};

/// Sorted by word. No word stands here for one site's sake: each is common usage of class names.
constexpr auto kWords = std::to_array<Word>({
    {"ad", kBoilerplate | kElsewhere},
    {"ads", kBoilerplate | kElsewhere},
    {"adsense", kBoilerplate},
    {"advert", kBoilerplate | kElsewhere},
    {"advertisement", kBoilerplate | kElsewhere},
    {"advertising", kBoilerplate | kElsewhere},
    {"agenda", kElsewhere},
    {"archive", kElsewhere},
    {"archives", kElsewhere},
    {"article", kStory},
    {"articlebody", kContent},
    {"articledate", kDated},
    {"aside", kBoilerplate | kElsewhere},
    {"author", kBoilerplate},
    {"authors", kBoilerplate},
    {"badge", kBoilerplate},
    {"banner", kBoilerplate},
    {"bio", kBoilerplate},
    {"body", kBody},
    {"bookmark", kBoilerplate},
    {"bottom", kElsewhere},
    {"breadcrumb", kBoilerplate | kElsewhere},
    {"breadcrumbs", kBoilerplate | kElsewhere},
    {"byline", kBoilerplate},
    {"calendar", kElsewhere},
    {"caption", kCaption},
    {"captions", kCaption},
    {"carousel", kElsewhere},
    {"cart", kBoilerplate | kElsewhere},
    {"clock", kElsewhere},
    {"comment", kBoilerplate | kVisitors | kElsewhere},
    {"commenting", kBoilerplate | kVisitors | kElsewhere},
    {"comments", kBoilerplate | kVisitors | kElsewhere},
    {"complementary", kBoilerplate | kElsewhere},
    {"content", kBody},
    {"contentinfo", kBoilerplate | kElsewhere},
    {"cookie", kBoilerplate | kElsewhere},
    {"cookies", kBoilerplate | kElsewhere},
    {"copyright", kBoilerplate | kElsewhere},
    {"countdown", kElsewhere},
    {"counter", kElsewhere},
    {"credit", kCaption},
    {"credits", kCaption},
    {"crumb", kBoilerplate},
    {"crumbs", kBoilerplate},
    {"cta", kBoilerplate},
    {"currentdate", kElsewhere},
    {"date", kDate},
    {"datetime", kDate},
    {"deadline", kElsewhere},
    {"dialog", kBoilerplate},
    {"digest", kElsewhere},
    {"discussion", kElsewhere},
    {"discussions", kElsewhere},
    {"disqus", kBoilerplate | kVisitors | kElsewhere},
    {"donate", kBoilerplate},
    {"donation", kBoilerplate},
    {"embed", kEmbedded | kElsewhere},
    {"entry", kStory},
    {"event", kElsewhere},
    {"events", kElsewhere},
    {"feed", kElsewhere},
    {"feedback", kBoilerplate | kElsewhere},
    {"figcaption", kCaption},
    {"flash", kElsewhere},
    {"follow", kBoilerplate},
    {"footer", kBoilerplate | kElsewhere},
    {"gallery", kPicture},
    {"gdpr", kBoilerplate},
    {"guestbook", kElsewhere},
    {"hashtags", kBoilerplate},
    {"headlines", kElsewhere},
    {"hot", kElsewhere},
    {"image", kPicture},
    {"imagecaption", kCaption},
    {"keywords", kBoilerplate},
    {"latest", kBoilerplate | kElsewhere},
    {"lightbox", kPicture},
    {"list", kElsewhere},
    {"listing", kElsewhere},
    {"login", kBoilerplate | kElsewhere},
    {"main", kBody},
    {"marquee", kElsewhere},
    {"masthead", kBoilerplate},
    {"menu", kBoilerplate | kElsewhere},
    {"menus", kBoilerplate | kElsewhere},
    {"metadata", kBoilerplate},
    {"modal", kBoilerplate},
    {"more", kElsewhere},
    {"nav", kBoilerplate | kElsewhere},
    {"navbar", kBoilerplate | kElsewhere},
    {"navigation", kBoilerplate | kElsewhere},
    {"news", kStory},
    {"newsdate", kDated},
    {"newsletter", kBoilerplate | kElsewhere},
    {"newsletters", kBoilerplate | kElsewhere},
    {"next", kBoilerplate | kElsewhere},
    {"now", kElsewhere},
    {"online", kElsewhere},
    {"other", kElsewhere},
    {"others", kElsewhere},
    {"outbrain", kBoilerplate | kElsewhere},
    {"pager", kBoilerplate | kElsewhere},
    {"pagination", kBoilerplate | kElsewhere},
    {"paging", kBoilerplate | kElsewhere},
    {"paywall", kBoilerplate},
    {"photo", kPicture},
    {"photocaption", kCaption},
    {"picture", kPicture},
    {"popular", kBoilerplate | kElsewhere},
    {"popup", kBoilerplate | kElsewhere},
    {"post", kStory},
    {"postdate", kDated},
    {"prev", kBoilerplate | kElsewhere},
    {"previous", kBoilerplate | kElsewhere},
    {"print", kBoilerplate},
    {"promo", kBoilerplate | kElsewhere},
    {"promos", kBoilerplate | kElsewhere},
    {"promoted", kBoilerplate | kElsewhere},
    {"promotion", kBoilerplate | kElsewhere},
    {"pub", kDated},
    {"pubdate", kDated},
    {"publication", kDated},
    {"publish", kDated},
    {"publishdate", kDated},
    {"published", kDated},
    {"publishing", kDated},
    {"publishtime", kDated},
    {"pubtime", kDated},
    {"rail", kBoilerplate | kElsewhere},
    {"rating", kBoilerplate},
    {"ratings", kBoilerplate},
    {"reactions", kElsewhere},
    {"readmore", kBoilerplate | kElsewhere},
    {"readnext", kBoilerplate | kElsewhere},
    {"recirc", kBoilerplate | kElsewhere},
    {"recirculation", kBoilerplate | kElsewhere},
    {"recommend", kBoilerplate | kElsewhere},
    {"recommendation", kBoilerplate | kElsewhere},
    {"recommendations", kBoilerplate | kElsewhere},
    {"recommended", kBoilerplate | kElsewhere},
    {"regdate", kDated},
    {"related", kBoilerplate | kVisitors | kElsewhere},
    {"releasedate", kDated},
    {"replies", kElsewhere},
    {"reply", kElsewhere},
    {"respond", kBoilerplate | kVisitors | kElsewhere},
    {"reviews", kElsewhere},
    {"roundup", kElsewhere},
    {"schedule", kElsewhere},
    {"search", kBoilerplate | kElsewhere},
    {"secondary", kElsewhere},
    {"servertime", kElsewhere},
    {"share", kBoilerplate},
    {"sharebar", kBoilerplate},
    {"shares", kBoilerplate},
    {"sharing", kBoilerplate},
    {"side", kElsewhere},
    {"sidebar", kBoilerplate | kElsewhere},
    {"signup", kBoilerplate},
    {"sitedate", kElsewhere},
    {"slider", kElsewhere},
    {"slideshow", kPicture},
    {"social", kBoilerplate},
    {"sponsor", kBoilerplate | kElsewhere},
    {"sponsored", kBoilerplate | kElsewhere},
    {"statistics", kElsewhere},
    {"stats", kElsewhere},
    {"story", kStory},
    {"storybody", kContent},
    {"subscribe", kBoilerplate},
    {"subscription", kBoilerplate},
    {"swiper", kElsewhere},
    {"taboola", kBoilerplate | kElsewhere},
    {"tag", kBoilerplate},
    {"taglist", kBoilerplate},
    {"tags", kBoilerplate},
    {"teaser", kBoilerplate | kElsewhere},
    {"teasers", kBoilerplate | kElsewhere},
    {"text", kBody},
    {"thumbnail", kPicture},
    {"ticker", kElsewhere},
    {"time", kDate},
    {"timestamp", kBoilerplate},
    {"today", kElsewhere},
    {"toolbar", kBoilerplate | kElsewhere},
    {"topbar", kElsewhere},
    {"topnav", kElsewhere},
    {"trending", kBoilerplate | kElsewhere},
    {"tweet", kEmbedded | kElsewhere},
    {"upcoming", kElsewhere},
    {"upsell", kBoilerplate | kElsewhere},
    {"weather", kElsewhere},
    {"widget", kBoilerplate | kElsewhere},
    {"widgets", kBoilerplate | kElsewhere},
    {"writedate", kDated},
});
static_assert(std::ranges::is_sorted(kWords, {}, &Word::word));

/// Words of measures: "margin-bottom" tells how something looks, not what it is.
bool is_measure(std::string_view word) {
  constexpr auto kMeasures =
      std::to_array<std::string_view>({"align", "border", "m", "margin", "p", "padding", "vertical"});
  return std::ranges::find(kMeasures, word) != kMeasures.end();
}

unsigned meaning_of(std::string_view word) {
  const auto* found = std::ranges::lower_bound(kWords, word, {}, &Word::word);
  return found != kWords.end() && found->word == word ? found->meaning : 0U;
}

}  // namespace

Hint read_hints(std::string_view hints) {
  unsigned seen = 0;
  std::string word;
  std::string last;  // before it in the same name
  char before = ' ';
  const auto finish = [&] {
    if (word.empty()) return;
    if (!is_measure(last)) seen |= meaning_of(word);
    last = std::move(word);
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
      if (c == ' ' || c == '\t' || c == '\n') last.clear();
    }
    before = c;
  }
  finish();
  Hint hint;
  hint.boilerplate = (seen & kBoilerplate) != 0 && (seen & kEmbedded) == 0;
  hint.visitors = (seen & kVisitors) != 0;
  hint.caption = (seen & kCaption) != 0;
  hint.elsewhere = (seen & kElsewhere) != 0;
  hint.dated = !hint.elsewhere && ((seen & kDated) != 0 || ((seen & kStory) != 0 && (seen & kDate) != 0));
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
