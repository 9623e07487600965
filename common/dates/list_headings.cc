#include "common/dates/list_headings.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "common/dates/utf8.h"

namespace dateline::dates {
namespace {

/// In lower case, sorted by bytes. Words that head the sections of an article too ("latest", "more") stand
/// here in company only.
constexpr auto kHeadings = std::to_array<std::string_view>({
    "actualités connexes",
    "aktuelle meldungen",
    "aktuelle nachrichten",
    "also read",
    "altre notizie",
    "andere artikel",
    "andere nachrichten",
    "articles associés",
    "articles connexes",
    "articles liés",
    "articles récents",
    "articles similaires",
    "articoli correlati",
    "articulos relacionados",
    "artigos relacionados",
    "artículos recientes",
    "artículos relacionados",
    "auch interessant",
    "autres actualités",
    "autres articles",
    "autres informations",
    "autres nouvelles",
    "contenido relacionado",
    "das könnte sie auch interessieren",
    "derniers articles",
    "dernières actualités",
    "dernières infos",
    "dernières nouvelles",
    "entradas recientes",
    "entradas relacionadas",
    "further news",
    "further reading",
    "in other news",
    "las más leídas",
    "latest articles",
    "latest headlines",
    "latest news",
    "latest posts",
    "latest reports",
    "latest stories",
    "le puede interesar",
    "lea además",
    "lea también",
    "lee también",
    "leggi anche",
    "leia também",
    "les plus lus",
    "lesen sie auch",
    "letzte meldungen",
    "letzte nachrichten",
    "lire aussi",
    "lire également",
    "lisez aussi",
    "lo más leído",
    "mais notícias",
    "mas noticias",
    "mehr artikel",
    "mehr meldungen",
    "mehr nachrichten",
    "mehr zu diesem thema",
    "mehr zum thema",
    "meistgelesene artikel",
    "more articles",
    "more from this section",
    "more headlines",
    "more in this section",
    "more like this",
    "more news",
    "more on this story",
    "more on this topic",
    "more reports",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "más artículos",
    "más informaciones",
    "más noticias",
    "neueste artikel",
    "neueste beiträge",
    "neueste meldungen",
    "neueste nachrichten",
    "notas relacionadas",
    "noticias destacadas",
    "noticias recientes",
    "noticias relacionadas",
    "notizie correlate",
    "notícias relacionadas",
    "nouvelles connexes",
    "other articles",
    "other headlines",
    "other news",
    "other reports",
    "other stories",
    "otras informaciones",
    "otras noticias",
    "otros artículos",
    "outras notícias",
    "plus d'actualités",
    "plus d'articles",
    "plus de nouvelles",
    "plus d’actualités",
    "plus d’articles",
    "popular articles",
    "popular news",
    "popular posts",
    "popular stories",
    "previous articles",
    "previous news",
    "read also",
    "read more news",
    "read next",
    "recent articles",
    "recent news",
    "recent posts",
    "recent stories",
    "recommended articles",
    "recommended for you",
    "recommended news",
    "recommended reading",
    "recommended stories",
    "related article",
    "related articles",
    "related content",
    "related items",
    "related links",
    "related news",
    "related posts",
    "related reports",
    "related stories",
    "related story",
    "see also",
    "siehe auch",
    "similar articles",
    "similar news",
    "similar stories",
    "sur le même sujet",
    "sur le même thème",
    "súvisiace články",
    "también te puede interesar",
    "te puede interesar",
    "temas relacionados",
    "today's headlines",
    "today's news",
    "top headlines",
    "top news",
    "top stories",
    "trending now",
    "ultimas noticias",
    "ultime notizie",
    "vea también",
    "ver también",
    "verwandte artikel",
    "verwandte themen",
    "voir aussi",
    "weitere artikel",
    "weitere beiträge",
    "weitere meldungen",
    "weitere nachrichten",
    "weitere themen",
    "what to read next",
    "you may also like",
    "you might also like",
    "zum thema",
    "à lire aussi",
    "à lire également",
    "à voir aussi",
    "ähnliche artikel",
    "ähnliche beiträge",
    "últimas noticias",
    "últimas notícias",
    "ďalšie správy",
    "ďalšie články",
    "больше новостей",
    "главные новости",
    "другие материалы",
    "другие новости",
    "другие сообщения",
    "другие статьи",
    "еще новости",
    "еще по теме",
    "ещё новости",
    "ещё по теме",
    "лента новостей",
    "материалы по теме",
    "новости дня",
    "новости по теме",
    "новости раздела",
    "популярные новости",
    "популярные статьи",
    "последние новости",
    "последние сообщения",
    "последние статьи",
    "похожие материалы",
    "похожие новости",
    "похожие статьи",
    "публикации по теме",
    "ранее по теме",
    "рекомендуем прочитать",
    "самое читаемое",
    "самые читаемые",
    "свежие новости",
    "связанные новости",
    "связанные статьи",
    "смотрите также",
    "статьи по теме",
    "читайте также",
    "читать также",
    "あわせて読みたい",
    "おすすめの記事",
    "おすすめ記事",
    "その他のニュース",
    "その他の記事",
    "ほかの記事",
    "もっと読む",
    "主要ニュース",
    "人気の記事",
    "人気記事",
    "他のニュース",
    "他の記事",
    "其他报道",
    "其他文章",
    "其他新聞",
    "其他新闻",
    "其它新闻",
    "前の記事",
    "延伸閱讀",
    "延伸阅读",
    "往期新闻",
    "推荐文章",
    "推荐新闻",
    "推荐阅读",
    "推薦閱讀",
    "新着ニュース",
    "新着記事",
    "更多報導",
    "更多报道",
    "更多文章",
    "更多新聞",
    "更多新闻",
    "更多消息",
    "最新ニュース",
    "最新报道",
    "最新文章",
    "最新新聞",
    "最新新闻",
    "最新消息",
    "最新記事",
    "最近の記事",
    "次の記事",
    "热点新闻",
    "热门文章",
    "热门新闻",
    "熱門新聞",
    "相关报道",
    "相关文章",
    "相关新闻",
    "相关消息",
    "相关链接",
    "相关阅读",
    "相關報導",
    "相關報道",
    "相關文章",
    "相關新聞",
    "関連ニュース",
    "関連報道",
    "関連記事",
    "관련 기사",
    "관련 뉴스",
    "관련 소식",
    "관련기사",
    "관련기사들",
    "관련뉴스",
    "관련소식",
    "기사 목록",
    "기사목록",
    "다른 기사",
    "다른 기사들",
    "다른 뉴스",
    "다른 소식",
    "다른기사",
    "다른뉴스",
    "다른소식",
    "다음 기사",
    "다음기사",
    "더 많은 기사",
    "더 많은 뉴스",
    "더 많은 소식",
    "련관 기사",
    "련관기사",
    "련관소식",
    "많이 본 기사",
    "많이 본 뉴스",
    "많이 본 소식",
    "이전 기사",
    "이전기사",
    "인기 기사",
    "인기기사",
    "인기뉴스",
    "주요 기사",
    "주요 뉴스",
    "주요 소식",
    "주요기사",
    "주요뉴스",
    "주요소식",
    "최근 기사",
    "최근 소식",
    "최근기사",
    "최근소식",
    "최신 기사",
    "최신 뉴스",
    "최신 소식",
    "최신기사",
    "최신뉴스",
    "최신소식",
    "추천 기사",
    "추천기사",
    "함께 읽을 기사",
});
static_assert(std::ranges::is_sorted(kHeadings));

/// For every ASCII letter that begins a heading the ASCII letters that follow it: settles most lines.
constexpr std::array<std::uint32_t, 26> make_second_letters() {
  std::array<std::uint32_t, 26> letters{};
  for (const std::string_view heading : kHeadings) {
    if (heading[0] < 'a' || heading[0] > 'z') continue;
    if (heading[1] >= 'a' && heading[1] <= 'z')
      letters[static_cast<std::size_t>(heading[0] - 'a')] |= 1U << (heading[1] - 'a');
  }
  return letters;
}
constexpr std::array<std::uint32_t, 26> kSecondLetters = make_second_letters();

bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/// Whether a line may begin as a heading does; false for most that do not.
bool may_be_heading(std::string_view line) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (static_cast<unsigned char>(line[i]) >= 0x80) return true;
    if (!is_ascii_letter(line[i])) continue;
    if (!is_ascii_letter(line[i + 1])) return true;
    return (kSecondLetters[static_cast<std::size_t>((line[i] | 0x20) - 'a')] >> ((line[i + 1] | 0x20) - 'a') &
            1U) != 0;
  }
  return false;
}

constexpr std::size_t kLongestLine = 72;  // bytes, ornaments included

/// Lower case, blanks one space each, without what stands round the words; empty when there is a figure.
std::string folded(std::string_view line) {
  std::string out;
  std::string between;  // written when a letter follows
  for (std::size_t at = 0; at < line.size();) {
    const Utf8Char c = decode_utf8(line, at);
    at += c.bytes;
    const auto code = static_cast<UChar32>(c.code);
    if (!c.valid || u_isdigit(code)) return {};
    if (u_isUWhiteSpace(code)) {
      if (!out.empty() && !between.ends_with(' ')) between += ' ';
    } else if (u_isalpha(code)) {
      out += between;
      between.clear();
      append_utf8(out, static_cast<char32_t>(u_tolower(code)));
    } else if (!out.empty()) {
      append_utf8(between, c.code);
    }
  }
  return out;
}

}  // namespace

bool is_list_heading(std::string_view line) {
  if (line.size() < 6 || line.size() > kLongestLine) return false;
  if (line.ends_with('.') && !line.ends_with("..")) return false;  // a sentence
  if (!may_be_heading(line)) return false;
  return std::ranges::binary_search(kHeadings, std::string_view(folded(line)));
}

}  // namespace dateline::dates
