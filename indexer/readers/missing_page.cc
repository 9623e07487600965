#include "indexer/readers/missing_page.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/index/article_id.h"

namespace dateline::indexer {
namespace {

using ledger::Missing;

/// Nothing but a host, a language and the name of an index: "https://kcna.kp/en/index.php".
bool is_front_page(std::string_view location) {
  if (const std::size_t scheme = location.find("://"); scheme != std::string_view::npos) {
    location.remove_prefix(scheme + 3);
    location.remove_prefix(std::min(location.find_first_of("/?#"), location.size()));
  } else if (!location.starts_with('/')) {
    return false;  // beside the page: not where a site sends what is gone
  }
  location = location.substr(0, location.find_first_of("?#"));
  while (!location.empty()) {
    const std::size_t end = std::min(location.find('/'), location.size());
    const std::string_view part = location.substr(0, end);
    location.remove_prefix(std::min(end + 1, location.size()));
    const bool passed = part.size() <= 2 || part.starts_with("index.") || part.starts_with("default.") ||
                        part == "home" || part == "main" || part == "kcna";
    if (!passed) return false;
  }
  return true;
}

/// Whether a title is one of these, or begins with one and goes on with something else than a word.
template <std::size_t N>
bool is_titled(const std::string& title, const std::array<std::string_view, N>& phrases) {
  return std::ranges::any_of(phrases, [&](std::string_view phrase) {
    if (!title.starts_with(phrase)) return false;
    if (title.size() == phrase.size()) return true;
    const std::string_view rest = std::string_view(title).substr(phrase.size());
    return rest.starts_with(" |") || rest.starts_with(" -") || rest.starts_with(" –") || rest[0] == '.' ||
           rest[0] == '!' || rest[0] == ':';
  });
}

/// Whether a short text begins as those of error pages do and says so: "The article you requested does not
/// exist."
bool says_that_nothing_is_there(std::string_view body) {
  struct Language {
    std::vector<std::string_view> beginnings;
    std::vector<std::string_view> endings;
  };
  static const std::array<Language, 6> kLanguages{
      Language{{"the page you",
                "the page that you",
                "the page requested",
                "the requested",
                "the article you",
                "the article that you",
                "the document you",
                "the file you",
                "this page",
                "this article",
                "sorry, the page",
                "sorry, this page",
                "sorry, the article",
                "sorry, this article",
                "sorry, but the page",
                "we are sorry, the page",
                "we can't find the",
                "we cannot find the",
                "we could not find the",
                "no such page",
                "no such article",
                "page not found",
                "article not found",
                "file not found",
                "404"},
               {"not found", "not be found", "cannot be found", "can't be found", "does not exist",
                "doesn't exist", "no longer exist", "no longer available", "not available", "unavailable",
                "been removed", "been deleted", "find the page", "find the article", "looking for",
                "no such page", "no such article"}},
      Language{{"la página que", "la página solicitada", "esta página", "el artículo que",
                "el artículo solicitado", "este artículo", "lo sentimos, la página",
                "lo sentimos, el artículo", "página no encontrada", "artículo no encontrado"},
               {"no existe", "no se encuentra", "no se ha encontrado", "no se encontró", "no fue encontrad",
                "no encontrad", "no está disponible", "ha sido eliminad", "no se pudo encontrar"}},
      Language{{"запрашиваемая страница", "запрошенная страница", "страница, которую", "данная страница",
                "такой страницы", "страница не найдена", "запрашиваемый материал", "материал не найден",
                "к сожалению, страница", "к сожалению, запрашиваемая страница"},
               {"не найден", "не существует", "удален", "удалён", "недоступн"}},
      Language{{"요청하신", "요청한", "해당 페이지", "해당 기사", "찾으시는", "존재하지 않는 페이지",
                "존재하지 않는 기사", "페이지를 찾을 수", "페지를 찾을수", "기사를 찾을 수", "기사를 찾을수"},
               {"찾을 수 없", "찾을수 없", "존재하지 않", "삭제되"}},
      Language{{"お探しのページ", "お探しの記事", "指定されたページ", "ご指定のページ",
                "ページが見つかりません", "記事が見つかりません"},
               {"見つかりません", "存在しません", "存在しない", "削除され", "ございません"}},
      Language{{"您访问的", "您要访问的", "您查找的", "您要查找的", "您请求的", "抱歉,您", "对不起,您",
                "页面不存在", "文章不存在"},
               {"不存在", "找不到", "未找到", "被删除", "已删除"}}};
  constexpr std::size_t kMostBytes = 400;
  if (body.size() > kMostBytes) return false;
  const std::string folded = index::fold_text(body);
  return std::ranges::any_of(kLanguages, [&](const Language& language) {
    return std::ranges::any_of(language.beginnings,
                               [&](std::string_view words) { return folded.starts_with(words); }) &&
           std::ranges::any_of(language.endings, [&](std::string_view words) {
             return folded.find(words) != std::string::npos;
           });
  });
}

}  // namespace

std::optional<Missing> missing_by_status(int status, std::string_view location) {
  if (status == 404 || status == 410) return Missing::kGone;
  if (status == 403 || status == 429 || status == 451 || status >= 500) return Missing::kBlocked;
  const bool redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  if (redirect && !location.empty() && is_front_page(location)) return Missing::kRedirect;
  return std::nullopt;
}

std::optional<Missing> missing_by_text(std::string_view title, std::string_view body) {
  static constexpr std::array<std::string_view, 16> kNothing{"404 not found",
                                                             "404",
                                                             "error 404",
                                                             "404 error",
                                                             "not found",
                                                             "page not found",
                                                             "404 - not found",
                                                             "404 page not found",
                                                             "file not found",
                                                             "página no encontrada",
                                                             "error 404 not found",
                                                             "страница не найдена",
                                                             "페이지를 찾을 수 없습니다",
                                                             "페지를 찾을수 없습니다",
                                                             "ページが見つかりません",
                                                             "页面不存在"};
  static constexpr std::array<std::string_view, 16> kFirewall{"web page blocked",
                                                              "access denied",
                                                              "attention required! | cloudflare",
                                                              "just a moment...",
                                                              "403 forbidden",
                                                              "502 bad gateway",
                                                              "503 service unavailable",
                                                              "503 service temporarily unavailable",
                                                              "504 gateway time-out",
                                                              "500 internal server error",
                                                              "service unavailable",
                                                              "site blocked",
                                                              "url blocked",
                                                              "the page is blocked",
                                                              "불법·유해 정보(사이트)에 대한 차단 안내",
                                                              "web filter violation"};
  if (body.size() > kMostOfErrorPage) return std::nullopt;
  const std::string folded = index::fold_text(title);
  if (is_titled(folded, kNothing)) return Missing::kSoftGone;
  if (is_titled(folded, kFirewall)) return Missing::kBlocked;
  if (says_that_nothing_is_there(body))
    return missing_by_words(title, body);  // a firewall says "not available" too
  return std::nullopt;
}

std::string_view reason_of(Missing missing) {
  return missing == Missing::kBlocked ? "page of a firewall or a failing server"
                                      : "page that says that there is nothing";
}

Missing missing_by_words(std::string_view title, std::string_view body) {
  static constexpr std::array<std::string_view, 30> kNotTheSite{"blocked",
                                                                "access denied",
                                                                "access is denied",
                                                                "forbidden",
                                                                "firewall",
                                                                "captcha",
                                                                "are you a human",
                                                                "not a robot",
                                                                "too many requests",
                                                                "rate limit",
                                                                "cloudflare",
                                                                "ddos",
                                                                "temporarily",
                                                                "maintenance",
                                                                "try again later",
                                                                "gateway",
                                                                "server error",
                                                                "database",
                                                                "log in",
                                                                "차단",
                                                                "접속이 제한",
                                                                "점검",
                                                                "잠시 후",
                                                                "заблокирован",
                                                                "технические работы",
                                                                "bloquead",
                                                                "mantenimiento",
                                                                "アクセスが拒否",
                                                                "メンテナンス",
                                                                "访问被拒绝"};
  const std::string folded = index::fold_text(std::string(title) + "\n" + std::string(body));
  const bool speaks_so = std::ranges::any_of(
      kNotTheSite, [&](std::string_view words) { return folded.find(words) != std::string::npos; });
  return speaks_so ? Missing::kBlocked : Missing::kSoftGone;
}

bool is_page_address(std::string_view address) {
  const std::string_view path = address.substr(0, address.find_first_of("?#"));
  static constexpr std::array<std::string_view, 24> kOthers{
      ".css", ".js",  ".png",  ".jpg", ".jpeg", ".gif", ".ico",  ".svg", ".webp", ".woff", ".woff2", ".ttf",
      ".mp3", ".mp4", ".webm", ".swf", ".xml",  ".map", ".json", ".flv", ".avi",  ".wmv",  ".txt",   ".eot"};
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool web = lower.starts_with("http://") || lower.starts_with("https://");
  return web &&
         std::ranges::none_of(kOthers, [&](std::string_view ending) { return lower.ends_with(ending); });
}

}  // namespace dateline::indexer
