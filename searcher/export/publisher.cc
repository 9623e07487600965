#include "searcher/export/publisher.h"

#include <array>
#include <string_view>
#include <utility>

#include "common/index/article_id.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

/// Slugs and hosts begin or end so. The longer of two that fit stands first.
constexpr std::array<Row, 26> kPublishers{{
    {"kcnawatch", ""},  // an aggregator: it publishes for others
    {"nkpro", ""},
    {"kcna", "Korean Central News Agency"},
    {"korean-central-news-agency", "Korean Central News Agency"},
    {"조선중앙통신", "Korean Central News Agency"},
    {"rodong", "Rodong Sinmun"},
    {"로동신문", "Rodong Sinmun"},
    {"minju", "Minju Choson"},
    {"민주조선", "Minju Choson"},
    {"mfa.gov.kp", "Ministry of Foreign Affairs of the DPR Korea"},
    {"ministry-of-foreign-affairs", "Ministry of Foreign Affairs of the DPR Korea"},
    {"pyongyang-times", "The Pyongyang Times"},
    {"pyongyangtimes", "The Pyongyang Times"},
    {"tongil-sinbo", "Tongil Sinbo"},
    {"dprk-today", "DPRK Today"},
    {"dprktoday", "DPRK Today"},
    {"uriminzokkiri", "Uriminzokkiri"},
    {"naenara", "Naenara"},
    {"korea-today", "Korea Today"},
    {"choson-sinbo", "Choson Sinbo"},
    {"chosonsinbo", "Choson Sinbo"},
    {"voice-of-korea", "Voice of Korea"},
    {"vok.rep.kp", "Voice of Korea"},
    {"ryugyong", "Ryugyong"},
    {"ryomyong", "Ryomyong"},
    {"arirang-meari", "Arirang Meari"},
}};

/// The publisher whose mark begins the name, or a part of it behind a point; empty when none does.
std::string_view known(std::string_view name) {
  for (const auto& [mark, publisher] : kPublishers) {
    const std::size_t at = name.find(mark);
    if (at == 0 || (at != std::string_view::npos && name[at - 1] == '.')) return publisher;
  }
  return {};
}

bool is_host(std::string_view name) {
  return name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos;
}

}  // namespace

std::string publisher_of(const Article& article) {
  if (const std::string_view found = known(article.source.slug); !found.empty()) return std::string(found);
  const std::string host = index::host_of(article.url);
  const bool named = !article.source.name.empty() && !is_host(article.source.name);
  if (named) return show::printable(article.source.name);
  if (const std::string_view found = known(host); !found.empty()) return std::string(found);
  return show::printable(article.source.name.empty() ? host : article.source.name);
}

}  // namespace dateline::search
