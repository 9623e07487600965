#include "indexer/readers/html/page_title.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dateline::html {
namespace {

constexpr std::size_t kShortest = 8;  // bytes of a headline that may be found inside another by chance

/// Lower-case ASCII letters and digits, and every other byte of words: for comparing titles.
std::string key_of(std::string_view text) {
  std::string key;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') key += static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) key += c;
  }
  return key;
}

/// Names that sites give to all their pages, as key_of has them.
constexpr std::array<std::string_view, 25> kPublishers = {"arirangmeari",
                                                          "dprktoday",
                                                          "kcna",
                                                          "kcnadprk",
                                                          "kcnakp",
                                                          "koreancentralnewsagency",
                                                          "koreancentralnewsagencyofdprk",
                                                          "minjuchoson",
                                                          "minjujoson",
                                                          "ministryofforeignaffairs",
                                                          "ministryofforeignaffairsofdprk",
                                                          "naenara",
                                                          "pyongyangtimes",
                                                          "rodongsinmun",
                                                          "thepyongyangtimes",
                                                          "thevoiceofkorea",
                                                          "tongilsinbo",
                                                          "uriminzokkiri",
                                                          "voiceofkorea",
                                                          "로동신문",
                                                          "민주조선",
                                                          "조선민주주의인민공화국외무성",
                                                          "조선의소리",
                                                          "조선중앙통신",
                                                          "조선중앙통신사"};

bool confirms(std::string_view title, std::string_view headline) {
  const std::string a = key_of(title);
  const std::string b = key_of(headline);
  if (a.empty() || b.empty()) return false;
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  return a == b || (shorter.size() >= kShortest && 3 * shorter.size() >= longer.size() &&
                    longer.find(shorter) != std::string::npos);
}

/// "Headline | Site", "Site - Headline": without the part that names the site.
std::string without_site(const std::string& title, const std::string& site) {
  static constexpr auto kMarks =
      std::to_array<std::string_view>({" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · "});
  for (const std::string_view mark : kMarks) {
    const std::size_t last = title.rfind(mark);
    if (last == std::string::npos) continue;
    const std::string head = title.substr(0, last);
    const std::string tail = title.substr(last + mark.size());
    const std::size_t first = title.find(mark);
    if ((!site.empty() && confirms(tail, site)) || is_publisher(tail)) return head;
    if ((!site.empty() && confirms(title.substr(0, first), site)) || is_publisher(title.substr(0, first)))
      return title.substr(first + mark.size());
    // No name to compare with: the name of a site is a few words after a long headline.
    if (mark != " - " && tail.size() <= 30 && head.size() >= 2 * tail.size()) return head;
  }
  return title;
}

}  // namespace

bool same_headline(std::string_view a, std::string_view b) { return confirms(a, b); }

std::string page_title(const Metadata& metadata) {
  std::string best;  // the longest: the name of the site may stand in an <h1> and in the title too
  for (const std::string& headline : metadata.headlines) {
    const bool site = !metadata.site_name.empty() && key_of(headline) == key_of(metadata.site_name);
    const bool confirmed = confirms(metadata.social_title, headline) ||
                           confirms(metadata.document_title, headline) ||
                           confirms(metadata.json_ld.headline, headline);
    if (confirmed && !site && headline.size() > best.size()) best = headline;
  }
  if (!best.empty()) return best;
  if (!metadata.social_title.empty()) return without_site(metadata.social_title, metadata.site_name);
  if (!metadata.json_ld.headline.empty()) return metadata.json_ld.headline;
  if (metadata.headlines.size() == 1) return metadata.headlines.front();
  return without_site(metadata.document_title, metadata.site_name);
}

bool is_publisher(std::string_view title) {
  return std::ranges::find(kPublishers, key_of(title)) != kPublishers.end();
}

}  // namespace dateline::html
